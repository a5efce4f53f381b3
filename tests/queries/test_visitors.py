"""Who a session's token stands for, and when it stands for nobody."""

import dataclasses
from datetime import timedelta

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.domain.sessions import CLIENT_IDLE, LONGEST, STAFF_IDLE, UNPROVEN_LIVES
from dpa_manager.domain.tokens import token_hash
from dpa_manager.models import Client, Membership, Session, Setting, StaffRole, User
from dpa_manager.queries.visitors import is_still_open, standing_of, visitor_by_token
from tests.actions.signed_in import a_client_person, a_member_of_staff, a_user
from tests.factories import a_client

TOKEN = "a token of the tests"  # noqa: S105


def a_session(user, toolbox, **columns):
    given = {
        "token_hash": token_hash(TOKEN),
        "user": user,
        "client": standing_of(user.id).first_client_id,
        "stage": "open",
        "way": "password",
        "started_at": toolbox.now(),
        "seen_at": toolbox.now(),
        "fresh_at": toolbox.now(),
    }
    return Session.create(**(given | columns))


def visitor(toolbox, token=TOKEN):
    return visitor_by_token(token, now=toolbox.now())


@pytest.fixture
def staff(toolbox):
    user = a_member_of_staff(toolbox, "dpo", "signatory", password="", language="fr")
    a_session(user, toolbox)
    return user


@pytest.fixture
def person(toolbox):
    user = a_client_person(toolbox, password="")
    a_session(user, toolbox)
    return user


def test_a_member_of_staff_is_known_with_all_roles(toolbox, staff):
    found = visitor(toolbox)
    assert (found.email, found.language, found.is_staff) == (staff.email, "fr", True)
    assert found.roles == {"dpo", "signatory"}
    assert (found.seats, found.seat) == ((), None)
    assert (found.seen_at, found.fresh_at) == (toolbox.now(), toolbox.now())


def test_a_person_of_clients_is_known_with_the_seat_they_act_from(toolbox):
    one, two = (a_client(legal_name=name, register_no=name) for name in ("Alfa", "Beta"))
    user = a_client_person(toolbox, one, two, password="")
    Membership.create(client=two, user=user, role="client-signatory", created_at=toolbox.now())
    a_session(user, toolbox, client=two)
    found = visitor(toolbox)
    assert (found.seat.name, found.roles) == ("Beta", {"client-reader", "client-signatory"})
    assert [(seat.name, set(seat.roles)) for seat in found.seats] == [
        ("Alfa", {"client-reader"}),
        ("Beta", {"client-reader", "client-signatory"}),
    ]


@pytest.mark.parametrize("token", ["", "another", TOKEN + " ", "\x00", "\ud800", "é"])
def test_an_unknown_token_is_nobodys(toolbox, staff, token):
    assert visitor(toolbox, token) is None
    assert visitor(toolbox)


def test_the_hash_of_a_token_is_no_token(toolbox, staff):
    assert visitor(toolbox, Session.get().token_hash) is None


def end_session(toolbox):
    Session.update(ended_at=toolbox.now()).execute()


def deactivate(toolbox):
    User.update(is_active=False).execute()


def take_roles(toolbox):
    StaffRole.delete().execute()


def take_seats(toolbox):
    Membership.delete().execute()


def close_client(toolbox):
    Client.update(is_active=False).execute()


def promote(toolbox):
    StaffRole.create(user=User.get(), role="admin")


def demote(toolbox):
    StaffRole.delete().execute()
    Membership.create(
        client=a_client(), user=User.get(), role="client-reader", created_at=toolbox.now()
    )


def move(toolbox):
    other = a_client(legal_name="Elsewhere", register_no="9")
    Membership.update(client=other).execute()


@pytest.mark.parametrize("change", [end_session, deactivate, take_roles, demote])
def test_staff_who_lost_what_let_them_in_are_nobody_at_once(toolbox, staff, change):
    assert visitor(toolbox)
    change(toolbox)
    assert visitor(toolbox) is None


@pytest.mark.parametrize(
    "change", [end_session, deactivate, take_seats, close_client, promote, move]
)
def test_persons_of_clients_who_lost_it_are_nobody_at_once(toolbox, person, change):
    assert visitor(toolbox)
    change(toolbox)
    assert visitor(toolbox) is None


def test_a_second_seat_does_not_stand_in_for_a_lost_one(toolbox, person):
    other = a_client(legal_name="Another", register_no="9")
    Membership.create(client=other, user=person, role="client-signatory", created_at=toolbox.now())
    assert visitor(toolbox).seat.name == "Lichtpunt Energie CV"
    Membership.delete().where(Membership.client != other).execute()
    assert visitor(toolbox) is None


@pytest.mark.parametrize(
    ("who", "idle"), [("staff", STAFF_IDLE), ("person", CLIENT_IDLE)], ids=["staff", "client"]
)
def test_an_idle_session_ends_by_itself(toolbox, clock, request, who, idle):
    request.getfixturevalue(who)
    clock.move(seconds=idle.total_seconds() - 1)
    assert visitor(toolbox)
    clock.move(seconds=1)
    assert visitor(toolbox) is None


def test_a_session_in_use_ends_after_twelve_hours(toolbox, clock, staff):
    for left, is_known in [(timedelta(seconds=1), True), (timedelta(0), False)]:
        clock.instant = Session.get().started_at + LONGEST - left
        Session.update(seen_at=toolbox.now()).execute()
        assert (visitor(toolbox) is not None) is is_known


@pytest.mark.parametrize("stage", ["factor", "enrol"])
def test_a_session_that_is_not_proven_lives_a_quarter_of_an_hour(toolbox, clock, staff, stage):
    Session.update(stage=stage).execute()
    clock.instant += UNPROVEN_LIVES - timedelta(seconds=1)
    Session.update(seen_at=toolbox.now()).execute()
    found = visitor(toolbox)
    assert (found.stage, found.is_open, found.may("client.read")) == (stage, False, False)
    clock.move(seconds=1)
    assert visitor(toolbox) is None


@pytest.mark.parametrize("value", [None, False, True])
def test_the_firms_choice_for_managers_is_known(toolbox, staff, value):
    if value is not None:
        Setting.create(name="managers_see_only_assigned", value=value, changed_at=toolbox.now())
    assert visitor(toolbox).sees_only_assigned is bool(value)


def test_who_asks_costs_two_queries_however_many_seats(toolbox):
    user = a_user()
    for number in range(20):
        client = a_client(legal_name=f"Client {number:02}", register_no=str(number))
        for role in ("client-reader", "client-signatory"):
            Membership.create(client=client, user=user, role=role, created_at=toolbox.now())
    a_session(user, toolbox)
    with count_queries() as counter:
        assert len(visitor(toolbox).seats) == 20
    assert counter.count == 2
    session_id = Session.get().id
    with count_queries() as counter:
        assert is_still_open(session_id)
    assert counter.count == 1


def test_a_session_is_open_until_it_is_ended(toolbox, staff):
    session = Session.get()
    assert is_still_open(session.id)
    assert not is_still_open(session.id + 1)
    end_session(toolbox)
    assert not is_still_open(session.id)


def test_nobody_has_no_standing(toolbox):
    assert not standing_of(0).is_anybody
    assert dataclasses.astuple(standing_of(a_user().id)) == (frozenset(), ())
