"""Sub-processors as pages show them: the register in lines, and one with all that is known."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpa_manager.domain.choices import SUBPROCESSOR_STATES
from dpa_manager.domain.completeness import Problem
from dpa_manager.domain.facts import SubprocessorFacts
from dpa_manager.domain.supplier_gaps import gaps_of_subprocessor
from dpa_manager.models import (
    Client,
    Engagement,
    EngagementSubprocessor,
    Flow,
    Subprocessor,
    Transfer,
)
from dpa_manager.models.together import read_together
from dpa_manager.queries.annex_facts import subprocessor_facts
from dpa_manager.queries.listing import Asked, Listing, Page, page_of
from dpa_manager.queries.lists import Lists, read_lists
from dpa_manager.queries.matching import in_order
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.terms import AdequacyDecision

# So many engagements are named on the page of a supplier; more are found on theirs.
MOST_ENGAGEMENTS = 200
WITHIN, OUTSIDE = "within", "outside"


@dataclass(frozen=True)
class SubprocessorLine:
    """A sub-processor in a list; `facts` are those of Annex IV.A, without any client's part."""

    public_id: str
    reference: str
    state: str
    facts: SubprocessorFacts
    next_review_on: date | None


@dataclass(frozen=True)
class EngagedAt:
    """An engagement that lists a supplier under `number`; it is printed once `is_used`."""

    public_id: str
    title: str
    language: str
    client: str
    client_id: str
    number: int
    is_used: bool
    since_on: date | None = None
    starts_on: date | None = None


@dataclass(frozen=True)
class SubprocessorSheet:
    """One sub-processor: its row, its facts, what is missing, its grounds, and who lists it.

    `decisions` are the adequacy decisions that stand today for its countries outside the EEA.
    """

    row: Subprocessor
    facts: SubprocessorFacts
    problems: tuple[Problem, ...]
    transfers: tuple[Transfer, ...]
    decisions: dict[str, AdequacyDecision]
    engaged: tuple[EngagedAt, ...]
    is_whole: bool


def subprocessor_listing(scope: Scope, *, on: date) -> Listing:
    """The sub-processors that the visitor may see, to search, filter and sort: 2 queries."""
    outside = _outside_the_eea(scope, on=on)
    return Listing(
        query=scope.subprocessors(),
        searched=(
            Subprocessor.legal_name,
            Subprocessor.trade_name,
            Subprocessor.reference,
            Subprocessor.register_no,
            Subprocessor.city,
        ),
        orders={
            "name": in_order(Subprocessor.legal_name),
            "reference": Subprocessor.reference,
            "review": Subprocessor.next_review_on,
        },
        filters={
            "state": {state: Subprocessor.state == state for state in SUBPROCESSOR_STATES},
            "eea": {
                WITHIN: Subprocessor.id.not_in(outside),
                OUTSIDE: Subprocessor.id.in_(outside),
            },
        },
        sort="name",
    )


def subprocessor_lines(rows: Sequence[Subprocessor], *, on: date) -> tuple[SubprocessorLine, ...]:
    """These sub-processors as lines, in their order: 2 queries."""
    facts = facts_of(rows, on=on)
    return tuple(
        SubprocessorLine(row.public_id, row.reference, row.state, facts[row.id], row.next_review_on)
        for row in rows
    )


def subprocessor_page(
    scope: Scope, asked: Asked, *, on: date
) -> tuple[Page, tuple[SubprocessorLine, ...]]:
    """A page of the register as rows and as lines."""
    page = page_of(subprocessor_listing(scope, on=on), asked)
    return page, subprocessor_lines(page.rows, on=on)


def proposed_subprocessors(scope: Scope, *, limit: int) -> tuple[Subprocessor, ...]:
    """The proposals that the visitor has to complete, the oldest first; one query."""
    if not scope.visitor.may("subprocessor.write"):
        return ()
    query = scope.subprocessors().where(Subprocessor.state == "proposed")
    return tuple(query.order_by(Subprocessor.created_at, Subprocessor.id).limit(limit))


