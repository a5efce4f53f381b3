"""Lists and sheets of clients: what stands in them, page by page, and how little is asked."""

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.models import Assignment, Contact, ContactRole, Membership, User
from dpa_manager.queries.client_lists import client_lines, client_list
from dpa_manager.queries.clients import client_sheet
from dpa_manager.queries.listing import Asked, page_of
from dpa_manager.queries.portals import portal_home
from tests.factories import AT, a_client, an_engagement
from tests.queries.test_scope import House, scope_of

DAY = AT.date()


def all_scope():
    return scope_of(user_id=0, staff_roles=frozenset({"dpo"}))


def lines_of(scope, **asked):
    """The lines of a page of the list."""
    return client_lines(page_of(client_list(scope), Asked(**asked)).rows)


def names(lines):
    return [line.name for line in lines]


def test_clients_stand_by_name_with_the_number_of_their_engagements(db):
    first, second = a_client(legal_name="Zonnebloem"), a_client(legal_name="Appel")
    for _ in range(2):
        an_engagement(first)

    lines = lines_of(all_scope())

    assert [(line.name, line.engagements) for line in lines] == [("Appel", 0), ("Zonnebloem", 2)]
    assert second.public_id == lines[0].public_id


def test_a_page_after_a_foreign_client_begins_anew(db):
    house = House()
    scope = house.person()

    lines = lines_of(scope, after=house.other.client.public_id)

    assert names(lines) == [house.mine.client.legal_name]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("licht", True),
        ("GENT", True),
        ("0999.001", True),
        ("100%", True),
        ("%", True),
        ("_", False),
        ("brouwers", False),
        ("\x00", False),
        ("'; --", False),
    ],
)
def test_a_search_finds_by_name_city_or_number_and_takes_wildcards_literally(db, search, found):
    a_client(
        legal_name="Lichtpunt 100%", city="Gent", register_kind="kbo", register_no="0999001020"
    )

    assert bool(lines_of(all_scope(), search=search)) is found


def test_a_page_of_clients_takes_as_many_queries_for_fifty_as_for_five(db):
    counts = []
    for _ in (5, 50):
        for _ in range(25):
            an_engagement(a_client())
        with count_queries() as counted:
            lines_of(all_scope())
        counts.append(counted.count)

    assert counts == [1, 1]


def test_whoever_looks_after_clients_finds_them_apart(db):
    mine, ended = a_client(legal_name="Mijn"), a_client(legal_name="Oud", is_active=False)
    a_client(legal_name="Ander")
    user = User.create(email="luc@kbits.example", name="Luc", created_at=AT)
    for client in (mine, ended):
        Assignment.create(client=client, user=user, created_at=AT)
    scope = scope_of(user_id=user.id, staff_roles=frozenset({"account-manager"}))

    assert names(lines_of(scope, filters={"whose": "mine"})) == ["Mijn", "Oud"]
    assert names(lines_of(scope, filters={"whose": "mine", "state": "ended"})) == ["Oud"]
    assert names(lines_of(scope)) == ["Ander", "Mijn", "Oud"]


def test_a_sheet_holds_what_belongs_to_the_client_and_nothing_else(db):
    house = House()
    client = house.mine.client
    contact = Contact.create(client=client, name="An Peeters", email="an@client.example")
    Contact.create(client=client, name="Bart Claes")
    for role in ("breaches", "audits"):
        ContactRole.create(client=client, contact=contact, role=role)
    Contact.create(client=house.other.client, name="Somebody else")

    with count_queries() as counted:
        sheet = client_sheet(house.staff("dpo"), client)

    assert [(line.name, set(line.roles)) for line in sheet.contacts] == [
        ("An Peeters", {"breaches", "audits"}),
        ("Bart Claes", set()),
    ]
    assert [line.public_id for line in sheet.engagements] == [house.mine.engagement.public_id]
    assert [line.public_id for line in sheet.agreements] == [house.mine.agreement.public_id]
    assert [line.email for line in sheet.team] == [house.mine.user.email]
    assert [line.name for line in sheet.managers] == ["Els"]
    assert counted.count == 1


def test_a_sheet_names_only_people_whom_the_visitor_may_see(db):
    house = House()

    sheet = client_sheet(house.staff("signatory"), house.mine.client)

    assert sheet.team == ()
    assert sheet.agreements


def test_the_portal_shows_the_own_client_and_what_was_sent(db):
    house = House()

    before = portal_home(house.person(), on=DAY)
    house.mine.put("sent_for_review")
    house.other.put("sent_for_review")
    after = portal_home(house.person(), on=DAY)

    assert [one.row.public_id for one in before.engagements] == [house.mine.engagement.public_id]
    assert before.agreements == ()
    assert [line.public_id for line in after.agreements] == [house.mine.agreement.public_id]


def test_somebody_who_acts_for_two_clients_sees_the_one_of_the_seat(db):
    house = House()
    both = User.create(email="both@client.example", name="Both", created_at=AT)
    for tenant in (house.mine, house.other):
        Membership.create(client=tenant.client, user=both, role="client-signatory", created_at=AT)
        tenant.put("in_force")

    home = portal_home(house.person(tenant=house.other), on=DAY)

    assert [line.public_id for line in home.agreements] == [house.other.agreement.public_id]


def test_a_manager_is_one_by_assignment_alone(db):
    client = a_client()
    user = User.create(email="luc@kbits.example", name="Luc", created_at=AT)

    assert client_sheet(all_scope(), client).managers == ()
    Assignment.create(client=client, user=user, created_at=AT)
    assert [line.name for line in client_sheet(all_scope(), client).managers] == ["Luc"]
