"""The scope: each visitor reaches what the table of permissions gives, and nothing else."""

import pytest

from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.domain.errors import Forbidden, NotFound
from dpa_manager.domain.permissions import SENT_STATES
from dpa_manager.domain.visitors import Seat, Visitor
from dpa_manager.models import Assignment, Membership, OutgoingMail, User
from dpa_manager.queries.scope import Scope
from tests.factories import AT, a_client, a_document, a_version, an_engagement


class House:
    """Two clients, each with an engagement, an agreement, a document and a person."""

    def __init__(self):
        self.manager = User.create(email="els@kbits.example", name="Els", created_at=AT)
        self.mine = Tenant("Lichtpunt")
        self.other = Tenant("Brouwershof")
        Assignment.create(client=self.mine.client, user=self.manager, created_at=AT)

    def staff(self, *roles, **more):
        return scope_of(user_id=self.manager.id, staff_roles=frozenset(roles), **more)

    def person(self, role="client-reader", tenant=None, **more):
        client = (tenant or self.mine).client
        seat = Seat(client.id, client.public_id, client.legal_name, frozenset({role}))
        return scope_of(user_id=0, seats=(seat,), seat=seat, **more)


class Tenant:
    def __init__(self, name):
        self.client = a_client(legal_name=name)
        self.engagement = an_engagement(self.client)
        self.version = a_version(self.engagement)
        self.agreement = self.version.agreement
        self.document = a_document("0" * 64, version=self.version)
        self.user = User.create(email=f"{name}@client.example", name=name, created_at=AT)
        Membership.create(client=self.client, user=self.user, role="client-reader", created_at=AT)
        self.mail = OutgoingMail.create(
            key=name,
            message_id=f"<{name}@kbits.example>",
            kind="client-added",
            language="nl",
            recipient=self.user.email,
            client=self.client,
            next_at=AT,
            created_at=AT,
        )

    def put(self, state):
        self.agreement.state = state
        self.agreement.save()


def scope_of(**given):
    common = {
        "public_id": "visitor",
        "name": "Visitor",
        "email": "visitor@kbits.example",
        "language": "nl",
        "staff_roles": frozenset(),
        "seats": (),
        "seat": None,
        "session_id": 1,
        "session": "session",
        "stage": "open",
        "fresh_at": AT,
    }
    return Scope(Visitor(**(common | given)))


@pytest.fixture
def house(db):
    return House()


def reached(scope, house):
    """For each tenant what the scope gives of it, by noun."""
    nouns = {
        "client": scope.client,
        "engagement": scope.engagement,
        "agreement": scope.agreement,
        "document": scope.document,
        "user": scope.user,
        "mail": scope.mail,
    }
    return {
        name: {noun for noun, find in nouns.items() if gives(find, getattr(tenant, noun))}
        for name, tenant in (("mine", house.mine), ("other", house.other))
    }


def gives(find, row):
    try:
        return find(row.public_id) == row
    except NotFound:
        return False


ALL = {"client", "engagement", "agreement", "document", "user", "mail"}


@pytest.mark.parametrize(
    ("role", "mine", "other"),
    [
        ("account-manager", ALL, ALL - {"mail"}),
        ("dpo", ALL, ALL),
        ("signatory", ALL - {"user", "mail"}, ALL - {"user", "mail"}),
        ("admin", {"user", "mail"}, {"user", "mail"}),
    ],
)
def test_staff_reach_what_their_role_gives(house, role, mine, other):
    assert reached(house.staff(role), house) == {"mine": mine, "other": other}


def test_a_manager_who_sees_only_assigned_clients_reaches_no_other(house):
    scope = house.staff("account-manager", sees_only_assigned=True)

    assert reached(scope, house) == {"mine": ALL, "other": set()}


@pytest.mark.parametrize("role", ["client-reader", "client-signatory"])
def test_a_person_of_a_client_reaches_nothing_of_another(house, role):
    for tenant in (house.mine, house.other):
        tenant.put("in_force")

    assert reached(house.person(role), house) == {"mine": ALL - {"mail"}, "other": set()}


@pytest.mark.parametrize("state", AGREEMENT_STATES)
def test_a_client_sees_an_agreement_and_its_files_once_it_was_sent(house, state):
    house.mine.put(state)
    scope = house.person()

    is_seen = gives(scope.agreement, house.mine.agreement)

    assert is_seen == gives(scope.document, house.mine.document) == (state in SENT_STATES)
    assert gives(scope.engagement, house.mine.engagement)


@pytest.mark.parametrize("stage", ["factor", "enrol"])
def test_somebody_half_signed_in_reaches_nothing(house, stage):
    nothing = {"mine": set(), "other": set()}

    assert reached(house.staff("dpo", stage=stage), house) == nothing
    assert reached(house.person(stage=stage), house) == nothing


def test_somebody_without_role_or_client_reaches_nothing(house):
    assert reached(scope_of(user_id=0), house) == {"mine": set(), "other": set()}


def test_a_manager_changes_the_own_clients_and_only_sees_the_others(house):
    scope = house.staff("account-manager")

    assert scope.engagement(house.mine.engagement.public_id, act="engagement.write")
    with pytest.raises(Forbidden):
        scope.engagement(house.other.engagement.public_id, act="engagement.write")
    with pytest.raises(Forbidden):
        scope.client(house.other.client.public_id, act="client.write")


def test_what_a_manager_may_not_see_is_not_found_rather_than_forbidden(house):
    scope = house.staff("account-manager", sees_only_assigned=True)

    with pytest.raises(NotFound):
        scope.engagement(house.other.engagement.public_id, act="engagement.write")


def test_an_act_holds_in_its_states_alone(house):
    scope = house.staff("dpo")
    house.mine.put("draft")

    assert scope.agreement(house.mine.agreement.public_id, act="agreement.draft")
    house.mine.put("in_force")
    with pytest.raises(Forbidden):
        scope.agreement(house.mine.agreement.public_id, act="agreement.draft")


def test_foreign_and_absent_raise_the_same(house):
    scope = house.person()

    with pytest.raises(NotFound) as foreign:
        scope.engagement(house.other.engagement.public_id)
    with pytest.raises(NotFound) as absent:
        scope.engagement("not-there")
    with pytest.raises(NotFound) as unaskable:
        scope.engagement("\x00")
    assert foreign.value.args == absent.value.args == unaskable.value.args


def test_an_agreement_whose_engagement_is_of_another_client_is_nobodys(house):
    house.mine.agreement.engagement = house.other.engagement
    house.mine.agreement.save()
    house.mine.put("in_force")

    assert not gives(house.person().agreement, house.mine.agreement)
    assert not gives(house.staff("dpo").agreement, house.mine.agreement)
    assert not gives(house.staff("dpo").document, house.mine.document)


def test_mails_of_the_firm_itself_are_seen_by_those_who_see_all(house):
    OutgoingMail.update(client=None).where(OutgoingMail.id == house.mine.mail.id).execute()

    assert not gives(house.staff("account-manager").mail, house.mine.mail)
    assert gives(house.staff("admin").mail, house.mine.mail)
