"""A firm as `init` leaves it, with a client, suppliers and engagements, by the real actions."""

from datetime import date

from dpa_manager.actions import (
    configuring,
    directing,
    engaging,
    measuring,
    onboarding,
    subcontracting,
)
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.domain.role_decision import RoleAnswer
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.models import Engagement
from dpa_manager.models.event import Event
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

BY = Actor("Nele Peeters", "nele@kbits.example", COMMAND_LINE)
PROCESSOR = (
    RoleAnswer("q1", True),
    RoleAnswer("q2", True),
    RoleAnswer("q3", True, "Only on the client's orders."),
    RoleAnswer("q4", False),
)
SUBJECTS = tuple(vocabulary().contact_subjects)
SUPPLIER = TypedOrganisation(
    "Noordzee Hosting NV",
    register_kind="kbo",
    register_no="0999.006.067",
    street="Kaai 5",
    postcode="8400",
    city="Oostende",
)
CLIENT = TypedOrganisation(
    "Lichtpunt Energie CV",
    register_kind="kbo",
    register_no="0999.001.020",
    street="Kouter 1",
    postcode="9000",
    city="Gent",
)


def words(text):
    """The same thing said in three ways, so that no test mixes up the languages."""
    return Phrase(f"{text} (nl)", f"{text} (fr)", f"{text} (en)")


def doing(toolbox):
    """What every action is given besides its subject."""
    return {"by": BY, "toolbox": toolbox}


def start_firm(toolbox):
    """The own organisation, its persons, the lists and the first set of measures."""
    configuring.describe_firm(
        configuring.TypedFirm(
            TypedOrganisation(
                "KBITS",
                register_kind="kbo",
                register_no="0544651634",
                street="Fr. Wallecanstraat 11",
                postcode="8930",
                city="Menen",
            ),
            general_email="info@kbits.be",
            privacy_email="gdpr@kbits.be",
            instruction_email="support@kbits.be",
            privacy_statement_on=date(2023, 10, 15),
            phone="056 51 38 91",
            staff_confidentiality=words("A clause in every contract"),
        ),
        **doing(toolbox),
    )
    configuring.add_own_contact(
        TypedPerson(
            "Kim Example",
            email="kim@kbits.example",
            phone="056 51 38 91",
            roles=("signatory", "privacy", *SUBJECTS),
            capacity_key="manager",
            is_authority_confirmed=True,
        ),
        **doing(toolbox),
    )
    configuring.fill_lists(**doing(toolbox))
    return measuring.publish_measure_set(
        words("Base set"),
        measuring.catalogue_measures(on=toolbox.today()),
        dated_on=toolbox.today(),
        **doing(toolbox),
    )


def add_client(toolbox, organisation=CLIENT, **typed):
    """A client with one person for everything."""
    client = onboarding.add_client(onboarding.TypedClient(organisation, **typed), **doing(toolbox))
    onboarding.add_contact(
        client,
        TypedPerson(
            "An Peeters",
            position="director",
            email="an@lichtpunt.example",
            phone="09 000 00 01",
            roles=("signatory", "privacy", *SUBJECTS),
            capacity_key="director",
            is_authority_confirmed=True,
        ),
        **doing(toolbox),
    )
    return client


def add_supplier(toolbox, organisation=SUPPLIER, **typed):
    """An active sub-processor with a signed contract."""
    given = {
        "service": words("Servers"),
        "contact_name": "Lies Maes",
        "contact_email": "lies@noordzee.example",
        "locations": (("BE", "datacentre"),),
        "state": "active",
    }
    row = subcontracting.add_subprocessor(
        subcontracting.TypedSubprocessor(organisation, **(given | typed)), **doing(toolbox)
    )
    subcontracting.record_contract(
        row,
        subcontracting.TypedContract(date(2024, 4, 15), mirrored_duties=MIRRORED_DUTIES),
        **doing(toolbox),
    )
    return row


def add_recipient(toolbox, name="Netbeheerder Oost", **typed):
    """A recipient that the client directs."""
    return directing.add_recipient(directing.TypedRecipient(name, **typed), **doing(toolbox))


def engage(toolbox, client, *service_kinds, **typed):
    """An engagement from presets, its client joined."""
    given = {
        "title": f"Klantencontact {2026 + Engagement.select().count()}",
        "subject_matter": words("Running and supporting the client's customer platform"),
        "contract_name": "Onderhoudscontract 2025",
        "contract_signed_on": date(2025, 3, 4),
        "duration_kind": "principal",
    }
    row = engaging.engage_from_presets(
        client,
        engaging.TypedEngagement(**(given | typed)),
        service_kinds=service_kinds or ("support",),
        **doing(toolbox),
    )
    return find_engagement(row.reference)


def acts():
    """What the history tells, in its order."""
    return [event.act for event in Event.select().order_by(Event.id)]
