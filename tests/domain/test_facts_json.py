"""Facts as canonical JSON: nothing is lost, nothing is guessed, later fields change no hash."""

import json
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain import facts_json
from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.facts import ActivityFacts, AgreementFacts, MeasureSetFacts, RoleDecision
from dpa_manager.domain.facts_json import (
    FactsError,
    facts_from_json,
    facts_sha256,
    facts_to_json,
)
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts

NASTY = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV \\ \u2028 \u00a0 é e\u0301 😀'


def small_facts(**changes):
    """The least that can be said: two unnamed parties and the house's terms."""
    return replace(
        AgreementFacts("E-1", "", ClientFacts(Party()), ProcessorFacts(Party()), AgreementTerms()),
        **changes,
    )


def test_complete_facts_come_back_equal_and_write_the_same_bytes_again():
    facts = complete_facts()
    text = facts_to_json(facts)
    assert facts_from_json(text) == facts
    assert facts_to_json(facts_from_json(text)) == text


@given(st.text(), st.text(), st.dates(), st.integers(0, 10**9) | st.none(), st.booleans())
def test_whatever_was_typed_comes_back_letter_for_letter(name, words, day, number, is_so):
    facts = small_facts(
        client=ClientFacts(Party(legal_name=name), is_signed_on_paper=is_so),
        subject_matter=Phrase(words, name, NASTY),
        effective_on=day,
        terms=AgreementTerms(notice_days=number, sends_neutral_receipt=is_so),
        activities=(
            ActivityFacts(1, Phrase(words), RoleDecision("processor", ((name, "yes", words),))),
        ),
        measures=MeasureSetFacts(version=number, reasons=(("E", Phrase(en=words)),)),
    )
    assert facts_from_json(facts_to_json(facts)) == facts


def test_the_json_is_canonical():
    text = facts_to_json(small_facts(title=NASTY))
    tree = json.loads(text)
    assert text == json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "é e\u0301 😀" in text


def test_equal_facts_have_one_hash_and_any_difference_another():
    facts = complete_facts()
    assert facts_sha256(facts) == facts_sha256(complete_facts())
    assert len(facts_sha256(facts)) == 64
    changed = replace(facts, terms=replace(facts.terms, notice_days=31))
    assert facts_sha256(changed) != facts_sha256(facts)


def test_empty_fields_are_left_out_and_defaults_that_say_something_are_written():
    tree = json.loads(facts_to_json(small_facts()))
    assert tree["terms"]["notice_days"] == 30
    assert tree["client"]["language"] == "nl"
    assert set(tree) == {"engagement", "title", "client", "processor", "terms"}
    assert tree["client"]["party"] == {}


def test_no_days_where_the_house_has_a_default_is_written_as_null():
    facts = small_facts(terms=AgreementTerms(notice_days=None))
    assert '"notice_days":null' in facts_to_json(facts)
    assert facts_from_json(facts_to_json(facts)).terms.notice_days is None


def test_the_hash_of_the_smallest_facts_never_changes():
    """A new field with an empty default must not move it; a new one that says something does."""
    expected = (
        '{"client":{"language":"nl","party":{},"role":"controller"},"engagement":"E-1",'
        '"processor":{"party":{},"privacy_officer_kind":"privacy_contact"},"terms":{'
    )
    assert facts_to_json(small_facts()).startswith(expected)


@dataclass(frozen=True)
class Before:
    """Facts as an older release knew them."""

    name: str


@dataclass(frozen=True)
class After:
    """The same with two fields added later."""

    name: str
    note: Phrase = field(default_factory=Phrase)
    days: int | None = None


def test_a_field_added_later_changes_neither_old_json_nor_its_reading():
    old = facts_json._dataclass_encoder(Before)(Before("a"))
    assert facts_json._dataclass_decoder(After)(old, "") == After("a")
    assert facts_json._dataclass_encoder(After)(After("a")) == old
    assert facts_json._dataclass_encoder(After)(After("a", days=3)) != old


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda tree: tree.pop("title"), "title: is missing"),
        (lambda tree: tree.update(titel="x"), "titel: is not known here"),
        (lambda tree: tree.update(title=3), "title: must be of type str"),
        (lambda tree: tree["client"].update(is_signed_on_paper=1), "client.is_signed_on_paper: "),
        (lambda tree: tree["terms"].update(notice_days=True), "terms.notice_days: "),
        (lambda tree: tree["terms"].update(notice_days=3.0), "terms.notice_days: "),
        (lambda tree: tree.update(effective_on="20270101"), "effective_on: must be a date"),
        (lambda tree: tree.update(effective_on=20270101), "effective_on: must be a date"),
        (lambda tree: tree.update(flows={}), "flows: must be a list"),
        (lambda tree: tree["flows"][0].update(activity="1"), "flows[0].activity: "),
        (lambda tree: tree.update(client=[]), "client: must be an object"),
        (
            lambda tree: tree["activities"][0]["role"]["answers"][0].pop(),
            "activities[0].role.answers[0]: must have 3 values",
        ),
        (lambda tree: tree["subject_matter"].update(de="x"), "subject_matter.de: is not known"),
    ],
)
def test_facts_that_are_not_exactly_ours_are_refused_with_their_place(change, place):
    tree = json.loads(facts_to_json(complete_facts()))
    change(tree)
    with pytest.raises(FactsError, match=place.replace("[", r"\[").replace("]", r"\]")):
        facts_from_json(json.dumps(tree))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_text_that_is_no_object_is_refused(text):
    with pytest.raises(FactsError):
        facts_from_json(text)


def test_dates_are_written_as_iso_days():
    facts = small_facts(effective_on=date(2027, 1, 1))
    assert '"effective_on":"2027-01-01"' in facts_to_json(facts)
