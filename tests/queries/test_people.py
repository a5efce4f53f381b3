"""People as queries find them: whose people a visitor reaches, and who came in."""

import pytest

from dpa_manager.actions import inviting
from dpa_manager.domain.errors import Forbidden, NotFound, Refused
from dpa_manager.models import Assignment, OneTimeLink, Session, User
from dpa_manager.queries.listing import Asked, page_of
from dpa_manager.queries.people import (
    client_by_words,
    has_come_in,
    membership_of,
    people_lines,
    person_sheet,
)
from dpa_manager.queries.people_lists import people_list
from dpa_manager.queries.scope import Scope
from tests.actions.people import came_in, client_named, person_of, signed_in, staff
from tests.actions.started import doing


def scope_of(user, toolbox):
    return Scope(signed_in(user, toolbox)[0])


def people(scope, *, now, **asked):
    """The lines of a page of the list."""
    return people_lines(scope, page_of(people_list(scope), Asked(**asked)).rows, now=now)


def names(lines):
    return [line.name for line in lines]


def test_a_client_signatory_manages_the_people_of_the_own_client_alone(toolbox):
    mine, other = client_named(toolbox), client_named(toolbox, "Other")
    signatory = person_of(mine, toolbox, "Greet", role="client-signatory")
    person_of(mine, toolbox, "An")
    stranger = person_of(other, toolbox, "Bo")
    scope = scope_of(signatory, toolbox)
    assert scope.client(mine.public_id, act="team.write") == mine
    with pytest.raises(NotFound):
        scope.client(other.public_id, act="team.write")
    assert {row.user.name for row in scope.memberships("team.write")} == {"Greet", "An"}
    for client in (mine, other):
        with pytest.raises(NotFound):
            membership_of(scope, client.public_id, stranger.public_id, act="team.write")


def test_a_client_reader_sees_the_people_of_the_own_client_and_changes_none(toolbox):
    mine = client_named(toolbox)
    reader = person_of(mine, toolbox, "An")
    scope = scope_of(reader, toolbox)
    assert [row.user.name for row in scope.memberships()] == ["An"]
    assert list(scope.memberships("team.write")) == []
    with pytest.raises(Forbidden):
        scope.client(mine.public_id, act="team.write")


def test_who_acts_for_two_clients_manages_the_one_they_act_for_now(toolbox):
    first, second = client_named(toolbox, "Aa"), client_named(toolbox, "Bb")
    both = person_of(first, toolbox, "Greet", role="client-signatory")
    person_of(second, toolbox, "Greet", role="client-signatory")
    scope = scope_of(both, toolbox)
    assert [row.client_id for row in scope.memberships("team.write")] == [first.id]


def test_a_clients_people_are_searched_among_the_own_people_alone(toolbox):
    mine, other = client_named(toolbox), client_named(toolbox, "Other")
    signatory = person_of(mine, toolbox, "Greet", role="client-signatory")
    person_of(other, toolbox, "Greta")
    scope, now = scope_of(signatory, toolbox), toolbox.now()
    assert names(people(scope, now=now)) == ["Greet"]
    for words in ("Gret", "Other", "client.example"):
        assert "Greta" not in names(people(scope, now=now, search=words))


def test_somebody_who_acts_elsewhere_too_shows_no_foreign_client(toolbox):
    mine, other = client_named(toolbox), client_named(toolbox, "Other")
    signatory = person_of(mine, toolbox, "Greet", role="client-signatory")
    person_of(mine, toolbox, "Bo")
    person_of(other, toolbox, "Bo")
    scope, now = scope_of(signatory, toolbox), toolbox.now()
    page = people(scope, now=now)
    assert {seat.client for line in page for seat in line.seats} == {mine.legal_name}
    assert names(people(scope, now=now, search="Other")) == []


def test_whether_somebody_came_in_is_told_by_links_and_passwords(toolbox, clock):
    client = client_named(toolbox)
    never = person_of(client, toolbox, "Never")
    invited = person_of(client, toolbox, "Invited")
    old = person_of(client, toolbox, "Old")
    inside = person_of(client, toolbox, "Inside")
    inviting.invite_again(old, **doing(toolbox))
    clock.move(days=8)
    inviting.invite_again(invited, **doing(toolbox))
    came_in(inside, toolbox)
    scope = scope_of(staff(toolbox, "Mira", "admin"), toolbox)
    page = people(scope, now=toolbox.now())
    told = {line.name: line.arrival for line in page}
    assert told == {
        "Never": "never", "Invited": "invited", "Old": "expired", "Inside": "came_in",
        "Mira": "never",
    }  # fmt: skip
    assert [has_come_in(user) for user in (never, invited, old, inside)] == [
        False, False, False, True,
    ]  # fmt: skip
    OneTimeLink.update(withdrawn_at=toolbox.now()).where(OneTimeLink.user == invited).execute()
    assert person_sheet(scope, invited, now=toolbox.now()).line.arrival == "never"


def test_a_sheet_tells_sessions_that_are_open_and_clients_looked_after(toolbox):
    client, els = client_named(toolbox), staff(toolbox, "Els", "account-manager")
    Assignment.create(client=client, user=els, created_at=toolbox.now())
    scope = scope_of(staff(toolbox, "Mira", "admin"), toolbox)
    for _ in range(2):
        signed_in(els, toolbox)
    first = Session.select().where(Session.user == els).first()
    first.ended_at = toolbox.now()
    first.save()
    sheet = person_sheet(scope, els, now=toolbox.now())
    assert sheet.session_count == 1
    assert sheet.line.seen_at == toolbox.now()
    assert [line.client for line in sheet.managed] == [client.legal_name]
    assert sheet.has_factor is False


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"role": "admin"}, ["Mira"]),
        ({"role": "client-signatory"}, ["Greet"]),
        ({"role": "client-reader"}, ["An"]),
        ({"access": "no"}, ["An"]),
        ({"access": "yes", "role": "client-reader"}, []),
    ],
)
def test_people_are_found_by_role_and_by_access(toolbox, filters, found):
    client = client_named(toolbox)
    person_of(client, toolbox, "Greet", role="client-signatory")
    User.update(is_active=False).where(User.id == person_of(client, toolbox, "An").id).execute()
    scope = scope_of(staff(toolbox, "Mira", "admin"), toolbox)

    assert names(people(scope, now=toolbox.now(), filters=filters)) == found


def test_a_client_is_named_by_number_name_or_id_and_only_where_one_may(toolbox, clock):
    client = client_named(toolbox)
    els = staff(toolbox, "Els", "account-manager")
    scope = scope_of(els, toolbox)
    for words in (client.legal_name, client.public_id):
        with pytest.raises(Refused):
            client_by_words(scope, words, act="team.write")
    Assignment.create(client=client, user=els, created_at=toolbox.now())
    for words in (client.legal_name, client.public_id):
        assert client_by_words(scope, words, act="team.write") == client
    clock.move(minutes=1)
    client_named(toolbox)
    Assignment.create(client=client.id + 1, user=els, created_at=toolbox.now())
    for words in (client.legal_name, "", "%", "no such client"):
        with pytest.raises(Refused):
            client_by_words(scope, words, act="team.write")
