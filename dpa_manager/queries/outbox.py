"""The outbox as its page shows it: what waits, what went, and what did not arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dpa_manager.domain.mails import MAIL_STATES, UNDELIVERED
from dpa_manager.models import Client, OutgoingMail
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.matching import has
from dpa_manager.queries.scope import Scope


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


def mail_list(scope: Scope) -> Listing:
    """The mails that the visitor may see, the newest first; `show` is what has to be done."""
    is_task = OutgoingMail.state.in_(UNDELIVERED) & OutgoingMail.handled_at.is_null()
    return Listing(
        query=scope.mails(),
        searched=(OutgoingMail.recipient, OutgoingMail.recipient_name, _is_about),
        orders={
            "recipient": OutgoingMail.recipient,
            "made": OutgoingMail.created_at,
            "attempts": OutgoingMail.attempts,
        },
        sort="-made",
        filters={
            "show": {"tasks": is_task},
            "state": {state: OutgoingMail.state == state for state in MAIL_STATES},
        },
    )


def mail_lines(rows: Iterable[OutgoingMail]) -> tuple[MailLine, ...]:
    """These mails as lines, with the names of their clients: one query."""
    mails = list(rows)
    keys = {mail.client_id for mail in mails if mail.client_id}
    query: Any = Client.select(Client.id, Client.legal_name).where(Client.id.in_(keys)).tuples()
    names: dict[int, str] = dict(query) if keys else {}
    return tuple(_line(mail, client=names.get(mail.client_id or 0, "")) for mail in mails)


def _is_about(word: str) -> Any:
    named = Client.select(Client.id).where(has(Client.legal_name, word))
    return OutgoingMail.client.in_(named)


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
