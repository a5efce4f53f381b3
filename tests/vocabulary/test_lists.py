"""The lists are complete: counts, languages, locked words, flags and exported names."""

import re
from dataclasses import fields
from datetime import date
from importlib.resources import files

import pytest

from dpa_manager.domain import choices
from dpa_manager.vocabulary import terms
from dpa_manager.vocabulary.library import Vocabulary, vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

LISTS = [
    field.name
    for field in fields(Vocabulary)
    if field.name not in ("options", "document_words", "sentences")
]


def every_phrase():
    """Each phrase of the library with the place where it stands."""
    words = vocabulary()
    for name in LISTS:
        for key, term in getattr(words, name).items():
            for field in fields(term):
                value = getattr(term, field.name)
                if isinstance(value, Phrase) and value:
                    yield f"{name}.{key}.{field.name}", value
    for group, values in words.options.items():
        for key, option in values.items():
            yield f"options.{group}.{key}", option.label
            yield f"options.{group}.{key}.explanation", option.explanation
    yield from ((f"document_words.{key}", value) for key, value in words.document_words.items())
    yield from ((f"sentences.{key}", value) for key, value in words.sentences.items())


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("concepts", 14),
        ("data_categories", 42),
        ("data_subjects", 19),
        ("operations", 14),
        ("service_kinds", 18),
        ("own_purposes", 9),
        ("recipient_groups", 5),
        ("recipient_kinds", 9),
        ("transfer_mechanisms", 22),
        ("adequacy_decisions", 17),
        ("channels", 11),
        ("legal_bases", 16),
        ("rights", 10),
        ("contact_subjects", 7),
        ("agreement_states", 16),
        ("notice_states", 14),
        ("role_questions", 6),
        ("role_outcomes", 4),
        ("countries", 249),
    ],
)
def test_a_list_has_as_many_terms_as_the_domain_names(name, count):
    assert len(getattr(vocabulary(), name)) == count


def test_the_catalogue_has_the_measures_of_each_heading():
    counted = {}
    for measure in vocabulary().measures.values():
        counted[measure.heading] = counted.get(measure.heading, 0) + 1
    domain = {"A": 7, "B": 14, "C": 7, "D": 7, "E": 4, "F": 11, "G": 7, "S": 6}
    assert counted == domain | {"H": 2}


def test_retention_has_the_sixteen_rules_of_the_domain_and_the_clients_own():
    rules = set(vocabulary().retention_rules)
    assert len(rules) == 17
    assert {"RET-CONTRACT+30", "RET-DISCLOSURE", "RET-ACC-BE", "RET-CLIENT"} <= rules


def test_every_phrase_has_words_in_all_three_languages():
    places = [place for place, phrase in every_phrase() if not all(phrase.as_dict().values())]
    assert places == []
    assert sum(1 for _ in every_phrase()) > 1000


def test_no_phrase_is_the_same_sentence_in_dutch_and_french():
    copied = [
        place
        for place, phrase in every_phrase()
        if phrase.nl == phrase.fr and len(phrase.nl.split()) > 3
        if not place.startswith("authorities.")
    ]
    assert copied == []


@pytest.mark.parametrize(
    ("key", "french"),
    [
        ("controller", "responsable du traitement"),
        ("joint_controller", "responsable conjoint du traitement"),
        ("processor", "sous-traitant"),
        ("sub_processor", "sous-traitant ultérieur"),
        ("recipient", "destinataire"),
        ("third_party", "tiers"),
        ("data_subject", "personne concernée"),
        ("dpa_document", "contrat de sous-traitance (art. 28 RGPD)"),
        ("scc_art28", "clauses contractuelles types (2021/915)"),
        ("scc_transfer", "CCT de transfert (2021/914)"),
        ("tom", "mesures techniques et organisationnelles"),
        ("dpo", "délégué à la protection des données"),
        ("supervisory_authority", "autorité de contrôle"),
        ("data_breach", "violation de données à caractère personnel"),
    ],
)
def test_the_french_words_of_the_law_are_locked(key, french):
    assert vocabulary().concepts[key].label.fr == french


@pytest.mark.parametrize(
    ("key", "dutch", "english"),
    [
        ("controller", "verwerkingsverantwoordelijke", "controller"),
        ("processor", "verwerker", "processor"),
        ("sub_processor", "subverwerker", "sub-processor"),
        ("data_subject", "betrokkene", "data subject"),
        ("dpa_document", "verwerkersovereenkomst", "data processing agreement"),
        ("data_breach", "inbreuk in verband met persoonsgegevens", "personal data breach"),
    ],
)
def test_the_dutch_and_english_words_of_the_law_are_locked(key, dutch, english):
    label = vocabulary().concepts[key].label
    assert (label.nl, label.en) == (dutch, english)


