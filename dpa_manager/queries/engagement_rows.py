"""The rows behind the facts of engagements, read together by a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
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

RowType = TypeVar("RowType", bound=Row)
Grouped = dict[int, list[RowType]]


@dataclass(frozen=True)
class EngagementRows:
    """Rows by the integer key that groups them: the engagement, unless the name says another."""

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
    """All rows of these engagements; the number of queries does not depend on how many."""
    engagements = _engagements(engagement_ids)
    clients = {engagement.client_id for engagement in engagements.values()}
    activities = _activities(engagement_ids)
    numbers = [activity.id for rows in activities.values() for activity in rows]
    subprocessors = _listed(EngagementSubprocessor, Subprocessor, engagement_ids)
    recipients = _listed(EngagementRecipient, Recipient, engagement_ids)
    transfers = _transfers(subprocessors, recipients)
    choices, measures = _measures(engagement_ids)
    return EngagementRows(
        engagements=engagements,
        end_controllers_by_client=_group(
            EndController.select()
            .where(EndController.client.in_(clients))
            .order_by(EndController.name),
            "client_id",
        ),
        contact_roles_by_client=_contact_roles(clients, engagement_ids),
        authorisations_by_client=_group(
            Authorisation.select().where(Authorisation.client.in_(clients)), "client_id"
        ),
        activities=activities,
        subjects_by_activity=_parts(ActivitySubject, numbers),
        data_by_activity=_parts(ActivityData, numbers),
        flows=_group(Flow.select().where(Flow.activity.in_(numbers)), "engagement_id"),
        subprocessors=subprocessors,
        recipients=recipients,
        transfers_by_subprocessor=_group(transfers, "subprocessor_id"),
        transfers_by_recipient=_group(transfers, "recipient_id"),
        measure_choices=choices,
        measures=measures,
        reasons=_of(HeadingReason, engagement_ids),
        access_functions=_of(AccessFunction, engagement_ids),
        legal_retention=_of(LegalRetention, engagement_ids),
        onward_permissions=_of(OnwardPermission, engagement_ids),
        special_terms=_of(SpecialTerm, engagement_ids),
    )


def _group(rows: Iterable[RowType], column: str) -> Grouped[RowType]:
    grouped: Grouped[RowType] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, column)].append(row)
    return grouped


def _engagements(ids: Collection[int]) -> dict[int, Engagement]:
    query = (
        Engagement.select(Engagement, Client, MeasureSet)
        .join(Client)
        .switch(Engagement)
        .join(MeasureSet, peewee.JOIN.LEFT_OUTER)
        .where(Engagement.id.in_(ids))
    )
    return {row.id: row for row in query}


def _activities(ids: Collection[int]) -> Grouped[Activity]:
    query = Activity.select().where(Activity.engagement.in_(ids), ~Activity.is_removed)
    return _group(query.order_by(Activity.number), "engagement_id")


def _parts(table: Any, activity_ids: Collection[int]) -> Grouped[Any]:
    query = table.select().where(table.activity.in_(activity_ids))
    return _group(query.order_by(table.id), "activity_id")


def _of(table: Any, ids: Collection[int]) -> Grouped[Any]:
    query = table.select().where(table.engagement.in_(ids)).order_by(table.id)
    return _group(query, "engagement_id")


def _listed(table: Any, other: Any, ids: Collection[int]) -> Grouped[Any]:
    query = table.select(table, other).join(other).where(table.engagement.in_(ids))
    return _group(query.order_by(table.number), "engagement_id")


def _contact_roles(clients: Collection[int], ids: Collection[int]) -> Grouped[ContactRole]:
    query = (
        ContactRole.select(ContactRole, Contact)
        .join(Contact)
        .where(
            ContactRole.client.in_(clients),
            ContactRole.engagement.is_null() | ContactRole.engagement.in_(ids),
            Contact.is_active,
        )
        .order_by(ContactRole.role, ContactRole.position, ContactRole.id)
    )
    return _group(query, "client_id")


def _transfers(
    subprocessors: Grouped[EngagementSubprocessor], recipients: Grouped[EngagementRecipient]
) -> list[Transfer]:
    from_register = {row.subprocessor_id for rows in subprocessors.values() for row in rows}
    to_others = {row.recipient_id for rows in recipients.values() for row in rows}
    query = Transfer.select().where(
        Transfer.subprocessor.in_(from_register) | Transfer.recipient.in_(to_others)
    )
    return list(query.order_by(Transfer.country_code))


def _measures(ids: Collection[int]) -> tuple[Grouped[EngagementMeasure], dict[int, Measure]]:
    """The choices of each engagement, and every chosen measure once, in printed order.

    Engagements share the measures of a set, so a join would read the same texts again and again.
    """
    chosen = list(EngagementMeasure.select().where(EngagementMeasure.engagement.in_(ids)))
    query = Measure.select().where(Measure.id.in_({row.measure_id for row in chosen}))
    ordered = query.order_by(Measure.heading, Measure.position, Measure.key)
    return _group(chosen, "engagement_id"), {row.id: row for row in ordered}
