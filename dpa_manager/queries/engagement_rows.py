"""The rows behind the facts of engagements, all read by one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import peewee

from dpa_manager.models import (
    AccessFunction,
    Activity,
    ActivityData,
    ActivitySubject,
    Authorisation,
    Client,
    Contact,
    ContactRole,
    EndController,
    Engagement,
    EngagementMeasure,
    EngagementRecipient,
    EngagementSubprocessor,
    Flow,
    HeadingReason,
    LegalRetention,
    Measure,
    MeasureSet,
    OnwardPermission,
    Recipient,
    SpecialTerm,
    Subprocessor,
    Transfer,
)
from dpa_manager.models.base import Row
from dpa_manager.models.together import read_together
from dpa_manager.queries.party_facts import OwnRows, own_queries, own_rows

RowType = TypeVar("RowType", bound=Row)
Grouped = dict[int, list[RowType]]


@dataclass(frozen=True)
class EngagementRows:
    """Rows by the integer key that groups them: the engagement, unless the name says another.

    `own` are those of the own organisation, which is the other party of every engagement.
    """

    own: OwnRows
    engagements: dict[int, Engagement]
    end_controllers_by_client: Grouped[EndController]
    contact_roles_by_client: Grouped[ContactRole]
    authorisations_by_client: Grouped[Authorisation]
    activities: Grouped[Activity]
    subjects_by_activity: Grouped[ActivitySubject]
    data_by_activity: Grouped[ActivityData]
    flows: Grouped[Flow]
    subprocessors: Grouped[EngagementSubprocessor]
    recipients: Grouped[EngagementRecipient]
    transfers_by_subprocessor: Grouped[Transfer]
    transfers_by_recipient: Grouped[Transfer]
    measure_choices: Grouped[EngagementMeasure]
    measures: dict[int, Measure]
    reasons: Grouped[HeadingReason]
    access_functions: Grouped[AccessFunction]
    legal_retention: Grouped[LegalRetention]
    onward_permissions: Grouped[OnwardPermission]
    special_terms: Grouped[SpecialTerm]


def read_rows(engagement_ids: Collection[int]) -> EngagementRows:
    """All rows of these engagements and of the own organisation, by one query."""
    own = own_queries()
    read: dict[Any, Any] = {query.model: query for query in _queries(engagement_ids)}
    read_together(*own, *read.values())
    return EngagementRows(
        own=own_rows(*own),
        engagements={row.id: row for row in read[Engagement]},
        end_controllers_by_client=_group(read[EndController], "client_id"),
        contact_roles_by_client=_group(read[ContactRole], "client_id"),
        authorisations_by_client=_group(read[Authorisation], "client_id"),
        activities=_group(read[Activity], "engagement_id"),
        subjects_by_activity=_group(read[ActivitySubject], "activity_id"),
        data_by_activity=_group(read[ActivityData], "activity_id"),
        flows=_group(read[Flow], "engagement_id"),
        subprocessors=_group(read[EngagementSubprocessor], "engagement_id"),
        recipients=_group(read[EngagementRecipient], "engagement_id"),
        transfers_by_subprocessor=_group(read[Transfer], "subprocessor_id"),
        transfers_by_recipient=_group(read[Transfer], "recipient_id"),
        measure_choices=_group(read[EngagementMeasure], "engagement_id"),
        measures={row.id: row for row in read[Measure]},
        reasons=_group(read[HeadingReason], "engagement_id"),
        access_functions=_group(read[AccessFunction], "engagement_id"),
        legal_retention=_group(read[LegalRetention], "engagement_id"),
        onward_permissions=_group(read[OnwardPermission], "engagement_id"),
        special_terms=_group(read[SpecialTerm], "engagement_id"),
    )


def _group(rows: Iterable[RowType], column: str) -> Grouped[RowType]:
    grouped: Grouped[RowType] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, column)].append(row)
    return grouped


def _queries(ids: Collection[int]) -> Iterator[Any]:
    """One select a table; none waits for the keys that another finds, it asks for them itself."""
    yield _engagements(ids)
    yield from _of_clients(ids)
    yield from _of_activities(ids)
    yield from _of_annexes(ids)
    yield from _of_measures(ids)
    for table in (HeadingReason, AccessFunction, LegalRetention, OnwardPermission, SpecialTerm):
        yield table.select().where(table.engagement.in_(ids)).order_by(table.id)


def _engagements(ids: Collection[int]) -> Any:
    return (
        Engagement.select(Engagement, Client, MeasureSet)
        .join(Client)
        .switch(Engagement)
        .join(MeasureSet, peewee.JOIN.LEFT_OUTER)
        .where(Engagement.id.in_(ids))
    )


def _of_clients(ids: Collection[int]) -> Iterator[Any]:
    clients = Engagement.select(Engagement.client).where(Engagement.id.in_(ids))
    controllers = EndController.select().where(EndController.client.in_(clients))
    yield controllers.order_by(EndController.name)
    yield Authorisation.select().where(Authorisation.client.in_(clients))
    yield (
        ContactRole.select(ContactRole, Contact)
        .join(Contact)
        .where(
            ContactRole.client.in_(clients),
            ContactRole.engagement.is_null() | ContactRole.engagement.in_(ids),
            Contact.is_active,
        )
        .order_by(ContactRole.role, ContactRole.position, ContactRole.id)
    )


def _of_activities(ids: Collection[int]) -> Iterator[Any]:
    is_wanted = Activity.engagement.in_(ids) & ~Activity.is_removed
    yield Activity.select().where(is_wanted).order_by(Activity.number)
    activities = Activity.select(Activity.id).where(is_wanted)
    for part in (ActivitySubject, ActivityData):
        yield part.select().where(part.activity.in_(activities)).order_by(part.id)
    yield Flow.select().where(Flow.activity.in_(activities))


def _of_annexes(ids: Collection[int]) -> Iterator[Any]:
    listed, directed = EngagementSubprocessor, EngagementRecipient
    in_register, are_directed = listed.engagement.in_(ids), directed.engagement.in_(ids)
    subprocessors = listed.select(listed, Subprocessor).join(Subprocessor)
    yield subprocessors.where(in_register).order_by(listed.number)
    recipients = directed.select(directed, Recipient).join(Recipient)
    yield recipients.where(are_directed).order_by(directed.number)
    to_subprocessors = listed.select(listed.subprocessor).where(in_register)
    to_recipients = directed.select(directed.recipient).where(are_directed)
    transfers = Transfer.select().where(
        Transfer.subprocessor.in_(to_subprocessors) | Transfer.recipient.in_(to_recipients)
    )
    yield transfers.order_by(Transfer.country_code)


def _of_measures(ids: Collection[int]) -> Iterator[Any]:
    """The choices of each engagement, and every chosen measure once, in printed order.

    Engagements share the measures of a set, so a join would read the same texts again and again.
    """
    is_chosen = EngagementMeasure.engagement.in_(ids)
    yield EngagementMeasure.select().where(is_chosen)
    chosen = EngagementMeasure.select(EngagementMeasure.measure).where(is_chosen)
    measures = Measure.select().where(Measure.id.in_(chosen))
    yield measures.order_by(Measure.heading, Measure.position, Measure.key)