def subprocessor_sheet(scope: Scope, row: Subprocessor, *, on: date) -> SubprocessorSheet:
    """What the page about one sub-processor shows: 2 queries."""
    transfers = Transfer.select().where(Transfer.subprocessor == row.id)
    transfers = transfers.order_by(Transfer.country_code)
    listed = engaged_at(
        scope, EngagementSubprocessor, EngagementSubprocessor.subprocessor == row.id
    )
    flows = Flow.select(Flow.engagement).where(Flow.subprocessor == row.id).distinct()
    read_together(transfers, listed, flows)
    lists = _lists_for([row])
    grounds = list(transfers)
    facts = _facts(row, transfers=grounds, lists=lists, on=on)
    engaged = engagement_lines(listed, used={flow.engagement_id for flow in flows})
    return SubprocessorSheet(
        row=row,
        facts=facts,
        problems=gaps_of_subprocessor(facts, on=on),
        transfers=tuple(grounds),
        decisions=decisions_for((one.country.key for one in facts.transfers), lists=lists, on=on),
        engaged=engaged[:MOST_ENGAGEMENTS],
        is_whole=len(engaged) <= MOST_ENGAGEMENTS,
    )


def facts_of(rows: Sequence[Subprocessor], *, on: date) -> dict[int, SubprocessorFacts]:
    """The facts of these sub-processors by integer key: 2 queries."""
    lists = _lists_for(rows)
    grounds: dict[int | None, list[Transfer]] = defaultdict(list)
    for ground in Transfer.select().where(Transfer.subprocessor.in_([row.id for row in rows])):
        grounds[ground.subprocessor_id].append(ground)
    return {row.id: _facts(row, transfers=grounds[row.id], lists=lists, on=on) for row in rows}


def engaged_at(scope: Scope, table: Any, condition: Any) -> Any:
    """The rows of an annex that `condition` chooses, of engagements that the visitor may see."""
    seen = scope.engagements().columns(Engagement.id)
    return (
        table.select(table, Engagement, Client)
        .join(Engagement)
        .join(Client)
        .where(condition, table.engagement.in_(seen), Engagement.is_active)
        .order_by(Client.legal_name, Engagement.reference, Engagement.id)
        .limit(MOST_ENGAGEMENTS + 1)
    )


def engagement_lines(listed: Iterable[Any], *, used: Collection[int]) -> tuple[EngagedAt, ...]:
    """Rows of `engaged_at` as lines; `used` are the engagements with a flow to the supplier."""
    return tuple(
        EngagedAt(
            public_id=one.engagement.public_id,
            title=one.engagement.title,
            language=one.engagement.client.language,
            client=one.engagement.client.legal_name,
            client_id=one.engagement.client.public_id,
            number=one.number,
            is_used=one.engagement_id in used,
            since_on=getattr(one, "since_on", None),
            starts_on=getattr(one, "starts_on", None),
        )
        for one in listed
    )


def decisions_for(codes: Iterable[str], *, lists: Lists, on: date) -> dict[str, AdequacyDecision]:
    """The adequacy decision that stands for each of these countries on this day, where one does."""
    found = ((code, lists.adequacy(code, on=on)) for code in codes)
    return {code: decision for code, decision in found if decision is not None}


def _facts(
    row: Subprocessor, *, transfers: Sequence[Transfer], lists: Lists, on: date
) -> SubprocessorFacts:
    """The facts as of a list on which it stands alone."""
    alone = EngagementSubprocessor(subprocessor=row, number=1)
    return subprocessor_facts(alone, transfers=transfers, authorisations=(), lists=lists, on=on)


def _lists_for(rows: Iterable[Subprocessor]) -> Lists:
    codes = {code for row in rows for code in (row.country_code, *_places(row))}
    return read_lists("countries", "eea_memberships", "adequacy_decisions", keys=codes)


def _places(row: Subprocessor) -> set[str]:
    """The countries in which, or from which, a sub-processor or its chain has the data."""
    places = (*row.locations, *row.access_from, *row.chain)
    return {place["country"] for place in places if place["country"]}


def _outside_the_eea(scope: Scope, *, on: date) -> list[int]:
    """The keys of those who have data outside the EEA; places are JSON, which no query reads."""
    columns = (
        Subprocessor.id,
        Subprocessor.locations,
        Subprocessor.access_from,
        Subprocessor.chain,
    )
    rows = list(scope.subprocessors().columns(*columns))
    lists = read_lists("eea_memberships", keys=())
    return [row.id for row in rows if any(not lists.is_eea(code, on=on) for code in _places(row))]
