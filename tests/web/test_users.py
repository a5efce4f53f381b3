"""Pages about people: who sees them, what they show, and what their buttons do."""

from datetime import timedelta

import pytest

from dpa_manager.actions import assigning, inviting
from dpa_manager.models import (
    Assignment,
    Client,
    Membership,
    OneTimeLink,
    OutgoingMail,
    Session,
    StaffRole,
    User,
)
from dpa_manager.queries.people import role_keys
from tests.actions.complete_house import doing
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in


@pytest.fixture
def client(house):
    """The client of the complete house."""
    return Client.get()


@pytest.fixture
def admin(app):
    """The browser of an administrator who is no account manager."""
    return sign_in(app, a_member_of_staff("admin", name="Ada"))


@pytest.fixture
def officer(app):
    """The browser of a data protection officer, who reads."""
    return sign_in(app, a_member_of_staff("dpo", name="Dora"))


def manager(app, client=None):
    """The browser of an account manager, who looks after `client`."""
    user = a_member_of_staff("account-manager", name="Els")
    if client:
        Assignment.create(client=client, user=user, created_at=app.extensions["house"].now())
    return sign_in(app, user)


def path_of(user, act=""):
    return f"/admin/users/{user.public_id}{act and '/' + act}"


def seat_path(client, user, act=""):
    return f"/clients/{client.public_id}/users/{user.public_id}{act and '/' + act}"


@pytest.mark.parametrize("path", ["/admin/users", "/admin/users/new", "/admin/users/new/client"])
def test_pages_about_people_are_for_those_who_may(app, client, path):
    readers = {"/admin/users": {"dpo", "admin"}, "/admin/users/new": {"admin"}}
    allowed = readers.get(path, {"account-manager", "admin"})
    for role in ("account-manager", "dpo", "signatory", "admin"):
        answer = sign_in(app, a_member_of_staff(role)).get(path)
        assert answer.status_code == (200 if role in allowed else 403), role
    signatory = sign_in(app, a_person_of(client, "client-signatory"))
    assert signatory.get(path).status_code == 403


def test_the_list_says_what_everybody_is_and_whether_they_came_in(admin, house, client):
    inviting.invite_staff(
        inviting.TypedUser("lotte@kbits.example", "Lotte"), roles=["dpo"], **doing(house)
    )
    a_person_of(client, "client-signatory", name="Greet", email="greet@client.example")
    page = admin.get("/admin/users?language=en").text
    for words in ("Lotte", "invited", "Greet", client.legal_name, "signatory", "not invited yet"):
        assert words in page


@pytest.mark.parametrize(
    ("words", "found"),
    [("lotte", True), ("LOTTE@kb", True), ("Gezinshulp", False), ("%", False), ("zzz", False)],
)
def test_people_are_found_by_name_address_and_client(admin, client, words, found):
    a_member_of_staff("dpo", name="Lotte Baert", email="lotte@kbits.example")
    a_person_of(client, name="Greet", email="greet@client.example")
    page = admin.get("/admin/users", query_string={"q": words}).text
    assert ("Lotte Baert" in page) is found
    assert ("greet@client.example" in page) is (words == "Gezinshulp")


def test_a_long_list_goes_on_where_the_page_ended(admin):
    for number in range(60):
        a_member_of_staff("dpo", name=f"Person {number:02}")
    seen, path = [], "/admin/users?q=Person"
    while path:
        page = admin.get(path).text
        seen += [line.split("<")[0] for line in page.split('">Person ')[1:]]
        path = page.split('class="next" href="')[1].split('"')[0] if 'rel="next"' in page else ""
        path = path.replace("&amp;", "&")
    assert seen == [f"{number:02}" for number in range(60)]


