"""Sets of measures, and those that an engagement has."""

from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.actions import describing, measuring
from dpa_manager.actions.measuring import MeasureChoice, TypedMeasure
from dpa_manager.domain.errors import DomainError, Refused
from dpa_manager.models import Activity, EngagementMeasure, Measure, MeasureSet
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import acts, add_client, doing, engage, start_firm, words

LOCK = TypedMeasure("TOM-LOCK", "B", words("Lock"), words("Two keys"))


def facts_of(engagement, toolbox):
    return gather_facts(engagement.reference, on=toolbox.today())


def test_a_new_set_leaves_the_engagements_of_the_old_one_alone(toolbox):
    old = start_firm(toolbox)
    client = add_client(toolbox)
    engagement = engage(toolbox, client)
    before = facts_of(engagement, toolbox)
    changed = [replace(m, text=words("Better")) for m in measuring.measures_of(old)]
    new = measuring.publish_measure_set(
        words("Better set"), changed, dated_on=date(2026, 12, 1), **doing(toolbox)
    )
    assert (old.version, new.version) == (1, 2)
    assert facts_of(engagement, toolbox) == before
    later = facts_of(engage(toolbox, client), toolbox).measures
    assert (later.version, later.dated_on) == (2, date(2026, 12, 1))
    assert {measure.text for measure in later.measures} == {words("Better")}


def test_measures_are_for_all_activities_or_for_those_named(toolbox):
    measure_set = start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox), "support", "hosting")
    measuring.choose_measures(
        engagement,
        [MeasureChoice("TOM-MFA"), MeasureChoice("TOM-PSEUDO", (2, 1, 2))],
        measure_set=measure_set,
        reasons={"E": words("No copies are kept.")},
        **doing(toolbox),
    )
    told = facts_of(engagement, toolbox).measures
    assert {m.key: m.activities for m in told.measures} == {
        "TOM-MFA": (),
        "TOM-PSEUDO": (1, 2),
    }
    assert told.reasons == (("E", words("No copies are kept.")),)


def test_a_measure_for_a_removed_activity_alone_does_not_become_one_for_all(toolbox):
    measure_set = start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox), "support", "hosting")
    choices = [MeasureChoice("TOM-MFA", (2,)), MeasureChoice("TOM-PSEUDO", (1, 2))]
    measuring.choose_measures(engagement, choices, measure_set=measure_set, **doing(toolbox))
    hosting = Activity.get(Activity.number == 2)
    describing.remove_activity(engagement, hosting, **doing(toolbox))
    told = facts_of(engagement, toolbox).measures.measures
    assert {m.key: m.activities for m in told} == {"TOM-PSEUDO": (1,)}


@pytest.mark.parametrize(
    ("choices", "reasons"),
    [
        ([MeasureChoice("TOM-NONE")], {}),
        ([MeasureChoice("TOM-MFA", (9,))], {}),
        ([MeasureChoice("TOM-MFA")], {"Z": words("x")}),
        ([MeasureChoice("TOM-MFA")], {"E": Phrase()}),
        ([MeasureChoice("TOM-MFA")], {"E": Phrase("x" * 3000)}),
    ],
)
def test_a_refused_choice_leaves_the_one_before(toolbox, choices, reasons):
    measure_set = start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox))
    before, told = facts_of(engagement, toolbox), acts()
    with pytest.raises(DomainError):
        measuring.choose_measures(
            engagement, choices, measure_set=measure_set, reasons=reasons, **doing(toolbox)
        )
    assert facts_of(engagement, toolbox) == before
    assert EngagementMeasure.select().count() > 0
    assert acts() == told


@pytest.mark.parametrize(
    "measures",
    [
        [],
        [LOCK, LOCK],
        [replace(LOCK, heading="Z")],
        [replace(LOCK, status="dreamt")],
        [replace(LOCK, label=Phrase())],
        [LOCK, replace(LOCK, key="TOM-X", text=Phrase(nl="a\x08"))],
    ],
)
def test_a_refused_set_leaves_no_row_and_no_event(toolbox, measures):
    with pytest.raises(Refused):
        measuring.publish_measure_set(
            words("Set"), measures, dated_on=date(2026, 1, 1), **doing(toolbox)
        )
    assert MeasureSet.select().count() == Measure.select().count() == 0
    assert acts() == []


def test_without_any_set_an_engagement_has_no_measures(toolbox):
    client = add_client(toolbox)
    told = facts_of(engage(toolbox, client), toolbox).measures
    assert (told.version, told.measures) == (None, ())
