"""Table of cases: roles, subject matter, duration, activities, sensitive data."""

from dataclasses import replace
from datetime import date, timedelta

from dpa_manager.domain.facts import (
    Platform,
    PrincipalContract,
    RoleDecision,
    SensitiveData,
)
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.changed_cases import (
    FACTS,
    HOSTING,
    OWN,
    SUPPORT,
    row,
    use_of,
    with_clause,
    with_client,
    with_contact,
    with_hosting,
    with_support,
    with_use,
)
from tests.domain.completeness.complete_case import TODAY
from tests.domain.completeness.complete_template import complete_case
from tests.domain.completeness.complete_words import word

COMPLETE = complete_case()
SENSITIVE = use_of("health").sensitive or SensitiveData()
STATISTICS = word("statistics", "Statistieken", "Statistiques", "Statistics")
JOINT = replace(OWN, role=RoleDecision("joint", (("q1", "yes", ""),)))
A_DAY = timedelta(days=1)
FRANCE = word("FR", "Frankrijk", "France", "France")
THIRTY = "x" * 30


def _activities(*activities):
    return complete_case(activities=activities)


def _fixed(**changes):
    return complete_case(duration_kind="fixed", **changes)


def _sensitive(category: str, **changes):
    return with_use(category, sensitive=replace(SENSITIVE, **changes))


def _french_client(*activities):
    party = FACTS.client.party
    address = replace(party.address, country=FRANCE)
    client = replace(FACTS.client, party=replace(party, address=address))
    return complete_case(client=client, activities=activities)


