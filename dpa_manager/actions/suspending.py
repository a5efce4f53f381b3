"""Suspending: letting somebody come in no more, or again; their sessions, links and factor."""

from dpa_manager.actions.changing import apply_changes
from dpa_manager.actions.inviting import FIRM, PEOPLE, about
from dpa_manager.actions.linking import withdraw_links
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.recording import record
from dpa_manager.actions.signing_in import end_sessions_of
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import WEB, Actor
from dpa_manager.domain.mails import CANCELLED, QUEUED
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.sessions import LINK_PURPOSES
from dpa_manager.models import (
    Client,
    Credential,
    Event,
    OutgoingMail,
    RecoveryCode,
    StaffRole,
    User,
)
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.sentences import sentences

ADMINISTRATOR = "admin"
# The device and network of an administrator are not for the person's eyes.
_NOT_THEIRS = "–"


def deactivate_user(user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """Let somebody come in no more, from this moment; what they did stays in the history.

    Sessions end, links work no more, mails that wait are not sent. Raises Refused for the last
    administrator.
    """
    with transaction(FIRM, PEOPLE):
        refuse_last_administrator(user)
        if not _is_switched(user, is_active=False):
            return
        _record_user("user deactivated", user, by=by, toolbox=toolbox)
        end_sessions_of(user, reason="deactivated", toolbox=toolbox)
        withdraw_links(user, purposes=LINK_PURPOSES, toolbox=toolbox)
        cancel_mails(user)


def reactivate_user(user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """Let somebody come in again, with the roles and the password that they had."""
    with transaction(FIRM, PEOPLE):
        if not _is_switched(user, is_active=True):
            return
        event = _record_user("user reactivated", user, by=by, toolbox=toolbox)
        queue_mail(
            "access-changed",
            to=user,
            key=f"access-changed {event.hash}",
            content={"change": sentences()["access-again"], "moment": toolbox.now()},
            toolbox=toolbox,
        )


def end_all_sessions(user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """End all sessions of somebody, as for a lost computer; they may sign in again."""
    with transaction(FIRM, PEOPLE):
        _record_user("user sessions ended", user, by=by, toolbox=toolbox)
        end_sessions_of(user, reason="ended by an administrator", toolbox=toolbox)


def reset_factor(user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """Take a lost second factor away: the person sets up a new one when signing in again.

    Raises Refused when nobody else vouches: on a page, nobody does this for themselves.
    """
    if by.channel == WEB and by.email == user.email:
        raise refused("own-factor", field="user")
    with transaction(FIRM, PEOPLE):
        event = _record_user("user factor reset", user, by=by, toolbox=toolbox)
        # Sessions first: whoever proves a factor holds the person before the credential too.
        end_sessions_of(user, reason="factor reset", toolbox=toolbox)
        Credential.update(
            totp_secret="", totp_pending="", totp_confirmed_at=None, totp_last_step=0
        ).where(Credential.user == user).execute()
        RecoveryCode.delete().where(RecoveryCode.user == user).execute()
        if user.is_active:
            queue_mail(
                "factor-changed",
                to=user,
                key=f"factor-changed {event.hash}",
                content={
                    "change": sentences()["factor-reset"],
                    "device": _NOT_THEIRS,
                    "address": _NOT_THEIRS,
                    "moment": toolbox.now(),
                },
                toolbox=toolbox,
            )


def cancel_mails(user: User, *, client: Client | None = None) -> None:
    """Send no mail that still waits for somebody: all, or those about one client."""
    waiting = (OutgoingMail.user == user) & (OutgoingMail.state == QUEUED)
    if client is not None:
        waiting &= OutgoingMail.client == client
    OutgoingMail.update(state=CANCELLED).where(waiting).execute()


def refuse_last_administrator(user: User) -> None:
    """Raise Refused when without this person nobody could administer; in a transaction on people.

    Only those who may come in count.
    """
    administrators = StaffRole.select(StaffRole.user).where(StaffRole.role == ADMINISTRATOR)
    active = User.select(User.id).where(
        User.id.in_(administrators),
        User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
    )
    if {row.id for row in active} == {user.id}:
        raise refused("last-administrator", field="role")


def _is_switched(user: User, *, is_active: bool) -> bool:
    """Write whether somebody may come in; False when it was so already.

    The row is read anew: the caller's may have been read before somebody else changed it.
    """
    row = User.get_by_id(user.id)
    user.is_active = is_active
    return bool(apply_changes(row, {"is_active": is_active}))


def _record_user(act: str, user: User, *, by: Actor, toolbox: Toolbox) -> Event:
    return record(
        act,
        by=by,
        at=toolbox.now(),
        subject="user",
        subject_id=user.public_id,
        personal=about(user),
    )
