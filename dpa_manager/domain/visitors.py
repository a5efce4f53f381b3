"""Visitors: who asks for a page, as the session's row and the person's roles say it."""

from dataclasses import dataclass
from datetime import datetime

from dpa_manager.domain import sessions
from dpa_manager.domain.actors import WEB, Actor
from dpa_manager.domain.permissions import grants


@dataclass(frozen=True)
class Seat:
    """A client for whom a person acts, with the roles held there."""

    client_id: int
    public_id: str
    name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Visitor:
    """A signed-in person. Staff have `staff_roles` and no seats; persons of clients one or more.

    `seat` is the client acted for at the moment. `session_id` and `user_id` are the integer keys
    of rows and never leave the program. `session` is the session's public id, `seen_at` when it
    was last noted that it was used.
    """

    user_id: int
    public_id: str
    name: str
    email: str
    language: str
    staff_roles: frozenset[str]
    seats: tuple[Seat, ...]
    seat: Seat | None
    session_id: int
    session: str
    stage: str
    fresh_at: datetime
    sees_only_assigned: bool = False
    seen_at: datetime | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the firm."""
        return bool(self.staff_roles)

    @property
    def roles(self) -> frozenset[str]:
        """The roles in force: those of staff, or those at the client acted for."""
        if self.staff_roles:
            return self.staff_roles
        return self.seat.roles if self.seat else frozenset()

    @property
    def is_open(self) -> bool:
        """Whether signing in is complete."""
        return self.stage == sessions.OPEN

    def may(self, act: str) -> bool:
        """Whether this person may do `act` to anything at all."""
        return self.is_open and bool(grants(self.roles, act))

    def is_fresh(self, *, now: datetime) -> bool:
        """Whether they proved who they are recently enough for what is delicate."""
        return sessions.is_fresh(self.fresh_at, now=now)

    @property
    def actor(self) -> Actor:
        """The person as the history names them; their acts end with their session."""
        return Actor(self.name, self.email, WEB, session_id=self.session_id)
