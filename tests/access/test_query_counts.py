"""Pages ask the database as often for 50 rows as for 5, and at most twelve times in all."""

import shutil

import pytest

from dpa_manager.queries import drifting
from tests.access.browsing import Browsing
from tests.access.cells import USUAL, cells_meant_for, rules_of
from tests.access.counting import statements
from tests.access.one_tenant import FEW, MORE, fill_one_tenant, grow_house
from tests.access.people import NOBODY, PERSONAS, Persona
from tests.access.premises import sqlite_premises
from tests.actions.complete_fixtures import open_toolbox
from tests.conftest import FrozenClock
from tests.factories import tell

MOST = 12
# In this house, the person of the client signs for it.
SIGNATORY = Persona("reader A", ("client-signatory",), "A")
ASKERS = [*(p for p in PERSONAS if p.is_staff or p is NOBODY), SIGNATORY]


def counts(browsing, persona, tenants, *, toolbox):
    """How often each page that answers this person asks, by its rule.

    Something was told just before, so that nothing is remembered of what engagements say, and how
    they differ from their versions is forgotten.
    """
    found = {}
    for cell in cells_meant_for(browsing.app, tenants, persona, breadth=USUAL):
        if cell.method != "GET" or None in cell.given.values():
            continue
        with toolbox.connected():
            tell(tenants.clients["A"])
        drifting._SHORT.clear()
        with statements() as asked:
            answer = browsing.ask(persona, cell.address)
        if answer.status == 200:
            found[cell.rule] = max(found.get(cell.rule, 0), len(asked))
    return found


@pytest.fixture(scope="module")
def counted(filled_sqlite, tmp_path_factory):
    """How often each page asks with few rows and with many, by who asks and by rule."""
    folder = tmp_path_factory.mktemp("counted") / "home"
    shutil.copytree(filled_sqlite, folder)
    url = f"sqlite:///{folder / 'dpa_manager.sqlite3'}"
    toolbox = open_toolbox(url, folder=folder, clock=FrozenClock())
    toolbox.database.connect()
    tenants = fill_one_tenant(toolbox)
    rounds = []
    with sqlite_premises(toolbox, tenants) as premises:
        browsing = Browsing(premises.app)
        for count in (FEW, MORE):
            with toolbox.connected():
                grow_house(toolbox, tenants, count)
            # What is asked once in the life of an app is no matter of rows.
            counts(browsing, NOBODY, tenants, toolbox=toolbox)
            rounds.append({p.name: counts(browsing, p, tenants, toolbox=toolbox) for p in ASKERS})
        rules = {r.rule for r in rules_of(premises.app) if "GET" in r.methods}
    return *rounds, rules


def test_pages_ask_as_often_for_many_rows_as_for_few_and_rarely(counted):
    few, many, _ = counted
    grown = {
        f"{name}: {rule}: {few[name].get(rule)} and {count}"
        for name, pages in many.items()
        for rule, count in pages.items()
        if few[name].get(rule) != count
    }
    greedy = {
        (name, rule): count
        for name, pages in many.items()
        for rule, count in pages.items()
        if count > MOST
    }

    assert grown == set()
    assert {name: set(pages) for name, pages in few.items()} == {
        name: set(pages) for name, pages in many.items()
    }
    assert greedy == {}


def test_every_page_was_counted(counted):
    _, many, rules = counted
    seen = {rule for pages in many.values() for rule in pages}

    assert rules - seen <= NO_PAGES


# What answers with a redirect, nothing or a picture, leads somewhere only with a mailed link, or is
# there only in a demonstration.
NO_PAGES = {
    *("/", "/m/<token>", "/link", "/login/mailed", "/dev/ui"),
    *("/engagements/<engagement>/saves", "/help/img/<filename>"),
}
