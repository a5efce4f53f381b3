"""The list of clients: what it is searched, filtered and sorted by, and its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import peewee

from dpa_manager.domain import register_numbers
from dpa_manager.models import Assignment, Client, Engagement
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.matching import Certain, has, in_order
from dpa_manager.queries.scope import Scope


@dataclass(frozen=True)
class ClientLine:
    """A client in a list; `register_no` is printed as its register does."""

    public_id: str
    name: str
    register_no: str
    city: str
    language: str
    is_active: bool
    engagements: int


def client_list(scope: Scope) -> Listing:
    """The clients of the visitor by name, number, city or language."""
    counted = Engagement.select(peewee.fn.COUNT(Engagement.id)).where(
        Engagement.client == Client.id
    )
    return Listing(
        query=scope.clients().select_extend(counted.alias("engagements")),
        searched=(Client.legal_name, Client.trade_name, Client.city, has_number),
        orders={
            "name": in_order(Client.legal_name),
            "number": Client.register_no,
            "city": in_order(Client.city),
            "language": Client.language,
            "engagements": Certain(counted),
        },
        sort="name",
        filters={
            "state": {"active": Client.is_active, "ended": ~Client.is_active},
            "whose": {"mine": is_mine(scope, Client.id)},
        },
    )


def client_lines(rows: Iterable[Any]) -> tuple[ClientLine, ...]:
    """These rows of the list as lines; no query."""
    return tuple(
        ClientLine(
            public_id=row.public_id,
            name=row.legal_name,
            register_no=register_numbers.shown(row.register_kind, row.register_no),
            city=row.city,
            language=row.language,
            is_active=row.is_active,
            engagements=row.engagements,
        )
        for row in rows
    )


def has_number(word: str) -> Any:
    """The condition that a client's register number holds a word, typed with or without dots."""
    number = "".join(sign for sign in word if sign.isalnum())
    return has(Client.register_no, number) if number else peewee.Value(1) == peewee.Value(0)


def is_mine(scope: Scope, client: Any) -> Any:
    """The condition on a column with a client's key: the visitor looks after that client."""
    user = scope.visitor.user_id
    return client.in_(Assignment.select(Assignment.client).where(Assignment.user == user))
