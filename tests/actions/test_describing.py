"""Activities and their roles, and what an engagement adds to the standard."""

from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.actions import describing, supplementing
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.role_decision import RoleAnswer
from dpa_manager.domain.typed_activity import TypedActivity, TypedPlatform
from dpa_manager.models import Activity
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import (
    PROCESSOR,
    acts,
    add_client,
    doing,
    engage,
    start_firm,
    words,
)

TYPED = TypedActivity(
    title=words("Customer platform"),
    service_kinds=("hosting",),
    purposes=words("Keeping the platform available"),
    operations=("store", "erase", "store"),
    channels=("assignment",),
    locations=(("BE", "datacentre"),),
    platforms=(TypedPlatform("Microsoft 365", "client"),),
    runs_on_platform=True,
    began_on=date(2027, 1, 1),
)


@pytest.fixture
def engagement(toolbox):
    start_firm(toolbox)
    return engage(toolbox, add_client(toolbox), "support")


def facts_of(engagement, toolbox):
    return gather_facts(engagement.reference, on=toolbox.today())


def test_an_activity_is_told_as_it_was_described(engagement, toolbox):
    row = describing.add_activity(engagement, TYPED, **doing(toolbox))
    told = facts_of(engagement, toolbox).activities[1]
    assert (told.number, told.title, told.purposes) == (2, TYPED.title, TYPED.purposes)
    assert [one.key for one in told.operations] == ["store", "erase"]
    assert (told.platforms[0].name, told.platforms[0].contract_of) == ("Microsoft 365", "client")
    assert (told.runs_on_platform, told.began_on) == (True, date(2027, 1, 1))
    before = acts()
    describing.change_activity(engagement, row, TYPED, **doing(toolbox))
    assert acts() == before
    describing.change_activity(
        engagement, row, replace(TYPED, has_remote_access=True), **doing(toolbox)
    )
    assert facts_of(engagement, toolbox).activities[1].has_remote_access
    assert acts() == [*before, "activity changed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": Phrase()}, "title"),
        ({"title": Phrase(nl="x" * 3000)}, "title.nl"),
        ({"title": Phrase(en="a\u202eb")}, "title.en"),
        ({"service_kinds": ("space travel",)}, "service_kinds"),
        ({"operations": ("sell",)}, "operations"),
        ({"channels": ("pigeon",)}, "channels"),
        ({"own_purposes": ("training",)}, "own_purposes"),
        ({"client_role": "mixed"}, "client_role"),
        ({"locations": (("be", "office"),)}, "locations"),
        ({"platforms": (TypedPlatform("X", "nobody"),)}, "platforms"),
        ({"platforms": (TypedPlatform(""),)}, "platforms"),
    ],
)
def test_a_refused_activity_leaves_no_row_and_no_event(engagement, toolbox, changes, field):
    before = acts()
    with pytest.raises(Refused) as refusal:
        describing.add_activity(engagement, replace(TYPED, **changes), **doing(toolbox))
    assert refusal.value.field == field
    assert Activity.select().count() == 1
    assert acts() == before


def test_numbers_of_activities_are_never_given_twice(engagement, toolbox):
    second = describing.add_activity(engagement, TYPED, **doing(toolbox))
    describing.remove_activity(engagement, second, **doing(toolbox))
    third = describing.add_activity(engagement, TYPED, **doing(toolbox))
    assert (second.number, third.number) == (2, 3)
    with pytest.raises(Refused):
        describing.change_activity(engagement, second, TYPED, **doing(toolbox))


def test_an_activity_of_another_engagement_is_refused(engagement, toolbox):
    other = engage(toolbox, engagement.client, "hosting")
    foreign = Activity.get(Activity.engagement == other)
    before = acts()
    attempts = (
        lambda: describing.change_activity(engagement, foreign, TYPED, **doing(toolbox)),
        lambda: describing.remove_activity(engagement, foreign, **doing(toolbox)),
        lambda: describing.decide_role(engagement, foreign, PROCESSOR, **doing(toolbox)),
    )
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert acts() == before


