"""The matrices of an engagement: the flows of each activity, and all to whom data may go."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dpa_manager.domain.flow_matrix import NO_CONTROLLERS, Cell, Column, FlowCounts, counts_of
from dpa_manager.domain.parties import Worded
from dpa_manager.domain.refusals import not_found
from dpa_manager.models import (
    Activity,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    Flow,
    Recipient,
    Subprocessor,
)
from dpa_manager.models.together import read_together
from dpa_manager.queries.lists import Lists, read_lists
from dpa_manager.queries.party_facts import worded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import ServiceKind

# A list to choose from; whoever is beyond it is found on the page of sub-processors.
MOST_OFFERED = 300

FlowColumns = tuple[int, str, str, str, int | None, int | None]
"""Activity, subject, category, target, sub-processor and recipient, rows by integer key."""


@dataclass(frozen=True)
class ActivityMatrix:
    """The flows of one activity; `subjects` and `categories` are usual for its services."""

    number: int
    title: Phrase
    role_outcome: str
    cells: frozenset[Cell]
    counts: FlowCounts
    subjects: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matrices:
    """The matrices of an engagement; they share their columns, in the order of Annex IV.

    `offered` are sub-processors and recipients of the firm's register that are no column yet.
    """

    activities: tuple[ActivityMatrix, ...]
    columns: tuple[Column, ...]
    offered: tuple[Column, ...]

    def of(self, number: str) -> ActivityMatrix:
        """The matrix of an activity by its number; raises NotFound."""
        for activity in self.activities:
            if str(activity.number) == number:
                return activity
        raise not_found("activity-not-found")

    def beside(self, activity: ActivityMatrix, *, step: int) -> ActivityMatrix | None:
        """The activity before (-1) or after (1) this one."""
        place = self.activities.index(activity) + step
        return self.activities[place] if 0 <= place < len(self.activities) else None

    def with_columns(self, references: Collection[str]) -> "Matrices":
        """The same with columns for those of the register who are named."""
        added = tuple(column for column in self.offered if column.reference in references)
        rest = tuple(column for column in self.offered if column not in added)
        return replace(self, columns=(*self.columns, *added), offered=rest)

    def without_ended(self, *, besides: Collection[str]) -> "Matrices":
        """The same without columns to which nothing may go any more, but those that are named."""
        kept = [one for one in self.columns if not one.is_ended or one.reference in besides]
        return replace(self, columns=tuple(kept))


def matrices_of(row: Engagement, *, on: date) -> Matrices:
    """The matrices of an engagement on this day, its activities in order: 2 queries."""
    activities, flows, listed, directed, *register = queries = _queries(row)
    read_together(*queries)
    subprocessors = [one.subprocessor for one in listed]
    recipients = [one.recipient for one in directed]
    every = (*subprocessors, *recipients, *(one for query in register for one in query))
    kinds = {key for activity in activities for key in activity.service_kinds}
    lists = read_lists(
        "countries",
        "eea_memberships",
        "service_kinds",
        keys={code for one in every for code in _codes(one)} | kinds,
    )
    columns = [_column(one, lists=lists, on=on) for one in (*subprocessors, *recipients)]
    known = {column.reference for column in columns}
    offered = [_column(one, lists=lists, on=on) for query in register for one in query]
    everybody = (Column(), *columns)
    cells = _cells(flows, (*subprocessors, *recipients))
    return Matrices(
        tuple(_activity(one, cells[one.id], everybody, lists=lists) for one in activities),
        everybody,
        tuple(column for column in offered if column.reference not in known),
    )


def _queries(row: Engagement) -> tuple[Any, ...]:
    listed, directed = EngagementSubprocessor, EngagementRecipient
    active = (Activity.engagement == row.id) & ~Activity.is_removed
    return (
        Activity.select().where(active).order_by(Activity.number),
        # Thousands of rows of which a few columns are asked: as tuples they cost a quarter.
        Flow.select(
            Flow.activity,
            Flow.subject_key,
            Flow.category_key,
            Flow.target,
            Flow.subprocessor,
            Flow.recipient,
        )
        .where(Flow.engagement == row.id)
        .tuples(),
        listed.select(listed, Subprocessor)
        .join(Subprocessor)
        .where(listed.engagement == row.id)
        .order_by(listed.number),
        directed.select(directed, Recipient)
        .join(Recipient)
        .where(directed.engagement == row.id)
        .order_by(directed.number),
        Subprocessor.select()
        .where(Subprocessor.state != "ended")
        .order_by(Subprocessor.legal_name, Subprocessor.id)
        .limit(MOST_OFFERED),
        Recipient.select()
        .where(Recipient.is_active)
        .order_by(Recipient.name, Recipient.id)
        .limit(MOST_OFFERED),
    )


def _activity(
    row: Activity, cells: frozenset[Cell], columns: tuple[Column, ...], *, lists: Lists
) -> ActivityMatrix:
    kinds = [lists.service_kinds[key] for key in row.service_kinds if key in lists.service_kinds]
    return ActivityMatrix(
        number=row.number,
        title=row.title,
        role_outcome=row.role_outcome,
        cells=cells,
        counts=counts_of(cells, columns),
        subjects=_usual(kinds, "subjects"),
        categories=_usual(kinds, "data"),
    )


def _usual(kinds: Iterable[ServiceKind], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for kind in kinds for key in getattr(kind, name)))


def _cells(
    flows: Iterable[FlowColumns], targets: Iterable[Subprocessor | Recipient]
) -> dict[int, frozenset[Cell]]:
    references = {(isinstance(row, Recipient), row.id): row.reference for row in targets}
    found: dict[int, set[Cell]] = defaultdict(set)
    for activity, subject, category, kind, subprocessor, recipient in flows:
        target = subprocessor or recipient
        reference = references[bool(recipient), target] if target else ""
        found[activity].add((subject, category, kind, reference))
    kept: dict[int, frozenset[Cell]] = defaultdict(frozenset)
    return kept | {activity: frozenset(cells) for activity, cells in found.items()}


def _codes(row: Subprocessor | Recipient) -> Iterator[str]:
    """The countries of a receiver, its own last."""
    if isinstance(row, Subprocessor):
        places = (*row.locations, *row.access_from, *row.chain)
        yield from (place["country"] for place in places if place["country"])
    yield row.country_code


def _column(row: Subprocessor | Recipient, *, lists: Lists, on: date) -> Column:
    *reached, own = _codes(row)
    if isinstance(row, Recipient):
        kind = vocabulary().recipient_kinds[row.kind_key]
        return Column(
            kind="recipient",
            reference=row.reference,
            name=row.name,
            country=worded(lists.countries, own),
            outside=_outside([own], lists=lists, on=on),
            role=kind.label,
            is_own_controller=row.kind_key not in NO_CONTROLLERS,
            is_ended=not row.is_active,
        )
    return Column(
        kind="subprocessor",
        reference=row.reference,
        name=row.legal_name,
        country=worded(lists.countries, (reached or [own])[0]),
        outside=_outside(reached, lists=lists, on=on),
        is_ended=row.state == "ended",
    )


def _outside(codes: Iterable[str], *, lists: Lists, on: date) -> tuple[Worded, ...]:
    """The countries outside the EEA among these, each once, by code."""
    outside = sorted({code for code in codes if code and not lists.is_eea(code, on=on)})
    found = (worded(lists.countries, code) for code in outside)
    return tuple(country for country in found if country is not None)
