"""Mailing: putting a mail into the outbox, in the transaction of what it tells."""

import hashlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from dpa_manager.actions.toolbox import HOUSE_TIME, Toolbox
from dpa_manager.domain.mails import MAIL_KINDS, MailKind
from dpa_manager.mail.addresses import one_mailbox
from dpa_manager.mail.values import Value, in_words
from dpa_manager.models import Client, OneTimeCode, OneTimeLink, OutgoingMail, User
from dpa_manager.models.base import database

_LONGEST_KEY = 120


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
    if toolbox.background is not None:
        database.after_commit(toolbox.background.wake)
    return told


def message_id(key: str, *, base_url: str) -> str:
    """The Message-ID of the mail that tells `key`: always the same, so a second copy is known."""
    host = urlsplit(base_url).hostname or "localhost"
    if host.replace(".", "").isdigit() or ":" in host:
        host = f"[{host}]"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


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
