"""A founded house with an engagement of which nothing is missing, all by the real actions.

`ENGAGEMENT` is the reference of its engagement. `complete_fixtures.py` has fixtures that copy it.
"""

from datetime import date

from dpa_manager.actions import (
    configuring,
    describing,
    directing,
    engaging,
    founding,
    inviting,
    mapping,
    measuring,
    onboarding,
    subcontracting,
    supplementing,
)
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.domain.role_decision import RoleAnswer
from dpa_manager.domain.typed_activity import TypedActivity
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.queries.lookup import find_engagement, find_recipient, find_subprocessor
from dpa_manager.vocabulary.phrase import Phrase

BY = Actor("Mira Goossens", "mira@kbits.example", COMMAND_LINE)
ENGAGEMENT = "KBITS-2026-0001"
SUPPLIERS = ("SUB-0001", "SUB-0002", "SUB-0003")
CLIENT = TypedOrganisation(
    "Gezinshulp Dijlevallei",
    legal_form="VZW",
    register_kind="kbo",
    register_no="0999.002.010",
    street="Hopperank 3",
    postcode="3000",
    city="Leuven",
)
FOUNDER = founding.Founder(
    inviting.TypedUser(BY.email, BY.name),
    legal_form="BV",
    signatory="Hendrik Sabbe",
    capacity_key="director",
    breach_contact=TypedPerson(
        "Lotte Baert",
        email="lotte@kbits.example",
        phone="056 00 00 02",
        roles=("breaches_second",),
    ),
)
TYPED = engaging.TypedEngagement(
    "Planningsapp",
    subject_matter=Phrase(
        "de toepassing waarmee de Klant bezoeken plant",
        "l'application avec laquelle le Client planifie les visites",
        "the application with which the Client plans visits",
    ),
    contract_name="Hostingovereenkomst",
    contract_reference="GHD-01",
    contract_signed_on=date(2026, 3, 4),
    duration_kind="principal",
)
PROCESSOR = (
    RoleAnswer("q1", True),
    RoleAnswer("q2", True),
    RoleAnswer("q3", True, "The client says what is planned; KBITS keeps the servers running."),
    RoleAnswer("q4", False),
)


def doing(toolbox):
    """What every action is given besides its subject."""
    return {"by": BY, "toolbox": toolbox}


def found(toolbox):
    """Found the house as `init` does, with everything that a draft asks of the firm."""
    founding.found_house(FOUNDER, **doing(toolbox))
    configuring.add_evidence(
        configuring.TypedEvidence(
            "staff_confidentiality",
            "Clauses in all contracts",
            valid_from=date(2025, 1, 1),
            valid_until=date(2028, 1, 1),
        ),
        **doing(toolbox),
    )


def add_suppliers(toolbox):
    """Three sub-processors (one in the EEA, two reaching the United States) and a recipient."""
    _add_supplier(
        toolbox,
        TypedOrganisation(
            "Noordzee Hosting NV",
            register_kind="kbo",
            register_no="0999.006.067",
            street="Kaai 5",
            postcode="8400",
            city="Oostende",
        ),
        service=Phrase("Servers en opslag", "Serveurs et stockage", "Servers and storage"),
        contact_name="Lies Maes",
        contact_email="privacy@noordzee.example",
        locations=(("BE", "datacentre"),),
    )
    mailer = _add_supplier(
        toolbox,
        TypedOrganisation(
            "Mailwind Inc.",
            street="1 Pine Street",
            postcode="94104",
            city="San Francisco",
            country_code="US",
        ),
        service=Phrase("Servicemails versturen", "Envoi d'e-mails", "Sending service mails"),
        contact_name="Ann Field",
        contact_email="privacy@mailwind.example",
        locations=(("US", "datacentre"),),
    )
    subcontracting.set_transfers(
        mailer,
        [
            subcontracting.TypedTransfer(
                "US",
                "adequacy",
                document="(EU) 2023/1795",
                checked_on=date(2026, 10, 5),
                is_listed=True,
                fallback_key="scc_m3",
            )
        ],
        **doing(toolbox),
    )
    helper = _add_supplier(
        toolbox,
        TypedOrganisation(
            "Tasselwood Cloud Inc.",
            street="210 Juniper Avenue",
            postcode="80202",
            city="Denver",
            country_code="US",
        ),
        service=Phrase("Sms afleveren", "Remise de SMS", "Delivering text messages"),
        contact_name="Marcus Ellery",
        contact_email="privacy@tasselwood.example",
        locations=(("IE", "datacentre"),),
        access_from=(("US", "support"),),
    )
    subcontracting.set_transfers(
        helper,
        [
            subcontracting.TypedTransfer(
                "US",
                "scc_m3",
                document="2021/914",
                signed_on=date(2025, 9, 20),
                checked_on=date(2026, 10, 5),
                impact_assessment_on=date(2025, 9, 18),
            )
        ],
        **doing(toolbox),
    )
    directing.add_recipient(
        directing.TypedRecipient(
            "Zorgkas Brabant",
            street="Diestsestraat 100",
            postcode="3000",
            city="Leuven",
            contact_email="gegevens@zorgkas.example",
        ),
        **doing(toolbox),
    )


