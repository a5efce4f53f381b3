"""The database itself refuses rows that no rule may ever see."""

from datetime import UTC, date, datetime

import peewee
import pytest

from dpa_manager.models import (
    TABLES,
    Activity,
    Agreement,
    AgreementVersion,
    Authorisation,
    Client,
    Contact,
    ContactRole,
    Document,
    Engagement,
    Flow,
    Measure,
    MeasureSet,
    OwnOrganisation,
    Recipient,
    StaffRole,
    Subprocessor,
    Transfer,
    User,
)
from dpa_manager.models.base import transaction
from dpa_manager.models.document import PDF
from dpa_manager.vocabulary.phrase import Phrase

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def client(db):
    return Client.create(
        legal_name="Lichtpunt Energie CV",
        register_kind="kbo",
        register_no="0999001020",
        created_at=NOW,
    )


@pytest.fixture
def engagement(client):
    return Engagement.create(
        client=client,
        reference="KBITS-2026-0001",
        title="Klantencontact",
        created_at=NOW,
        changed_at=NOW,
    )


@pytest.fixture
def activity(engagement):
    return Activity.create(engagement=engagement, number=1, title=Phrase.same("Helpdesk"))


@pytest.fixture
def subprocessor(db):
    return Subprocessor.create(reference="SUB-0001", legal_name="Noordzee NV", created_at=NOW)


@pytest.fixture
def recipient(db):
    return Recipient.create(
        reference="REC-0001",
        name="Netbeheerder Oost",
        group_key="controller_directed",
        kind_key="independent_controller",
        created_at=NOW,
    )


def flow(activity, **target):
    return Flow.create(
        engagement=activity.engagement_id,
        activity=activity,
        subject_key="client_staff",
        category_key="name",
        **target,
    )


def refused(write):
    with pytest.raises(peewee.IntegrityError), transaction():
        write()


def test_every_table_is_listed_after_the_tables_it_points_to():
    seen = set()
    for table in TABLES:
        parents = {key.rel_model for key in table._meta.refs}
        assert parents <= seen | {table}, table
        seen.add(table)
    assert len(seen) == len(TABLES)


def test_foreign_keys_never_load_a_row_by_themselves():
    keys = [key for table in TABLES for key in table._meta.refs]
    assert keys
    assert [key for key in keys if key.lazy_load] == []


def test_shared_rows_do_not_lead_back_to_the_rows_of_clients():
    shared = {Subprocessor, Recipient, Measure, MeasureSet, User}
    keys = [k for table in TABLES for k in table._meta.refs if k.rel_model in shared]
    assert {key.backref for key in keys if key.model not in shared} == {"+"}


def test_a_flow_has_exactly_one_target(activity, subprocessor, recipient):
    flow(activity)
    flow(activity, target="subprocessor", subprocessor=subprocessor)
    flow(activity, target="recipient", recipient=recipient)
    assert Flow.select().count() == 3


@pytest.mark.parametrize(
    "names",
    [
        {"target": "stays", "named": ["subprocessor"]},
        {"target": "subprocessor", "named": []},
        {"target": "subprocessor", "named": ["recipient"]},
        {"target": "subprocessor", "named": ["subprocessor", "recipient"]},
        {"target": "recipient", "named": ["subprocessor"]},
        {"target": "cloud", "named": []},
    ],
)
def test_a_flow_with_a_contradicting_target_is_refused(activity, subprocessor, recipient, names):
    rows = {"subprocessor": subprocessor, "recipient": recipient}
    target = {"target": names["target"]} | {name: rows[name] for name in names["named"]}
    refused(lambda: flow(activity, **target))


def test_the_same_flow_is_not_kept_twice(activity, subprocessor, recipient):
    targets = (
        {"target": "stays"},
        {"target": "subprocessor", "subprocessor": subprocessor},
        {"target": "recipient", "recipient": recipient},
    )
    for target in targets:
        flow(activity, **target)
        refused(lambda target=target: flow(activity, **target))