def test_the_agreement_is_found_by_both_dutch_words():
    concept = vocabulary().concepts["dpa_document"]
    assert {concept.label.nl, *concept.also} >= {
        "verwerkersovereenkomst",
        "verwerkingsovereenkomst",
    }


_BARE = re.compile(r"sous-traitant(?!s? ultérieurs?)", re.IGNORECASE)
_SUB = re.compile(r"sub-?(verwerker|processor)", re.IGNORECASE)
_PROCESSOR = re.compile(
    r"(?<!sub)(?<!sub-)(verwerker|processor)|processing agreement|subcontractor|onderaannemer",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("french", "is_bare"),
    [
        ("le sous-traitant", True),
        ("Sous-traitants de KBITS", True),
        ("un sous-traitant ultérieur", False),
        ("des sous-traitants ultérieurs", False),
        ("contrat de sous-traitance", False),
    ],
)
def test_the_trap_of_the_bare_sous_traitant_is_seen(french, is_bare):
    assert bool(_BARE.search(french)) is is_bare


def test_every_sub_processor_is_a_sous_traitant_ulterieur_in_french():
    lost = [
        place
        for place, phrase in every_phrase()
        if _SUB.search(phrase.nl) and "ultérieur" not in phrase.fr
    ]
    assert lost == []


def test_a_bare_sous_traitant_is_always_a_processor_or_the_seeds_subcontractor():
    wrong = [
        place
        for place, phrase in every_phrase()
        if _BARE.search(phrase.fr) and not _PROCESSOR.search(phrase.nl + phrase.en)
    ]
    assert wrong == []