def add_client(toolbox, organisation=CLIENT, **typed):
    """A client with a person for every subject of Annex I.D and one who signs."""
    given = {"language": "nl"} | typed
    client = onboarding.add_client(onboarding.TypedClient(organisation, **given), **doing(toolbox))
    for person in (
        TypedPerson(
            "Greet Mertens",
            "algemeen directeur",
            "greet@gezinshulp.example",
            "016 00 00 01",
            roles=("signatory", "end", "instructions", "audits"),
            capacity_key="general_director",
            is_authority_confirmed=True,
        ),
        TypedPerson(
            "Tom Claes",
            "diensthoofd",
            "tom@gezinshulp.example",
            "016 00 00 02",
            roles=("privacy", "requests", "subprocessors", "breaches"),
        ),
        TypedPerson(
            "Bart Wouters",
            "informatica",
            "bart@gezinshulp.example",
            "016 00 00 04",
            roles=("breaches_second",),
        ),
    ):
        onboarding.add_contact(client, person, **doing(toolbox))
    for supplier in SUPPLIERS:
        directing.authorise(
            client,
            find_subprocessor(supplier),
            directing.TypedAuthorisation("general", date(2026, 3, 4), "Bijlage 2", "Greet Mertens"),
            **doing(toolbox),
        )
    return client


def add_engagement(toolbox, client, typed=TYPED):
    """An engagement of two activities, one with health data, of which nothing is missing."""
    row = engaging.engage(client, typed, **doing(toolbox))
    row = find_engagement(row.reference)
    terms = {"return_format": "CSV, JSON", "language_mode": "authentic_with_translation"}
    engaging.change_terms(row, terms, **doing(toolbox))
    _add_activities(toolbox, row)
    _map_flows(toolbox, row)
    _describe_data(toolbox, row)
    _choose_measures(toolbox, row)
    return find_engagement(row.reference)


def fill_house(toolbox):
    """The whole house: founded, with suppliers, a client and the engagement of this module."""
    found(toolbox)
    add_suppliers(toolbox)
    add_engagement(toolbox, add_client(toolbox))


def _add_supplier(toolbox, organisation, **typed):
    row = subcontracting.add_subprocessor(
        subcontracting.TypedSubprocessor(organisation, **({"state": "active"} | typed)),
        **doing(toolbox),
    )
    contract = subcontracting.TypedContract(
        date(2025, 1, 10), mirrored_duties=MIRRORED_DUTIES, notice_days=45
    )
    return subcontracting.record_contract(row, contract, **doing(toolbox))


