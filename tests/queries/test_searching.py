"""Searching: what is found, what comes first, and that nobody finds what is not theirs."""

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.models import (
    Client,
    Contact,
    Membership,
    OutgoingMail,
    Recipient,
    Subprocessor,
    Template,
    User,
)
from dpa_manager.queries.searching import FEW, found
from tests.factories import AT, a_client, an_engagement
from tests.queries.test_scope import House, scope_of

EVERY_KIND = {
    "client",
    "engagement",
    "agreement",
    "contact",
    "user",
    "subprocessor",
    "recipient",
    "template",
}


@pytest.fixture
def house(db):
    """Two clients with one of everything that somebody may search for."""
    house = House()
    for tenant in (house.mine, house.other):
        Contact.create(client=tenant.client, name="An Peeters", email="an@client.example")
    Subprocessor.create(
        legal_name="Peeters Hosting NV",
        reference="SUB-0001",
        register_kind="kbo",
        register_no="0999001020",
        created_at=AT,
    )
    Recipient.create(
        name="Peeters Incasso", reference="REC-0001", group_key="x", kind_key="x", created_at=AT
    )
    Template.create(key="processing-agreement", kind="processing-agreement", language="nl")
    return house


def officer(house):
    return house.staff("dpo")


def hits(scope, search):
    """The kinds and names that are found."""
    return {(group.kind, hit.name) for group in found(scope, search) for hit in group.hits}


def kinds(scope, search):
    return [group.kind for group in found(scope, search)]


def test_one_question_finds_every_kind_by_one_query(house):
    tenant = house.mine
    tenant.client.legal_name = "Peeters Energie"
    tenant.client.save()
    User.update(name="Els Peeters").where(User.id == house.manager.id).execute()

    with count_queries() as counted:
        groups = found(officer(house), "peet")

    assert {group.kind for group in groups} == EVERY_KIND - {"template"}
    assert kinds(officer(house), "verwerkersovereenkomst nl") == ["template"]
    assert counted.count == 1


@pytest.mark.parametrize(
    ("search", "kind"),
    [
        ("kbits-2030-0001", "engagement"),
        ("KBITS-2030-0001-DPA", "agreement"),
        (" sub-0001 ", "subprocessor"),
        ("REC-0001", "recipient"),
        ("0999.001.020", "subprocessor"),
        ("BE 0999 001 020", "subprocessor"),
        ("999001020", "subprocessor"),
        ("0999.002.010", "client"),
    ],
)
def test_a_number_that_is_typed_whole_comes_first(house, search, kind):
    house.mine.engagement.reference = "KBITS-2030-0001"
    house.mine.engagement.save()
    house.mine.agreement.reference = "KBITS-2030-0001-DPA"
    house.mine.agreement.save()
    Client.update(register_kind="kbo", register_no="0999002010").where(
        Client.id == house.mine.client.id
    ).execute()

    first = found(officer(house), search)[0]

    assert (first.kind, first.is_exact, first.hits[0].is_exact) == (kind, True, True)


def test_an_exact_one_stands_before_those_that_merely_hold_it(house):
    for number in range(FEW + 2):
        an_engagement(house.mine.client, title="Aa", reference=f"KBITS-2030-0001{number}")
    an_engagement(house.mine.client, title="Zz", reference="KBITS-2030-0001")

    group = next(g for g in found(officer(house), "KBITS-2030-0001") if g.kind == "engagement")

    assert [hit.is_exact for hit in group.hits] == [True] + [False] * (FEW - 1)
    assert group.hits[0].name == "Zz"
    assert group.is_more


def test_nobody_finds_what_is_another_clients(house):
    person = house.person()
    for tenant in (house.mine, house.other):
        tenant.put("in_force")

    for search in ("Brouwershof", house.other.engagement.reference, "brouwershof@client"):
        assert hits(person, search) == set()
    assert [hit.client for group in found(person, "An Peeters") for hit in group.hits] == [
        house.mine.client.public_id
    ]
    assert {kind for kind, _ in hits(person, house.mine.client.legal_name)} == {
        "client",
        "engagement",
        "agreement",
        "member",
    }


def test_a_client_finds_no_agreement_that_is_still_being_written(house):
    person = house.person()

    assert "agreement" not in kinds(person, house.mine.agreement.reference)
    house.mine.put("sent_for_review")
    assert "agreement" in kinds(person, house.mine.agreement.reference)


def test_a_manager_who_sees_only_assigned_clients_finds_only_theirs(house):
    manager = house.staff("account-manager", sees_only_assigned=True)

    assert hits(manager, "Brouwershof") == set()
    assert len([hit for hit in hits(manager, "An Peeters") if hit[0] == "contact"]) == 1
    assert ("client", house.mine.client.legal_name) in hits(manager, house.mine.client.legal_name)
    assert ("client", "Brouwershof") in hits(house.staff("account-manager"), "Brouwershof")


def test_an_administrator_finds_people_and_no_clients(house):
    admin = house.staff("admin")

    assert hits(admin, "Brouwershof") == {("user", "Brouwershof")}
    assert hits(admin, "Hosting") == set()


def test_who_is_not_all_the_way_in_finds_nothing(house):
    waiting = house.staff("dpo", "admin", stage="password")

    assert found(waiting, "Peeters") == ()
    assert OutgoingMail.select().count() == 2


@pytest.mark.parametrize("search", ["", " \t", "\x00", "%", "_", "'; --", "(x", "[", "x" * 500])
def test_what_is_no_search_finds_nothing_and_fails_never(house, search):
    assert found(officer(house), search) == ()


def test_somebody_with_two_roles_at_a_client_is_found_once(db):
    client = a_client()
    user = User.create(email="greet@client.example", name="Greet", created_at=AT)
    for role in ("client-reader", "client-signatory"):
        Membership.create(client=client, user=user, role=role, created_at=AT)
    scope = scope_of(user_id=0, staff_roles=frozenset({"account-manager"}))

    (group,) = found(scope, "greet")

    assert [hit.name for hit in group.hits] == ["Greet"]
    assert group.hits[0].client == client.public_id
