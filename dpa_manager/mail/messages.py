"""Messages: the mail itself, plain and HTML, made of a filled text; nothing is sent here."""

import textwrap
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from dpa_manager.mail.addresses import one_mailbox
from dpa_manager.mail.html_part import html_of
from dpa_manager.mail.wording import CLOSING, Paragraph, Words

_WIDTH = 76


@dataclass(frozen=True)
class Envelope:
    """From whom to whom: `sender` and `recipient` are bare addresses, `firm` the sender's name."""

    sender: str
    firm: str
    recipient: str


def message_of(
    words: Words, *, envelope: Envelope, language: str, link: str, message_id: str, at: datetime
) -> EmailMessage:
    """The message for one recipient; `link` is "" where the text has no button.

    Raises Refused when an address is not exactly one.
    """
    message = EmailMessage(policy=SMTP)
    sender = one_mailbox(envelope.sender, field="sender")
    message["From"] = Address(display_name=envelope.firm, addr_spec=sender)
    # The address alone: a name in front is chosen by people and could pretend to be another.
    message["To"] = Address(addr_spec=one_mailbox(envelope.recipient))
    message["Subject"] = words.subject
    message["Date"] = at
    message["Message-ID"] = message_id
    # Nobody's absence is told to us, and no list answers (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(plain_of(words, link=link), cte="quoted-printable")
    message.add_alternative(
        html_of(words, link=link, language=language), subtype="html", cte="quoted-printable"
    )
    message["Content-Language"] = language
    return message


def plain_of(words: Words, *, link: str) -> str:
    """The text alone, in short lines; the address of the button stands on a line of its own."""
    parts = [_plain(paragraph, link=link) for paragraph in words.paragraphs]
    return "\n\n".join(parts) + "\n"


def _plain(paragraph: Paragraph, *, link: str) -> str:
    if paragraph.kind == "button":
        return f"{paragraph.words}\n{link}"
    wrapped = textwrap.fill(paragraph.words, _WIDTH, break_long_words=False, break_on_hyphens=False)
    # What follows this mark is what mail programs leave out of an answer.
    return f"-- \n{wrapped}" if paragraph.kind == CLOSING else wrapped
