"""Flows, and what holds for the data that flow."""

import json

import pytest

from dpa_manager.actions import describing, mapping, subcontracting
from dpa_manager.actions.mapping import TypedFlow
from dpa_manager.domain.errors import DomainError, NotFound, Refused
from dpa_manager.domain.typed_activity import TypedActivity
from dpa_manager.models import Activity, EngagementSubprocessor, Flow, Subprocessor
from dpa_manager.models.event import Event
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import (
    acts,
    add_client,
    add_recipient,
    add_supplier,
    doing,
    engage,
    start_firm,
    words,
)

NAMES = TypedFlow(1, "client_customers", "name")


@pytest.fixture
def engagement(toolbox):
    start_firm(toolbox)
    return engage(toolbox, add_client(toolbox), "support")


def facts_of(engagement, toolbox):
    return gather_facts(engagement.reference, on=toolbox.today())


def targets(facts):
    return [(f.subject, f.category, f.target, f.target_key) for f in facts.flows]


def test_a_flow_brings_its_subject_its_data_and_its_place_in_annex_iv(engagement, toolbox):
    supplier = add_supplier(toolbox)
    flow = TypedFlow(1, "client_customers", "comm_content", "subprocessor", supplier.reference)
    assert mapping.add_flows(engagement, [flow], **doing(toolbox)) == 1
    facts = facts_of(engagement, toolbox)
    (activity,) = facts.activities
    assert "client_customers" in {use.category.key for use in activity.subjects}
    use = {use.category.key: use for use in activity.data}["comm_content"]
    assert use.retention.key == "RET-TICKET"
    (listed,) = facts.subprocessors
    assert (listed.key, listed.number, listed.since_on) == (
        supplier.reference,
        1,
        toolbox.today(),
    )
    assert ("client_customers", "comm_content", "subprocessor", "SUB-0001") in targets(facts)


def test_the_same_flow_is_added_once(engagement, toolbox):
    assert mapping.add_flows(engagement, [NAMES, NAMES], **doing(toolbox)) == 1
    before = acts()
    assert mapping.add_flows(engagement, [NAMES], **doing(toolbox)) == 0
    assert acts() == before


def test_a_whole_matrix_replaces_all_flows_in_one_act(engagement, toolbox):
    mapping.add_flows(engagement, [NAMES], **doing(toolbox))
    before = acts()
    receiver = add_recipient(toolbox)
    kept = TypedFlow(1, "client_staff", "name", "recipient", receiver.reference)
    changed = mapping.replace_matrix(engagement, [NAMES, kept], **doing(toolbox))
    facts = facts_of(engagement, toolbox)
    assert targets(facts) == [
        ("client_customers", "name", "stays", ""),
        ("client_staff", "name", "recipient", "REC-0001"),
    ]
    assert acts() == [*before, "recipient added", "flows mapped"]
    details = json.loads(Event.select().order_by(Event.id.desc()).get().details)
    assert len(details["removed"]) + len(details["added"]) == changed
    assert details["added"] == [[1, "client_staff", "name", "recipient", "REC-0001"]]


def test_the_order_of_a_matrix_does_not_matter_to_the_facts(engagement, toolbox):
    supplier = add_supplier(toolbox)
    flows = [
        NAMES,
        TypedFlow(1, "client_staff", "email", "subprocessor", supplier.reference),
        TypedFlow(1, "client_staff", "email"),
    ]
    mapping.replace_matrix(engagement, flows, **doing(toolbox))
    once = facts_of(engagement, toolbox)
    mapping.replace_matrix(engagement, [], **doing(toolbox))
    mapping.replace_matrix(engagement, flows[::-1], **doing(toolbox))
    assert facts_of(engagement, toolbox) == once


