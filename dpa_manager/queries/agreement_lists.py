"""The list of agreements: what it is searched, filtered and sorted by, and its lines."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.models import Agreement, AgreementVersion, Client, Engagement
from dpa_manager.queries.client_lists import is_mine
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.matching import Certain, in_order
from dpa_manager.queries.scope import Scope


@dataclass(frozen=True)
class AgreementLine:
    """An agreement in a list, with its newest version; `language` is its client's.

    `ends_on` is the end of the engagement, None where it has no fixed end.
    """

    public_id: str
    reference: str
    title: str
    client: str
    language: str
    state: str
    number: int | None
    dated_on: date | None
    ends_on: date | None


def agreement_list(scope: Scope) -> Listing:
    """The agreements of the visitor by reference, client, state, date or end."""
    dated = AgreementVersion.select(peewee.fn.MAX(AgreementVersion.dated_on))
    steps = tuple((state, place) for place, state in enumerate(AGREEMENT_STATES))
    return Listing(
        query=scope.agreements(),
        searched=(Agreement.reference, Engagement.title, Client.legal_name),
        orders={
            "reference": Agreement.reference,
            "client": in_order(Client.legal_name),
            "title": in_order(Engagement.title),
            "state": Certain(peewee.Case(Agreement.state, steps)),
            "dated": dated.where(AgreementVersion.agreement == Agreement.id),
            "expires": Engagement.end_on,
        },
        sort="-reference",
        filters={
            "state": {state: Agreement.state == state for state in AGREEMENT_STATES},
            "whose": {"mine": is_mine(scope, Agreement.client)},
        },
    )


def agreement_lines(rows: Collection[Any]) -> tuple[AgreementLine, ...]:
    """These rows of the list as lines: one query."""
    newest = _newest_versions([row.id for row in rows])
    return tuple(_line(row, version=newest.get(row.id)) for row in rows)


def _newest_versions(keys: Collection[int]) -> dict[int, AgreementVersion]:
    version = AgreementVersion
    columns = (version.id, version.agreement, version.number, version.dated_on)
    rows = version.select(*columns).where(version.agreement.in_(keys)).order_by(version.number)
    return {row.agreement_id: row for row in rows} if keys else {}


def _line(row: Any, *, version: AgreementVersion | None) -> AgreementLine:
    return AgreementLine(
        public_id=row.public_id,
        reference=row.reference,
        title=row.engagement.title,
        client=row.client.legal_name,
        language=row.client.language,
        state=row.state,
        number=version.number if version else None,
        dated_on=version.dated_on if version else None,
        ends_on=row.engagement.end_on,
    )
