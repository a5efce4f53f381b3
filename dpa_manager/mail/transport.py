"""The way to the mail server: SMTP whose encryption is proven, one answer for each message."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import SplitResult, unquote, urlsplit

from dpa_manager.config import is_loopback

TIMEOUT_S = 20
_PORTS = {"smtp": 587, "smtps": 465}
_PERMANENT = range(500, 600)
# The server wants us to sign in first: that is about our settings, and no fault of the mail.
_SIGN_IN_FIRST = (530, 534, 535, 538)
_LONGEST_REPLY = 500


@dataclass(frozen=True)
class Taken:
    """The server took the message over; `reply` is its answer."""

    reply: str


class MailRefused(Exception):
    """The server will never take this message; the text is its reply."""


class MailDeferred(Exception):
    """This message can be tried again later; the text is the reply or the reason."""


class ServerUnreachable(Exception):
    """No message can be sent at the moment: no connection, no proven encryption, no sign-in."""


class Connection:
    """A conversation with the mail server, in which one message follows another."""

    def __init__(self, client: smtplib.SMTP) -> None:
        self._client = client

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> Taken:
        """Hand one message over for one recipient.

        Raises MailRefused, MailDeferred; ServerUnreachable when the conversation is over: whether
        the message was taken is then unknown, and a second copy is better than none.
        """
        try:
            self._ask(self._client.mail(sender))
            self._ask(self._client.rcpt(recipient))
            return Taken(self._ask(self._client.data(message.as_bytes(policy=SMTP))))
        except (MailRefused, MailDeferred):
            self._forget()
            raise
        except smtplib.SMTPDataError as error:
            # This is how smtplib tells that the server did not even want to see the text.
            self._forget()
            raise _judged(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ServerUnreachable(_reason(error)) from error

    def _ask(self, answer: tuple[int, bytes]) -> str:
        code, text = answer
        if code in (250, 251):
            return _reply(code, text)
        if code in (421, -1):
            raise ServerUnreachable(_reply(code, text))
        raise _judged(code, text)

    def _forget(self) -> None:
        """Let the server forget the message that it did not take."""
        with suppress(smtplib.SMTPException, OSError):
            self._client.rset()


@contextmanager
def connected(url: str, *, context: ssl.SSLContext | None = None) -> Iterator[Connection]:
    """A conversation with the server at `url`; raises ServerUnreachable.

    smtps:// is encrypted from the first byte. smtp:// turns encrypted (STARTTLS) and goes on only
    when that is there and proven; to a server on this machine mails go in the open when nobody
    has to sign in. `context` says which authorities are trusted, by default those of the system.
    """
    parts = urlsplit(url)
    try:
        client = _open(parts, context=context or ssl.create_default_context())
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise ServerUnreachable(_reason(error)) from error
    try:
        yield Connection(client)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            client.quit()
        client.close()


def _open(parts: SplitResult, *, context: ssl.SSLContext) -> smtplib.SMTP:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    if parts.scheme == "smtps":
        client: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
    else:
        client = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    try:
        if parts.scheme == "smtp" and not _may_be_open(parts):
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        client.close()
        raise
    return client


def _may_be_open(parts: SplitResult) -> bool:
    return is_loopback(parts.hostname or "") and not (parts.username or parts.password)


def _judged(code: int, text: bytes | str) -> MailRefused | MailDeferred | ServerUnreachable:
    reply = _reply(code, text)
    if code in _SIGN_IN_FIRST:
        return ServerUnreachable(reply)
    return MailRefused(reply) if code in _PERMANENT else MailDeferred(reply)


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The mail server's certificate is not valid: {error.verify_message}."
    return cleaned(str(error) or type(error).__name__)


def _reply(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return cleaned(f"{code} {words}")


def cleaned(text: str) -> str:
    """What a server said, on one line and not too long to keep."""
    signs = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(signs.split())[:_LONGEST_REPLY]
