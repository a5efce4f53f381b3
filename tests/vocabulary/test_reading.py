"""Planted errors in a list are named: file, key and field."""

from dataclasses import fields
from importlib.resources import files

import pytest

from dpa_manager.vocabulary import terms
from dpa_manager.vocabulary.library import Vocabulary, read_vocabulary
from dpa_manager.vocabulary.reading import (
    VocabularyError,
    read_groups,
    read_list,
    read_phrases,
)

GOOD = """
active_from = 2026-01-01

[phone]
nl = "Telefoon"
fr = "Téléphone"
en = "Phone"

[email]
nl = "E-mail"
fr = "Courriel"
en = "E-mail"
active_to = 2026-06-30
"""


def read(text, *, kind=terms.Term):
    return read_list(text, file="channels.toml", kind=kind)


def test_a_good_list_is_read_in_its_order():
    channels = read(GOOD)
    assert [(t.key, t.order, t.label.fr) for t in channels.values()] == [
        ("phone", 10, "Téléphone"),
        ("email", 20, "Courriel"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('fr = "Téléphone"\n', "", "channels.toml: phone: the words in fr are missing"),
        ('fr = "Téléphone"', 'fr = " "', "channels.toml: phone: the words in fr are missing"),
        ('fr = "Téléphone"', "fr = 1", "channels.toml: phone: the words in fr are missing"),
        ('"Phone"', '"Phone "', "channels.toml: phone: the words in en begin or end with a space"),
        ("[email]", 'colour = "red"\n[email]', "channels.toml: phone: unknown field colour"),
        ("[email]", 'label = "x"\n[email]', "channels.toml: phone: unknown field label"),
        ("[email]", 'key = "x"\n[email]', "channels.toml: phone: unknown field key"),
        ("2026-06-30", '"30 June"', "channels.toml: email: active_to: must be a date"),
        ("2026-06-30", "2026-06-30T10:00:00", "channels.toml: email: active_to: must be a date"),
        ("2026-06-30", "2025-06-30", "channels.toml: email: active_to lies before active_from"),
        ("active_from = 2026-01-01", "", "channels.toml: active_from must be a date"),
        ("active_from = 2026-01-01", "active_from = 1", "channels.toml: active_from must be a"),
        ("[email]", '["e mail"]', "channels.toml: e mail: keys have letters"),
        ("[email]", '["1mail"]', "channels.toml: 1mail: keys have letters"),
        ('"Courriel"', '"téléphone"', "email: the label in fr is also that of phone"),
        ("[phone]", "phones = 3\n[phone]", "channels.toml: phones: must be a table"),
    ],
)
def test_an_error_in_a_list_is_named(old, new, sentence):
    assert old in GOOD
    with pytest.raises(VocabularyError) as error:
        read(GOOD.replace(old, new))
    assert sentence in str(error.value)


def test_a_key_given_twice_is_named():
    with pytest.raises(VocabularyError, match=r"channels\.toml: .*phone.*twice"):
        read(GOOD + '[phone]\nnl = "a"\nfr = "b"\nen = "c"\n')


def test_broken_toml_is_named_with_its_file():
    with pytest.raises(VocabularyError, match=r"^channels\.toml: .*line 2"):
        read("\n[phone\n")


def test_a_retired_term_may_share_its_label_with_its_successor():
    channels = read(
        GOOD + '[mail]\nnl = "E-mail"\nfr = "E-mail"\nen = "E-mail"\nactive_from = 2026-07-01\n'
    )
    assert channels["email"].label.nl == channels["mail"].label.nl


def test_a_label_shared_for_one_day_is_refused():
    with pytest.raises(VocabularyError, match="mail: the label in nl is also that of email"):
        read(
            GOOD + '[mail]\nnl = "E-mail"\nfr = "E-mail"\nen = "E-mail"\nactive_from = 2026-06-30\n'
        )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('heading = "A"\n', "measures.toml: TOM-X: the field text is missing"),
        ("heading = 1\n", "measures.toml: TOM-X: heading: must be of type str"),
        ('iso = "8.24"\n', "measures.toml: TOM-X: iso: must be a list of texts"),
        ('iso = ["8.24", "8.24"]\n', "measures.toml: TOM-X: iso: names something twice"),
        ("is_visible_to_clients = 1\n", "is_visible_to_clients: must be of type bool"),
        ('text = "Locked."\n', "measures.toml: TOM-X: text: needs words in nl, fr and en"),
        ('text = {nl = "Dicht."}\n', "measures.toml: TOM-X: text: the words in fr are missing"),
        ('text = {de = "Zu."}\n', "measures.toml: TOM-X: text: unknown field de"),
    ],
)
def test_an_error_in_a_field_is_named(line, sentence):
    text = 'active_from = 2026-01-01\n[TOM-X]\nnl = "Slot"\nfr = "Serrure"\nen = "Lock"\n' + line
    with pytest.raises(VocabularyError) as error:
        read_list(text, file="measures.toml", kind=terms.Measure)
    assert sentence in str(error.value)


