"""The list of engagements: what it is searched, filtered and sorted by."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dpa_manager.models import Agreement, AgreementVersion, Client, Engagement
from dpa_manager.queries.agreements import LINE_COLUMNS
from dpa_manager.queries.client_lists import is_mine
from dpa_manager.queries.drifting import Drifted, drifted
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.matching import in_order
from dpa_manager.queries.scope import Scope

ENDING_DAYS = 90
"""An engagement that ends within so many days is about to end."""

_DRIFTED = "drifted"


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
            "drift": _WhenAsked(lambda: drifted(scope, on=on, portal_url=portal_url)),
        },
    )


class _WhenAsked(Mapping[str, Any]):
    """The filter of what drifted, which is found out only where somebody asks for it.

    No database can tell whether facts differ: all engagements are judged, or known from before.
    """

    def __init__(self, find: Callable[[], Drifted]) -> None:
        self._find = find

    def __getitem__(self, value: str) -> Any:
        if value != _DRIFTED:
            raise KeyError(value)
        return Engagement.id.in_(self._found.ids)

    def __contains__(self, value: object) -> bool:
        return value == _DRIFTED

    def __iter__(self) -> Iterator[str]:
        return iter((_DRIFTED,))

    def __len__(self) -> int:
        return 1

    @property
    def unseen(self) -> int:
        """How many engagements nobody looked at yet; to be read where the filter was asked."""
        return self._found.unseen

    @cached_property
    def _found(self) -> Drifted:
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
