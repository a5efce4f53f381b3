"""The rows of one client of the two-tenant house: made by actions and marked, or added here."""

from datetime import date, timedelta

from dpa_manager.actions.recording import record
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.domain.mails import MAIL_STATES
from dpa_manager.models import (
    Agreement,
    AgreementVersion,
    Client,
    Contact,
    ContactRole,
    Document,
    EndController,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    HeadingReason,
    LegalRetention,
    OnwardPermission,
    OutgoingMail,
    Recipient,
    SpecialTerm,
    Subprocessor,
)
from dpa_manager.models.base import transaction
from dpa_manager.models.document import DOCX, PDF
from dpa_manager.vocabulary.phrase import Phrase
from tests.access.canaries import canary, free_columns, marked
from tests.access.ownership import rows_of, tables_of_clients
from tests.factories import AT

DAY = date(2026, 11, 2)


def mark_rows(client, owner):
    """Put canaries into every row of this client that the database lets change."""
    for table in tables_of_clients():
        if "UPDATE" not in table.refused_changes and free_columns(table):
            for row in rows_of(table, client):
                mark(row, owner)


def mark(row, owner):
    """Put this owner's canaries into the free columns of a row."""
    table = type(row)
    columns = {getattr(table, name): value for name, value in marked(row, owner).items()}
    if columns:
        table.update(columns).where(table.id == row.id).execute()
    return row


def added(owner, table, **columns):
    """A new row of `table` with this owner's canaries."""
    return mark(table.create(**columns), owner)


def add_rows(client, owner, *, reference, toolbox):
    """Rows of every kind that the complete house lacks, and agreements in every state."""
    engagement = Engagement.get(Engagement.reference == reference)
    added(owner, EndController, client=client, name="")
    words = Phrase.same("")
    added(owner, LegalRetention, engagement=engagement, data=words)
    added(owner, OnwardPermission, engagement=engagement, scope=words, given_on=DAY)
    added(owner, SpecialTerm, engagement=engagement, reference="clUse", text=words)
    added(owner, HeadingReason, engagement=engagement, heading="A", reason=words)
    contact = Contact.get(Contact.client == client)
    ContactRole.create(client=client, contact=contact, engagement=engagement, role="audits")
    _add_suppliers(engagement, owner)
    first = AgreementVersion.select().join(Agreement).where(Agreement.client == client).get()
    for number, state in enumerate(AGREEMENT_STATES, start=1):
        _add_agreement(client, owner, number=number, state=state, like=first, toolbox=toolbox)
    _add_history(client, owner, engagement=engagement, toolbox=toolbox)


def _add_suppliers(engagement, owner):
    """A sub-processor and a recipient whom no other client knows."""
    place = "AB".index(owner) + 1
    supplier = added(
        owner,
        Subprocessor,
        reference=f"SUB-9{place:03}",
        legal_name="",
        country_code="BE",
        state="active",
        created_at=AT,
    )
    recipient = added(
        owner,
        Recipient,
        reference=f"REC-9{place:03}",
        name="",
        group_key="government",
        kind_key="public_authority",
        created_at=AT,
    )
    for table, other in (
        (EngagementSubprocessor, {"subprocessor": supplier}),
        (EngagementRecipient, {"recipient": recipient}),
    ):
        added(owner, table, engagement=engagement, number=90, **other)


def _add_agreement(client, owner, *, number, state, like, toolbox):
    reference = f"KBITS-20{'AB'.index(owner) + 30}-{number:04}"
    engagement = added(
        owner,
        Engagement,
        client=client,
        reference=reference,
        title="",
        is_active=state not in ("closed", "cancelled"),
        created_at=AT,
        changed_at=AT,
    )
    agreement = Agreement.create(
        client=client,
        engagement=engagement,
        reference=f"{reference}-DPA",
        state=state,
        created_at=AT,
    )
    version = AgreementVersion.create(
        agreement=agreement,
        number=1,
        dated_on=DAY,
        facts=like.facts,
        facts_sha256=like.facts_sha256,
        reasons={"R-B-1w": canary(owner, "AgreementVersion.reasons")},
        created_at=AT,
    )
    docx = Document.get(Document.agreement_version == like)
    files = ((DOCX, toolbox.store.read(docx.sha256)), (PDF, pdf_of(owner, name=reference)))
    for media_type, data in files:
        Document.create(
            client=client,
            agreement_version=version,
            language="nl",
            media_type=media_type,
            sha256=toolbox.store.put(data),
            size=len(data),
            created_at=AT,
        )


