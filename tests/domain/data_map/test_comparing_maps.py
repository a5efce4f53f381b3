"""Two maps as one: every flow of either, and a mark exactly where they differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain.data_map.comparing import MARKS, marked_map, marks_between
from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.completeness.complete_words import word

WHOLE = complete_facts()
MAP = map_of([WHOLE])
PLACES = st.sets(st.integers(0, len(MAP.flows) - 1))


def of_places(places):
    """The map with the flows at these places."""
    return MAP.with_flows({MAP.flows[place] for place in places})


def in_row(name, place, **changes):
    """The complete case with changes in one row of a list."""
    rows = getattr(WHOLE, name)
    return complete_facts(
        **{name: (*rows[:place], replace(rows[place], **changes), *rows[place + 1 :])}
    )


@given(PLACES, PLACES)
def test_the_marks_are_exactly_the_flows_of_one_map_alone(one, other):
    before, after = of_places(one), of_places(other)
    union, marks = marks_between(before, after)

    assert set(union.flows) == set(before.flows) | set(after.flows)
    assert {f for f, m in marks.items() if m == "added"} == set(after.flows) - set(before.flows)
    assert {f for f, m in marks.items() if m == "removed"} == set(before.flows) - set(after.flows)
    assert set(marks.values()) <= {"added", "removed"}
    assert union == union.with_flows(set(union.flows))


def test_equal_facts_have_no_marks():
    found = marked_map(WHOLE, complete_facts())
    assert not found.marks
    assert set(found.data_map.flows) == set(MAP.flows)
    assert all(not found.only(mark).flows for mark in MARKS)


@pytest.mark.parametrize(
    "changes",
    [
        {"service": Phrase.same("Iets anders")},
        {"access_from": WHOLE.subprocessors[1].locations},
    ],
)
def test_another_place_or_task_of_a_receiver_changes_exactly_its_flows(changes):
    found = marked_map(WHOLE, in_row("subprocessors", 0, **changes))
    receiver = f"subprocessor:{WHOLE.subprocessors[0].key}"

    assert set(found.marks) == {flow for flow in MAP.flows if flow.receiver == receiver}
    assert set(found.marks.values()) == {"changed"}
    assert found.only("changed").receivers[0].key == receiver


def test_another_ground_changes_the_flows_that_stand_on_it():
    transfers = tuple(replace(t, document="Andere brief") for t in WHOLE.subprocessors[1].transfers)
    found = marked_map(WHOLE, in_row("subprocessors", 1, transfers=transfers))
    receiver = f"subprocessor:{WHOLE.subprocessors[1].key}"

    assert set(found.marks) == {flow for flow in MAP.flows if flow.receiver == receiver}


def test_another_period_in_one_activity_changes_no_flow_of_another():
    shared = WHOLE.activities[1].data[0]
    both = [
        replace(
            activity, data=(shared, *(u for u in activity.data if u.category != shared.category))
        )
        for activity in WHOLE.activities[:2]
    ]
    before = complete_facts(activities=(*both, *WHOLE.activities[2:]))
    longer = replace(shared, retention=replace(shared.retention, words=Phrase.same("99 jaar")))
    changed = replace(both[1], data=(longer, *both[1].data[1:]))
    after = replace(before, activities=(both[0], changed, *WHOLE.activities[2:]))
    found = marked_map(before, after)

    assert found.marks
    assert {flow.activity for flow in found.marks} == {f"{WHOLE.engagement}/2"}
    assert {flow.category for flow in found.marks} == {shared.category.key}


def test_a_country_under_another_name_is_no_change():
    place = WHOLE.subprocessors[0].locations[0]
    new = word(place.country.key, "Het Rijk", "Le Royaume", "The Kingdom")
    places = (replace(place, country=new), *WHOLE.subprocessors[0].locations[1:])
    assert not marked_map(WHOLE, in_row("subprocessors", 0, locations=places)).marks


def test_what_went_keeps_its_rows_on_the_map():
    gone = WHOLE.subprocessors[1]
    flows = tuple(flow for flow in WHOLE.flows if flow.target_key != gone.key)
    found = marked_map(WHOLE, complete_facts(subprocessors=WHOLE.subprocessors[:1], flows=flows))

    assert [row.name for row in found.only("removed").receivers] == [gone.party.legal_name]
    assert gone.party.legal_name in {row.name for row in found.data_map.receivers}
