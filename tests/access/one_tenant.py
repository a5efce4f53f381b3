"""A house with one client and few rows, in which lists have room to grow."""

import itertools

from dpa_manager.models import Client, Engagement
from dpa_manager.models.base import database
from tests.access import firm_rows, people, tenant_rows
from tests.access.growing import grow
from tests.access.growing_drafts import grow_engagement, grow_lists
from tests.access.two_tenants import Subject, Tenants

FEW, MORE = 5, 45
_NUMBERS = itertools.count(1)


def fill_one_tenant(toolbox):
    """Add staff and a person of the client, all signed in, to the complete house."""
    client = Client.get()
    everybody = firm_rows.add_staff()
    people.add_staff_sessions(everybody, "A")
    person = people.add_member("reader A", "client-signatory", [client])
    people.add_session(person, "reader A", "A", client=client)
    everybody["reader A"] = person
    for person in everybody.values():
        people.add_proofs(person, toolbox=toolbox)
    return Tenants({"A": client}, everybody, [], {})


def grow_house(toolbox, tenants, count):
    """`count` more rows of everything that a page may list."""
    engagement = _complete_engagement(tenants.clients["A"])
    with database.atomic():
        for number in itertools.islice(_NUMBERS, count):
            grow_engagement(engagement, number)
            grow_lists(number, toolbox=toolbox)
    staff = [tenants.people[role] for role in people.STAFF]
    grow(
        tenants.clients["A"],
        count,
        toolbox=toolbox,
        persons=tenants.people.values(),
        managers=staff,
    )
    tenants.subjects = list(_subjects(tenants))


def _subjects(tenants):
    """The complete engagement, and one thing of every other noun."""
    client = tenants.clients["A"]
    yield Subject("client", "A", client.public_id, client.id)
    found = tenant_rows.subjects_of(Subject, client, "A")
    wanted = {"engagement": _complete_engagement(client).public_id}
    for noun in ("engagement", "agreement", "document", "mail", "contact"):
        things = [thing for thing in found if thing.noun == noun]
        yield next((t for t in things if t.public_id == wanted.get(noun)), things[0])
    for name, person in tenants.people.items():
        owner = "A" if name == "reader A" else ""
        yield Subject("user", owner, person.public_id, person=name)
    yield from (thing for thing in firm_rows.subjects_of(Subject) if thing.noun != "mail")


def _complete_engagement(client):
    return Engagement.select().where(Engagement.client == client).order_by(Engagement.id).first()
