"""Mails in the outbox for tests, and what became of them."""

import dataclasses

from dpa_manager.actions.linking import make_link
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.models import OutgoingMail, OwnOrganisation, User
from dpa_manager.models.base import transaction
from tests.factories import AT, numbers

SENDER = "privacy@kbits.example"


def a_firm(**columns):
    """The own organisation, whose privacy address writes the mails."""
    given = {"legal_name": "KBITS BV", "trade_name": "KBITS", "privacy_email": SENDER}
    return OwnOrganisation.create(**({"id": 1} | given | columns))


def a_user(email=None, **columns):
    """A person with an address of their own."""
    given = {"email": email or f"tine{next(numbers)}@lichtpunt.example", "name": "Tine Maes"}
    return User.create(**(given | {"created_at": AT} | columns))


def with_server(toolbox, server_url):
    """The toolbox of a house whose mail server is at this address."""
    config = dataclasses.replace(toolbox.config, smtp_url=server_url)
    return dataclasses.replace(toolbox, config=config)


def queue(toolbox, count=1, **columns):
    """So many mails to one person each; their rows, in order."""
    return [queue_one(toolbox, **columns) for _ in range(count)]


def queue_one(toolbox, *, to=None, **more):
    """A mail of a kind without link, or the one that `more` describes."""
    given = {
        "kind": "access-changed",
        "key": f"access:{next(numbers)}",
        "content": {"change": "U bent nu beheerder.", "moment": toolbox.now()},
    }
    with transaction():
        given |= more
        return queue_mail(given.pop("kind"), to=to or a_user(), toolbox=toolbox, **given)


def queue_reset(toolbox, *, to=None):
    """A mail that carries a link."""
    user = to or a_user()
    with transaction():
        link = make_link(user, purpose="reset", toolbox=toolbox)
        return queue_mail(
            "password-reset",
            to=user,
            key=f"reset:{link.public_id}",
            toolbox=toolbox,
            link=link,
            content={"until": link.expires_at},
        )


def states():
    """The states of all mails, in the order in which they were queued."""
    return [mail.state for mail in OutgoingMail.select().order_by(OutgoingMail.id)]


def read(mail):
    """The mail's row as it is now."""
    return OutgoingMail.get_by_id(mail.id)