def _add_activities(toolbox, engagement):
    hosting = TypedActivity(
        Phrase(
            "De planningsapp hosten",
            "Hébergement de l'application",
            "Hosting the planning application",
        ),
        service_kinds=("hosting",),
        purposes=Phrase(
            "de app beschikbaar houden waarin de Klant bezoeken plant",
            "maintenir disponible l'application où le Client planifie les visites",
            "to keep available the application in which the Client plans visits",
        ),
        operations=("store", "retrieve", "transmit", "erase"),
        channels=("assignment", "web_form"),
        locations=(("BE", "datacentre"), ("BE", "kbits_office")),
    )
    support = TypedActivity(
        Phrase("Planners ondersteunen", "Support aux planificateurs", "Support for planners"),
        service_kinds=("support",),
        purposes=Phrase(
            "vragen en storingen van planners behandelen",
            "traiter les questions et pannes des planificateurs",
            "to handle questions and faults of planners",
        ),
        operations=("consult", "record", "use"),
        channels=("assignment", "phone", "email"),
        locations=(("BE", "kbits_office"),),
        has_remote_access=True,
    )
    for typed in (hosting, support):
        row = describing.add_activity(engagement, typed, **doing(toolbox))
        describing.decide_role(engagement, row, PROCESSOR, **doing(toolbox))


def _map_flows(toolbox, engagement):
    flows = [
        mapping.TypedFlow(activity, subject, category, target, key)
        for activity, subject, categories, target, key in (
            (1, "patients", "name phone health", "subprocessor", "SUB-0001"),
            (1, "patients", "phone", "subprocessor", "SUB-0003"),
            (1, "patients", "name", "recipient", "REC-0001"),
            (1, "client_staff", "name account", "subprocessor", "SUB-0001"),
            (2, "client_staff", "name email", "stays", ""),
            (2, "client_staff", "email", "subprocessor", "SUB-0002"),
        )
        for category in categories.split()
    ]
    mapping.replace_matrix(engagement, flows, **doing(toolbox))
    for subject, count in (("patients", 2300), ("client_staff", 410)):
        mapping.count_subjects(
            engagement, activity=1, subject=subject, count=count, **doing(toolbox)
        )


def _describe_data(toolbox, engagement):
    mapping.protect_data(
        engagement,
        activity=1,
        category="health",
        reason=Phrase(
            "Wie aan huis zorg verleent, moet vooraf weten welke hulp nodig is.",
            "La personne qui aide à domicile doit savoir quelle aide est nécessaire.",
            "Whoever gives care at home must know beforehand which help is needed.",
        ),
        safeguards=("TOM-S-PURPOSE", "TOM-S-ACCESSLIST"),
        **doing(toolbox),
    )
    supplementing.set_access_functions(
        engagement,
        [
            supplementing.TypedAccessFunction(
                Phrase(
                    "Systeembeheerder (2 personen)",
                    "Administration des systèmes (2 personnes)",
                    "System administrator (2 persons)",
                ),
                Phrase("servers onderhouden", "entretenir les serveurs", "maintaining servers"),
            )
        ],
        **doing(toolbox),
    )


def _choose_measures(toolbox, engagement):
    measure_set = measuring.newest_measure_set()
    special = {"TOM-S-PURPOSE": (1,), "TOM-S-ACCESSLIST": (1,)}
    choices = [
        measuring.MeasureChoice(measure.key, special.get(measure.key, ()))
        for measure in measuring.measures_of(measure_set)
        if measure.heading != "S" or measure.key in special
    ]
    measuring.choose_measures(engagement, choices, measure_set=measure_set, **doing(toolbox))
    for supplier in SUPPLIERS:
        directing.list_on_engagement(
            engagement,
            find_subprocessor(supplier),
            delimitation=Phrase("Alleen deze taak", "Uniquement cette tâche", "This task only"),
            since_on=date(2026, 1, 5),
            **doing(toolbox),
        )
    directing.direct_recipient(
        engagement,
        find_recipient("REC-0001"),
        directing.TypedDirection(
            Phrase("De zorg vergoeden", "Rembourser les soins", "Reimbursing the care"),
            instruction_on=date(2026, 5, 4),
        ),
        **doing(toolbox),
    )
