"""Annex II.E: no flow is lost, none is invented, and II.A and IV say the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain.facts import (
    ActivityFacts,
    DataCategoryUse,
    FlowFacts,
    Location,
    RecipientFacts,
    RoleDecision,
    SubjectCategoryUse,
    SubprocessorFacts,
)
from dpa_manager.domain.parties import Party
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.completeness.complete_words import BELGIUM, DATA_CENTRE, UNITED_STATES, word
from tests.domain.wording.spoken import LANGUAGES, spoken

SUBJECTS = [word(f"s{n}", f"Groep {n}", f"Élèves {n}", f"People {n}") for n in range(4)]
DATA = [word(f"d{n}", f"Soort {n}, deel", f"Donnée {n}", f"Data {n}") for n in range(5)]
TARGETS = [
    ("stays", ""),
    *(("subprocessor", f"sub{n}") for n in (1, 2, 3)),
    *(("recipient", f"rec{n}") for n in (1, 2)),
]
NAMES = {
    ("stays", ""): {
        "nl": "blijft bij KBITS", "fr": "reste chez KBITS", "en": "stays with KBITS"
    }
}  # fmt: skip


def _activity(number):
    return ActivityFacts(
        number=number,
        title=Phrase.same(f"Title {number}"),
        role=RoleDecision("processor"),
        subjects=tuple(SubjectCategoryUse(subject) for subject in SUBJECTS),
        data=tuple(DataCategoryUse(category) for category in DATA),
        locations=(Location(BELGIUM, DATA_CENTRE),),
    )


def facts_with(flows):
    """Facts with four activities, the last one KBITS's own, and these flows."""
    own = replace(_activity(4), role=RoleDecision("controller"))
    return complete_facts(
        activities=(_activity(3), _activity(1), _activity(2), own),
        subprocessors=tuple(
            SubprocessorFacts(f"sub{n}", n, Party(legal_name=f"Sub {n} NV"), locations=(_place(n),))
            for n in (3, 1, 2)
        ),
        recipients=tuple(
            RecipientFacts(f"rec{n}", n, f"Rec {n}", DATA[0], DATA[1], country=BELGIUM)
            for n in (2, 1)
        ),
        flows=tuple(FlowFacts(*flow[:3], *flow[3]) for flow in flows),
    )


def _place(number):
    is_eea = number != 2
    return Location(BELGIUM if is_eea else UNITED_STATES, DATA_CENTRE, is_eea=is_eea)


def target_line(target, language):
    """How a target is printed."""
    kind, key = target
    if kind == "stays":
        return NAMES[target][language]
    return (
        f"IV.{key[-1]} Sub {key[-1]} NV" if kind == "subprocessor" else f"R{key[-1]} Rec {key[-1]}"
    )


FLOWS = st.sets(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from([subject.key for subject in SUBJECTS]),
        st.sampled_from([category.key for category in DATA]),
        st.sampled_from(TARGETS),
    ),
    max_size=60,
)


@given(FLOWS, st.sampled_from(LANGUAGES))
def test_the_rows_hold_exactly_the_flows_of_the_agreement(flows, language):
    words = spoken(facts_with(flows), language=language)
    labels = {term.key: term.words.in_language(language) for term in SUBJECTS + DATA}
    expected = {
        (f"II.{activity}", labels[subject], labels[category], target_line(target, language))
        for activity, subject, category, target in flows
        if activity != 4
    }
    printed = [
        (row["activity"], row["subjects"], label, row["target"])
        for row in words["flows"]
        for label in row["data"]
    ]
    assert len(printed) == len(set(printed))
    assert set(printed) == expected


@given(FLOWS, st.sampled_from(LANGUAGES))
def test_annex_iv_and_the_activities_say_the_same_as_the_flows(flows, language):
    words = spoken(facts_with(flows), language=language)
    for row in (*words["subprocessors"], *words["recipients"]):
        own = [
            flow for flow in words["flows"] if flow["target"] == f"{row['number']} {row['name']}"
        ]
        none = {"nl": "geen", "fr": "aucune", "en": "none"}[language]
        assert set(row["data"]) == ({label for flow in own for label in flow["data"]} or {none})
        if own and "activities" in row:
            assert row["activities"].split(", ") == sorted({flow["activity"] for flow in own})
    for activity in words["activities"]:
        own = [flow for flow in words["flows"] if flow["activity"] == activity["number"]]
        assert {label for flow in own for label in flow["data"]} <= {
            row["label"] for row in activity["data"]
        }
        subs = [f"{row['number']} {row['name']}" for row in activity["subprocessors"]]
        assert subs == sorted({flow["target"] for flow in own if flow["target"].startswith("IV.")})


@given(FLOWS)
def test_rows_are_sorted_by_activity_target_and_people_and_differ_in_more_than_data(flows):
    rows = spoken(facts_with(flows))["flows"]
    keys = [(row["activity"], _rank(row["target"]), row["subjects"]) for row in rows]
    assert keys == sorted(set(keys))


def _rank(line):
    return (not line.startswith("blijft"), not line.startswith("IV."), line)


@given(FLOWS)
def test_more_than_25_rows_are_grouped_by_activity(flows):
    words = spoken(facts_with(flows))
    starts = [row["group_title"] for row in words["flows"] if row["is_group_start"]]
    if len(words["flows"]) > 25:
        assert words["flows_are_grouped"]
        assert starts == sorted(
            {f"{row['activity']} Title {row['activity'][3:]}" for row in words["flows"]}
        )
        assert words["flows"][0]["is_group_start"]
    else:
        assert not words["flows_are_grouped"]
        assert starts == []


def _many(count):
    pairs = [(s.key, target) for target in TARGETS for s in SUBJECTS]
    return [(1 + n // len(pairs), *_flow(pairs[n % len(pairs)])) for n in range(count)]


def _flow(pair):
    subject, target = pair
    return subject, "d1", target


@pytest.mark.parametrize(("count", "is_grouped"), [(25, False), (26, True)])
def test_the_twenty_sixth_row_groups_the_table(count, is_grouped):
    words = spoken(facts_with(_many(count)))
    assert len(words["flows"]) == count
    assert words["flows_are_grouped"] is is_grouped
    assert sum(row["is_group_start"] for row in words["flows"]) == (2 if is_grouped else 0)


def test_a_flow_outside_the_eea_is_marked_with_its_country():
    flows = [(1, "s1", "d1", ("subprocessor", "sub2")), (1, "s1", "d1", ("subprocessor", "sub1"))]
    inside, outside = spoken(facts_with(flows))["flows"]
    assert (outside["country"], outside["is_outside_eea"]) == ("Verenigde Staten", True)
    assert (inside["country"], inside["is_outside_eea"]) == ("België", False)


def test_a_flow_to_somebody_unknown_is_not_hidden_in_a_preview():
    words = spoken(facts_with([(1, "s1", "d1", ("subprocessor", "gone"))]), is_preview=True)
    assert words["flows"][0]["target"] == "? gone"