def test_without_its_last_flow_a_thing_is_no_longer_told_but_keeps_what_was_said(
    engagement, toolbox
):
    supplier = add_supplier(toolbox)
    flow = TypedFlow(1, "minors", "health", "subprocessor", supplier.reference)
    mapping.add_flows(engagement, [flow], **doing(toolbox))
    mapping.protect_data(
        engagement,
        activity=1,
        category="health",
        reason=words("Care"),
        safeguards=["TOM-S-ACCESSLOG"],
        **doing(toolbox),
    )
    mapping.remove_flows(engagement, [flow], **doing(toolbox))
    without = facts_of(engagement, toolbox)
    assert without.subprocessors == ()
    assert "health" not in {use.category.key for use in without.activities[0].data}
    mapping.add_flows(engagement, [flow], **doing(toolbox))
    again = facts_of(engagement, toolbox)
    health = {use.category.key: use for use in again.activities[0].data}["health"]
    assert health.sensitive.reason == words("Care")
    assert again.subprocessors[0].number == 1


def test_numbers_of_annex_iv_are_never_given_twice(engagement, toolbox):
    suppliers = [
        add_supplier(toolbox, subcontracting.TypedOrganisation(name)) for name in ("A", "B", "C")
    ]
    flows = [
        TypedFlow(1, "client_staff", "name", "subprocessor", one.reference) for one in suppliers
    ]
    mapping.add_flows(engagement, flows[:2], **doing(toolbox))
    mapping.remove_flows(engagement, flows[:2], **doing(toolbox))
    mapping.add_flows(engagement, flows[2:], **doing(toolbox))
    mapping.add_flows(engagement, flows[1:2], **doing(toolbox))
    numbers = {one.key: one.number for one in facts_of(engagement, toolbox).subprocessors}
    assert numbers == {"SUB-0002": 2, "SUB-0003": 3}


@pytest.mark.parametrize(
    ("flow", "field"),
    [
        (TypedFlow(2, "client_staff", "name"), "activity"),
        (TypedFlow(1, "aliens", "name"), "subject"),
        (TypedFlow(1, "client_staff", "soul"), "category"),
        (TypedFlow(1, "client_staff", "name", "cloud"), "target"),
        (TypedFlow(1, "client_staff", "name", "subprocessor", "SUB-9999"), "target_key"),
        (TypedFlow(1, "client_staff", "name", "subprocessor", "REC-0001"), "target_key"),
        (TypedFlow(1, "client_staff", "name", "recipient", ""), "target_key"),
        (TypedFlow(1, "client_staff", "name", "stays", "SUB-0001"), "target_key"),
    ],
)
def test_one_bad_flow_leaves_all_flows_as_they_were(engagement, toolbox, flow, field):
    add_supplier(toolbox)
    add_recipient(toolbox)
    before, told = facts_of(engagement, toolbox), acts()
    for act in (mapping.add_flows, mapping.replace_matrix, mapping.remove_flows):
        with pytest.raises(Refused) as refusal:
            act(engagement, [NAMES, flow], **doing(toolbox))
        assert refusal.value.field == field
    assert facts_of(engagement, toolbox) == before
    assert acts() == told


def test_no_new_flow_goes_to_one_who_has_left(engagement, toolbox):
    supplier = add_supplier(toolbox)
    subcontracting.set_subprocessor_state(supplier, "ended", **doing(toolbox))
    flow = TypedFlow(1, "client_staff", "name", "subprocessor", supplier.reference)
    with pytest.raises(Refused):
        mapping.add_flows(engagement, [flow], **doing(toolbox))
    assert EngagementSubprocessor.select().count() == 0


def test_flows_of_a_removed_activity_are_not_told(engagement, toolbox):
    activity = Activity.get()
    describing.remove_activity(engagement, activity, **doing(toolbox))
    facts = facts_of(engagement, toolbox)
    assert (facts.activities, facts.flows) == ((), ())
    with pytest.raises(Refused):
        mapping.add_flows(engagement, [NAMES], **doing(toolbox))
    assert Flow.select().count() > 0


def test_flows_of_kbits_own_activity_stay_out_of_the_annexes(engagement, toolbox):
    own = describing.add_activity(
        engagement, TypedActivity(words("Own invoices")), **doing(toolbox)
    )
    supplier = add_supplier(toolbox)
    flow = TypedFlow(2, "client_staff", "billing", "subprocessor", supplier.reference)
    mapping.add_flows(engagement, [flow], **doing(toolbox))
    assert [one.key for one in facts_of(engagement, toolbox).subprocessors] == ["SUB-0001"]
    Activity.update(role_outcome="controller").where(Activity.id == own.id).execute()
    facts = facts_of(engagement, toolbox)
    assert facts.subprocessors == ()
    assert {one.activity for one in facts.flows} == {1}


