"""Sending: what is due in the outbox goes to the mail server, one leased batch after another.

No transaction is open while the server is spoken to. Who dies between the server's yes and our
row leaves the mail to be sent again, under the same Message-ID: twice rather than never.
"""

import logging
import os
import secrets
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dpa_manager.actions.composing import Sender, composed, find_mail, is_pointless, sender_of
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import Unavailable
from dpa_manager.domain.mails import (
    CANCELLED,
    GIVEN_UP,
    MAIL_KINDS,
    QUEUED,
    REFUSED,
    SENT,
    MailKind,
    waits_after,
)
from dpa_manager.mail.transport import (
    Connection,
    MailDeferred,
    MailRefused,
    ServerUnreachable,
    connected,
)
from dpa_manager.models import OutgoingMail
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.sentences import filled, sentences

BATCH = 50
LEASE = timedelta(minutes=10)
# A mail is begun only while the lease outlasts the longest that one can take.
_MARGIN = timedelta(minutes=4)

_log = logging.getLogger(__name__)


def _never() -> bool:
    return False


@dataclass
class _Run:
    """One call of `send_due_mail`: its name on leases, and how many mails the server took."""

    toolbox: Toolbox
    sender: Sender
    name: str
    is_stopping: Callable[[], bool]
    trust: ssl.SSLContext | None
    sent: int = 0
    leased_until: datetime = field(init=False)


def send_due_mail(
    toolbox: Toolbox,
    *,
    worker: str = "",
    is_stopping: Callable[[], bool] = _never,
    trust: ssl.SSLContext | None = None,
) -> int:
    """Send all that is due and say how many mails the server took; needs an open connection.

    Without a mail server nothing is done. `worker` names who sends on the leases; `is_stopping`
    is asked between two mails. `trust` says which authorities may vouch for the server. Raises
    Unavailable when the server cannot be used or no sender is known: all mails then wait.
    """
    if not toolbox.config.smtp_url:
        return 0
    run = _Run(toolbox, sender_of(toolbox), _new_name(worker), is_stopping, trust)
    _give_up_old(toolbox)
    while not is_stopping():
        batch = _lease(run)
        if not batch:
            break
        try:
            _send_batch(batch, run)
        except ServerUnreachable as error:
            sentence = sentences()["mail-server-unreachable"]
            raise Unavailable(
                "mail-server-unreachable", filled(sentence, {"detail": str(error)})
            ) from error
        finally:
            _release(run)
    return run.sent


def _new_name(worker: str) -> str:
    """A name that no other run has, also of the same worker."""
    name = worker or f"{socket.gethostname()}-{os.getpid()}"
    return f"{name[:60]}-{secrets.token_hex(6)}"


def _lease(run: _Run) -> list[int]:
    """Take the next mails for this run alone; the oldest first."""
    now = run.toolbox.now()
    run.leased_until = now + LEASE
    with transaction("outbox"):
        due = OutgoingMail.select(OutgoingMail.id).where(
            OutgoingMail.state == QUEUED, OutgoingMail.next_at <= now, _is_free(now)
        )
        batch = [mail.id for mail in due.order_by(OutgoingMail.next_at, OutgoingMail.id)[:BATCH]]
        OutgoingMail.update(leased_until=run.leased_until, leased_by=run.name).where(
            OutgoingMail.id.in_(batch)
        ).execute()
    return batch


def _is_free(now: datetime) -> Any:
    return OutgoingMail.leased_until.is_null() | (OutgoingMail.leased_until <= now)


def _release(run: _Run) -> None:
    """Give back what this run took and did not come to."""
    with transaction():
        OutgoingMail.update(leased_until=None, leased_by="").where(
            OutgoingMail.leased_by == run.name
        ).execute()


def _send_batch(batch: Sequence[int], run: _Run) -> None:
    """Send a batch in one conversation; what cannot be sent stays leased until it is released."""
    number = batch[0]
    try:
        with connected(run.toolbox.config.smtp_url, context=run.trust) as connection:
            for number in batch:
                if run.is_stopping() or run.toolbox.now() > run.leased_until - _MARGIN:
                    break
                _send_one(number, connection, run)
    except ServerUnreachable as error:
        # Perhaps it is this very mail that ends conversations: the others go before it next time.
        _defer(find_mail(number), str(error), run)
        raise


def _send_one(number: int, connection: Connection, run: _Run) -> None:
    mail = find_mail(number)
    message = None
    # Whatever is wrong with one row, it does not keep the others from being sent.
    try:
        if is_pointless(mail, toolbox=run.toolbox):
            _mark(mail, run, state=CANCELLED)
            return
        message = composed(mail, sender=run.sender, toolbox=run.toolbox)
    except Exception as error:
        _log.exception("Mail %s could not be made.", mail.public_id)
        _mark(mail, run, state=REFUSED, reply=str(error) or type(error).__name__)
        return
    try:
        taken = connection.send(message, sender=run.sender.address, recipient=mail.recipient)
    except MailRefused as error:
        _mark(mail, run, state=REFUSED, reply=str(error), attempts=mail.attempts + 1)
    except MailDeferred as error:
        _defer(mail, str(error), run)
    else:
        now = run.toolbox.now()
        _mark(mail, run, state=SENT, reply=taken.reply, sent_at=now, attempts=mail.attempts + 1)
        run.sent += 1


def _defer(mail: OutgoingMail, reply: str, run: _Run) -> None:
    """Try again later, or never when that would be too late."""
    attempts = mail.attempts + 1
    next_at = run.toolbox.now() + waits_after(attempts)
    began_at = mail.retried_at or mail.created_at
    if next_at >= began_at + MAIL_KINDS[mail.kind].lives:
        _mark(mail, run, state=GIVEN_UP, reply=reply, attempts=attempts)
    else:
        _mark(mail, run, reply=reply, attempts=attempts, next_at=next_at)


def _mark(mail: OutgoingMail, run: _Run, **columns: Any) -> None:
    """Write what became of a mail, unless its lease went to somebody else meanwhile."""
    columns["reply"] = str(columns.get("reply", mail.reply))[:500]
    with transaction():
        OutgoingMail.update(leased_until=None, leased_by="", **columns).where(
            OutgoingMail.id == mail.id,
            OutgoingMail.leased_by == run.name,
            OutgoingMail.state == QUEUED,
        ).execute()


def _give_up_old(toolbox: Toolbox) -> None:
    """Give up what waited longer than sending it makes sense, whatever kept it waiting."""
    for kind in MAIL_KINDS.values():
        old = OutgoingMail.select(OutgoingMail.id).where(*_too_old(kind, now=toolbox.now()))
        for number in [mail.id for mail in old]:
            is_over = is_pointless(find_mail(number), toolbox=toolbox)
            with transaction():
                OutgoingMail.update(state=CANCELLED if is_over else GIVEN_UP).where(
                    OutgoingMail.id == number, *_too_old(kind, now=toolbox.now())
                ).execute()


def _too_old(kind: MailKind, *, now: datetime) -> tuple[Any, ...]:
    """The conditions on mails of a kind that wait for too long and that nobody is sending."""
    since = now - kind.lives
    is_first_try_old = OutgoingMail.retried_at.is_null() & (OutgoingMail.created_at <= since)
    return (
        OutgoingMail.state == QUEUED,
        OutgoingMail.kind == kind.key,
        is_first_try_old | (OutgoingMail.retried_at <= since),
        _is_free(now),
    )
