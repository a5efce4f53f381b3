"""Proposing: what an account manager knows of a new sub-processor or recipient, on the spot.

A proposal never carries a contract, a ground of transfer or a state of its own choosing: these
are the data protection officer's, who completes it (Art. 28(4)).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dpa_manager.actions.directing import (
    RECIPIENTS,
    TypedDirection,
    TypedRecipient,
    add_recipient,
    direct_recipient,
    list_on_engagement,
)
from dpa_manager.actions.recording import chain_of
from dpa_manager.actions.subcontracting import REGISTER, TypedSubprocessor, add_subprocessor
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import Conflict
from dpa_manager.domain.refusals import conflict
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import Engagement, Recipient, Subprocessor
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class Proposal:
    """The few facts known of a sub-processor when somebody first needs it."""

    legal_name: str
    service: Phrase = field(default_factory=Phrase)
    country_code: str = ""
    contact_name: str = ""
    contact_email: str = ""


@dataclass(frozen=True)
class RecipientProposal:
    """The few facts known of a recipient; group and kind are keys of the vocabularies."""

    name: str
    group_key: str = "controller_directed"
    kind_key: str = "independent_controller"
    country_code: str = ""
    contact_email: str = ""


def propose_subprocessor(proposal: Proposal, *, by: Actor, toolbox: Toolbox) -> Subprocessor:
    """Add a sub-processor for the officer to complete; raises Refused, or Conflict by its name."""
    typed = TypedSubprocessor(
        TypedOrganisation(proposal.legal_name, country_code=proposal.country_code),
        service=proposal.service,
        contact_name=proposal.contact_name,
        contact_email=proposal.contact_email,
        state="proposed",
    )
    with _told_by_name():
        return add_subprocessor(typed, by=by, toolbox=toolbox)


def propose_recipient(proposal: RecipientProposal, *, by: Actor, toolbox: Toolbox) -> Recipient:
    """Add a recipient of which no ground of transfer is known; raises Refused, Conflict."""
    return add_recipient(TypedRecipient(**vars(proposal)), by=by, toolbox=toolbox)


def propose_for_engagement(
    engagement: Engagement, proposal: Proposal, *, by: Actor, toolbox: Toolbox
) -> Subprocessor:
    """Propose a sub-processor and put it into Annex IV.A of an engagement, its client joined.

    Raises Refused, Conflict; then neither is done.
    """
    with transaction("firm", REGISTER, chain_of(engagement.client)):
        row = propose_subprocessor(proposal, by=by, toolbox=toolbox)
        list_on_engagement(engagement, row, by=by, toolbox=toolbox)
    return row


def propose_recipient_for_engagement(
    engagement: Engagement,
    proposal: RecipientProposal,
    direction: TypedDirection,
    *,
    by: Actor,
    toolbox: Toolbox,
) -> Recipient:
    """Propose a recipient and direct data of an engagement to it, its client joined.

    Raises Refused, Conflict; then neither is done.
    """
    with transaction("firm", RECIPIENTS, chain_of(engagement.client)):
        row = propose_recipient(proposal, by=by, toolbox=toolbox)
        direct_recipient(engagement, row, direction, by=by, toolbox=toolbox)
    return row


@contextmanager
def _told_by_name() -> Iterator[None]:
    """A proposal has no number in a register: that somebody is known is said beside the name."""
    try:
        yield
    except Conflict as error:
        if error.code != "subprocessor-exists":
            raise
        raise conflict("subprocessor-exists", field="legal_name") from error
