"""Facts from the tables: complete, equal each time, by two queries."""

from datetime import date

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.actions import engaging, onboarding
from dpa_manager.domain.completeness import Severity, problems
from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.facts_json import facts_from_json, facts_to_json
from dpa_manager.models import Engagement
from dpa_manager.queries import gathering
from dpa_manager.queries.gathering import gather_facts, gather_many
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import doing, words
from tests.factories import a_client, an_engagement
from tests.queries.full_engagement import full, start_full_firm

HOSTILE = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'


@pytest.fixture
def firm(toolbox):
    return start_full_firm(toolbox)


def test_an_engagement_from_presets_becomes_complete_by_actions_alone(firm, toolbox):
    engagement = full(toolbox, *firm)
    engaging.change_engagement(
        engagement,
        engaging.TypedEngagement(
            "Klantencontact 2026",
            subject_matter=words("Running and supporting the client's customer platform"),
            controller_duties=words("Keeping the list of administrators up to date"),
            contract_name="Onderhoudscontract 2025",
            contract_signed_on=date(2025, 3, 4),
            duration_kind="principal",
        ),
        **doing(toolbox),
    )
    engaging.change_terms(engagement, {"return_format": "CSV"}, **doing(toolbox))
    facts = gather_facts(engagement.reference, on=toolbox.today())
    case = DraftCase(facts, (), ("nl", "fr", "en"), toolbox.today())
    found = [p for p in problems(case) if p.severity is Severity.BLOCK]
    # What the template says is judged with the template, not here.
    assert [(p.rule, p.field) for p in found if not p.field.startswith("template.")] == []


def test_equal_rows_give_equal_facts_that_survive_json(firm, toolbox):
    engagement = full(toolbox, *firm)
    facts = gather_facts(engagement.reference, on=toolbox.today())
    assert gather_facts(engagement.public_id, on=toolbox.today()) == facts
    assert facts_from_json(facts_to_json(facts)) == facts


def test_flows_annexes_and_activities_tell_the_same(firm, toolbox):
    facts = gather_facts(full(toolbox, *firm).reference, on=toolbox.today())
    told = {
        (activity.number, subject.category.key)
        for activity in facts.activities
        for subject in activity.subjects
    }
    assert told == {(flow.activity, flow.subject) for flow in facts.flows}
    data = {(a.number, use.category.key) for a in facts.activities for use in a.data}
    assert data == {(flow.activity, flow.category) for flow in facts.flows}
    targets = {row.key for row in (*facts.subprocessors, *facts.recipients)}
    assert targets == {flow.target_key for flow in facts.flows} - {""}


def test_facts_take_two_queries_for_one_engagement_as_for_five(firm, toolbox):
    ids = [full(toolbox, *firm).id for _ in range(5)]
    with count_queries() as for_one:
        (alone,) = gather_many(ids[:1], on=toolbox.today())
    with count_queries() as for_five:
        together = list(gather_many(ids, on=toolbox.today()))
    assert for_one.count == for_five.count == 2
    assert together[0] == alone
    assert [facts.engagement for facts in together] == [
        facts.engagement for facts in gather_many(ids[::-1], on=toolbox.today())
    ][::-1]


def test_more_engagements_than_a_batch_come_in_the_order_asked_for(sqlite_db, monkeypatch):
    monkeypatch.setattr(gathering, "_BATCH", 2)
    ids = [an_engagement().id for _ in range(5)]
    facts = gather_many(ids[::-1], on=date(2026, 11, 24))
    references = [one.engagement for one in facts]
    assert references == sorted(references, reverse=True)
    assert len(references) == 5


def test_facts_of_one_engagement_hold_nothing_of_another(firm, toolbox):
    client, supplier, receiver = firm
    mine = full(toolbox, client, supplier, receiver)
    before = gather_facts(mine.reference, on=toolbox.today())
    other = onboarding.add_client(
        onboarding.TypedClient(onboarding.TypedOrganisation(HOSTILE, postcode="9000")),
        **doing(toolbox),
    )
    full(toolbox, other, supplier, receiver)
    onboarding.add_contact(
        other,
        onboarding.TypedPerson("Eve", roles=("instructions", "signatory")),
        **doing(toolbox),
    )
    assert gather_facts(mine.reference, on=toolbox.today()) == before


def test_an_empty_engagement_has_facts_too(db):
    engagement = an_engagement(a_client(legal_name=HOSTILE))
    facts = gather_facts(engagement.reference, on=date(2026, 11, 24), portal_url="https://x.be")
    assert facts.client.party.legal_name == HOSTILE
    assert (facts.activities, facts.flows, facts.principal_contract) == ((), (), None)
    assert facts.processor.portal_url == "https://x.be"
    assert facts.subject_matter == Phrase()


@pytest.mark.parametrize("name", ["KBITS-2026-9999", "", "\x00", "\ud800", "x" * 5000, "' OR 1=1"])
def test_an_engagement_that_is_not_there_is_not_found(db, name):
    an_engagement()
    with pytest.raises(NotFound):
        gather_facts(name, on=date(2026, 11, 24))


def test_a_reference_is_found_in_any_case(db):
    row = an_engagement()
    assert find_engagement(f" {row.reference.lower()} ") == row
    assert find_engagement(row.public_id) == row
    assert Engagement.select().count() == 1
