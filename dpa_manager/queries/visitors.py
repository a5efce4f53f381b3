"""Visitors: who asks for a page, and the person in whose name something is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dpa_manager.domain import sessions
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.tokens import token_hash
from dpa_manager.domain.visitors import Seat, Visitor
from dpa_manager.models import Client, Membership, Session, Setting, StaffRole, User
from dpa_manager.models.together import read_together
from dpa_manager.vocabulary.phrase import Phrase

ONLY_ASSIGNED = "managers_see_only_assigned"


@dataclass(frozen=True)
class Standing:
    """What gives a person access: roles of staff, or seats at clients by their names."""

    staff_roles: frozenset[str]
    seats: tuple[Seat, ...]

    @property
    def is_anybody(self) -> bool:
        """Whether there is any."""
        return bool(self.staff_roles or self.seats)

    @property
    def first_client_id(self) -> int | None:
        """The client that a person acts for until they choose; None for staff."""
        return None if self.staff_roles or not self.seats else self.seats[0].client_id

    def seat_of(self, client_id: int | None) -> Seat | None:
        """The seat at a client, or None."""
        return next((seat for seat in self.seats if seat.client_id == client_id), None)


def standing_of(user_id: int) -> Standing:
    """What gives this person access at this moment; one query, also for nobody.

    A member of staff has no seats, and a client that is no longer active gives none.
    """
    roles, seats = _role_rows(user_id), _seat_rows(user_id)
    read_together(roles, seats)
    return _standing(roles, seats)


def visitor_by_token(token: str, *, now: datetime) -> Visitor | None:
    """The person whose session bears this token, at any stage of signing in; two queries.

    None for a token that is unknown, a session that ended or lay idle or lasted too long, a
    person who is inactive or has neither role nor seat, or no longer the seat of this session.
    """
    session = _open_session(token) if token.isascii() else None
    if session is None:
        return None
    user: User = session.user
    choice: Any = Setting.select(Setting.value).where(Setting.name == ONLY_ASSIGNED).tuples()
    roles, seats = _role_rows(user.id), _seat_rows(user.id)
    read_together(roles, seats, choice)
    standing = _standing(roles, seats)
    if not _still_stands(session, standing=standing, now=now):
        return None
    return Visitor(
        user_id=user.id,
        public_id=user.public_id,
        name=user.name,
        email=user.email,
        language=user.language,
        staff_roles=standing.staff_roles,
        seats=standing.seats,
        seat=standing.seat_of(session.client_id),
        session_id=session.id,
        session=session.public_id,
        stage=session.stage,
        fresh_at=session.fresh_at,
        sees_only_assigned=any(value for (value,) in choice),
        seen_at=session.seen_at,
    )


def owner_of_lapsed(token: str, *, now: datetime) -> int | None:
    """Whose session bears this token and ended by time alone; two queries.

    None when somebody ended it, when it was never fully open, or when the person may not come
    in any more: what is sent then belongs to nobody.
    """
    session = _open_session(token) if token.isascii() else None
    if session is None or session.stage != sessions.OPEN:
        return None
    standing = standing_of(session.user_id)
    has_lapsed = not _still_stands(session, standing=standing, now=now)
    return session.user_id if has_lapsed and standing.is_anybody else None


def is_still_open(session_id: int) -> bool:
    """Whether a session has not been ended meanwhile; one query."""
    still_there = (Session.id == session_id) & Session.ended_at.is_null()
    return bool(Session.select().where(still_there).exists())


def _open_session(token: str) -> Session | None:
    session: Session | None = (
        Session.select(Session, User)
        .join(User)
        .where(
            Session.token_hash == token_hash(token),
            Session.ended_at.is_null(),
            User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
        )
        .first()
    )
    return session


def _still_stands(session: Session, *, standing: Standing, now: datetime) -> bool:
    ends_at = sessions.ends_at(
        stage=session.stage,
        is_staff=bool(standing.staff_roles),
        started_at=session.started_at,
        seen_at=session.seen_at,
    )
    # Staff act for no client; whoever lost the seat of this session starts a new one.
    sits = (
        session.client_id is None
        if standing.staff_roles
        else standing.seat_of(session.client_id) is not None
    )
    return sits and now < ends_at


def _role_rows(user_id: int) -> Any:
    return StaffRole.select(StaffRole.role).where(StaffRole.user == user_id).tuples()


def _seat_rows(user_id: int) -> Any:
    return (
        Membership.select(Membership.role, Client.id, Client.public_id, Client.legal_name)
        .join(Client)
        .where(Membership.user == user_id, Client.is_active == True)  # noqa: E712 - as above.
        .order_by(Client.legal_name, Client.id)
        .tuples()
    )


def _standing(roles: Any, seats: Any) -> Standing:
    staff_roles = frozenset(role for (role,) in roles)
    held: dict[tuple[int, str, str], set[str]] = {}
    for role, *client in seats:
        held.setdefault((client[0], client[1], client[2]), set()).add(role)
    found = tuple(Seat(*client, roles=frozenset(there)) for client, there in held.items())
    return Standing(staff_roles, () if staff_roles else found)


def acting_person(email: str | None) -> Actor:
    """Who acts on the command line: the person with this address, else the first administrator.

    In a house without people yet, the command line itself. Raises NotFound.
    """
    person = _by_email(email) if email else _first_administrator()
    if person is None:
        return Actor(name="", email="", channel=COMMAND_LINE)
    return Actor(name=person.name, email=person.email, channel=COMMAND_LINE)


def _by_email(email: str) -> User:
    person: User | None = User.get_or_none(
        User.email == email.strip().lower(),
        User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
    )
    if person is None:
        raise NotFound(
            "no-such-person",
            Phrase(
                nl=f"Niemand heeft hier het adres {email}.",
                fr=f"Personne n'a ici l'adresse {email}.",
                en=f"Nobody here has the address {email}.",
            ),
            field="by",
        )
    return person


def _first_administrator() -> User | None:
    person: User | None = (
        User.select()
        .join(StaffRole)
        .where(StaffRole.role == "admin", User.is_active == True)  # noqa: E712 - as above.
        .order_by(User.id)
        .first()
    )
    return person
