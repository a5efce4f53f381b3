"""Sentences with places, field names, folding, and the locked wordings of clauses."""

import pytest

from dpa_manager.domain.completeness import RULES
from dpa_manager.domain.template_words import CLAUSES
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.locked_wordings import locked_wordings, read_locked_wordings
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.reading import VocabularyError
from dpa_manager.vocabulary.sentences import field_names, filled, sentences


def test_a_place_is_filled_in_each_language():
    sentence = Phrase("Bij {who}.", "Chez {who}.", "At {who}.")
    assert filled(sentence, {"who": Phrase("ons", "nous", "ours")}) == Phrase(
        "Bij ons.", "Chez nous.", "At ours."
    )


def test_a_name_missing_in_a_language_is_given_in_another():
    assert filled(Phrase.same("{what}"), {"what": Phrase(fr="Hébergement")}) == Phrase.same(
        "Hébergement"
    )


@pytest.mark.parametrize(
    ("name", "ending"), [("Transcripta Inc.", "Inc."), ("KBITS", "KBITS."), ("and so on..", "...")]
)
def test_a_sentence_ends_in_one_full_stop(name, ending):
    assert filled(Phrase.same("Not for {name}."), {"name": name}).en.endswith(ending)


def test_a_place_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="who"):
        filled(Phrase.same("{who}"), {})


def test_a_value_is_never_read_as_a_place():
    assert filled(Phrase.same("{a}"), {"a": "{b} {0}"}).nl == "{b} {0}"


@pytest.mark.parametrize("words", [*sentences().values(), *field_names().values()])
def test_words_are_typed_with_care(words):
    for text in words.as_dict().values():
        assert "'" not in text
        assert "  " not in text
    for mark in ":;?!":
        assert f" {mark}" not in words.fr


def test_french_keeps_processor_and_sub_processor_apart():
    for key, words in sentences().items():
        if "sub-processor" in words.en.lower():
            assert "sous-traitant" in words.fr.lower(), key
            bare = words.fr.lower().replace("sous-traitants ultérieurs", "")
            assert "sous-traitant" not in bare.replace("sous-traitant ultérieur", ""), key


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("l\u2019Union", "l'union"),
        ("24\u00a0uur\u202fvooraf", "24 uur vooraf"),
        ("on\u2011site", "on-site"),
        ("ge\u00adheim", "geheim"),
        ("e\u0301tat", "état"),
        (" Een \n\t twee ", "een twee"),
    ],
)
def test_typography_is_folded_away(typed, plain):
    assert folded(typed) == plain


def test_locked_wordings_belong_to_a_rule_and_a_clause():
    for rule_id, wordings in locked_wordings().items():
        assert rule_id in RULES
        for wording in wordings:
            assert wording.clause in CLAUSES
            assert set(wording.any_of) == set(LANGUAGES)
            assert all(wording.point.as_dict().values())


@pytest.mark.parametrize(
    "text",
    [
        '[[R-A-1]]\nclause = "clAudit"\nany_of.nl = ["a"]\nany_of.fr = ["a"]\nany_of.en = ["a"]',
        '[[R-A-1]]\nclause = "clAudit"\npoint = {nl="a", fr="a", en="a"}\nany_of.nl = ["a"]',
        '[[R-A-1]]\nclause = "clAudit"\npoint = {nl="a", fr="a", en="a"}\n'
        'any_of.nl = ["a"]\nany_of.fr = ["a"]\nany_of.en = []',
    ],
)
def test_a_locked_wording_with_a_gap_is_refused(text):
    with pytest.raises(VocabularyError, match="R-A-1"):
        read_locked_wordings(text)


def test_words_that_undo_a_point_come_before_words_that_make_it():
    (on_site,) = locked_wordings()["R-H-1"]
    assert all(
        any(made in undone for made in on_site.any_of["nl"]) for undone in on_site.never["nl"]
    )
