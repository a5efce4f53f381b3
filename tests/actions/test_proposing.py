"""Proposals: the few facts of a new supplier, never its contract, its grounds or its state."""

from dataclasses import fields

import pytest

from dpa_manager.actions import directing, engaging, proposing
from dpa_manager.actions.proposing import Proposal, RecipientProposal
from dpa_manager.domain.errors import Conflict, Refused
from dpa_manager.models import (
    EngagementRecipient,
    EngagementSubprocessor,
    Recipient,
    Subprocessor,
    Transfer,
)
from tests.actions.started import acts, add_client, add_supplier, doing, engage, start_firm, words

TRANSCRIPTA = Proposal("Transcripta Inc.", words("Typing out calls"), "US", "Jo", "jo@x.example")


@pytest.fixture
def engagement(toolbox):
    start_firm(toolbox)
    return engage(toolbox, add_client(toolbox))


def test_a_proposal_is_for_the_officer_to_complete(toolbox):
    row = proposing.propose_subprocessor(TRANSCRIPTA, **doing(toolbox))

    assert (row.state, row.contract_signed_on, row.mirrored_duties) == ("proposed", None, [])
    assert (row.legal_name, row.country_code, row.contact_name) == ("Transcripta Inc.", "US", "Jo")
    assert Transfer.select().count() == 0


def test_no_field_of_a_proposal_reaches_contract_state_or_grounds():
    names = {one.name for kind in (Proposal, RecipientProposal) for one in fields(kind)}

    assert not names & {"state", "contract_signed_on", "mirrored_duties", "notice_days"}
    assert not any("transfer" in name or "mechanism" in name for name in names)


def test_who_is_known_already_is_said_beside_the_name(toolbox):
    proposing.propose_subprocessor(TRANSCRIPTA, **doing(toolbox))

    with pytest.raises(Conflict) as refusal:
        proposing.propose_subprocessor(TRANSCRIPTA, **doing(toolbox))

    assert (refusal.value.code, refusal.value.field) == ("subprocessor-exists", "legal_name")


def test_a_proposal_for_an_engagement_gets_the_next_number_there(engagement, toolbox):
    directing.list_on_engagement(engagement, add_supplier(toolbox), **doing(toolbox))

    row = proposing.propose_for_engagement(engagement, TRANSCRIPTA, **doing(toolbox))

    listed = EngagementSubprocessor.get(EngagementSubprocessor.subprocessor == row)
    assert (listed.number, listed.since_on) == (2, toolbox.today())
    assert acts()[-2:] == ["sub-processor added", "sub-processor listed"]


def test_a_proposal_for_an_engagement_that_ended_leaves_nothing(engagement, toolbox):
    engaging.end_engagement(engagement, **doing(toolbox))
    before = acts()

    with pytest.raises(Conflict):
        proposing.propose_for_engagement(engagement, TRANSCRIPTA, **doing(toolbox))

    assert Subprocessor.select().count() == 0
    assert acts() == before


def test_a_recipient_is_proposed_and_directed_together_or_not_at_all(engagement, toolbox):
    proposal = RecipientProposal("Ombudsdienst Energie", country_code="BE")

    with pytest.raises(Refused) as refusal:
        proposing.propose_recipient_for_engagement(
            engagement, proposal, directing.TypedDirection(words("Complaints")), **doing(toolbox)
        )
    assert refusal.value.field == "instruction_on"
    assert Recipient.select().count() == 0

    direction = directing.TypedDirection(words("Complaints"), toolbox.today())
    row = proposing.propose_recipient_for_engagement(
        engagement, proposal, direction, **doing(toolbox)
    )
    listed = EngagementRecipient.get(EngagementRecipient.recipient == row)
    assert (listed.number, listed.purpose) == (1, words("Complaints"))
