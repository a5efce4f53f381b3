"""`user` and the first way in: links printed for staff alone, people let in and out."""

import pytest

from tests.actions.complete_house import BY
from tests.actions.complete_house import CLIENT as ORGANISATION
from tests.cli.calling import call, one_object, rows, told_error

KBO = ORGANISATION.register_no
STAFF = ("--email", "Ann@kbits.example", "--name", "Ann", "--role", "dpo", "--role", "signatory")
READER = (
    "--email", "greet@client.example", "--name", "Greet", "--role", "client-reader",
    "--client", KBO,
)  # fmt: skip


@pytest.fixture
def home(complete_sqlite_url, tmp_path):
    """The home of a copy of the complete house."""
    return tmp_path


def answer(home, *arguments):
    return one_object(call(home, "user", *arguments, "--json").stdout)


def links_of(home, email):
    """The purposes of this person's links that still work."""
    query = (
        "SELECT purpose FROM one_time_link JOIN user ON user.id = user_id"
        " WHERE email = ? AND used_at IS NULL AND withdrawn_at IS NULL"
    )
    return [purpose for (purpose,) in rows(home, query, email)]


def test_staff_are_invited_by_a_link_that_is_printed(home):
    told = answer(home, "add", *STAFF)
    assert told["email"] == "ann@kbits.example"
    assert told["roles"] == ["dpo", "signatory"]
    assert told["link"].startswith("http://127.0.0.1:8000/m/")
    assert links_of(home, "ann@kbits.example") == ["invitation"]
    again = call(home, "user", "link", "ann@kbits.example").stdout.splitlines()
    assert again[-1].startswith("http://127.0.0.1:8000/m/")
    assert again[-1] != told["link"]
    assert links_of(home, "ann@kbits.example") == ["invitation"]


def test_a_clients_link_is_printed_nowhere(home):
    added = call(home, "user", "add", *READER)
    told = answer(home, "link", "greet@client.example")
    lines = call(home, "user", "link", "greet@client.example")
    assert "link" not in told
    for text in (added.stdout, added.stderr, lines.stdout, lines.stderr, str(told)):
        assert "/m/" not in text
    assert "waits in the outbox" in added.stdout
    mails = rows(home, "SELECT kind, recipient FROM outgoing_mail")
    assert mails == [("client-invitation", "greet@client.example")] * 3
    ((content,),) = rows(home, "SELECT group_concat(content, ' ') FROM outgoing_mail")
    assert "/m/" not in content


@pytest.mark.parametrize(("given", "language"), [((), "nl"), (("--language", "fr"), "fr")])
def test_a_person_of_a_client_is_written_to_in_the_clients_language(home, given, language):
    call(home, "user", "add", *READER, *given)
    assert rows(home, "SELECT language FROM outgoing_mail") == [(language,)]


def test_roles_are_changed_for_staff_and_at_a_client(home):
    call(home, "user", "add", *STAFF)
    call(home, "user", "add", *READER)
    assert answer(home, "role", "ann@kbits.example", "--role", "admin")["roles"] == ["admin"]
    assert (
        call(home, "user", "role", "greet@client.example", "--role", "client-signatory").exit_code
        == 0
    )
    assert rows(home, "SELECT role FROM membership") == [("client-signatory",)]
    query = "SELECT role FROM staff_role JOIN user ON user.id = user_id WHERE email = ?"
    assert rows(home, query, "ann@kbits.example") == [("admin",)]


def test_somebody_is_removed_from_a_client_or_altogether_and_restored(home):
    call(home, "user", "add", *READER)
    call(home, "user", "add", *STAFF)
    assert answer(home, "remove", "greet@client.example", "--client", KBO)["client"]
    assert rows(home, "SELECT count(*) FROM membership") == [(0,)]
    assert answer(home, "remove", "ann@kbits.example") == {
        "email": "ann@kbits.example", "active": False,
    }  # fmt: skip
    active = "SELECT is_active FROM user WHERE email = 'ann@kbits.example'"
    assert rows(home, active) == [(0,)]
    assert links_of(home, "ann@kbits.example") == []
    assert answer(home, "restore", "ann@kbits.example")["active"] is True
    assert rows(home, active) == [(1,)]


def test_a_factor_is_reset_and_its_person_told(home):
    assert answer(home, "reset-factor", BY.email) == {"email": BY.email}
    assert rows(home, "SELECT kind FROM outgoing_mail") == [("factor-changed",)]


REFUSED = {
    "roles of both sides": (
        ("add", *STAFF, "--role", "client-reader"), "roles-do-not-mix"
    ),
    "staff at a client": (("add", *STAFF, "--client", KBO), "roles-do-not-mix"),
    "for no client": (("add", *READER[:-2]), "client-missing"),
    "for an unknown client": (("add", *READER[:-1], "0999.999.922"), "client-not-found"),
    "two roles at a client": (("add", *READER, "--role", "client-signatory"), "one-role-at-client"),
    "known already": (
        ("add", "--email", BY.email, "--name", "M", "--role", "dpo"), "user-exists"
    ),
    "the last administrator": (("remove", BY.email), "last-administrator"),
    "the last administrator's role": (("role", BY.email, "--role", "dpo"), "last-administrator"),
    "nobody": (("link", "nobody@kbits.example"), "user-not-found"),
    "not at that client": (("remove", BY.email, "--client", KBO), "membership-not-found"),
    "not at any client": (("role", BY.email, "--role", "client-reader"), "membership-not-found"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_why_and_lets_nobody_in(home, arguments, code):
    counted = "SELECT (SELECT count(*) FROM user), (SELECT count(*) FROM event)"
    before = rows(home, counted)
    assert told_error(call(home, "user", *arguments, "--json"))["code"] == code
    assert rows(home, counted) == before
    assert rows(home, "SELECT count(*) FROM outgoing_mail") == [(0,)]


def test_for_several_clients_one_is_named(home):
    call(home, "user", "add", *READER)
    other = home / "clients.csv"
    other.write_text(
        "legal_name,street,postcode,city,register_no\nOther,Kouter 1,9000,Gent,0999.001.020\n"
    )
    assert call(home, "import", "clients", other).exit_code == 0
    assert call(home, "user", "add", *READER[:-1], "0999.001.020").exit_code == 0
    role = ("role", "greet@client.example", "--role", "client-signatory")
    assert told_error(call(home, "user", *role, "--json"))["code"] == "user-of-many-clients"
    assert call(home, "user", *role, "--client", KBO).exit_code == 0
    roles = rows(home, "SELECT role FROM membership ORDER BY id")
    assert roles == [("client-signatory",), ("client-reader",)]


def test_init_prints_the_first_administrators_way_in_once(tmp_path):
    arguments = ("init", "--email", "Nele@kbits.example", "--name", "Nele")
    told = one_object(call(tmp_path, *arguments, "--json").stdout)
    assert told["link"].startswith("http://127.0.0.1:8000/m/")
    assert links_of(tmp_path, "nele@kbits.example") == ["invitation"]
    assert rows(tmp_path, "SELECT count(*) FROM outgoing_mail") == [(0,)]
    assert call(tmp_path, *arguments).exit_code == 1


def test_init_prints_a_link_also_where_it_makes_the_secret(tmp_path):
    home = tmp_path / "new"
    lines = call(
        home, "init", "--email", "n@kbits.example", "--name", "N", DPA_SECRET_KEY=""
    ).stdout
    assert "http://127.0.0.1:8000/m/" in lines
    assert (home / "secret.key").exists()