def test_a_retention_rule_is_printed_by_its_sentence_or_by_own_words(engagement, toolbox):
    def printed():
        uses = facts_of(engagement, toolbox).activities[0].data
        return {use.category.key: use.retention for use in uses}["name"]

    mapping.set_retention(engagement, activity=1, category="name", rule="RET-LOG", **doing(toolbox))
    assert printed().key == "RET-LOG"
    assert printed().words.nl
    mapping.set_retention(
        engagement,
        activity=1,
        category="name",
        rule="RET-LOG",
        words=words("3 months"),
        **doing(toolbox),
    )
    assert printed().words == words("3 months")


@pytest.mark.parametrize("rule", ["RET-ACC-BE", "RET-FOREVER", ""])
def test_a_rule_for_kbits_own_files_is_no_rule_for_a_clients_data(engagement, toolbox, rule):
    before = facts_of(engagement, toolbox)
    with pytest.raises(Refused) as refusal:
        mapping.set_retention(engagement, activity=1, category="name", rule=rule, **doing(toolbox))
    assert refusal.value.field == "rule"
    assert facts_of(engagement, toolbox) == before


def test_what_does_not_flow_cannot_be_described(engagement, toolbox):
    before = acts()
    attempts = (
        lambda: mapping.set_retention(
            engagement, activity=1, category="genetic", rule="RET-LOG", **doing(toolbox)
        ),
        lambda: mapping.describe_data(
            engagement, activity=1, category="genetic", description=words("x"), **doing(toolbox)
        ),
        lambda: mapping.count_subjects(
            engagement, activity=1, subject="patients", count=3, **doing(toolbox)
        ),
        lambda: mapping.set_locations(engagement, activity=7, locations=(), **doing(toolbox)),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert acts() == before


def test_places_counts_and_descriptions_reach_the_facts(engagement, toolbox):
    places = (("BE", "datacentre"), ("US", "support"), ("BE", "datacentre"))
    mapping.set_locations(engagement, activity=1, locations=places, **doing(toolbox))
    mapping.count_subjects(
        engagement, activity=1, subject="client_staff", count=1200, **doing(toolbox)
    )
    long_text = Phrase(nl="é" * 2000)
    mapping.describe_data(
        engagement,
        activity=1,
        category="documents_unstructured",
        description=long_text,
        **doing(toolbox),
    )
    (activity,) = facts_of(engagement, toolbox).activities
    assert [(place.country.key, place.is_eea) for place in activity.locations] == [
        ("BE", True),
        ("US", False),
    ]
    assert {use.category.key: use.approximate_count for use in activity.subjects} == {
        "client_staff": 1200
    }
    described = {use.category.key: use.description for use in activity.data}
    assert described["documents_unstructured"] == long_text


@pytest.mark.parametrize(
    "attempt",
    [
        {"act": mapping.describe_data, "category": "name", "description": Phrase("x" * 3000)},
        {"act": mapping.describe_data, "category": "name", "description": Phrase("a\x07")},
        {"act": mapping.count_subjects, "subject": "client_staff", "count": -1},
        {"act": mapping.count_subjects, "subject": "client_staff", "count": True},
        {"act": mapping.set_locations, "locations": (("XX", "office"),)},
        {"act": mapping.set_locations, "locations": (("BE", "moon"),)},
        {
            "act": mapping.protect_data,
            "category": "name",
            "reason": Phrase(),
            "safeguards": ["TOM-MFA"],
        },
    ],
)
def test_a_refused_description_leaves_the_facts_and_the_history(engagement, toolbox, attempt):
    before, told = facts_of(engagement, toolbox), acts()
    given = {name: value for name, value in attempt.items() if name != "act"}
    with pytest.raises(DomainError):
        attempt["act"](engagement, activity=1, **given, **doing(toolbox))
    assert facts_of(engagement, toolbox) == before
    assert acts() == told


def flow(subject, category, *, activity=1, supplier=None):
    if supplier is None:
        return TypedFlow(activity, subject, category)
    return TypedFlow(activity, subject, category, "subprocessor", supplier.reference)


def test_the_flows_of_one_activity_are_replaced_in_one_act_and_others_stay(engagement, toolbox):
    second = describing.add_activity(
        engagement,
        TypedActivity(title=words("Second"), service_kinds=("hosting",)),
        **doing(toolbox),
    )
    other = flow("patients", "name", activity=second.number)
    mapping.replace_matrix(engagement, [NAMES, other], **doing(toolbox))
    supplier, before = add_supplier(toolbox), acts()
    wanted = [flow("client_staff", "email", supplier=supplier), flow("client_staff", "name")]

    changed = mapping.replace_activity_flows(engagement, 1, wanted, **doing(toolbox))

    assert changed == 3
    assert acts() == [*before, "flows mapped"]
    details = json.loads(Event.select().order_by(Event.id.desc()).get().details)
    assert details == details | {
        "removed": [[1, "client_customers", "name", "stays", ""]],
        "added": [
            [1, "client_staff", "email", "subprocessor", supplier.reference],
            [1, "client_staff", "name", "stays", ""],
        ],
    }
    assert targets(facts_of(engagement, toolbox)) == [
        ("client_staff", "email", "subprocessor", supplier.reference),
        ("client_staff", "name", "stays", ""),
        ("patients", "name", "stays", ""),
    ]


def test_flows_of_another_activity_are_refused(engagement, toolbox):
    before = acts()

    with pytest.raises(Refused):
        mapping.replace_activity_flows(
            engagement, 1, [flow("patients", "name", activity=2)], **doing(toolbox)
        )
    with pytest.raises(NotFound):
        mapping.replace_activity_flows(engagement, 9, [], **doing(toolbox))
    assert acts() == before


def test_what_others_changed_since_it_was_seen_stays_as_they_left_it(engagement, toolbox):
    first = [NAMES, flow("client_customers", "email"), flow("client_customers", "phone")]
    mapping.replace_matrix(engagement, first, **doing(toolbox))
    theirs = [NAMES, first[1], flow("patients", "name")]
    mapping.replace_activity_flows(engagement, 1, theirs, **doing(toolbox))
    mine = [NAMES, first[2], flow("minors", "name")]

    mapping.replace_activity_flows(engagement, 1, mine, seen=first, **doing(toolbox))

    assert targets(facts_of(engagement, toolbox)) == [
        ("client_customers", "name", "stays", ""),
        ("minors", "name", "stays", ""),
        ("patients", "name", "stays", ""),
    ]


def test_data_that_come_back_have_their_retention_again(engagement, toolbox):
    mapping.replace_matrix(engagement, [NAMES], **doing(toolbox))
    rule = "RET-CONTRACT+30"
    mapping.set_retention(engagement, activity=1, category="name", rule=rule, **doing(toolbox))

    mapping.replace_activity_flows(engagement, 1, [], **doing(toolbox))
    mapping.replace_activity_flows(engagement, 1, [NAMES], **doing(toolbox))

    (activity,) = facts_of(engagement, toolbox).activities
    assert [(use.category.key, use.retention.key) for use in activity.data] == [("name", rule)]


def test_a_flow_to_somebody_who_ended_may_stay_and_none_is_added(engagement, toolbox):
    supplier = add_supplier(toolbox)
    there = flow("client_staff", "name", supplier=supplier)
    mapping.replace_matrix(engagement, [there], **doing(toolbox))
    Subprocessor.update(state="ended").execute()
    new = flow("client_staff", "email", supplier=supplier)

    assert mapping.replace_activity_flows(engagement, 1, [there, NAMES], **doing(toolbox)) == 1
    with pytest.raises(Refused):
        mapping.replace_activity_flows(engagement, 1, [there, new], **doing(toolbox))
    assert mapping.replace_activity_flows(engagement, 1, [NAMES], **doing(toolbox)) == 1
