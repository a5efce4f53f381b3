"""The team as a client sees it: nothing of what its people are elsewhere shows."""

from datetime import timedelta

import pytest

from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.sessions import OPEN, PASSWORD
from dpa_manager.domain.tokens import new_token, token_hash
from dpa_manager.domain.visitors import Seat
from dpa_manager.models import Credential, Membership, Session, User
from dpa_manager.queries.portal_team import colleague, own_membership, team_of
from tests.factories import AT, a_client
from tests.queries.test_scope import scope_of


def a_member(client, name, **columns):
    """Somebody who acts for this client, as a reader."""
    user = User.get_or_none(User.name == name) or User.create(
        email=f"{name.lower()}@example.be", name=name, created_at=AT, **columns
    )
    Membership.create(client=client, user=user, role="client-reader", created_at=AT)
    return user


def has_password(user):
    hashed = "no secret"
    Credential.create(user=user, password_hash=hashed, password_changed_at=AT)
    return user


def was_here(user, client):
    Session.create(
        token_hash=token_hash(new_token()),
        user=user,
        client=client,
        stage=OPEN,
        way=PASSWORD,
        started_at=AT,
        seen_at=AT,
        fresh_at=AT,
        ended_at=AT + timedelta(hours=1),
    )


@pytest.fixture
def client(db):
    return a_client()


@pytest.fixture
def other(db):
    return a_client(legal_name="Brouwershof Retail NV")


@pytest.fixture
def scope(client):
    """What Greet sees, who signs for the client."""
    greet = a_member(client, "Greet")
    roles = frozenset({"client-signatory"})
    seat = Seat(client.id, client.public_id, client.legal_name, roles)
    return scope_of(user_id=greet.id, staff_roles=frozenset(), seats=(seat,), seat=seat)


def told(scope):
    """What the list tells of each person besides Greet."""
    return {one.email: (one.name, one.has_come_in) for one in team_of(scope) if not one.is_self}


def test_somebody_known_to_another_client_looks_like_anybody_who_was_just_invited(
    scope, client, other
):
    known = has_password(a_member(other, "Dirk"))
    was_here(known, other)
    a_member(client, "Dirk")
    a_member(client, "Joris")

    assert told(scope) == {"dirk@example.be": ("", False), "joris@example.be": ("", False)}


def test_who_came_in_for_this_client_has_a_name(scope, client, other):
    has_password(a_member(client, "Joris"))
    shared = a_member(other, "Dirk")
    a_member(client, "Dirk")
    was_here(shared, client)

    assert told(scope) == {"dirk@example.be": ("Dirk", True), "joris@example.be": ("Joris", True)}


def test_only_the_own_team_is_there(scope, client, other):
    stranger = a_member(other, "Dirk")
    joris = a_member(client, "Joris")

    assert {one.email for one in team_of(scope)} == {"greet@example.be", "joris@example.be"}
    assert colleague(scope, own_membership(scope, joris.public_id, act="team.write")).role
    with pytest.raises(NotFound):
        own_membership(scope, stranger.public_id, act="team.write")