def pdf_of(owner, *, name):
    """Bytes of a PDF that carry this owner's canary."""
    return f"%PDF-1.7\n% {canary(owner, 'file')} {name}\n%%EOF\n".encode()


def _add_history(client, owner, *, engagement, toolbox):
    by = Actor(canary(owner, "EventPersonal.value"), f"staff@{owner.lower()}.example", COMMAND_LINE)
    agreements = Agreement.select().where(Agreement.client == client)
    about = [("engagement", engagement), *(("agreement", row) for row in agreements)]
    with transaction(client.public_id):
        for subject, row in [("client", client), *about]:
            record(
                "engagement changed",
                by=by,
                at=toolbox.now(),
                client=client,
                subject=subject,
                subject_id=row.public_id,
                details={"subprocessor": canary(owner, "Event.details")},
                personal={"client": canary(owner, "EventPersonal.value")},
            )


def add_mails(client, owner, *, person):
    """A mail in every state, to a person of this client."""
    for place, state in enumerate(MAIL_STATES):
        added(
            owner,
            OutgoingMail,
            key=f"{owner} {state}",
            message_id=f"<{owner}.{place}@kbits.example>",
            kind="client-added",
            language="nl",
            recipient=person.email,
            user=person,
            client=client,
            content={"inviter": "", "client": "", "role": ""},
            state=state,
            next_at=AT + timedelta(days=365),
            created_at=AT,
        )


def secrets_of(clients):
    """What tells whose something is besides canaries: public ids and references, by owner."""
    found = {}
    for owner, client in clients.items():
        for table in tables_of_clients():
            names = {"public_id", "reference"} & set(table._meta.fields)
            for row in rows_of(table, client) if names and table.__name__ != "SpecialTerm" else ():
                found.update(dict.fromkeys((getattr(row, name) for name in names), owner))
    return found


def subjects_of(make, client, owner):
    """What addresses can name of this client, in the order in which it came to be.

    Without an order PostgreSQL puts last what was written last.
    """
    rows = []
    for row in Engagement.select().where(Engagement.client == client).order_by(Engagement.id):
        rows.append(make("engagement", owner, row.public_id, client.id, parents=_up(client)))
    agreements = Agreement.select(Agreement, Engagement).join(Engagement)
    for row in agreements.where(Agreement.client == client).order_by(Agreement.id):
        above = _up(client) | {"engagement": row.engagement.public_id}
        rows.append(make("agreement", owner, row.public_id, client.id, row.state, above))
    documents = Document.select(Document, AgreementVersion, Agreement, Engagement)
    joined = documents.join(AgreementVersion).join(Agreement).join(Engagement)
    for row in joined.where(Document.client == client).order_by(Document.id):
        agreement = row.agreement_version.agreement
        above = _up(client) | {
            "engagement": agreement.engagement.public_id,
            "agreement": agreement.public_id,
        }
        rows.append(make("document", owner, row.public_id, client.id, agreement.state, above))
    for row in OutgoingMail.select().where(OutgoingMail.client == client).order_by(OutgoingMail.id):
        rows.append(make("mail", owner, row.public_id, client.id, row.state))
    for row in Contact.select().where(Contact.client == client).order_by(Contact.id).limit(1):
        rows.append(make("contact", owner, row.public_id, client.id, parents=_up(client)))
    return rows


def _up(client: Client):
    return {"client": client.public_id}