CASES = (
    row(
        "R-ROLE-1",
        "an activity without an answer",
        "activities.3.role",
        _activities(HOSTING, SUPPORT, replace(OWN, role=RoleDecision())),
        _activities(HOSTING, SUPPORT, replace(OWN, role=RoleDecision("none"))),
    ),
    row(
        "R-ROLE-1",
        "a processor without the answers that led there",
        "activities.2.role",
        with_support(role=RoleDecision("processor")),
        with_support(role=RoleDecision("processor", (("q3", "yes", ""),))),
    ),
    row(
        "R-ROLE-1",
        "no activity with KBITS as processor",
        "activities",
        _activities(OWN),
        _activities(OWN, SUPPORT),
    ),
    row(
        "R-ROLE-2",
        "statistics of KBITS in a processor activity",
        "activities.2.own_purposes",
        with_support(own_purposes=(STATISTICS,)),
        # The same purpose in an activity of its own stays out of the agreement.
        COMPLETE,
    ),
    row(
        "R-ROLE-3",
        "a joint activity",
        "activities.3.role",
        _activities(HOSTING, SUPPORT, JOINT),
        COMPLETE,
    ),
    row(
        "R-ROLE-4",
        "a controller that is processor in one activity",
        "client.role",
        with_support(client_role="processor"),
        # Mixed is what the two roles add up to.
        complete_case(
            client=replace(FACTS.client, role="mixed", end_controllers_note="op vraag"),
            activities=(HOSTING, replace(SUPPORT, client_role="processor"), OWN),
        ),
    ),
    row("R-ROLE-4", "mixed without a mix", "client.role", with_client(role="mixed"), COMPLETE),
    row(
        "R-PRE-2",
        "no subject matter",
        "subject_matter",
        complete_case(subject_matter=Phrase()),
        COMPLETE,
    ),
    row(
        "R-PRE-2",
        "29 characters in French",
        "subject_matter",
        complete_case(subject_matter=Phrase(THIRTY, THIRTY[1:], THIRTY)),
        complete_case(subject_matter=Phrase(THIRTY, THIRTY, THIRTY)),
    ),
    row("R-PRE-3", "no duration", "duration_kind", complete_case(duration_kind=""), COMPLETE),
    row(
        "R-PRE-3",
        "a fixed term without an end",
        "end_on",
        _fixed(),
        complete_case(duration_kind="open"),
    ),
    row(
        "R-PRE-3",
        "an end on the day of the start",
        "end_on",
        _fixed(end_on=date(2027, 1, 1)),
        _fixed(end_on=date(2027, 1, 2)),
    ),
    row(
        "R-PRE-3",
        "an end today with no stated start",
        "end_on",
        _fixed(effective_on=None, start_on=None, end_on=TODAY),
        _fixed(effective_on=None, start_on=None, end_on=TODAY + A_DAY),
    ),
    row(
        "R-PRE-3",
        "the term of a Principal Contract that is not there",
        "principal_contract",
        complete_case(principal_contract=None),
        complete_case(principal_contract=None, duration_kind="open"),
    ),
    row(
        "R-PC-1",
        "a nameless Principal Contract",
        "principal_contract.name",
        complete_case(principal_contract=PrincipalContract("")),
        complete_case(principal_contract=PrincipalContract("Onderhoud")),
    ),
    row(
        "R-DUR-1",
        "an agreement that starts yesterday",
        "effective_on",
        complete_case(effective_on=TODAY - A_DAY),
        complete_case(effective_on=TODAY, start_on=None),
    ),
    row(
        "R-DUR-1",
        "a service that starts yesterday",
        "start_on",
        complete_case(start_on=TODAY - A_DAY),
        complete_case(start_on=TODAY),
    ),
    row(
        "R-DUR-1w",
        "an activity that began a day before the start",
        "activities.1.began_on",
        with_hosting(began_on=date(2026, 12, 31)),
        with_hosting(began_on=date(2027, 1, 1)),
    ),
    row(
        "R-DUR-1w",
        "an activity that began yesterday with no stated start",
        "activities.1.began_on",
        complete_case(
            effective_on=None, start_on=None, activities=(replace(HOSTING, began_on=TODAY - A_DAY),)
        ),
        complete_case(
            effective_on=None, start_on=None, activities=(replace(HOSTING, began_on=TODAY),)
        ),
    ),
    row("R-ACT-1", "no title", "activities.1.title", with_hosting(title=Phrase()), COMPLETE),
    row(
        "R-PRE-4", "no operation", "activities.1.operations", with_hosting(operations=()), COMPLETE
    ),
    row(
        "R-PRE-4",
        "no service",
        "activities.2.service_kinds",
        with_support(service_kinds=()),
        COMPLETE,
    ),
    row(
        "R-PRE-4", "no purpose", "activities.1.purposes", with_hosting(purposes=Phrase()), COMPLETE
    ),
    row("R-PRE-5", "no data", "activities.1.data", with_hosting(data=()), COMPLETE),
    row(
        "R-PRE-5",
        "unknown content without a description",
        "activities.1.data.documents_unstructured.description",
        with_use("documents_unstructured", description=Phrase()),
        with_use("name", description=Phrase()),
    ),
    row(
        "R-PRE-5",
        "a description of 14 characters",
        "activities.1.data.documents_unstructured.description",
        with_use("documents_unstructured", description=Phrase.same("x" * 14)),
        with_use("documents_unstructured", description=Phrase.same("x" * 15)),
    ),
    row(
        "R-PRE-6", "no data subjects", "activities.2.subjects", with_support(subjects=()), COMPLETE
    ),
    row(
        "R-PRE-7",
        "nobody who may instruct",
        "client.contacts.instructions",
        with_contact("instructions", None),
        with_contact("end", None),
    ),
    row(
        "R-PRE-7",
        "no clause on the client's duties",
        "template.clClient",
        with_clause("clClient", None, language="fr"),
        with_clause("clClient", "Le Client…", language="fr"),
    ),
    row(
        "R-RET-1",
        "a category without retention",
        "activities.1.data.name.retention",
        with_use("name", retention=None),
        COMPLETE,
    ),
    row(
        "R-RET-1",
        "criteria without words",
        "activities.1.data.name.retention",
        with_use(
            "name", retention=replace(use_of("name").retention, words=Phrase(), is_criteria=True)
        ),
        with_use("name", retention=replace(use_of("name").retention, is_criteria=True)),
    ),
    row("R-LOC-1", "no place", "activities.2.locations", with_support(locations=()), COMPLETE),
    row(
        "R-PLAT-1",
        "a platform without the answer whose contract",
        "activities.1.platforms.1",
        with_hosting(platforms=(Platform("Microsoft 365"),)),
        with_hosting(platforms=(Platform("Microsoft 365", "kbits"),)),
    ),
    row(
        "R-PLAT-1",
        "a platform service that names no platform",
        "activities.1.platforms",
        with_hosting(platforms=()),
        with_hosting(platforms=(), runs_on_platform=False),
    ),
    row(
        "R-DPIA-1",
        "vulnerable people",
        "activities.2.subjects",
        with_support(subjects=(replace(SUPPORT.subjects[0], is_vulnerable=True),)),
        COMPLETE,
    ),
    row(
        "R-DPIA-1",
        "automated decisions",
        "activities.2.automated_decision",
        with_support(automated_decision=Phrase.same("score")),
        with_support(automated_decision=Phrase()),
    ),
    row(
        "R-SENS-1",
        "health data without a safeguard",
        "activities.1.data.health.safeguards",
        _sensitive("health", safeguards=()),
        with_use("name", sensitive=SensitiveData()),
    ),
    row(
        "R-SENS-1",
        "a register number about which nothing is known",
        "activities.1.data.nrn.safeguards",
        with_use("nrn", sensitive=None),
        with_use("name", sensitive=None),
    ),
    row(
        "R-SENS-2",
        "health data without a list of functions",
        "access_functions",
        complete_case(access_functions=()),
        # A register number alone needs no such list.
        complete_case(
            access_functions=(),
            activities=(
                replace(HOSTING, data=(use_of("name"), use_of("nrn"))),
                SUPPORT,
            ),
        ),
    ),
    row(
        "R-SENS-2",
        "criminal data without a list of functions",
        "access_functions",
        complete_case(
            access_functions=(),
            activities=(replace(HOSTING, data=(replace(use_of("nrn"), nature="art10"),)),),
        ),
        complete_case(
            access_functions=(),
            activities=(replace(HOSTING, data=(replace(use_of("nrn"), nature="art9"),)),),
        ),
    ),
    row(
        "R-SENS-3",
        "a register number without a legal basis",
        "activities.1.data.nrn.legal_basis",
        _sensitive("nrn", legal_basis=Phrase()),
        _sensitive("health", legal_basis=Phrase()),
    ),
    row(
        "R-SENS-4",
        "hosting health data for a French client",
        "activities.1.data.health.safeguards",
        _french_client(HOSTING),
        _french_client(replace(HOSTING, service_kinds=SUPPORT.service_kinds)),
    ),
    row(
        "R-SENS-5",
        "health data without a reason",
        "activities.1.data.health.reason",
        _sensitive("health", reason=Phrase()),
        COMPLETE,
    ),
    row(
        "R-SENS-6",
        "a function without tasks",
        "access_functions.1.tasks",
        complete_case(access_functions=(replace(FACTS.access_functions[0], tasks=Phrase()),)),
        COMPLETE,
    ),
)
