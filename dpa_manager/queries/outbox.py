"""The outbox as its page shows it: what waits, what went, and what did not arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dpa_manager.domain.mails import UNDELIVERED
from dpa_manager.models import Client, OutgoingMail
from dpa_manager.queries.scope import Scope

PAGE = 50


@dataclass(frozen=True)
class MailLine:
    """A mail; `is_task` says that it did not arrive and nobody dealt with it yet."""

    public_id: str
    kind: str
    recipient: str
    recipient_name: str
    client: str
    state: str
    attempts: int
    reply: str
    created_at: datetime
    sent_at: datetime | None
    handled_at: datetime | None
    is_task: bool


@dataclass(frozen=True)
class MailPage:
    """A page of mails, the newest first; `next_after` is "" on the last page."""

    lines: tuple[MailLine, ...]
    next_after: str


def mail_page(scope: Scope, *, only_tasks: bool = False, after: str = "") -> MailPage:
    """The mails that the visitor may see; at most 3 queries.

    `after` is the public id of the last one of the page before; a strange one begins anew.
    """
    query = scope.mails()
    if only_tasks:
        query = query.where(OutgoingMail.state.in_(UNDELIVERED), OutgoingMail.handled_at.is_null())
    last = scope.mails().where(OutgoingMail.public_id == after).first() if after else None
    if last is not None:
        query = query.where(_comes_after(last))
    newest = query.order_by(OutgoingMail.created_at.desc(), OutgoingMail.id.desc())
    rows = list(newest.limit(PAGE + 1))
    lines = mail_lines(rows[:PAGE])
    return MailPage(lines, lines[-1].public_id if len(rows) > PAGE else "")


def mail_lines(rows: Iterable[OutgoingMail]) -> tuple[MailLine, ...]:
    """These mails as lines, with the names of their clients: one query."""
    mails = list(rows)
    keys = {mail.client_id for mail in mails if mail.client_id}
    query: Any = Client.select(Client.id, Client.legal_name).where(Client.id.in_(keys)).tuples()
    names: dict[int, str] = dict(query) if keys else {}
    return tuple(_line(mail, client=names.get(mail.client_id or 0, "")) for mail in mails)


def _comes_after(last: OutgoingMail) -> Any:
    is_older = OutgoingMail.created_at < last.created_at
    is_as_old = (OutgoingMail.created_at == last.created_at) & (OutgoingMail.id < last.id)
    return is_older | is_as_old


def _line(mail: OutgoingMail, *, client: str) -> MailLine:
    return MailLine(
        public_id=mail.public_id,
        kind=mail.kind,
        recipient=mail.recipient,
        recipient_name=mail.recipient_name,
        client=client,
        state=mail.state,
        attempts=mail.attempts,
        reply=mail.reply,
        created_at=mail.created_at,
        sent_at=mail.sent_at,
        handled_at=mail.handled_at,
        is_task=mail.state in UNDELIVERED and mail.handled_at is None,
    )