def test_a_role_is_kept_with_its_answers_and_who_decided(engagement, toolbox):
    activity = Activity.get()
    describing.decide_role(engagement, activity, PROCESSOR, **doing(toolbox))
    (told,) = facts_of(engagement, toolbox).in_agreement()
    assert told.role.answers == (
        ("1", "yes", ""),
        ("2", "yes", ""),
        ("3", "yes", "Only on the client's orders."),
        ("4", "no", ""),
    )
    row = Activity.get()
    assert (row.role_decided_by, row.role_decided_at) == ("nele@kbits.example", toolbox.now())


def test_an_own_part_becomes_an_activity_of_its_own(engagement, toolbox):
    activity = Activity.get()
    split = (*PROCESSOR[:3], RoleAnswer("q4", True, "Statistics"))
    before = acts()
    with pytest.raises(Refused) as refusal:
        describing.decide_role(engagement, activity, split, **doing(toolbox))
    assert (refusal.value.field, acts()) == ("own_part", before)
    describing.decide_role(
        engagement, activity, split, own_part=words("Own statistics"), **doing(toolbox)
    )
    facts = facts_of(engagement, toolbox)
    assert [(a.number, a.role.outcome) for a in facts.activities] == [
        (1, "processor"),
        (2, "controller"),
    ]
    assert [a.number for a in facts.in_agreement()] == [1]
    assert acts() == [*before, "role decided"]


def test_half_answered_questions_decide_nothing(engagement, toolbox):
    before = acts()
    with pytest.raises(Refused):
        describing.decide_role(engagement, Activity.get(), PROCESSOR[:3], **doing(toolbox))
    assert Activity.get().role_outcome == ""
    assert acts() == before


def test_what_is_added_to_the_standard_reaches_the_facts_and_is_told_once(engagement, toolbox):
    lists = (
        (
            supplementing.set_access_functions,
            [supplementing.TypedAccessFunction(words("Administrator"), words("Restoring"), "law")],
        ),
        (
            supplementing.set_legal_retention,
            [supplementing.TypedLegalRetention(words("Traffic"), words("Act"), words("1 year"))],
        ),
        (
            supplementing.set_onward_permissions,
            [
                supplementing.TypedOnwardPermission(words("Counter"), "Letter 17"),
                supplementing.TypedOnwardPermission(
                    words("Old"), "Letter 3", withdrawn_on=toolbox.today()
                ),
            ],
        ),
        (
            supplementing.set_special_terms,
            [supplementing.TypedSpecialTerm("clNotices", words("Also to the secretariat."))],
        ),
    )
    before = len(acts())
    for act, rows in lists * 2:
        act(engagement, rows, **doing(toolbox))
    assert len(acts()) == before + len(lists)
    facts = facts_of(engagement, toolbox)
    assert facts.access_functions[0].bound_by.key == "law"
    assert facts.access_functions[0].bound_by.words.fr
    assert facts.legal_retention[0].statute == words("Act")
    assert [one.document for one in facts.onward_permissions] == ["Letter 17"]
    assert facts.special_terms[0].text == words("Also to the secretariat.")
    supplementing.set_special_terms(engagement, [], **doing(toolbox))
    assert facts_of(engagement, toolbox).special_terms == ()


@pytest.mark.parametrize(
    ("act", "row"),
    [
        (
            supplementing.set_access_functions,
            supplementing.TypedAccessFunction(words("A"), words("B"), "friendship"),
        ),
        (
            supplementing.set_legal_retention,
            supplementing.TypedLegalRetention(Phrase(), words("Act"), words("1 year")),
        ),
        (
            supplementing.set_onward_permissions,
            supplementing.TypedOnwardPermission(words("A"), ""),
        ),
        (supplementing.set_special_terms, supplementing.TypedSpecialTerm("clNotices", Phrase())),
        (
            supplementing.set_special_terms,
            supplementing.TypedSpecialTerm("clNotices", words("a\x00")),
        ),
    ],
)
def test_a_refused_addition_leaves_what_was_there(engagement, toolbox, act, row):
    good = supplementing.TypedSpecialTerm("clNotices", words("Good"))
    supplementing.set_special_terms(engagement, [good], **doing(toolbox))
    before, told = facts_of(engagement, toolbox), acts()
    with pytest.raises(Refused):
        act(engagement, [row], **doing(toolbox))
    assert facts_of(engagement, toolbox) == before
    assert acts() == told
