"""A preview marks each word that is missing with the field behind it; a version never does."""

from dataclasses import replace

import pytest

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts
from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.template_words.checking import shape_errors
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text
from dpa_manager.domain.wording import Gap, Gaps, words
from dpa_manager.domain.wording.gap_fields import NEVER_MISSING, SOURCES
from dpa_manager.domain.wording.gaps import CLOSES, GAP_OPENS, SIGNS, VALUE_OPENS
from dpa_manager.vocabulary.sentences import field_names
from tests.domain.completeness.complete_case import complete_facts, complete_terms
from tests.domain.completeness.test_rules import CASES
from tests.domain.wording.spoken import EDITION, LANGUAGES, spoken

PREVIEW = replace(EDITION, is_preview=True)
NOTHING = AgreementFacts(
    "E-1", "", ClientFacts(Party()), ProcessorFacts(Party()), AgreementTerms(end_choice="")
)
# Choices that no table accepts (R-OPT-1) have no words to be missing.
INCOMPLETE = [case.fires.facts for case in CASES if case.rule != "R-OPT-1"]


def previewed(facts, *, language="nl", parts=()):
    """The words of a preview in this language, and the gaps in it."""
    gaps = Gaps(frozenset(parts))
    return words(facts, edition=PREVIEW, language=language, gaps=gaps), gaps.found


def with_activity(**changes):
    """The complete case with its first activity changed."""
    first, *others = complete_facts().activities
    return complete_facts(activities=(replace(first, **changes), *others))


def test_every_word_that_may_be_missing_has_a_field_or_is_never_missing():
    asked = set(_words_of(WORDS))

    assert asked - SOURCES.keys() == NEVER_MISSING
    assert not NEVER_MISSING & SOURCES.keys()


def _words_of(shape, before=""):
    """The paths of the texts that may not be empty."""
    for name, kind in shape.items():
        if isinstance(kind, Lines) or (isinstance(kind, Text) and not kind.may_be_empty):
            yield f"{before}{name}"
        elif isinstance(kind, Group | Rows):
            yield from _words_of(kind.words, f"{before}{name}.")


def test_every_gap_leads_to_a_place_and_has_a_name():
    gaps = {
        gap
        for facts in (*INCOMPLETE, NOTHING)
        for language in LANGUAGES
        for gap in previewed(facts, language=language)[1]
    }

    assert len(gaps) > 60
    assert {place_of(gap.field).part for gap in gaps} >= {"parties", "client", "retention"}
    assert {gap.name for gap in gaps} <= field_names().keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_marked_words_keep_the_shape_that_templates_ask_for(language):
    for facts in (*INCOMPLETE, NOTHING):
        assert shape_errors(previewed(facts, language=language)[0]) == []


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        (with_activity(service_kinds=()), "activities.1.service_kinds"),
        (with_activity(locations=()), "activities.1.locations"),
        (with_activity(data=()), "activities.1.data"),
        (replace(complete_facts(), activities=(), flows=()), "activities"),
        (
            with_activity(
                data=tuple(
                    replace(use, retention=None) if use.category.key == "name" else use
                    for use in complete_facts().activities[0].data
                )
            ),
            "activities.1.data.name.retention",
        ),
        (complete_facts(terms=complete_terms(notice_days=None)), "terms.notice_days"),
        (complete_facts(duration_kind="fixed", end_on=None), "end_on"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_gap_names_the_very_field(facts, gap):
    found = previewed(facts)[1]

    assert gap in [one.field for one in found]


def test_the_number_after_the_sign_is_the_number_of_the_gap():
    facts = complete_facts(title="", duration_kind="")

    said, gaps = previewed(facts)

    assert gaps.index(Gap("title", "title")) == ord(said["title"][1]) - 0xE100
    assert said["duration_line"] == f"{GAP_OPENS}{chr(0xE101)}nog aan te vullen{CLOSES}"


def test_complete_facts_have_no_gap_and_no_sign():
    said, gaps = previewed(complete_facts())

    assert gaps == []
    assert not SIGNS.search(str(said))


def test_the_values_of_one_page_can_be_marked():
    said, _ = previewed(complete_facts(), parts=("register", "subprocessors"))

    assert said["subprocessors"][0]["name"].startswith(VALUE_OPENS)
    assert not said["client"]["legal_name"].startswith(VALUE_OPENS)


def test_without_the_signs_a_marked_preview_reads_like_a_plain_one():
    for facts in INCOMPLETE[::5]:
        said = previewed(facts, parts=("activities", "terms", "measures"))[0]
        assert _unmarked(said) == spoken(facts, is_preview=True)


def _unmarked(value):
    if isinstance(value, dict):
        return {name: _unmarked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_unmarked(inner) for inner in value]
    return SIGNS.sub("", value) if isinstance(value, str) else value


def test_an_issued_version_carries_no_sign_even_when_gaps_are_asked_for():
    gaps = Gaps(frozenset({"parties"}))

    said = words(NOTHING, edition=EDITION, language="nl", gaps=gaps)

    assert gaps.found == []
    assert not SIGNS.search(str(said))
