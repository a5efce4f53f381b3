"""People with an account: what they are here, whether they came in yet, and the pages of them."""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import peewee

from dpa_manager.domain import register_numbers
from dpa_manager.domain.choices import STAFF_ROLES
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.domain.sessions import INVITATION
from dpa_manager.models import (
    Assignment,
    Client,
    Credential,
    Membership,
    OneTimeLink,
    Session,
    StaffRole,
    User,
)
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.library import vocabulary

# What a page about one person shows of each kind; more than this is found at the clients.
MOST = 200

CAME_IN, INVITED, EXPIRED, NEVER = "came_in", "invited", "expired", "never"


@dataclass(frozen=True)
class SeatLine:
    """A client for whom somebody acts with a role, or looks after it (`role` "")."""

    client: str
    client_id: str
    role: str = ""


@dataclass(frozen=True)
class PersonLine:
    """Somebody in a list. `arrival` is one of came_in, invited (still open), expired, never."""

    public_id: str
    name: str
    email: str
    language: str
    is_active: bool
    roles: tuple[str, ...] = ()
    seats: tuple[SeatLine, ...] = ()
    seen_at: datetime | None = None
    arrival: str = NEVER


@dataclass(frozen=True)
class PersonSheet:
    """One person, with what a page about them shows; `user` is the row that actions take."""

    user: User
    line: PersonLine
    managed: tuple[SeatLine, ...]
    """The clients whom an account manager looks after."""
    has_factor: bool
    session_count: int


@dataclass(frozen=True)
class MemberSheet:
    """Somebody at a client, as a page shows it."""

    client: Client
    user: User
    role: str
    arrival: str


@dataclass(frozen=True)
class _Found:
    """What is known about some people, by the key of their row."""

    roles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[int, list[SeatLine]] = field(default_factory=lambda: defaultdict(list))
    seen_at: dict[int, datetime] = field(default_factory=dict)
    arrivals: dict[int, str] = field(default_factory=dict)


def role_keys(user: User) -> tuple[str, ...]:
    """The roles of a member of staff in the order of the table; none for other people."""
    rows: Any = StaffRole.select(StaffRole.role).where(StaffRole.user == user.id).tuples()
    held = {role for (role,) in rows}
    return tuple(role for role in STAFF_ROLES if role in held)


def seats_of(user: User) -> list[Membership]:
    """For whom a person acts, both joined, the oldest first; not for pages."""
    query = Membership.select(Membership, Client, User).join(Client).switch(Membership).join(User)
    return list(query.where(Membership.user == user.id).order_by(Membership.id))


def has_come_in(user: User) -> bool:
    """Whether somebody ever used a link of theirs, or has a password."""
    used = OneTimeLink.select().where(
        OneTimeLink.user == user.id, OneTimeLink.used_at.is_null(False)
    )
    return bool(used.exists()) or has_password(user)


def has_password(user: User) -> bool:
    """Whether somebody has a password."""
    mine = (Credential.user == user.id) & (Credential.password_hash != "")
    return bool(Credential.select().where(mine).exists())


def people_lines(scope: Scope, rows: Collection[User], *, now: datetime) -> tuple[PersonLine, ...]:
    """These people as lines, with what the visitor may know of them: 4 queries."""
    found = _about(scope, [row.id for row in rows], now=now)
    return tuple(_line(row, found) for row in rows)


def person_sheet(scope: Scope, user: User, *, now: datetime) -> PersonSheet:
    """What a page about one person shows; 7 queries with the one that found the person."""
    found = _about(scope, [user.id], now=now)
    managed = (
        Assignment.select(Assignment, Client)
        .join(Client)
        .where(Assignment.user == user.id)
        .order_by(Client.legal_name, Client.id)
        .limit(MOST)
    )
    open_sessions = (
        Session.select(peewee.fn.COUNT(Session.id))
        .where(Session.user == user.id, Session.ended_at.is_null())
        .alias("open_sessions")
    )
    factors = (
        Credential.select(peewee.fn.COUNT(Credential.id))
        .where(Credential.user == user.id, Credential.totp_secret != "")
        .alias("factors")
    )
    counts: Any = User.select(open_sessions, factors).where(User.id == user.id).tuples().get()
    return PersonSheet(
        user=user,
        line=_line(user, found),
        managed=tuple(SeatLine(row.client.legal_name, row.client.public_id) for row in managed),
        has_factor=bool(counts[1]),
        session_count=counts[0],
    )


