"""The suppliers of one engagement: its rows of Annex IV, what uses them, and who could be added."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dpa_manager.domain.choices import SUBPROCESSOR_STATES
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.models import (
    Activity,
    Authorisation,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    Flow,
    Recipient,
    Subprocessor,
)
from dpa_manager.models.together import read_together
from dpa_manager.queries.matching import has_words
from dpa_manager.queries.scope import Scope, askable

MOST_OFFERED = 200


@dataclass(frozen=True)
class Offer:
    """A supplier that could be added: its public id, name, and state or group."""

    public_id: str
    name: str
    kind: str


@dataclass(frozen=True)
class EngagedSubprocessor:
    """A row of Annex IV.A with its sub-processor, this client's word, and who uses it.

    `activities` are numbers of activities with a flow to it; without any it is not printed.
    """

    listed: EngagementSubprocessor
    row: Subprocessor
    authorisation: Authorisation | None
    activities: tuple[int, ...]


@dataclass(frozen=True)
class EngagedRecipient:
    """A row of Annex IV.B with its recipient and the activities with a flow to it."""

    listed: EngagementRecipient
    row: Recipient
    activities: tuple[int, ...]


@dataclass(frozen=True)
class EngagedSuppliers:
    """All of an engagement, by number, and the suppliers of the register that are not there yet.

    `is_whole` says that no more are offered than fit: else a search narrows them.
    """

    subprocessors: tuple[EngagedSubprocessor, ...]
    recipients: tuple[EngagedRecipient, ...]
    offered_subprocessors: tuple[Offer, ...]
    offered_recipients: tuple[Offer, ...]
    is_whole: bool = True

    def subprocessor(self, public_id: str) -> EngagedSubprocessor:
        """The row of a sub-processor that this engagement lists; raises NotFound."""
        found: EngagedSubprocessor = _found(self.subprocessors, public_id)
        return found

    def recipient(self, public_id: str) -> EngagedRecipient:
        """The row of a recipient that this engagement lists; raises NotFound."""
        found: EngagedRecipient = _found(self.recipients, public_id)
        return found


def engaged_suppliers(
    scope: Scope, engagement: Engagement, *, search: str = ""
) -> EngagedSuppliers:
    """The suppliers of an engagement, and those offered whose name holds `search`: one query."""
    queries = _queries(scope, engagement)
    read_together(*queries.values())
    authorised = {row.subprocessor_id: row for row in queries["authorised"]}
    numbers = {row.id: row.number for row in queries["activities"]}
    using = _activities(queries["flows"], numbers=numbers)
    subprocessors = tuple(
        EngagedSubprocessor(
            one,
            one.subprocessor,
            authorised.get(one.subprocessor_id),
            tuple(sorted(using["subprocessor", one.subprocessor_id])),
        )
        for one in queries["listed"]
    )
    recipients = tuple(
        EngagedRecipient(one, one.recipient, tuple(sorted(using["recipient", one.recipient_id])))
        for one in queries["directed"]
    )
    offered = [
        Offer(row.public_id, row.legal_name, row.state)
        for row in queries["subprocessors"]
        if has_words(row.legal_name, search)
    ]
    others = [
        Offer(row.public_id, row.name, row.group_key)
        for row in queries["recipients"]
        if has_words(row.name, search)
    ]
    return EngagedSuppliers(
        subprocessors,
        recipients,
        tuple(sorted(offered, key=_by_state)[:MOST_OFFERED]),
        tuple(others[:MOST_OFFERED]),
        max(len(offered), len(others)) <= MOST_OFFERED,
    )


def new_subprocessor(scope: Scope, engagement: Engagement, public_id: str) -> Subprocessor:
    """The sub-processor to add to an engagement; raises Refused unless it is offered there."""
    listed = EngagementSubprocessor.select(EngagementSubprocessor.subprocessor)
    mine = listed.where(EngagementSubprocessor.engagement == engagement.id)
    query = scope.subprocessors().where(
        Subprocessor.public_id == askable(public_id),
        Subprocessor.state != "ended",
        Subprocessor.id.not_in(mine),
    )
    row: Subprocessor | None = query.first()
    if row is None:
        raise refused("supplier-not-offered", field="subprocessor")
    return row


def new_recipient(scope: Scope, engagement: Engagement, public_id: str) -> Recipient:
    """The recipient to add to an engagement; raises Refused unless it is offered there."""
    directed = EngagementRecipient.select(EngagementRecipient.recipient)
    mine = directed.where(EngagementRecipient.engagement == engagement.id)
    query = scope.recipients().where(
        Recipient.public_id == askable(public_id), Recipient.is_active, Recipient.id.not_in(mine)
    )
    row: Recipient | None = query.first()
    if row is None:
        raise refused("supplier-not-offered", field="recipient")
    return row


def _queries(scope: Scope, engagement: Engagement) -> dict[str, Any]:
    listed, directed = EngagementSubprocessor, EngagementRecipient
    mine = listed.engagement == engagement.id
    here = directed.engagement == engagement.id
    known = listed.select(listed.subprocessor).where(mine)
    known_recipients = directed.select(directed.recipient).where(here)
    return {
        "listed": listed.select(listed, Subprocessor)
        .join(Subprocessor)
        .where(mine)
        .order_by(listed.number),
        "directed": directed.select(directed, Recipient)
        .join(Recipient)
        .where(here)
        .order_by(directed.number),
        "authorised": Authorisation.select().where(
            Authorisation.client == engagement.client_id, Authorisation.subprocessor.in_(known)
        ),
        "activities": Activity.select(Activity.id, Activity.number).where(
            Activity.engagement == engagement.id, ~Activity.is_removed
        ),
        "flows": Flow.select(Flow.activity, Flow.subprocessor, Flow.recipient)
        .where(Flow.engagement == engagement.id, Flow.target != "stays")
        .distinct(),
        "subprocessors": scope.subprocessors()
        .columns(Subprocessor.public_id, Subprocessor.legal_name, Subprocessor.state)
        .where(Subprocessor.state != "ended", Subprocessor.id.not_in(known))
        .order_by(Subprocessor.legal_name, Subprocessor.id),
        "recipients": scope.recipients()
        .columns(Recipient.public_id, Recipient.name, Recipient.group_key)
        .where(Recipient.is_active, Recipient.id.not_in(known_recipients))
        .order_by(Recipient.name, Recipient.id),
    }


def _activities(
    flows: Iterable[Flow], *, numbers: dict[int, int]
) -> dict[tuple[str, int], set[int]]:
    """The numbers of the activities that use each supplier, by its kind and integer key."""
    using: dict[tuple[str, int], set[int]] = defaultdict(set)
    for flow in flows:
        number = numbers.get(flow.activity_id)
        if number is None:
            continue
        if flow.subprocessor_id is not None:
            using["subprocessor", flow.subprocessor_id].add(number)
        if flow.recipient_id is not None:
            using["recipient", flow.recipient_id].add(number)
    return using


def _by_state(offer: Offer) -> int:
    """Those in use first; within a state they keep the order of their names."""
    return ("active", "proposed", "retiring", *SUBPROCESSOR_STATES).index(offer.kind)


def _found(rows: Iterable[Any], public_id: str) -> Any:
    for one in rows:
        if one.row.public_id == public_id:
            return one
    raise not_found("page-not-found")
