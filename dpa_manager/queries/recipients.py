"""Recipients as pages show them: those who get data and are no sub-processors."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.completeness import Problem
from dpa_manager.domain.facts import RecipientFacts
from dpa_manager.domain.supplier_gaps import gaps_of_recipient
from dpa_manager.models import EngagementRecipient, Flow, Recipient, Transfer
from dpa_manager.models.together import read_together
from dpa_manager.queries.annex_facts import recipient_facts
from dpa_manager.queries.listing import Asked, Listing, Page, page_of
from dpa_manager.queries.lists import Lists, read_lists
from dpa_manager.queries.matching import in_order
from dpa_manager.queries.scope import Scope
from dpa_manager.queries.subprocessors import (
    MOST_ENGAGEMENTS,
    OUTSIDE,
    WITHIN,
    EngagedAt,
    decisions_for,
    engaged_at,
    engagement_lines,
)
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import AdequacyDecision


@dataclass(frozen=True)
class RecipientLine:
    """A recipient in a list; `facts` are those of Annex IV.B, without any engagement's part."""

    public_id: str
    reference: str
    is_active: bool
    facts: RecipientFacts


@dataclass(frozen=True)
class RecipientSheet:
    """One recipient: its row, its facts, what is missing, its grounds, and who directs data to it.

    `decisions` is the adequacy decision that stands today for its country, if it needs one.
    """

    row: Recipient
    facts: RecipientFacts
    problems: tuple[Problem, ...]
    transfers: tuple[Transfer, ...]
    decisions: dict[str, AdequacyDecision]
    engaged: tuple[EngagedAt, ...]
    is_whole: bool


def recipient_listing(scope: Scope, *, on: date) -> Listing:
    """The recipients that the visitor may see, to search, filter and sort: one query."""
    lists = read_lists("eea_memberships", keys=())
    inside = [code for code in vocabulary().countries if lists.is_eea(code, on=on)]
    is_within = Recipient.country_code.in_(["", *inside])
    return Listing(
        query=scope.recipients(),
        searched=(Recipient.name, Recipient.reference, Recipient.city),
        orders={"name": in_order(Recipient.name), "reference": Recipient.reference},
        filters={
            "group": {key: Recipient.group_key == key for key in vocabulary().recipient_groups},
            "eea": {WITHIN: is_within, OUTSIDE: ~is_within},
        },
        sort="name",
    )


def recipient_lines(rows: Sequence[Recipient], *, on: date) -> tuple[RecipientLine, ...]:
    """These recipients as lines, in their order: 2 queries."""
    lists = _lists_for(rows)
    grounds: dict[int | None, list[Transfer]] = defaultdict(list)
    for ground in Transfer.select().where(Transfer.recipient.in_([row.id for row in rows])):
        grounds[ground.recipient_id].append(ground)
    return tuple(
        RecipientLine(
            row.public_id,
            row.reference,
            row.is_active,
            _facts(row, transfers=grounds[row.id], lists=lists, on=on),
        )
        for row in rows
    )


def recipient_page(
    scope: Scope, asked: Asked, *, on: date
) -> tuple[Page, tuple[RecipientLine, ...]]:
    """A page of the register as rows and as lines."""
    page = page_of(recipient_listing(scope, on=on), asked)
    return page, recipient_lines(page.rows, on=on)


def recipient_sheet(scope: Scope, row: Recipient, *, on: date) -> RecipientSheet:
    """What the page about one recipient shows: 2 queries."""
    transfers = Transfer.select().where(Transfer.recipient == row.id)
    transfers = transfers.order_by(Transfer.country_code)
    directed = engaged_at(scope, EngagementRecipient, EngagementRecipient.recipient == row.id)
    flows = Flow.select(Flow.engagement).where(Flow.recipient == row.id).distinct()
    read_together(transfers, directed, flows)
    lists, grounds = _lists_for([row]), list(transfers)
    facts = _facts(row, transfers=grounds, lists=lists, on=on)
    engaged = engagement_lines(directed, used={flow.engagement_id for flow in flows})
    return RecipientSheet(
        row=row,
        facts=facts,
        problems=gaps_of_recipient(facts, on=on),
        transfers=tuple(grounds),
        decisions={} if facts.is_eea else decisions_for([row.country_code], lists=lists, on=on),
        engaged=engaged[:MOST_ENGAGEMENTS],
        is_whole=len(engaged) <= MOST_ENGAGEMENTS,
    )


def _facts(
    row: Recipient, *, transfers: Sequence[Transfer], lists: Lists, on: date
) -> RecipientFacts:
    """The facts as of a list on which it stands alone."""
    alone = EngagementRecipient(recipient=row, number=1)
    return recipient_facts(alone, transfers=transfers, lists=lists, on=on)


def _lists_for(rows: Iterable[Recipient]) -> Lists:
    codes = {row.country_code for row in rows}
    return read_lists("countries", "eea_memberships", "adequacy_decisions", keys=codes)
