"""Activities added from services and copies, put back, counted, and decided by one at a time."""

import json

import pytest

from dpa_manager.actions import copying, describing, mapping, measuring, presetting, retaining
from dpa_manager.actions.describing import decision_mark
from dpa_manager.actions.mapping import TypedFlow
from dpa_manager.domain.errors import Conflict, NotFound, Refused
from dpa_manager.domain.typed_activity import TypedActivity
from dpa_manager.models import Activity, ActivitySubject, EngagementMeasure
from dpa_manager.models.event import Event
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import (
    PROCESSOR,
    acts,
    add_client,
    add_supplier,
    doing,
    engage,
    start_firm,
    words,
)


@pytest.fixture
def engagement(toolbox):
    start_firm(toolbox)
    return engage(toolbox, add_client(toolbox), "support")


@pytest.fixture
def activity(engagement):
    return Activity.get(Activity.engagement == engagement)


def facts_of(engagement, toolbox):
    return gather_facts(engagement.reference, on=toolbox.today())


def measures_of(engagement):
    return EngagementMeasure.select().where(EngagementMeasure.engagement == engagement).count()


def test_services_add_their_activities_with_their_usual_flows(engagement, toolbox):
    before, measures = acts(), measures_of(engagement)

    added = presetting.add_preset_activities(engagement, ["hosting", "mailing"], **doing(toolbox))

    assert [row.number for row in added] == [2, 3]
    hosting = facts_of(engagement, toolbox).activities[1]
    kind = vocabulary().service_kinds["hosting"]
    assert {use.category.key for use in hosting.data} == set(kind.data)
    assert {use.category.key for use in hosting.subjects} == set(kind.subjects)
    assert hosting.role.outcome == ""
    assert acts() == [*before, "activity added", "activity added"]
    assert measures_of(engagement) == measures


def test_the_usual_measures_come_along_only_where_none_was_chosen(engagement, toolbox):
    measure_set = measuring.newest_measure_set()
    measuring.choose_measures(engagement, [], measure_set=measure_set, **doing(toolbox))

    presetting.add_preset_activities(engagement, ["hosting"], **doing(toolbox))

    assert measures_of(engagement) == len(vocabulary().service_kinds["hosting"].measures)


@pytest.mark.parametrize("kinds", [[], ["space travel"]])
def test_no_service_or_an_unknown_one_adds_nothing(engagement, toolbox, kinds):
    before = acts()

    with pytest.raises(Refused) as refusal:
        presetting.add_preset_activities(engagement, kinds, **doing(toolbox))

    assert refusal.value.field == "service_kinds"
    assert (Activity.select().count(), acts()) == (1, before)


def test_a_copy_has_all_but_the_role(engagement, activity, toolbox):
    supplier = add_supplier(toolbox)
    flow = TypedFlow(1, "client_customers", "nrn", "subprocessor", supplier.reference)
    mapping.add_flows(engagement, [flow], **doing(toolbox))
    typed = retaining.TypedCare(1, "nrn", rule="RET-LOG", legal_basis=words("Act"))
    retaining.retain(engagement, [typed], **doing(toolbox))
    describing.decide_role(engagement, activity, PROCESSOR, **doing(toolbox))
    before = acts()

    copy = copying.copy_activity(engagement, activity, **doing(toolbox))

    first, second = facts_of(engagement, toolbox).activities
    assert (copy.number, copy.title.nl) == (2, f"{activity.title.nl} (2)")
    assert (second.purposes, second.operations) == (first.purposes, first.operations)
    assert (second.subjects, second.data) == (first.subjects, first.data)
    assert (first.role.outcome, second.role.outcome) == ("processor", "")
    targets = [
        [(f.subject, f.category, f.target_key) for f in facts_of(engagement, toolbox).flows
         if f.activity == number]
        for number in (1, 2)
    ]  # fmt: skip
    assert targets[0] == targets[1]
    assert acts() == [*before, "activity added"]


def test_a_copy_of_the_longest_title_still_fits(engagement, toolbox):
    long = describing.add_activity(
        engagement, TypedActivity(title=Phrase(nl="x" * 200)), **doing(toolbox)
    )

    copy = copying.copy_activity(engagement, long, **doing(toolbox))

    assert (len(copy.title.nl), copy.title.nl[-4:], copy.title.fr) == (200, " (3)", "")


def test_what_was_removed_comes_back_as_it_was(engagement, activity, toolbox):
    describing.decide_role(engagement, activity, PROCESSOR, **doing(toolbox))
    facts, before = facts_of(engagement, toolbox), acts()

    describing.remove_activity(engagement, activity, **doing(toolbox))
    assert facts_of(engagement, toolbox).activities == ()
    describing.restore_activity(engagement, activity, **doing(toolbox))
    describing.restore_activity(engagement, activity, **doing(toolbox))

    assert facts_of(engagement, toolbox) == facts
    assert acts() == [*before, "activity removed", "activity restored"]


def test_neither_copy_nor_return_reaches_into_another_engagement(engagement, toolbox):
    other = engage(toolbox, engagement.client, "hosting")
    foreign = Activity.get(Activity.engagement == other)
    before = acts()

    for act in (copying.copy_activity, describing.restore_activity):
        with pytest.raises(Refused):
            act(engagement, foreign, **doing(toolbox))

    assert acts() == before


def test_an_activity_and_its_people_change_in_one_act(engagement, activity, toolbox):
    typed = TypedActivity(title=words("Helpdesk"), service_kinds=("support",))
    before = acts()

    for _ in range(2):
        describing.change_activity(
            engagement, activity, typed, counts={"client_staff": 40}, **doing(toolbox)
        )

    assert ActivitySubject.get().approximate_count == 40
    assert acts() == [*before, "activity changed"]
    told = json.loads(Event.select().order_by(Event.id.desc()).get().details)
    assert told["people"] == {"client_staff": [None, 40]}


@pytest.mark.parametrize(
    ("counts", "error"), [({"client_staff": -1}, Refused), ({"patients": 3}, NotFound)]
)
def test_a_wrong_count_leaves_the_activity_as_it_was(engagement, activity, toolbox, counts, error):
    before, row = acts(), Activity.select().dicts().get()

    with pytest.raises(error):
        describing.change_activity(
            engagement,
            activity,
            TypedActivity(title=words("Other")),
            counts=counts,
            **doing(toolbox),
        )

    assert (Activity.select().dicts().get(), acts()) == (row, before)


def test_who_knows_of_an_older_decision_does_not_overwrite_the_newer(engagement, activity, toolbox):
    undecided = decision_mark(activity)
    describing.decide_role(engagement, activity, PROCESSOR, seen=undecided, **doing(toolbox))
    before = acts()

    with pytest.raises(Conflict):
        describing.decide_role(engagement, activity, PROCESSOR, seen=undecided, **doing(toolbox))

    assert acts() == before
    describing.decide_role(
        engagement, activity, PROCESSOR, seen=decision_mark(activity), **doing(toolbox)
    )
    assert acts() == [*before, "role decided"]
