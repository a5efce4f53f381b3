"""Pages ask the database as often for 50 rows as for 5, and at most twelve times in all."""

import pytest

from tests.access.browsing import Browsing
from tests.access.cells import cells_of, rules_of
from tests.access.counting import statements
from tests.access.one_tenant import FEW, MORE, fill_one_tenant, grow_house
from tests.access.people import NOBODY, PERSONAS
from tests.access.premises import sqlite_premises

MOST = 12
ASKERS = [p for p in PERSONAS if p.is_staff or p.name in (NOBODY.name, "reader A")]


def counts(browsing, persona, tenants):
    """How often each page that answers this person asks, by its rule."""
    found = {}
    for cell in cells_of(browsing.app, tenants):
        if cell.method != "GET" or None in cell.given.values():
            continue
        with statements() as asked:
            answer = browsing.ask(persona, cell.address)
        if answer.status == 200:
            found[cell.rule] = max(found.get(cell.rule, 0), len(asked))
    return found


@pytest.fixture
def counted(complete_sqlite_toolbox):
    """How often each page asks with few rows and with many, by who asks and by rule."""
    toolbox = complete_sqlite_toolbox
    tenants = fill_one_tenant(toolbox)
    rounds = []
    with sqlite_premises(toolbox, tenants) as premises:
        browsing = Browsing(premises.app)
        for count in (FEW, MORE):
            with toolbox.connected():
                grow_house(toolbox, tenants, count)
            # What is asked once in the life of an app is no matter of rows.
            counts(browsing, NOBODY, tenants)
            rounds.append({p.name: counts(browsing, p, tenants) for p in ASKERS})
        rules = {r.rule for r in rules_of(premises.app) if "GET" in r.methods}
    return *rounds, rules


def test_pages_ask_as_often_for_many_rows_as_for_few_and_rarely(counted):
    few, many, _ = counted
    greedy = {
        (name, rule): count
        for name, pages in many.items()
        for rule, count in pages.items()
        if count > MOST
    }

    assert few == many
    assert greedy == {}


def test_every_page_was_counted(counted):
    _, many, rules = counted
    seen = {rule for pages in many.values() for rule in pages}

    assert rules - seen <= NO_PAGES


# What answers with a redirect, or leads somewhere only with a link that was mailed.
NO_PAGES = {"/", "/m/<token>", "/link", "/login/mailed"}
