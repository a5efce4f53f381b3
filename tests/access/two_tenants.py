"""The house of two clients: each has a row in every table that can belong to a client.

`fill_two_tenants` goes on from the complete house: client A is the one that is there, B is as
complete, C has nothing. Every column that may hold free text carries canaries (`canaries.py`).
"""

from dataclasses import dataclass, field

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import Client
from tests.access import firm_rows, people, tenant_rows
from tests.actions.complete_house import BY, ENGAGEMENT, add_client, add_engagement

NEIGHBOUR = TypedOrganisation(
    "Ziekenfonds Netedal",
    legal_form="VZW",
    register_kind="kbo",
    register_no="0999.004.087",
    street="Hoogstraat 11",
    postcode="2500",
    city="Lier",
)
STRANGER = TypedOrganisation(
    "Drukkerij Zwin",
    legal_form="BV",
    register_kind="kbo",
    register_no="0999.005.077",
    street="Kaai 2",
    postcode="8300",
    city="Knokke",
)
ENGAGEMENTS = {"A": ENGAGEMENT, "B": "KBITS-2026-0002"}


@dataclass
class Subject:
    """A row that an address can name: whose it is ("A", "B", "C" or "" for the firm's own).

    `state` is an agreement's; `parents` are public ids by noun; `person` names whose session
    it is; `within` are public ids of the engagements that have it.
    """

    noun: str
    owner: str
    public_id: str
    client_id: int | None = None
    state: str = ""
    parents: dict = field(default_factory=dict)
    person: str = ""
    also: tuple = ()
    within: frozenset = frozenset()


@dataclass
class Tenants:
    """What is in the house: clients by letter, people by name, and everything to ask for."""

    clients: dict
    people: dict
    subjects: list
    secrets: dict

    def of(self, noun, owner, **wanted):
        """The things of a noun that this owner has."""
        return [
            thing
            for thing in self.subjects
            if (thing.noun, thing.owner) == (noun, owner)
            and all(getattr(thing, name) == value for name, value in wanted.items())
        ]


def fill_two_tenants(toolbox):
    """Fill the complete house with the second client, all other rows, and the canaries."""
    clients = _clients(toolbox)
    staff = firm_rows.add_staff()
    for owner, client in clients.items():
        tenant_rows.mark_rows(client, owner)
    firm_rows.mark_firm()
    for owner, reference in ENGAGEMENTS.items():
        draft_agreement(reference, choices=DraftChoices(), by=BY, toolbox=toolbox)
        tenant_rows.add_rows(clients[owner], owner, reference=reference, toolbox=toolbox)
    everybody = people.add_people(clients, staff, toolbox=toolbox)
    for owner in ENGAGEMENTS:
        tenant_rows.add_mails(clients[owner], owner, person=everybody[f"reader {owner}"])
    firm_rows.add_firm_rows(toolbox, everybody)
    subjects = _subjects(clients, everybody)
    return Tenants(clients, everybody, subjects, tenant_rows.secrets_of(clients))


def _clients(toolbox):
    first = Client.get()
    second = add_client(toolbox, NEIGHBOUR)
    add_engagement(toolbox, second)
    third = add_client(toolbox, STRANGER)
    return {"A": first, "B": second, "C": third}


def _subjects(clients, everybody):
    rows = []
    for owner, client in clients.items():
        rows.append(Subject("client", owner, client.public_id, client.id))
        rows += tenant_rows.subjects_of(Subject, client, owner)
    rows += people.subjects_of(Subject, clients, everybody)
    rows += firm_rows.subjects_of(Subject)
    return rows
