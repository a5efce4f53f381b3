"""The list of engagements: what it is searched, filtered and sorted by."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dpa_manager.models import Agreement, AgreementVersion, Client, Engagement
from dpa_manager.queries.agreements import LINE_COLUMNS
from dpa_manager.queries.client_lists import is_mine
from dpa_manager.queries.drifting import drifted
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.matching import in_order
from dpa_manager.queries.scope import Scope

ENDING_DAYS = 90
"""An engagement that ends within so many days is about to end."""


def engagement_list(scope: Scope, *, on: date, portal_url: str = "") -> Listing:
    """The engagements of the visitor on this day; `agreements.engagement_lines` makes lines."""
    return Listing(
        query=scope.engagements().columns(*LINE_COLUMNS),
        searched=(Engagement.title, Engagement.reference, Client.legal_name),
        orders={
            "client": in_order(Client.legal_name),
            "title": in_order(Engagement.title),
            "reference": Engagement.reference,
            "expires": Engagement.end_on,
            "changed": Engagement.changed_at,
        },
        sort="-reference",
        filters={
            "state": _states(on=on),
            "whose": {"mine": is_mine(scope, Engagement.client)},
            "drift": _WhenAsked(
                "drifted",
                lambda: Engagement.id.in_(drifted(scope, on=on, portal_url=portal_url)),
            ),
        },
    )


class _WhenAsked(Mapping[str, Any]):
    """A filter of one value whose condition is found out only where somebody asks for it.

    No database can tell whether facts differ: all engagements are judged, or known from before.
    """

    def __init__(self, value: str, find: Callable[[], Any]) -> None:
        self._value = value
        self._find = find

    def __getitem__(self, value: str) -> Any:
        if value != self._value:
            raise KeyError(value)
        return self._condition

    def __contains__(self, value: object) -> bool:
        return value == self._value

    def __iter__(self) -> Iterator[str]:
        return iter((self._value,))

    def __len__(self) -> int:
        return 1

    @cached_property
    def _condition(self) -> Any:
        return self._find()


def _states(*, on: date) -> dict[str, Any]:
    """What the database can tell; what is missing is judged line by line."""
    has_version = Engagement.id.in_(
        Agreement.select(Agreement.engagement).join(
            AgreementVersion, on=AgreementVersion.agreement == Agreement.id
        )
    )
    is_active = Engagement.is_active
    until = on + timedelta(days=ENDING_DAYS)
    return {
        "undrafted": is_active & ~has_version,
        "drafted": is_active & has_version,
        "ending": is_active & Engagement.end_on.between(on, until),
        "ended": ~is_active,
    }