# Words that a plain contract avoids, or that say something else in Belgium (house word list).
BANNED = {
    "nl": (
        r"dient te|zulks|hetwelk|desgevallend|derhalve|teneinde|middels|conform|inzake|al dan niet"
        r"|en/of|onverminderd|persoonlijke gegevens|eindverantwoordelijken?|onderaannemer"
    ),
    "fr": (
        r"ledit|susvisés?|nonobstant|y afférent|aux fins de|en tant que de besoin|le cas échéant"
        r"|et/ou|il est entendu que|données personnelles|état de l.art|contrôleur"
    ),
    "en": (
        r"shall|hereby|herein|thereof|prior to|pursuant to|notwithstanding|in the event that"
        r"|including but not limited to|and/or|eventually|gross negligence"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_a_plain_contract_avoids_are_not_used(language):
    banned = re.compile(rf"\b({BANNED[language]})\b", re.IGNORECASE)
    found = [
        f"{place}: {phrase.in_language(language)}"
        for place, phrase in every_phrase()
        if banned.search(phrase.in_language(language))
    ]
    assert found == []


def test_exported_names_are_in_the_vendored_list():
    lines = (files("dpa_manager.vocabulary") / "dpv_terms.txt").read_text("utf-8").splitlines()
    vendored = {line for line in lines if not line.startswith("#")}
    exporting = files("dpa_manager.domain.dpv").iterdir()
    sources = "".join(file.read_text("utf-8") for file in exporting if file.name.endswith(".py"))
    written = set(re.findall(r'"((?:dpv|pd|loc|eu-gdpr):[A-Za-z0-9-]+)"', sources))
    countries = {f"loc:{code}" for code in vocabulary().countries}
    used = (
        written
        | countries
        | {
            name
            for list_name in LISTS
            for term in getattr(vocabulary(), list_name).values()
            for name in getattr(term, "dpv", ())
        }
    )
    assert used == vendored
    assert len(vendored) > 150


def test_only_the_nine_categories_of_article_9_are_special():
    natures = {}
    for category in vocabulary().data_categories.values():
        natures.setdefault(category.nature, set()).add(category.key)
    assert natures.pop("") >= {"payment", "salary", "billing", "family"}
    assert natures == {
        "art9": {
            "racial_ethnic",
            "political",
            "religious",
            "trade_union",
            "genetic",
            "biometric",
            "health",
            "sex_life",
        },
        "art10": {"criminal"},
        "nrn": {"nrn"},
    }


def test_the_flags_of_categories_are_those_of_the_domain():
    categories = vocabulary().data_categories.values()
    assert {c.key for c in categories if c.needs_description} == {
        "volunteered",
        "documents_unstructured",
    }
    assert sum(c.is_in_seed for c in categories) == 12
    assert {c.key for c in categories if c.is_high_risk} == {
        "credentials",
        "comm_metadata",
        "comm_content",
        "voice",
        "location",
        "hr",
        "salary",
        "id_document",
        "documents_unstructured",
    }
    assert {s.key for s in vocabulary().data_subjects.values() if s.is_vulnerable} == {
        "minors",
        "patients",
        "vulnerable",
    }


def test_annex_i_lists_its_contact_subjects_in_the_agreed_order():
    assert list(vocabulary().contact_subjects) == [
        "instructions",
        "breaches",
        "breaches_second",
        "requests",
        "subprocessors",
        "audits",
        "end",
    ]


def test_the_six_headings_of_article_32_may_not_be_empty():
    headings = vocabulary().measure_headings
    assert list(headings) == [*"ABCDEFGHIJK", "S"]
    assert [key for key, heading in headings.items() if heading.needs_measure] == [*"ABCDEF"]


def test_every_heading_that_takes_measures_has_some_that_are_in_place():
    words = vocabulary()
    # The agreement's own text says what Annex III.I always holds; a firm may add measures to it.
    shipped = {key: term for key, term in words.measure_headings.items() if key != "I"}
    for key, heading in shipped.items():
        here = [m for m in words.measures.values() if m.heading == key]
        assert any(m.status == "implemented" for m in here) is heading.takes_measures, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_is_concrete_and_not_its_own_title(language):
    for measure in vocabulary().measures.values():
        text = measure.text.in_language(language)
        assert len(text.split()) >= 8, measure.key
        assert text.endswith("."), measure.key


def test_only_derogations_need_the_officer_and_only_clauses_have_a_module():
    mechanisms = vocabulary().transfer_mechanisms.values()
    assert {m.key: m.module for m in mechanisms if m.module} == {
        "scc_m1": "1",
        "scc_m2": "2",
        "scc_m3": "3",
        "scc_m4": "4",
    }
    assert all(m.needs_impact_assessment and m.needs_document for m in mechanisms if m.module)
    assert {m.key for m in mechanisms if m.needs_dpo_approval} == {
        m.key for m in mechanisms if m.article.startswith("49")
    }
    assert sum(m.is_derogation for m in mechanisms) == 8
    assert [m.key for m in mechanisms if not m.is_transfer] == ["none_eea"]


@pytest.mark.parametrize(
    ("list_name", "keys"),
    [
        ("role_outcomes", choices.ROLE_OUTCOMES),
        ("public_bodies", choices.PUBLIC_BODIES),
        ("register_kinds", ("kbo", "siren", "siret", "kvk", "other")),
        ("contact_roles", choices.CONTACT_ROLES),
        ("agreement_states", choices.AGREEMENT_STATES),
        ("people_roles", (*choices.STAFF_ROLES, *choices.CLIENT_USER_ROLES)),
    ],
)
def test_what_tables_accept_has_a_label(list_name, keys):
    assert set(getattr(vocabulary(), list_name)) == set(keys) - {""}


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("client_role", choices.CLIENT_ROLES),
        ("region", choices.REGIONS),
        ("privacy_officer_kind", choices.PRIVACY_OFFICER_KINDS),
        ("duration_kind", choices.DURATION_KINDS),
        ("platform_contract", choices.PLATFORM_CONTRACTS),
        ("flow_target", choices.FLOW_TARGETS),
        ("measure_status", choices.MEASURE_STATUSES),
        ("subprocessor_state", choices.SUBPROCESSOR_STATES),
        ("evidence_kind", choices.EVIDENCE_KINDS),
        ("mirrored_duty", choices.MIRRORED_DUTIES),
        *((name, keys) for name, keys in choices.TERM_CHOICES.items() if "language" not in name),
        ("language_mode", choices.TERM_CHOICES["language_mode"]),
    ],
)
def test_every_choice_has_a_label_and_an_explanation(group, keys):
    assert set(vocabulary().options[group]) == set(keys) - {""}


def test_terms_know_their_key_and_their_place():
    for name in LISTS:
        for place, (key, term) in enumerate(getattr(vocabulary(), name).items(), start=1):
            assert (term.key, term.order) == (key, place * 10)


def test_a_retired_term_stays_readable_but_is_no_longer_offered():
    retired = terms.Term(
        key="fax",
        order=10,
        active_from=date(2018, 5, 25),
        active_to=date(2025, 12, 31),
        label=Phrase.same("Fax"),
    )
    assert retired.is_active(on=date(2025, 12, 31))
    assert not retired.is_active(on=date(2026, 1, 1))
    assert not retired.is_active(on=date(2018, 5, 24))
    assert retired.label.nl == "Fax"
