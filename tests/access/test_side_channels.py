"""Side channels: nothing in an answer depends on what another client has, or whether it exists."""

import pytest

from dpa_manager.models import Client, Membership, User
from tests.access.cells import NARROW, NOT_THERE, USUAL, cells_meant_for
from tests.access.growing import grow
from tests.access.people import PERSONAS

MEMBERS = [p for p in PERSONAS if p.owner == "A"]
# What pages may read from an address: where a list goes on, what is looked for, where to go then.
PARAMETERS = ("after", "before", "sort", "client", "engagement", "user", "state", "page")


def own_pages(browsing, persona, tenants):
    """Every page that this person may read, by its address, and one that they may not."""
    pages = {"": browsing.ask(persona, "/admin/users").page}
    for cell in cells_meant_for(browsing.app, tenants, persona, breadth=USUAL):
        if cell.method == "GET" and cell.owners <= {persona.owner}:
            answer = browsing.ask(persona, cell.address)
            pages[cell.address] = answer.page
    return pages


@pytest.mark.parametrize("persona", MEMBERS, ids=lambda persona: persona.name)
def test_no_page_changes_when_another_client_grows(persona, premises, browsing):
    before = own_pages(browsing, persona, premises.tenants)
    with premises.toolbox.connected():
        neighbour = premises.tenants.clients["B"]
        grow(neighbour, 30, toolbox=premises.toolbox)
        if "B" not in persona.seats:
            Client.update(legal_name="AAA the first").where(Client.id == neighbour.id).execute()

    assert own_pages(browsing, persona, premises.tenants) == before


@pytest.mark.parametrize("persona", MEMBERS, ids=lambda persona: persona.name)
def test_pages_do_change_when_their_own_client_grows(persona, premises, browsing):
    before = own_pages(browsing, persona, premises.tenants)
    with premises.toolbox.connected():
        grow(premises.tenants.clients["A"], 1, toolbox=premises.toolbox)

    assert own_pages(browsing, persona, premises.tenants) != before


@pytest.mark.parametrize("persona", [*MEMBERS, PERSONAS[0]], ids=lambda persona: persona.name)
def test_a_foreign_name_in_a_parameter_does_what_an_absent_one_does(persona, premises, browsing):
    thing = next(t for t in premises.tenants.subjects if t.owner == "B" and t.noun == "engagement")
    words = {
        thing.public_id: NOT_THERE,
        "KBITS-2026-0002": "KBITS-2099-0002",
        "canary-b": "canary-z",
    }
    found = []
    for cell in cells_meant_for(browsing.app, premises.tenants, persona, breadth=NARROW):
        if cell.method == "GET" and not cell.given:
            for word, absent in words.items():
                if told(browsing, persona, cell, word) != told(browsing, persona, cell, absent):
                    found.append(f"{cell.address} with {word}")

    assert found == []


def told(browsing, persona, cell, word):
    """What answers tell besides the word that was asked for, in whatever parameter."""
    answers = [
        browsing.ask(persona, f"{cell.address}?" + "&".join(f"{name}={word}" for name in names))
        for names in (PARAMETERS, ("q",))
    ]
    return [
        (answer.status, answer.page.replace(word, "…"), answer.location.replace(word, "…"))
        for answer in answers
    ]


def test_no_error_page_repeats_what_was_asked_for(premises, browsing):
    for persona in PERSONAS:
        for address in ("/CANARY-typed", "/agreements/CANARY-typed", "/documents/CANARY-typed"):
            answer = browsing.ask(persona, address)

            assert "CANARY-typed" not in answer.page


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
def test_an_address_that_no_rule_answers_is_as_absent_as_any(persona, premises, browsing):
    answers = [browsing.ask(persona, path) for path in ("/nowhere", "/clients/a/b/c", "/.git/HEAD")]

    assert {answer.status for answer in answers} == {404}
    assert len({answer.page for answer in answers}) == 1


def test_next_leads_to_no_page_outside_the_house(premises, browsing):
    stages = {persona.stage: persona for persona in PERSONAS}
    for target in HOSTILE_TARGETS:
        for address in ("/login", "/login/again", "/login/factor"):
            for persona in stages.values():
                answer = browsing.ask(persona, f"{address}?next={target}")

                assert answer.location.startswith("/") or not answer.location
                assert not answer.location.startswith(("//", "/\\"))
                assert "evil.example" not in answer.location


HOSTILE_TARGETS = (
    "//evil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "https:evil.example",
    "https://evil.example",
    "%2F%2Fevil.example",
    "/%2F%2Fevil.example",
    "javascript:alert(1)",
    "%0D%0ALocation:%20https://evil.example",
    "https://127.0.0.1:8000@evil.example/",
)


def test_members_of_two_clients_are_told_only_about_the_one_they_act_for(premises, browsing):
    both = next(p for p in PERSONAS if p.name == "both")
    with premises.toolbox.connected():
        person = premises.tenants.people["both"]
        seats = Membership.select().where(Membership.user == person).count()
        is_there = User.select().where(User.id == person.id).exists()
    pages = own_pages(browsing, both, premises.tenants)

    assert (seats, is_there) == (2, True)
    # The name of the other client is there to choose it, and only where one chooses.
    choosing = {"/me", "/portal/clients"}
    found = [a for a, page in pages.items() if "canary-b" in page.lower() and a not in choosing]
    assert found == []