def membership_of(
    scope: Scope, client_id: str, user_id: str, *, act: str = "team.read"
) -> Membership:
    """For whom a person acts, by the public ids of both, both joined; raises NotFound."""
    row: Membership | None = None
    if client_id.isprintable() and user_id.isprintable():
        mine = (Client.public_id == client_id) & (User.public_id == user_id)
        row = scope.memberships(act).where(mine).order_by(Membership.id).first()
    if row is None:
        raise not_found("page-not-found")
    return row


def member_sheet(membership: Membership, *, now: datetime) -> MemberSheet:
    """What a page about a membership shows; person and client joined. One query."""
    user = membership.user
    arrival = _arrivals([user.id], now=now).get(user.id, NEVER)
    return MemberSheet(membership.client, user, membership.role, arrival)


def names_of(scope: Scope, public_ids: Collection[str]) -> dict[str, str]:
    """The names of those of these people whom the visitor may see, by public id; one query."""
    if not public_ids:
        return {}
    rows = scope.users().where(User.public_id.in_(sorted(public_ids)))
    return {row.public_id: row.name for row in rows}


def client_by_words(scope: Scope, words: str, *, act: str) -> Client:
    """The client that somebody names by number, registered name or public id.

    Raises Refused where none, or more than one, to whom the visitor may do `act` is called so.
    """
    named = (Client.public_id == words) | (Client.legal_name == words)
    for kind in vocabulary().register_kinds:
        with suppress(Refused):
            number = register_numbers.parse(kind, words)
            named |= (Client.register_kind == kind) & (Client.register_no == number)
    found = list(scope.clients(act).where(named).limit(2)) if words.isprintable() else []
    if len(found) != 1:
        raise refused("client-not-found", field="client", name=words[:80])
    client: Client = found[0]
    return client


def _about(scope: Scope, keys: Collection[int], *, now: datetime) -> _Found:
    """What is known about these people: 4 queries, and none when there is nobody."""
    found = _Found()
    if not keys:
        return found
    for row in StaffRole.select().where(StaffRole.user.in_(keys)):
        found.roles[row.user_id].add(row.role)
    seats = scope.memberships().where(Membership.user.in_(keys))
    for row in seats.order_by(Client.legal_name, Membership.id):
        line = SeatLine(row.client.legal_name, row.client.public_id, row.role)
        found.seats[row.user_id].append(line)
    seen: Any = (
        Session.select(Session.user, peewee.fn.MAX(Session.seen_at))
        .where(Session.user.in_(keys))
        .group_by(Session.user)
        .tuples()
    )
    found.seen_at.update(dict(seen))
    found.arrivals.update(_arrivals(keys, now=now))
    return found


def _arrivals(keys: Collection[int], *, now: datetime) -> dict[int, str]:
    """Who used a link or has a password, whose invitation is open, and whose has expired."""
    used = peewee.fn.MAX(OneTimeLink.used_at)
    open_until = peewee.fn.MAX(
        peewee.Case(
            None,
            (
                (
                    (OneTimeLink.purpose == INVITATION)
                    & OneTimeLink.used_at.is_null()
                    & OneTimeLink.withdrawn_at.is_null(),
                    OneTimeLink.expires_at,
                ),
            ),
        )
    )
    rows: Any = (
        User.select(User.id, used, open_until, Credential.id)
        .join(OneTimeLink, peewee.JOIN.LEFT_OUTER)
        .switch(User)
        .join(
            Credential,
            peewee.JOIN.LEFT_OUTER,
            on=(Credential.user == User.id) & (Credential.password_hash != ""),
        )
        .where(User.id.in_(keys))
        .group_by(User.id, Credential.id)
        .tuples()
    )
    return {
        key: _arrival(used_at or credential, open_until, now=now)
        for key, used_at, open_until, credential in rows
    }


def _arrival(came_in: Any, open_until: Any, *, now: datetime) -> str:
    if came_in:
        return CAME_IN
    if not open_until:
        return NEVER
    until: Any = OneTimeLink.expires_at.python_value(open_until)
    return INVITED if until > now else EXPIRED


def _line(row: User, found: _Found) -> PersonLine:
    return PersonLine(
        public_id=row.public_id,
        name=row.name,
        email=row.email,
        language=row.language,
        is_active=row.is_active,
        roles=tuple(role for role in STAFF_ROLES if role in found.roles[row.id]),
        seats=tuple(found.seats[row.id]),
        seen_at=found.seen_at.get(row.id),
        arrival=found.arrivals.get(row.id, NEVER),
    )
