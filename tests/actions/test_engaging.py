"""Engagements: blank, from presets and copied, with their terms."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.actions import describing, directing, engaging, mapping
from dpa_manager.actions.mapping import TypedFlow
from dpa_manager.domain.errors import Conflict, Refused
from dpa_manager.models import Activity, Engagement, EngagementMeasure, Flow
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import (
    CLIENT,
    PROCESSOR,
    acts,
    add_client,
    add_recipient,
    add_supplier,
    doing,
    engage,
    start_firm,
    words,
)


@pytest.fixture
def client(toolbox):
    start_firm(toolbox)
    return add_client(toolbox)


def test_references_count_up_within_a_year_and_start_again_in_the_next(client, toolbox, clock):
    references = [engage(toolbox, client).reference for _ in range(2)]
    clock.move(days=60)
    references.append(engage(toolbox, client).reference)
    assert references == ["KBITS-2026-0001", "KBITS-2026-0002", "KBITS-2027-0001"]


def test_four_people_at_once_get_four_references(client, toolbox):
    barrier = threading.Barrier(4)

    def open_one(place):
        with toolbox.connected():
            barrier.wait()
            return engage(toolbox, client, title=f"Klantencontact {place}").reference

    with ThreadPoolExecutor(4) as people:
        references = sorted(people.map(open_one, range(4)))
    assert references == [f"KBITS-2026-{number:04}" for number in (1, 2, 3, 4)]


def test_references_go_on_beyond_four_digits(client, toolbox):
    for last in (9999, 10000):
        row = engage(toolbox, client)
        Engagement.update(reference=f"KBITS-2026-{last}").where(Engagement.id == row.id).execute()
    assert engage(toolbox, client).reference == "KBITS-2026-10001"


def test_a_preset_fills_an_activity_but_leaves_its_role_open(client, toolbox):
    row = engage(toolbox, client, "hosting", "support")
    kinds = vocabulary().service_kinds
    facts = gather_facts(row.reference, on=toolbox.today())
    hosting, support = facts.activities
    assert hosting.role.outcome == ""
    assert hosting.purposes == kinds["hosting"].purpose
    assert {use.category.key for use in hosting.data} == set(kinds["hosting"].data)
    assert {use.category.key for use in hosting.subjects} == set(kinds["hosting"].subjects)
    assert support.has_remote_access is kinds["support"].has_remote_access
    rules = {use.category.key: use.retention.key for use in hosting.data}
    assert rules["ip_device"] == "RET-LOG"
    assert rules["account"] == "RET-CONTRACT+30"
    assert {flow.target for flow in facts.flows} == {"stays"}
    usual = set(kinds["hosting"].measures) | set(kinds["support"].measures)
    assert {measure.key for measure in facts.measures.measures} == usual


def test_every_preset_can_be_engaged(client, toolbox):
    row = engage(toolbox, client, *vocabulary().service_kinds)
    facts = gather_facts(row.reference, on=toolbox.today())
    assert [a.number for a in facts.activities] == list(range(1, len(facts.activities) + 1))
    assert len(facts.activities) == len(vocabulary().service_kinds)


def test_a_copy_has_activities_flows_and_measures_but_not_what_was_agreed_there(client, toolbox):
    source = engage(toolbox, client, "support")
    support = Activity.get(Activity.engagement == source)
    describing.decide_role(source, support, PROCESSOR, **doing(toolbox))
    supplier, receiver = add_supplier(toolbox), add_recipient(toolbox)
    flow = TypedFlow(1, "client_staff", "email", "subprocessor", supplier.reference)
    other = TypedFlow(1, "client_staff", "email", "recipient", receiver.reference)
    mapping.add_flows(source, [flow, other], **doing(toolbox))
    directing.direct_recipient(
        source,
        receiver,
        directing.TypedDirection(words("Repairs"), date(2026, 3, 1)),
        **doing(toolbox),
    )
    engaging.change_terms(source, {"notice_days": 45}, **doing(toolbox))
    number = replace(CLIENT, register_no="0999.002.010", legal_name="Gezinshulp VZW")
    elsewhere = add_client(toolbox, number)
    made = engaging.engage_from_copy(
        elsewhere,
        engaging.TypedEngagement("Hosting"),
        source=find_engagement(source.reference),
        **doing(toolbox),
    )
    before = gather_facts(source.reference, on=toolbox.today())
    after = gather_facts(made.reference, on=toolbox.today())
    assert after.flows == before.flows
    assert after.measures == before.measures
    assert after.terms == before.terms
    assert after.activities[0].data == before.activities[0].data
    assert (before.activities[0].role.outcome, after.activities[0].role.outcome) == (
        "processor",
        "",
    )
    assert (after.title, after.client.party.legal_name) == ("Hosting", "Gezinshulp VZW")
    assert after.recipients[0].purpose == before.recipients[0].purpose
    assert (before.recipients[0].instruction_on, after.recipients[0].instruction_on) == (
        date(2026, 3, 1),
        None,
    )
    assert after.principal_contract is None


def test_a_copy_numbers_its_activities_anew_and_leaves_out_removed_ones(client, toolbox):
    source = engage(toolbox, client, "support", "hosting")
    support, hosting = Activity.select().order_by(Activity.number)
    describing.remove_activity(source, support, **doing(toolbox))
    made = engaging.engage_from_copy(
        client, engaging.TypedEngagement("Again"), source=source, **doing(toolbox)
    )
    facts = gather_facts(made.reference, on=toolbox.today())
    assert [(a.number, a.title) for a in facts.activities] == [(1, hosting.title)]
    assert facts.flows
    assert {flow.activity for flow in facts.flows} == {1}


def test_terms_start_from_the_firms_settings_and_change_one_by_one(client, toolbox):
    row = engage(toolbox, client)
    assert row.terms["breach_notice_hours"] == 24
    engaging.change_terms(
        row, {"breach_notice_hours": 48, "subproc_mode": "specific"}, **doing(toolbox)
    )
    facts = gather_facts(row.reference, on=toolbox.today())
    assert facts.terms.breach_notice_hours == 48
    assert facts.terms.subproc_mode == "specific"
    assert facts.terms.notice_days == 30


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"breach_notice_hours": "48"}, "breach_notice_hours"),
        ({"breach_notice_hours": True}, "breach_notice_hours"),
        ({"breach_notice_hours": -1}, "breach_notice_hours"),
        ({"talk_days": None}, "talk_days"),
        ({"subproc_mode": "always"}, "subproc_mode"),
        ({"has_accession": 1}, "has_accession"),
        ({"return_format": "a\nb"}, "return_format"),
        ({"no_such_term": 1}, "no_such_term"),
        ({"__class__": 1}, "__class__"),
    ],
)
def test_a_term_of_another_kind_is_refused_and_nothing_changes(client, toolbox, changes, field):
    row = engage(toolbox, client)
    before = acts()
    with pytest.raises(Refused) as refusal:
        engaging.change_terms(row, {"notice_days": 45} | changes, **doing(toolbox))
    assert refusal.value.field == field
    assert find_engagement(row.reference).terms["notice_days"] == 30
    assert acts() == before


def test_changing_terms_to_what_they_are_tells_nothing(client, toolbox):
    row = engage(toolbox, client)
    before = acts()
    engaging.change_terms(row, {"notice_days": 30}, **doing(toolbox))
    assert acts() == before


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "two\nlines"}, "title"),
        ({"duration_kind": "forever"}, "duration_kind"),
        ({"start_on": date(2026, 5, 1), "end_on": date(2026, 5, 1)}, "end_on"),
        ({"subject_matter": Phrase(fr="\ud83d")}, "subject_matter.fr"),
    ],
)
def test_a_refused_engagement_leaves_no_row_and_no_event(client, toolbox, typed, field):
    before = acts()
    with pytest.raises(Refused) as refusal:
        engage(toolbox, client, "support", **typed)
    assert refusal.value.field == field
    assert Engagement.select().count() == Activity.select().count() == Flow.select().count() == 0
    assert EngagementMeasure.select().count() == 0
    assert acts() == before


@pytest.mark.parametrize("kinds", [("no-such-service",), ("support", "")])
def test_an_unknown_preset_opens_nothing(client, toolbox, kinds):
    with pytest.raises(Refused):
        engage(toolbox, client, *kinds)
    assert Engagement.select().count() == 0


def test_a_button_that_is_pressed_twice_opens_one_engagement(client, toolbox, clock):
    typed = engaging.TypedEngagement(title="Klantencontact")
    engaging.engage(client, typed, **doing(toolbox))
    with pytest.raises(Conflict) as second:
        engaging.engage(client, typed, **doing(toolbox))
    assert (second.value.code, second.value.field) == ("engagement-opened-just-now", "title")
    clock.move(minutes=1)
    engaging.engage(client, typed, **doing(toolbox))
    assert [row.title for row in Engagement.select()] == ["Klantencontact", "Klantencontact"]