def test_a_yes_or_no_is_no_number():
    text = (
        'active_from = 2026-01-01\n[simple]\nnl = "a"\nfr = "b"\nen = "c"\n'
        'article = "3(10)"\nrank = true\n'
    )
    with pytest.raises(VocabularyError, match="rank: must be of type int"):
        read_list(text, file="signature_levels.toml", kind=terms.SignatureLevel)


def test_groups_name_the_group_of_an_error():
    text = 'active_from = 2026-01-01\n[end_choice.delete]\nnl = "wissen"\nen = "erase"\n'
    with pytest.raises(VocabularyError, match=r"options\.toml: end_choice: delete: .* fr "):
        read_groups(text, file="options.toml", kind=terms.Option)
    with pytest.raises(VocabularyError, match=r"options\.toml: end_choice: must be a group"):
        read_groups(
            "active_from = 2026-01-01\nend_choice = 1", file="options.toml", kind=terms.Option
        )


def test_flat_words_name_the_key_of_an_error():
    with pytest.raises(VocabularyError, match=r"document_words\.toml: yes: the words in nl"):
        read_phrases('[yes]\nfr = "oui"\nen = "yes"\n', file="document_words.toml")


def test_french_spaces_and_apostrophes_are_set_when_words_are_read():
    words = read_phrases(
        '[x]\nnl = "klant\'s keuze: a; b"\nfr = "l\'an : a ; b ? c ! « d »"\nen = "client\'s: a"\n',
        file="x.toml",
    )["x"]
    assert words.fr == "l’an\u00a0: a\u202f; b\u202f? c\u202f! «\u00a0d\u00a0»"
    assert words.nl == "klant’s keuze: a; b"
    assert words.en == "client’s: a"


def shipped():
    folder = files("dpa_manager.vocabulary")
    return {
        field.name: (folder / f"{field.name}.toml").read_text("utf-8")
        for field in fields(Vocabulary)
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("service_kinds", '"transmit"', '"fly"', "service_kinds.toml: hosting: operations: fly"),
        ("service_kinds", '"web_visitors"', '"ghosts"', "hosting: subjects: ghosts is in no list"),
        ("service_kinds", '"ip_device"', '"aura"', "hosting: data: aura is in no list"),
        ("service_kinds", '"cdn"', '"cnd"', "hosting: subprocessor_kinds: cnd is in no list"),
        (
            "service_kinds",
            '"RET-CONTRACT+30"',
            '"RET-X"',
            "hosting: retention: RET-X is in no list",
        ),
        ("service_kinds", "ip_device=RET-LOG", "ip_device=RET-X", "retention_by_data: RET-X"),
        ("service_kinds", "ip_device=RET-LOG", "health=RET-LOG", "retention_by_data: health"),
        ("service_kinds", '"TOM-MFA"', '"TOM-MAF"', "hosting: measures: TOM-MAF is in no list"),
        ("service_kinds", '"BE/datacentre"', '"XX/datacentre"', "locations: XX is in no list"),
        ("service_kinds", '"BE/datacentre"', '"BE/cellar"', "locations: cellar is in no list"),
        ("measures", 'heading = "A"', 'heading = "Z"', "TOM-ENC-TRANSIT: heading: Z is in no list"),
        ("retention_rules", '"end_of_contract"', '"never"', "RET-CONTRACT: start: never"),
        ("retention_rules", '"return_or_delete"', '"keep"', "RET-CONTRACT: action: keep"),
        ("eea_memberships", 'country = "AT"', 'country = "QQ"', "AT: country: QQ is in no list"),
        ("adequacy_decisions", '"AD"', '"QQ"', "andorra: country: QQ is in no list"),
        ("own_purposes", '"a6_1_b"', '"a6_1_x"', "inquiries: legal_bases: a6_1_x"),
        ("public_bodies", '"vtc"', '"vct"', "flemish: authority: vct is in no list"),
        ("role_questions", '"question:q2"', '"question:q9"', "q1: yes: q9 is in no list"),
        ("role_questions", '"outcome:none"', '"outcome:maybe"', "q1: no: maybe is in no list"),
        ("role_questions", '"outcome:none"', '"guess:none"', "q1: no: guess is in no list"),
    ],
)
def test_a_key_that_no_list_has_is_named(name, old, new, sentence):
    texts = shipped()
    assert old in texts[name]
    with pytest.raises(VocabularyError) as error:
        read_vocabulary(texts | {name: texts[name].replace(old, new, 1)})
    assert sentence in str(error.value)


def test_a_list_that_is_missing_is_named():
    texts = shipped()
    del texts["rights"]
    with pytest.raises(VocabularyError, match=r"rights\.toml: the list is missing"):
        read_vocabulary(texts)


def test_no_file_of_words_lies_unread():
    names = {entry.name for entry in files("dpa_manager.vocabulary").iterdir()}
    read_beside = {
        *("changes.toml", "field_names.toml", "history_acts.toml", "locked_wordings.toml"),
        *("map_words.toml", "map_file_words.toml", "drift_classes.toml"),
    }
    assert {name for name in names if name.endswith(".toml")} - read_beside == {
        f"{field.name}.toml" for field in fields(Vocabulary)
    }
