"""Composing: a mail of the outbox put into words, its link or code derived at that moment."""

from dataclasses import dataclass
from email.message import EmailMessage

from peewee import JOIN

from dpa_manager.actions.linking import code_digits, link_url
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import Unavailable
from dpa_manager.domain.mails import MAIL_KINDS
from dpa_manager.mail.messages import Envelope, message_of
from dpa_manager.mail.wording import Words, filled_text
from dpa_manager.models import (
    OneTimeCode,
    OneTimeLink,
    OutgoingMail,
    OwnOrganisation,
    Session,
    User,
)
from dpa_manager.vocabulary.sentences import sentences


@dataclass(frozen=True)
class Sender:
    """Who writes: the firm's name as it is known, and the one address of its mails."""

    firm: str
    address: str


def sender_of(toolbox: Toolbox) -> Sender:
    """The sender of this house's mails; raises Unavailable while no address is known."""
    firm, address = _own_names()
    address = toolbox.config.mail_from or address
    if not address:
        raise Unavailable("mail-without-sender", sentences()["mail-without-sender"])
    return Sender(firm, address)


def firm_name() -> str:
    """The firm's name as mails give it."""
    return _own_names()[0]


def _own_names() -> tuple[str, str]:
    firm: OwnOrganisation | None = OwnOrganisation.select().first()
    return (firm.trade_name or firm.legal_name, firm.privacy_email) if firm else ("", "")


def find_mail(number: int) -> OutgoingMail:
    """A mail as it is now, with its person, link, code and the code's session joined."""
    mail: OutgoingMail = (
        OutgoingMail.select(OutgoingMail, User, OneTimeLink, OneTimeCode, Session)
        .join(User, JOIN.LEFT_OUTER, on=OutgoingMail.user)
        .switch(OutgoingMail)
        .join(OneTimeLink, JOIN.LEFT_OUTER, on=OutgoingMail.link)
        .switch(OutgoingMail)
        .join(OneTimeCode, JOIN.LEFT_OUTER, on=OutgoingMail.code)
        .join(Session, JOIN.LEFT_OUTER, on=OneTimeCode.session)
        .where(OutgoingMail.id == number)
        .get()
    )
    return mail


def is_pointless(mail: OutgoingMail, *, toolbox: Toolbox) -> bool:
    """Whether what a mail carries works no more, so that nobody should get it.

    Needs the mail as `find_mail` gives it.
    """
    kind = MAIL_KINDS[mail.kind]
    if kind.has_link:
        return not _does_link_work(mail, toolbox=toolbox)
    return kind.has_code and not _does_code_work(mail, toolbox=toolbox)


def _does_link_work(mail: OutgoingMail, *, toolbox: Toolbox) -> bool:
    link = mail.link
    if link is None or mail.user is None or not mail.user.is_active:
        return False
    is_untouched = link.used_at is None and link.withdrawn_at is None
    return is_untouched and link.expires_at > toolbox.now()


def _does_code_work(mail: OutgoingMail, *, toolbox: Toolbox) -> bool:
    code = mail.code
    if code is None or code.used_at is not None or code.expires_at <= toolbox.now():
        return False
    return code.session.ended_at is None


def link_of(mail: OutgoingMail, *, toolbox: Toolbox) -> str:
    """The address that the mail's button opens, or ""."""
    return link_url(mail.link, toolbox=toolbox) if mail.link else ""


def words_of(mail: OutgoingMail, *, firm: str, code: str) -> Words:
    """The words of a mail in its language; raises LookupError or OSError for a broken row."""
    values = mail.content | {"name": mail.recipient_name, "firm": firm}
    if "inviter" in values:
        # Before there are people, the command line invites in the name of the firm.
        values["inviter"] = values["inviter"] or firm
    return filled_text(mail.kind, language=mail.language, values=values, code=code)


def digits_of(mail: OutgoingMail, *, toolbox: Toolbox) -> str:
    """The code that the mail carries, or ""."""
    return code_digits(mail.code, toolbox=toolbox) if mail.code else ""


def composed(mail: OutgoingMail, *, sender: Sender, toolbox: Toolbox) -> EmailMessage:
    """The message of a mail, ready to be handed over; raises Refused for an address in doubt."""
    words = words_of(mail, firm=sender.firm, code=digits_of(mail, toolbox=toolbox))
    return message_of(
        words,
        envelope=Envelope(sender.address, sender.firm, mail.recipient),
        language=mail.language,
        link=link_of(mail, toolbox=toolbox),
        message_id=mail.message_id,
        at=toolbox.now(),
    )
