"""Sessions end at once: a copied cookie is worth nothing, also for a request under way."""

import sqlite3
import threading
from contextlib import closing

import pytest

from dpa_manager.actions import appointing, signing_in, suspending
from dpa_manager.domain.browsers import Browser
from dpa_manager.models import Client, Membership, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.visitors import visitor_by_token
from tests.access.asking import is_anyones, open_cells
from tests.access.browsing import Browsing
from tests.access.people import PERSONAS, token_of
from tests.actions.complete_house import doing

BY_NAME = {persona.name: persona for persona in PERSONAS}
BROWSER = Browser("192.0.2.7", "another browser")
PAGE, FORM = "/me", "/me/language"


def sign_out(premises, name):
    signing_in.sign_out(visitor(premises, name), toolbox=premises.toolbox)


def end_all(premises, name):
    person = person_of(premises, name)
    suspending.end_all_sessions(person, **doing(premises.toolbox))


def remove(premises, name):
    suspending.deactivate_user(person_of(premises, name), **doing(premises.toolbox))


def change_password(premises, name):
    """As a reset does it: all sessions end, whoever asked."""
    with transaction():
        signing_in.end_sessions_of(
            person_of(premises, name), reason="password changed", toolbox=premises.toolbox
        )


def lose_factor(premises, name):
    suspending.reset_factor(person_of(premises, name), **doing(premises.toolbox))


def demote(premises, name):
    appointing.change_roles(person_of(premises, name), ["signatory"], **doing(premises.toolbox))


def move(premises, name):
    """Take the seat away in which they sit."""
    rows = Membership.select(Membership, Client, User).join(Client).switch(Membership).join(User)
    seat = rows.where(Membership.user == person_of(premises, name)).get()
    appointing.end_membership(seat, **doing(premises.toolbox))


def lie_idle(premises, name):
    premises.toolbox.clock.move(hours=9)


WAYS = (
    *((way, "dpo") for way in (sign_out, end_all, remove, change_password, lose_factor, demote)),
    *((way, "reader A") for way in (sign_out, remove, change_password, move, lie_idle)),
    (lie_idle, "admin"),
)


def person_of(premises, name):
    return User.get_by_id(premises.tenants.people[name].id)


def visitor(premises, name):
    return visitor_by_token(token_of(name), now=premises.toolbox.now())


@pytest.mark.parametrize(("way", "name"), WAYS, ids=lambda value: getattr(value, "__name__", value))
def test_a_copied_cookie_is_worth_nothing_after_the_end(way, name, premises, browsing):
    persona = BY_NAME[name]
    assert browsing.ask(persona, PAGE).status == 200
    with premises.toolbox.connected():
        way(premises, name)
    premises.written()

    assert browsing.ask(persona, PAGE).leads_to_sign_in
    assert browsing.ask(persona, FORM, method="POST", data={"language": "fr"}).leads_to_sign_in
    assert premises.written().tables == frozenset()


@pytest.mark.parametrize("name", ["dpo", "reader A"])
def test_nobody_else_is_signed_out(name, premises, browsing):
    with premises.toolbox.connected():
        remove(premises, name)

    assert browsing.ask(BY_NAME["admin"], PAGE).status == 200
    assert browsing.ask(BY_NAME["signatory A"], PAGE).status == 200


def allowed(premises, method):
    """A cell of each rule that needs a session, with somebody whom it answers."""
    for cell, persona in open_cells(premises.app, premises.tenants, method=method):
        if not is_anyones(premises.app, cell):
            yield cell, persona


class Gate:
    """Stops a request of the app between the finding of its session and its view."""

    def __init__(self, app):
        self.arrived, self.opened = threading.Event(), threading.Event()
        app.before_request(self._wait)

    def _wait(self):
        self.arrived.set()
        self.opened.wait(timeout=10)

    def ask(self, browsing, *args, meanwhile, **options):
        """The answer to a request, `meanwhile()` being done while it is under way."""
        self.arrived.clear()
        self.opened.clear()
        answers = []
        thread = threading.Thread(target=lambda: answers.append(browsing.ask(*args, **options)))
        thread.start()
        assert self.arrived.wait(timeout=10)
        meanwhile()
        self.opened.set()
        thread.join(timeout=20)
        return answers[0]


def end_session_of(premises, name):
    """End a session as the database sees it, without a trace among the witnesses."""
    path = str(premises.toolbox.database.database)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        user = premises.tenants.people[name].id
        raw.execute(
            "UPDATE session SET ended_at = ? WHERE user_id = ?",
            ("2026-11-24 09:30:00.000000+00:00", user),
        )
        raw.execute("DELETE FROM witness_of_writes")
        raw.execute("COMMIT")


def test_no_page_is_shown_when_the_session_ends_while_it_is_made(own_premises):
    browsing = Browsing(own_premises.app)
    gate, shown = Gate(own_premises.app), []
    for cell, persona in allowed(own_premises, "GET"):
        answer = gate.ask(
            browsing,
            persona,
            cell.address,
            meanwhile=lambda name=persona.name: end_session_of(own_premises, name),
        )
        if not answer.leads_to_sign_in:
            shown.append(f"{cell} as {persona.name}: {answer.status}")
        own_premises.rewind()

    assert shown == []


def test_no_form_leaves_anything_when_the_session_ends_while_it_is_taken(own_premises, page_forms):
    browsing = Browsing(own_premises.app)
    typed = {form.endpoint: form.fields for form in page_forms}
    gate, left = Gate(own_premises.app), []
    for cell, persona in allowed(own_premises, "POST"):
        answer = gate.ask(
            browsing,
            persona,
            cell.address,
            method="POST",
            data=typed.get(cell.endpoint, {}),
            meanwhile=lambda name=persona.name: end_session_of(own_premises, name),
        )
        written = own_premises.written().business
        if written or not answer.leads_to_sign_in:
            left.append(f"{cell} as {persona.name}: {answer.status} {answer.location} {written}")
        own_premises.rewind()

    assert left == []