def test_staff_are_invited_by_mail_and_the_page_shows_no_link(admin):
    typed = {"name": "Lotte", "email": "Lotte@kbits.example", "language": "fr"}
    answer = admin.submit("/admin/users/new", typed | {"role": ["dpo", "signatory"]})
    assert answer.status_code == 303
    user = User.get(User.email == "lotte@kbits.example")
    assert (user.language, role_keys(user)) == ("fr", ("dpo", "signatory"))
    assert OutgoingMail.get().kind == "staff-invitation"
    page = admin.get(answer.location).text
    assert "Lotte" in page
    assert "/m/" not in page
    again = admin.submit("/admin/users/new", typed | {"role": ["dpo"]})
    assert again.status_code == 400
    assert User.select().where(User.name == "Lotte").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"role": []}, "role"),
        ({"role": ["root"]}, "role"),
        ({"role": ["client-reader"]}, "role"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(admin, changed, field):
    typed = {"name": "Lotte", "email": "lotte@kbits.example", "language": "fr", "role": ["dpo"]}
    before = User.select().count()
    answer = admin.submit("/admin/users/new", typed | changed)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text
    for name in {"name", "email"} - set(changed):
        assert typed[name] in answer.text
    assert (User.select().count(), OutgoingMail.select().count()) == (before, 0)


def test_a_person_of_a_client_is_invited_by_whoever_looks_after_it(app, client):
    els = manager(app, client)
    page = els.get(f"/admin/users/new/client?client={client.public_id}").text
    assert client.public_id in page
    typed = {"name": "Greet", "email": "greet@client.example", "language": "nl"}
    for named in (client.public_id, "0999.002.010", client.legal_name):
        Membership.delete().execute()
        sent = typed | {"client": named, "role": "client-signatory"}
        answer = els.submit("/admin/users/new/client", sent)
        assert answer.status_code == 303, named
        seat = Membership.get()
        assert (seat.client_id, seat.role) == (client.id, "client-signatory")
    page = els.get(answer.location).text
    assert "Greet" in page
    assert "/m/" not in page


def test_nobody_invites_for_a_client_that_is_not_theirs(app, client):
    els, other = manager(app, client), a_client(legal_name="Other")
    typed = {"name": "Greet", "email": "g@x.example", "language": "nl", "role": "client-reader"}
    for named in (other.public_id, "Other", "Nobody"):
        answer = els.submit("/admin/users/new/client", typed | {"client": named})
        assert answer.status_code == 400
        assert 'href="#client"' in answer.text
    assert Membership.select().count() == OutgoingMail.select().count() == 0


def test_roles_are_changed_by_boxes_and_the_last_administrator_stays(admin):
    user = a_member_of_staff("dpo", name="Lotte")
    changed = admin.submit(path_of(user, "roles"), {"role": ["signatory"]}, on=path_of(user))
    assert changed.status_code == 303
    assert role_keys(user) == ("signatory",)
    StaffRole.delete().where(StaffRole.role == "admin").execute()
    ada = User.get(User.name == "Ada")
    StaffRole.create(user=ada, role="admin")
    answer = admin.submit(path_of(ada, "roles"), {"role": ["dpo"]}, on=path_of(ada))
    assert answer.status_code == 400
    assert 'class="error-summary"' in answer.text
    assert "admin" in role_keys(ada)


ACTS = ("roles", "clients", "invite", "end-sessions", "reset-factor", "deactivate", "reactivate")


@pytest.mark.parametrize("act", ACTS)
def test_who_only_reads_changes_nobody(officer, admin, act):
    user = a_member_of_staff("account-manager")
    token = officer.get("/me").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = officer.post(path_of(user, act), data={"csrf_token": token})
    assert answer.status_code == 403
    assert User.get_by_id(user.id).is_active
    assert f'action="{path_of(user, act)}"' not in officer.get(path_of(user)).text


@pytest.mark.parametrize("act", [act for act in ACTS if act != "clients"])
def test_what_is_delicate_asks_for_a_fresh_proof(admin, act):
    user = a_member_of_staff("account-manager")
    token = admin.get("/me").text.split('name="csrf_token" value="')[1].split('"')[0]
    Session.update(fresh_at=Session.get().fresh_at - timedelta(minutes=11)).execute()
    page = admin.get(path_of(user)).text
    assert "/login/again" in page
    assert f'action="{path_of(user, act)}"' not in page
    answer = admin.post(path_of(user, act), data={"csrf_token": token, "role": "admin"})
    assert answer.status_code == 303
    assert "/login/again" in answer.location
    assert role_keys(user) == ("account-manager",)
    assert User.get_by_id(user.id).is_active


def test_buttons_end_sessions_and_access_and_give_it_again(app, admin):
    user = a_member_of_staff("dpo")
    theirs = sign_in(app, user)
    assert theirs.get("/me").status_code == 200
    assert admin.submit(path_of(user, "end-sessions"), on=path_of(user)).status_code == 303
    assert theirs.get("/me").status_code == 303
    assert admin.submit(path_of(user, "deactivate"), on=path_of(user)).status_code == 303
    assert not User.get_by_id(user.id).is_active
    assert "deactivate" not in admin.get(path_of(user)).text
    assert admin.submit(path_of(user, "reactivate"), on=path_of(user)).status_code == 303
    assert User.get_by_id(user.id).is_active


def test_an_administrator_who_ends_their_own_access_is_out(app, admin):
    a_member_of_staff("admin")
    ada = User.get(User.name == "Ada")
    assert admin.submit(path_of(ada, "deactivate"), on=path_of(ada)).status_code == 303
    assert "/login" in admin.get("/admin/users").location


def test_an_invitation_goes_again_only_to_who_never_came_in(admin, house):
    user = a_member_of_staff("dpo")
    assert admin.submit(path_of(user, "invite"), on=path_of(user)).status_code == 303
    OneTimeLink.update(used_at=house.now()).execute()
    answer = admin.submit(path_of(user, "invite"), on=path_of(user))
    assert answer.status_code == 400
    assert OutgoingMail.select().count() == 1


def test_an_administrator_assigns_clients_by_name_or_number(admin, client):
    user = a_member_of_staff("account-manager")
    path = path_of(user, "clients")
    answer = admin.submit(path, {"client": client.legal_name}, on=path_of(user))
    assert answer.status_code == 303
    assert Assignment.get().client_id == client.id
    assert admin.submit(path, {"client": "Nobody"}, on=path_of(user)).status_code == 400
    lotte = a_member_of_staff("dpo")
    refused = admin.submit(
        path_of(lotte, "clients"), {"client": client.legal_name}, on=path_of(user)
    )
    assert refused.status_code == 400
    assert Assignment.select().count() == 1


def test_an_account_manager_hands_a_client_over(app, client, house):
    els, yassine = manager(app, client), a_member_of_staff("account-manager", name="Yassine")
    path = f"/clients/{client.public_id}/managers"
    assert els.submit(path, {"manager": yassine.public_id}).status_code == 303
    assert Assignment.select().count() == 2
    mine = Assignment.select().order_by(Assignment.id).first()
    gone = User.get_by_id(mine.user_id)
    answer = els.submit(f"{path}/{gone.public_id}/end", on=path)
    assert answer.status_code == 303
    assert [row.user_id for row in Assignment.select()] == [yassine.id]
    assert els.get(path).status_code == 403


def test_a_foreign_client_or_manager_is_not_found_when_assigning(app, client):
    els, other = manager(app, client), a_client(legal_name="Other")
    lotte = a_member_of_staff("dpo")
    path = f"/clients/{client.public_id}/managers"
    assert els.get(f"/clients/{other.public_id}/managers").status_code == 403
    assert els.get("/clients/nowhere/managers").status_code == 404
    assert els.submit(path, {"manager": lotte.public_id}).status_code == 400
    assert els.submit(f"{path}/{lotte.public_id}/end", on=path).status_code == 404
    assert Assignment.select().count() == 1


def test_a_membership_is_changed_ended_and_found_only_at_its_client(app, client, house):
    other = a_client(legal_name="Other")
    user = a_person_of(client)
    stranger = a_person_of(other)
    els = manager(app, client)
    page = seat_path(client, user)
    changed = els.submit(f"{page}/role", {"role": "client-signatory"}, on=page)
    assert changed.status_code == 303
    assert Membership.get(Membership.user == user).role == "client-signatory"
    assert els.submit(f"{page}/invite", on=page).status_code == 303
    for path, code in (
        (seat_path(client, stranger), 404),
        (seat_path(other, stranger), 403),
        (seat_path(other, user), 403),
    ):
        assert els.get(path).status_code == code
        assert els.submit(f"{path}/end", on=page).status_code == code
    assert els.submit(f"{page}/end", on=page).status_code == 303
    assert [row.user_id for row in Membership.select()] == [stranger.id]


def test_who_looks_after_nobody_changes_no_membership(app, client):
    user = a_person_of(client)
    els = manager(app)
    assert els.get(seat_path(client, user)).status_code == 403
    assigning.assign_manager(client, User.get(User.name == "Els"), **doing(app.extensions["house"]))
    assert els.get(seat_path(client, user)).status_code == 200


def test_a_clients_page_leads_to_its_people_where_the_reader_may_change_them(app, client):
    user = a_person_of(client)
    ways = (seat_path(client, user), f"/clients/{client.public_id}/managers", "new/client?client=")
    page = manager(app, client).get(f"/clients/{client.public_id}").text
    assert all(way in page for way in ways)
    for other in (manager(app), sign_in(app, a_member_of_staff("signatory"))):
        page = other.get(f"/clients/{client.public_id}").text
        assert user.name in page
        assert not any(way in page for way in ways)
