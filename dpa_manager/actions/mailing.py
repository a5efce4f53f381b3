"""Mailing: putting a mail into the outbox, and dealing with one that did not arrive."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from dpa_manager.actions.composing import (
    digits_of,
    find_mail,
    firm_name,
    is_pointless,
    link_of,
    words_of,
)
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.sending import send_due_mail
from dpa_manager.actions.toolbox import HOUSE_TIME, Toolbox
from dpa_manager.config import is_loopback
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.mails import (
    BOUNCED,
    MAIL_KINDS,
    QUEUED,
    SENT,
    UNDELIVERED,
    MailKind,
)
from dpa_manager.domain.refusals import refused
from dpa_manager.mail.addresses import one_mailbox
from dpa_manager.mail.bounces import read_report
from dpa_manager.mail.messages import plain_of
from dpa_manager.mail.values import Value, in_words
from dpa_manager.models import Client, OneTimeCode, OneTimeLink, OutgoingMail, User
from dpa_manager.models.base import database, transaction
from dpa_manager.queries.house import is_demonstration

__all__ = [
    "MailText",
    "handle_mail",
    "mail_text",
    "message_id",
    "note_bounce",
    "queue_mail",
    "retry_mail",
    "send_due_mail",
]

_LONGEST_KEY = 120
_BLANK = "•••"


@dataclass(frozen=True)
class MailText:
    """A mail as a person of staff may see it: subject and text, its link or code blanked."""

    subject: str
    text: str


def queue_mail(
    kind: str,
    *,
    to: User,
    key: str,
    toolbox: Toolbox,
    client: Client | None = None,
    link: OneTimeLink | None = None,
    code: OneTimeCode | None = None,
    content: Mapping[str, Value] | None = None,
) -> OutgoingMail:
    """Have a mail sent to one person once the caller's transaction is kept.

    `kind` is a key of MAIL_KINDS, which says what `content` names and whether a link or a code is
    carried. `key` (at most 120 signs) says what is told: the same is told once, and the row that
    is there is given back. Raises RuntimeError outside a transaction, Refused when the person's
    address is not exactly one, ValueError for what does not fit the kind.
    """
    if not database.in_transaction():
        raise RuntimeError("A mail is queued in the transaction of what it tells.")
    values = content or {}
    _check_fit(MAIL_KINDS[kind], key=key, link=link, code=code, values=values)
    told = OutgoingMail.get_or_none(OutgoingMail.key == key)
    if told is None:
        now = toolbox.now()
        row = {
            "key": key,
            "message_id": message_id(key, base_url=toolbox.config.base_url),
            "kind": kind,
            "language": to.language,
            "recipient": one_mailbox(to.email),
            "recipient_name": to.name,
            "user": to.id,
            "client": client.id if client else None,
            "link": link.id if link else None,
            "code": code.id if code else None,
            "content": in_words(values, language=to.language, zone=HOUSE_TIME),
            "next_at": now,
            "created_at": now,
        }
        # Somebody else may tell the same at this very moment: theirs then stays the only one.
        OutgoingMail.insert(row).on_conflict_ignore().execute()
        told = OutgoingMail.get(OutgoingMail.key == key)
    if told.user_id != to.id:
        raise ValueError("What this key tells was told to somebody else.")
    _wake(toolbox)
    return told


def message_id(key: str, *, base_url: str) -> str:
    """The Message-ID of the mail that tells `key`: always the same, so a second copy is known."""
    host = urlsplit(base_url).hostname or "localhost"
    if host.replace(".", "").isdigit() or ":" in host:
        host = f"[{host}]"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def mail_text(mail: OutgoingMail, *, toolbox: Toolbox) -> MailText:
    """What a mail says, for the eyes of staff: its link and code are blanked (DECISIONS 20).

    Only a demonstration on this very machine shows them, since nobody else gets them there.
    Raises LookupError or OSError for a row that no mail can be made of.
    """
    row, link, code = find_mail(mail.id), "", ""
    if _shows_secrets(toolbox):
        link, code = link_of(row, toolbox=toolbox), digits_of(row, toolbox=toolbox)
    words = words_of(row, firm=firm_name(), code=code or _BLANK)
    return MailText(words.subject, plain_of(words, link=link or _BLANK))


def _shows_secrets(toolbox: Toolbox) -> bool:
    host = urlsplit(toolbox.config.base_url).hostname or ""
    return is_loopback(host) and is_demonstration()


def retry_mail(mail: OutgoingMail, *, by: Actor, toolbox: Toolbox) -> OutgoingMail:
    """Have a mail that did not arrive sent again, to the person's present address.

    Raises Refused when it waits or arrived, when its link or code works no more, and when the
    address is not exactly one.
    """
    with _recorded("mail retried", mail, by=by, toolbox=toolbox) as row:
        if is_pointless(row, toolbox=toolbox):
            raise refused("mail-link-over")
        now = toolbox.now()
        row.recipient = one_mailbox(row.user.email if row.user else row.recipient)
        row.state, row.attempts, row.reply = QUEUED, 0, ""
        row.next_at = row.retried_at = now
        row.handled_at = None
        row.save()
    return row


def handle_mail(mail: OutgoingMail, *, by: Actor, toolbox: Toolbox) -> OutgoingMail:
    """Note that somebody dealt with a mail that did not arrive; raises Refused for any other."""
    with _recorded("mail handled", mail, by=by, toolbox=toolbox) as row:
        row.handled_at = toolbox.now()
        row.save()
    return row


@contextmanager
def _recorded(
    act: str, mail: OutgoingMail, *, by: Actor, toolbox: Toolbox
) -> Iterator[OutgoingMail]:
    """The mail as it is now, in a transaction that records the act; raises Refused."""
    client = Client.get_by_id(mail.client_id) if mail.client_id else None
    with transaction(chain_of(client)):
        row = find_mail(mail.id)
        if row.state not in UNDELIVERED or row.handled_at is not None:
            raise refused("mail-not-undelivered")
        record(
            act,
            by=by,
            at=toolbox.now(),
            client=client,
            subject="outgoing_mail",
            subject_id=row.public_id,
            details={"kind": row.kind, "state": row.state},
            personal={"recipient": row.recipient},
        )
        yield row
        _wake(toolbox)


def note_bounce(message: bytes, *, toolbox: Toolbox) -> OutgoingMail | None:
    """Note that a mail of ours did not arrive, as a mail server's report says (RFC 3464).

    `message` is the report as it came in. None when it is no such report, when it tells of a
    delay only, or of no mail that we sent; nothing is changed then.
    """
    report = read_report(message)
    if report is None:
        return None
    with transaction():
        mail: OutgoingMail | None = OutgoingMail.get_or_none(
            OutgoingMail.message_id == report.message_id, OutgoingMail.state == SENT
        )
        if mail is not None:
            mail.state, mail.reply = BOUNCED, report.reason
            mail.save()
    return mail


def _wake(toolbox: Toolbox) -> None:
    """Tell the worker once the transaction is kept."""
    if toolbox.background is not None:
        database.after_commit(toolbox.background.wake)


def _check_fit(
    kind: MailKind,
    *,
    key: str,
    link: OneTimeLink | None,
    code: OneTimeCode | None,
    values: Mapping[str, Value],
) -> None:
    if not 0 < len(key) <= _LONGEST_KEY:
        raise ValueError(f"A key of a mail has 1 to {_LONGEST_KEY} signs.")
    if set(values) != set(kind.values):
        raise ValueError(
            f"A mail {kind.key!r} names exactly {', '.join(kind.values) or 'nothing'}."
        )
    if (link is not None) != kind.has_link or (code is not None) != kind.has_code:
        raise ValueError(f"A mail {kind.key!r} does not carry what was given, or lacks it.")
