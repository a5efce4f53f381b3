"""A data map is read from facts: every flow of the agreement, and nothing else."""

from dataclasses import replace

import pytest

from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import STAYS, UNKNOWN
from dpa_manager.domain.facts import FlowFacts, RetentionRule
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts


def keys_of(facts):
    """The flows of activities in the agreement, as a map names them."""
    inside = {activity.number for activity in facts.in_agreement()}
    return {
        (
            flow.subject,
            flow.category,
            f"{facts.engagement}/{flow.activity}",
            f"{flow.target}:{flow.target_key}" if flow.target_key else STAYS,
        )
        for flow in facts.flows
        if flow.activity in inside
    }


def shown_by(data_map):
    return {(one.subject, one.category, one.activity, one.receiver) for one in data_map.flows}


def test_a_map_has_exactly_the_flows_of_the_facts():
    facts = complete_facts()

    shown = map_of([facts])

    assert shown_by(shown) == keys_of(facts)
    assert len(shown.flows) == len(set(shown.flows)) > 3


def test_what_no_activity_and_no_annex_describes_is_shown_by_its_key_all_the_same():
    facts = complete_facts()
    odd = FlowFacts(facts.in_agreement()[0].number, "nobody", "nothing", "recipient", "REC-9999")

    shown = map_of([replace(facts, flows=(*facts.flows, odd))])

    assert shown_by(shown) == keys_of(replace(facts, flows=(*facts.flows, odd)))
    assert shown.receiver["recipient:REC-9999"].name == "REC-9999"
    assert shown.category["nothing"].words == Phrase.same("nothing")


def test_an_activity_in_which_the_firm_is_no_processor_is_not_on_the_map():
    facts = complete_facts()
    first = facts.in_agreement()[0]
    others = tuple(
        replace(one, role=replace(one.role, outcome="controller")) if one == first else one
        for one in facts.activities
    )

    shown = map_of([replace(facts, activities=others)])

    assert all(not key.endswith(f"/{first.number}") for key in shown.activity)


def test_two_engagements_of_a_client_share_their_rows_and_keep_their_flows():
    one = complete_facts()
    two = replace(one, engagement="KBITS-2026-0099")

    together = map_of([one, two])

    assert shown_by(together) == keys_of(one) | keys_of(two)
    assert together.receivers == map_of([one]).receivers
    assert len(together.activities) == 2 * len(map_of([one]).activities)


@pytest.mark.parametrize("has_places", [True, False])
def test_data_that_leave_for_a_country_nobody_named_still_leave(has_places):
    facts = complete_facts()
    row = next(one for one in facts.subprocessors if all(at.is_eea for at in one.locations))
    places = row.locations if has_places else ()
    out = replace(row, locations=places, access_from=(), chain=(), is_outside_eea=True)

    shown = map_of([replace(facts, subprocessors=(out,))])

    assert shown.receiver[f"subprocessor:{row.key}"].outside == (UNKNOWN,)


def test_a_retention_rule_without_words_is_not_told():
    facts = complete_facts()
    empty = tuple(
        replace(
            one, data=tuple(replace(use, retention=RetentionRule("", Phrase())) for use in one.data)
        )
        for one in facts.activities
    )

    shown = map_of([replace(facts, activities=empty)])

    assert all(row.retention == () for row in shown.categories)
