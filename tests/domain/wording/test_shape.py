"""The words have exactly the shape that templates know, in each language, full or nearly empty."""

from dataclasses import fields, replace

import pytest

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.choices import TERM_CHOICES
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts
from dpa_manager.domain.template_words.checking import shape_errors
from tests.domain.completeness.complete_case import complete_facts, complete_terms
from tests.domain.wording.spoken import LANGUAGES, plain, spoken

OPTIONAL_ROWS = (
    "certificates",
    "access_functions",
    "legal_retention",
    "onward_permissions",
    "special_terms",
    "recipients",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete_facts_fill_every_word_in_every_language(language):
    assert shape_errors(spoken(language=language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", OPTIONAL_ROWS)
def test_an_optional_part_that_is_absent_leaves_no_hole(language, field):
    flows = tuple(flow for flow in complete_facts().flows if flow.target != "recipient")
    facts = complete_facts(**{"flows": flows, field: ()})
    assert shape_errors(spoken(facts, language=language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "choice"),
    [(name, choice) for name, choices in TERM_CHOICES.items() for choice in choices if choice],
)
def test_every_choice_of_the_terms_has_its_words(language, name, choice):
    facts = complete_facts(terms=complete_terms(**{name: choice}))
    assert shape_errors(spoken(facts, language=language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["controller", "processor", "mixed"])
def test_every_role_of_the_client_has_its_words(language, role):
    facts = complete_facts()
    facts = replace(facts, client=replace(facts.client, role=role))
    assert shape_errors(spoken(facts, language=language)) == []


def test_a_preview_of_almost_nothing_says_what_is_to_be_completed():
    facts = AgreementFacts(
        "E-1", "", ClientFacts(Party()), ProcessorFacts(Party()), AgreementTerms(end_choice="")
    )
    words = spoken(facts, is_preview=True)
    assert shape_errors(words) == []
    assert words["client"]["legal_name"] == "nog aan te vullen"
    assert words["subject_matter"] == "nog aan te vullen"
    assert words["is_preview"] is True


def test_an_issued_version_never_says_to_be_completed():
    facts = complete_facts()
    facts = replace(facts, client=replace(facts.client, party=Party()))
    words = spoken(facts)
    assert words["client"]["legal_name"] == ""
    assert "client.legal_name: is empty" in shape_errors(words)


def test_what_people_typed_is_printed_letter_for_letter():
    nasty = "Müller & Söhne <\"Test\"> O'Neil {{7*7}} NV : {day} ; 's"
    facts = complete_facts(title=nasty)
    party = replace(facts.client.party, legal_name=nasty)
    platform = replace(facts.activities[0].platforms[0], name=nasty)
    activity = replace(facts.activities[0], platforms=(platform,))
    facts = replace(
        facts,
        client=replace(facts.client, party=party),
        activities=(activity, *facts.activities[1:]),
    )
    for language in LANGUAGES:
        words = spoken(facts, language=language)
        assert words["client"]["legal_name"] == nasty
        assert words["title"] == nasty
        assert words["activities"][0]["platforms"].startswith(nasty)


def test_every_term_of_the_facts_is_read_by_the_wording():
    """A term that is changed and changes no word would be a promise that nobody prints."""
    silent = {
        "principal_contract_limits_liability",  # judged by a rule, printed by liability_clause
        "authentic_language",  # printed below, with translations
        "objection_effect",
        "language_mode",
    }
    before = spoken()
    for field in fields(AgreementTerms):
        if field.name in silent:
            continue
        facts = complete_facts(terms=complete_terms(**{field.name: _other(field.name)}))
        assert spoken(facts) != before, field.name


def _other(name):
    """Another value for a term."""
    if name == "liability_cap_euro":
        return 25_000
    value = getattr(complete_terms(), name)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    others = [choice for choice in TERM_CHOICES.get(name, ("iets anders",)) if choice != value]
    return others[-1]


def test_the_fingerprint_is_that_of_the_facts():
    assert len(spoken()["facts_fingerprint"]) == 12
    assert spoken(facts_sha256="ab" * 32)["facts_fingerprint"] == "abababababab"
    assert spoken()["facts_fingerprint"] != spoken(complete_facts(title="x"))["facts_fingerprint"]


def test_dates_of_the_edition_are_worded():
    assert plain(spoken(language="en")["dated_on"]) == "22 November 2026"


@pytest.mark.parametrize(
    ("language", "drafted", "mode", "chosen", "expected"),
    [
        ("nl", ("nl",), "single", "", "single"),
        ("nl", ("nl", "fr"), "single", "", "authentic"),
        ("fr", ("nl", "fr"), "single", "", "translation"),
        ("fr", ("fr",), "single", "", "single"),
        ("nl", ("fr", "nl"), "single", "", "translation"),
        ("fr", ("nl", "fr"), "single", "fr", "authentic"),
        ("en", ("fr", "en"), "single", "", "translation"),
        ("nl", ("nl",), "authentic_with_translation", "nl", "authentic"),
        ("fr", ("fr",), "authentic_with_translation", "nl", "translation"),
        ("fr", ("nl", "fr"), "authentic_with_translation", "fr", "authentic"),
    ],
)
def test_exactly_one_version_prevails(language, drafted, mode, chosen, expected):
    terms = complete_terms(language_mode=mode, authentic_language=chosen)
    facts = complete_facts(terms=terms)
    words = spoken(facts, language=language, first=drafted[0], languages=drafted)
    states = {
        "single": words["is_single_language"],
        "authentic": words["is_authentic_with_translation"],
        "translation": words["is_translation"],
    }
    assert [name for name, holds in states.items() if holds] == [expected]


def test_translations_that_are_agreed_are_named_before_they_are_drafted():
    assert spoken(languages=("nl",))["other_languages"] == "Frans en Engels"


def test_without_agreed_translations_only_drafted_languages_are_named():
    facts = complete_facts(terms=complete_terms(language_mode="single"))
    assert spoken(facts, languages=("nl",))["other_languages"] == ""
    assert spoken(facts, languages=("nl", "en"))["other_languages"] == "Engels"
