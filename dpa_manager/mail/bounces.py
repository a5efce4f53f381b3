"""Bounces: what a mail server reports about a mail that did not arrive (RFC 3464)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from dpa_manager.mail.transport import cleaned

_FAILED = "failed"
_ORIGINALS = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


@dataclass(frozen=True)
class Report:
    """A mail that did not arrive: its Message-ID, and why in the server's words."""

    message_id: str
    reason: str


def read_report(message: bytes) -> Report | None:
    """The report in a message, None when it is none or when delivery has not failed.

    Nothing in it is trusted: it only points at a Message-ID.
    """
    # The older policy reads whatever comes; the newer ones raise for some broken headers.
    parsed = message_from_bytes(message, policy=compat32)
    if parsed.get_content_type() != "multipart/report":
        return None
    fields = list(_fields(parsed))
    failed = [one for one in fields if str(one.get("Action", "")).strip().lower() == _FAILED]
    message_id = _original_id(parsed)
    if not failed or not message_id:
        return None
    reason = failed[0].get("Diagnostic-Code") or failed[0].get("Status") or _FAILED
    return Report(message_id, cleaned(str(reason)))


def _fields(parsed: Message) -> Iterator[Message]:
    """The groups of fields of the report's machine part: one for the server, one a recipient."""
    for part in parsed.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (group for group in part.get_payload() if isinstance(group, Message))


def _original_id(parsed: Message) -> str:
    """The Message-ID of the mail that the report returns, whole or its headers alone."""
    for part in parsed.walk():
        if part.get_content_type() in _ORIGINALS:
            found = " ".join(str(_original(part).get("Message-ID", "")).split())
            if found:
                return found
    return ""


def _original(part: Message) -> Message:
    """The returned mail: a message of its own, or read from the text of its headers."""
    parts = part.get_payload()
    if part.is_multipart() and isinstance(parts, list) and isinstance(parts[0], Message):
        return parts[0]
    text = part.get_payload(decode=True)
    return message_from_bytes(text if isinstance(text, bytes) else b"", policy=compat32)
