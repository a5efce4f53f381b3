"""Differences between versions: every change is found once, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.domain.differences import differences
from dpa_manager.domain.facts import FlowFacts
from dpa_manager.domain.facts_json import facts_from_json, facts_to_json
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.completeness.complete_words import word


def changed(**changes):
    """The places that differ from the complete case."""
    return [found.place for found in differences(complete_facts(), complete_facts(**changes))]


def test_equal_facts_do_not_differ_even_after_storage():
    facts = complete_facts()
    assert differences(facts, facts_from_json(facts_to_json(facts))) == ()


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"title": "Anders"}, ["title"]),
        ({"effective_on": None}, ["effective_on"]),
        ({"subject_matter": Phrase("Anders")}, ["subject_matter"]),
        ({"principal_contract": None}, ["principal_contract"]),
        ({"terms": replace(complete_facts().terms, notice_days=45)}, ["terms.notice_days"]),
    ],
)
def test_a_changed_fact_is_named_by_its_place(changes, places):
    assert changed(**changes) == places


def test_the_old_and_the_new_value_are_told():
    (found,) = differences(complete_facts(), complete_facts(effective_on=date(2027, 2, 1)))
    assert (found.before, found.after) == (date(2027, 1, 1), date(2027, 2, 1))


def test_the_order_of_rows_is_no_difference():
    facts = complete_facts()
    assert changed(subprocessors=facts.subprocessors[::-1], flows=facts.flows[::-1]) == []


def test_a_sub_processor_that_comes_goes_or_moves_is_one_row():
    hoster, mailer = complete_facts().subprocessors
    assert changed(subprocessors=(hoster,)) == ["subprocessors[mailwind]"]
    added = replace(hoster, key="new", number=3)
    (found,) = differences(complete_facts(), complete_facts(subprocessors=(hoster, mailer, added)))
    assert (found.place, found.before, found.after) == ("subprocessors[new]", None, added)
    moved = replace(mailer, since_on=date(2026, 1, 1))
    assert changed(subprocessors=(hoster, moved)) == ["subprocessors[mailwind].since_on"]


def test_a_new_data_category_of_an_activity_is_found_inside_it():
    hosting, support, own = complete_facts().activities
    more = replace(support, data=(*support.data, hosting.data[0]))
    assert changed(activities=(hosting, more, own)) == ["activities[2].data[name]"]


def test_a_renamed_label_says_the_same_and_another_key_does_not():
    facts = complete_facts()
    (recipient,) = facts.recipients
    renamed = replace(recipient, group=word(recipient.group.key, "x", "y", "z"))
    (found,) = differences(facts, complete_facts(recipients=(renamed,)))
    assert (found.place, found.is_label_only) == ("recipients[pakket].group", True)
    other = replace(recipient, group=word("government", "x", "y", "z"))
    (found,) = differences(facts, complete_facts(recipients=(other,)))
    assert found.is_label_only is False


def test_a_flow_is_known_by_all_that_it_says():
    facts = complete_facts()
    flow = FlowFacts(2, "client_staff", "email", "recipient", "pakket")
    (found,) = differences(facts, complete_facts(flows=(*facts.flows, flow)))
    assert (found.before, found.after) == (None, flow)
    assert found.place == "flows[2 client_staff email recipient pakket]"


def test_rows_that_share_an_identity_are_counted():
    facts = complete_facts()
    twice = facts.certificates * 2
    assert changed(certificates=twice) == ["certificates[ISO/IEC 27001 2]"]
