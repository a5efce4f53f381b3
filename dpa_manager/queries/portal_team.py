"""The team of the client acted for: who signs in for it.

A person may act for other clients too, and nobody learns that here: that somebody came in, and
under which name, shows only of who acts for nobody else or was seen here for this very client.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dpa_manager.models import Credential, Membership, OneTimeLink, Session, User
from dpa_manager.queries.people import membership_of
from dpa_manager.queries.portal_facts import MOST
from dpa_manager.queries.scope import Scope


@dataclass(frozen=True)
class Colleague:
    """Somebody of the team; until they came in, `name` is "" and `added_at` says since when."""

    public_id: str
    name: str
    email: str
    role: str
    is_self: bool
    is_active: bool
    has_come_in: bool
    added_at: datetime


def team_of(scope: Scope) -> tuple[Colleague, ...]:
    """Who signs in for the own client: two queries."""
    rows = list(scope.memberships().order_by(User.email, Membership.id).limit(MOST))
    here = _here(scope, [row.user_id for row in rows])
    return tuple(_colleague(scope, row, here=here) for row in rows)


def own_membership(scope: Scope, user: str, *, act: str) -> Membership:
    """Somebody's place in the own team, person and client joined; raises NotFound."""
    seat = scope.visitor.seat
    return membership_of(scope, seat.public_id if seat else "", user, act=act)


def colleague(scope: Scope, row: Membership) -> Colleague:
    """Somebody of the team, whom `own_membership` gave: one query."""
    return _colleague(scope, row, here=_here(scope, [row.user_id]))


def _here(scope: Scope, people: Collection[int]) -> frozenset[int]:
    """Who of these people came in, as far as the client acted for may know it."""
    seat = scope.visitor.seat
    client = seat.client_id if seat else None
    elsewhere = Membership.select(Membership.user).where(Membership.client != client)
    used = OneTimeLink.select(OneTimeLink.user).where(OneTimeLink.used_at.is_null(False))
    passwords = Credential.select(Credential.user).where(Credential.password_hash != "")
    seen = Session.select(Session.user).where(Session.client == client)
    is_known = User.id.not_in(elsewhere) & (User.id.in_(used) | User.id.in_(passwords))
    rows: Any = User.select(User.id).where(User.id.in_(people), is_known | User.id.in_(seen))
    return frozenset(key for (key,) in rows.tuples())


def _colleague(scope: Scope, row: Membership, *, here: frozenset[int]) -> Colleague:
    user = row.user
    is_self, has_come_in = user.id == scope.visitor.user_id, user.id in here
    return Colleague(
        public_id=user.public_id,
        name=user.name if has_come_in or is_self else "",
        email=user.email,
        role=row.role,
        is_self=is_self,
        is_active=user.is_active,
        has_come_in=has_come_in or is_self,
        added_at=row.created_at,
    )
