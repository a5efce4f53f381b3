"""Ending sessions: one's own, another device's, all of a person; what ended stays ended."""

from typing import Any

from dpa_manager.actions.signing_in.starting import hold_person
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain.refusals import not_found
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import Client, Session, User
from dpa_manager.models.base import database, transaction


def sign_out(visitor: Visitor, *, toolbox: Toolbox) -> None:
    """End the visitor's own session; nothing happens when it has ended already."""
    with transaction():
        mine = Session.id == visitor.session_id
        if _end(mine, reason="signed out", toolbox=toolbox):
            note("signed-out", toolbox=toolbox, visitor=visitor)


def end_session(session: Session, *, visitor: Visitor, toolbox: Toolbox) -> None:
    """End one of the visitor's own sessions, found by their scope; raises NotFound for others'."""
    if session.user_id != visitor.user_id:
        raise not_found("page-not-found")
    with transaction():
        if _end(Session.id == session.id, reason="ended by its person", toolbox=toolbox):
            details = {"ended": session.public_id}
            note("session-ended", toolbox=toolbox, visitor=visitor, details=details)


def end_other_sessions(visitor: Visitor, *, toolbox: Toolbox) -> None:
    """End all sessions of the visitor save the one in which they ask for it."""
    with transaction():
        end_all_but(visitor, reason="ended by its person", toolbox=toolbox)


def end_all_but(visitor: Visitor, *, reason: str, toolbox: Toolbox) -> None:
    """The same in the caller's transaction."""
    hold_person(visitor.user_id)
    others = (Session.user == visitor.user_id) & (Session.id != visitor.session_id)
    ended = _end(others, reason=reason, toolbox=toolbox)
    if ended:
        details = {"reason": reason, "sessions": ended}
        note("sessions-ended", toolbox=toolbox, visitor=visitor, details=details)


def end_sessions_of(
    user: User, *, reason: str, toolbox: Toolbox, client: Client | None = None
) -> None:
    """End all sessions of a person at once, in the caller's transaction; or those for one client.

    `reason` is for the log, in English: "deactivated", "roles changed". What gave them access is
    to be taken away in the same transaction. Raises RuntimeError outside one.
    """
    if not database.in_transaction():
        raise RuntimeError("Sessions end in the transaction of what ends them.")
    hold_person(user.id)
    theirs = Session.user == user.id
    if client is not None:
        theirs &= Session.client == client.id
    ended = _end(theirs, reason=reason, toolbox=toolbox)
    if ended:
        details = {"reason": reason, "sessions": ended}
        note("sessions-ended", toolbox=toolbox, user=user, details=details)


def _end(which: Any, *, reason: str, toolbox: Toolbox) -> int:
    """End the open ones among these sessions; returns how many."""
    ended: int = (
        Session.update(ended_at=toolbox.now(), end_reason=reason[:40])
        .where(which, Session.ended_at.is_null())
        .execute()
    )
    return ended
