"""Beginnings: for whom new work can be begun, and which engagements can be copied for it."""

from collections.abc import Sequence
from typing import Any

from dpa_manager.models import Client, Engagement
from dpa_manager.queries.matching import has, holds
from dpa_manager.queries.scope import Scope

MOST = 20


def clients_to_work_for(scope: Scope, search: str) -> Sequence[Client]:
    """The clients for whom the visitor may begin work, by name: one query, at most 20."""
    query = scope.clients("engagement.write").where(Client.is_active)
    columns = (Client.legal_name, Client.trade_name, Client.city, _number)
    return list(_narrowed(query, columns, search).order_by(Client.legal_name).limit(MOST))


def engagements_to_copy(scope: Scope, client: Client, search: str) -> Sequence[Engagement]:
    """What the visitor may read, clients joined: that of `client` first, then the newest work."""
    columns = (Engagement.title, Engagement.reference, Client.legal_name)
    query = _narrowed(scope.engagements(), columns, search)
    is_own = (Engagement.client == client.id).desc()
    return list(query.order_by(is_own, Engagement.changed_at.desc()).limit(MOST))


def _narrowed(query: Any, columns: Sequence[Any], search: str) -> Any:
    condition = holds(columns, search)
    return query if condition is None else query.where(condition)


def _number(word: str) -> Any:
    """Numbers are kept without the signs between their digits."""
    digits = "".join(sign for sign in word if sign.isalnum())
    return has(Client.register_no, digits or word)
