"""More of everything that pages list: so many rows more of each, for one client or beside it."""

import itertools
from datetime import timedelta

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_to_json
from dpa_manager.domain.parties import ClientFacts, Party, ProcessorFacts
from dpa_manager.models import (
    Agreement,
    AgreementVersion,
    Assignment,
    Client,
    Contact,
    ContactRole,
    Document,
    Engagement,
    Membership,
    OutgoingMail,
    SecurityLog,
    Session,
    User,
)
from dpa_manager.models.base import database
from dpa_manager.models.document import PDF
from tests.access.tenant_rows import DAY
from tests.factories import AT, tell

_NUMBERS = itertools.count(1)


def grow(client, count, *, toolbox, persons=(), managers=()):
    """`count` more engagements with agreements, contacts, people and mails of `client`.

    Each of `persons` gets as many sessions, each of `managers` as many further clients.
    """
    with database.atomic():
        for _ in range(count):
            number = next(_NUMBERS)
            _add_agreement(client, number, toolbox)
            _add_contact(client, number)
            user = _add_person(client, number)
            _add_mail(client, user, number)
            for person in persons:
                _add_session(person, number)
            for manager in managers:
                _add_client(manager, number)
    tell()


def _add_agreement(client, number, toolbox):
    reference = f"KBITS-2040-{number:04}"
    engagement = Engagement.create(
        client=client,
        reference=reference,
        title=f"Opdracht {number}",
        created_at=AT,
        changed_at=AT + timedelta(seconds=number),
    )
    agreement = Agreement.create(
        client=client,
        engagement=engagement,
        reference=f"{reference}-DPA",
        state="in_force",
        created_at=AT,
    )
    version = AgreementVersion.create(
        agreement=agreement,
        number=1,
        dated_on=DAY,
        facts=least_facts(reference),
        facts_sha256="0" * 64,
        created_at=AT,
    )
    data = b"%PDF-1.7\n" + reference.encode()
    Document.create(
        client=client,
        agreement_version=version,
        language="nl",
        media_type=PDF,
        sha256=toolbox.store.put(data),
        size=len(data),
        created_at=AT,
    )


def least_facts(reference):
    """The least that a version can say."""
    client, firm = ClientFacts(Party()), ProcessorFacts(Party())
    return facts_to_json(AgreementFacts(reference, "", client, firm, AgreementTerms()))


def _add_contact(client, number):
    contact = Contact.create(client=client, name=f"Contact {number}")
    ContactRole.create(client=client, contact=contact, role="requests")


def _add_person(client, number):
    user = User.create(email=f"p{number}@grown.example", name=f"Persoon {number}", created_at=AT)
    Membership.create(client=client, user=user, role="client-reader", created_at=AT)
    SecurityLog.create(happened_at=AT, kind="signed-in", user=user.public_id, email=user.email)
    return user


def _add_mail(client, user, number):
    for state in ("sent", "bounced"):
        OutgoingMail.create(
            key=f"grown {state} {number}",
            message_id=f"<grown.{state}.{number}@kbits.example>",
            kind="client-added",
            language="nl",
            recipient=user.email,
            recipient_name=user.name,
            user=user,
            client=client,
            content={"inviter": "Mira", "client": "Klant", "role": "lezer"},
            state=state,
            next_at=AT,
            created_at=AT,
        )


def _add_session(person, number):
    Session.create(
        token_hash=f"{person.id:08}{number:056}",
        user=person,
        client=_seat_of(person),
        stage="open",
        way="password",
        started_at=AT,
        seen_at=AT,
        fresh_at=AT,
    )


def _seat_of(person):
    row = Membership.get_or_none(Membership.user == person)
    return row and row.client_id


def _add_client(manager, number):
    client = Client.create(legal_name=f"Klant {manager.id} {number}", created_at=AT)
    Assignment.create(client=client, user=manager, created_at=AT)