def test_two_clients_never_share_a_register_number_but_may_both_lack_one(client):
    Client.create(legal_name="A", created_at=NOW)
    Client.create(legal_name="B", created_at=NOW)
    Client.create(legal_name="C", register_kind="siren", register_no="0999001020", created_at=NOW)
    refused(
        lambda: Client.create(
            legal_name="D", register_kind="kbo", register_no="0999001020", created_at=NOW
        )
    )


def test_a_contact_has_a_role_once_for_the_client_and_once_for_an_engagement(client, engagement):
    contact = Contact.create(client=client, name="An Peeters")
    role = {"client": client, "contact": contact, "role": "instructions"}
    for engagement_or_none in (None, engagement):
        ContactRole.create(**role, engagement=engagement_or_none)
        refused(lambda given=engagement_or_none: ContactRole.create(**role, engagement=given))


def test_there_is_one_own_organisation(db):
    OwnOrganisation.create(legal_name="KBITS")
    refused(lambda: OwnOrganisation.create(legal_name="Another"))


@pytest.mark.parametrize("field", ["role", "language", "region", "public_body"])
def test_a_client_has_closed_choices(db, field):
    refused(lambda: Client.create(legal_name="X", created_at=NOW, **{field: "xx"}))


def test_a_member_of_staff_has_only_known_roles(db):
    user = User.create(email="a@example.be", name="A", created_at=NOW)
    StaffRole.create(user=user, role="dpo")
    refused(lambda: StaffRole.create(user=user, role="dpo"))
    refused(lambda: StaffRole.create(user=user, role="root"))


def test_a_client_authorises_a_subprocessor_once(client, subprocessor):
    said = {"client": client, "subprocessor": subprocessor, "created_at": NOW}
    said["authorised_on"] = date(2026, 3, 1)
    Authorisation.create(mode="general", **said)
    refused(lambda: Authorisation.create(mode="specific", **said))


def test_a_transfer_is_of_a_subprocessor_or_of_a_recipient(subprocessor, recipient):
    Transfer.create(subprocessor=subprocessor, country_code="US")
    Transfer.create(recipient=recipient, country_code="US")
    refused(lambda: Transfer.create(country_code="US"))
    refused(
        lambda: Transfer.create(subprocessor=subprocessor, recipient=recipient, country_code="GB")
    )
    refused(lambda: Transfer.create(subprocessor=subprocessor, country_code="US"))


def test_a_version_and_its_documents_are_never_changed(client, engagement):
    agreement = Agreement.create(
        client=client, engagement=engagement, reference="KBITS-2026-0001", created_at=NOW
    )
    version = AgreementVersion.create(
        agreement=agreement,
        number=1,
        dated_on=date(2026, 11, 22),
        facts="{}",
        facts_sha256="0" * 64,
        created_at=NOW,
    )
    document = Document.create(
        client=client,
        agreement_version=version,
        language="nl",
        media_type=PDF,
        sha256="1" * 64,
        size=10,
        created_at=NOW,
    )
    for row in (version, document):
        table = type(row)
        refused_by_trigger(lambda table=table: table.update(created_at=NOW).execute())
        refused_by_trigger(lambda table=table: table.delete().execute())
    assert Document.get().sha256 == "1" * 64


def refused_by_trigger(write):
    with pytest.raises(peewee.DatabaseError), transaction():
        write()


def test_words_dates_and_instants_come_back_as_they_went_in(engagement):
    words = Phrase(nl="Beheer é \U0001f600", fr="Gestion", en="")
    Engagement.update(
        subject_matter=words, start_on=date(2027, 1, 1), terms={"notice_days": 30}
    ).execute()
    row = Engagement.get()
    assert (row.subject_matter, row.start_on) == (words, date(2027, 1, 1))
    assert row.terms == {"notice_days": 30}
    assert row.created_at == NOW
