"""Acts about clients and engagements: who they are, what is agreed, and the drafts."""

from dpa_manager.actions import (
    assigning,
    directing,
    engaging,
    inviting,
    onboarding,
    supplementing,
)
from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.cli.demonstration.firm_acts import organisation, person
from dpa_manager.cli.demonstration.given import Given
from dpa_manager.cli.demonstration.stage import Stage
from dpa_manager.queries.lookup import find_user


def client(stage: Stage, given: Given) -> None:
    """Add a client."""
    typed = onboarding.TypedClient(organisation(given), language=given.text("language"))
    stage.clients[given.text("key")] = onboarding.add_client(typed, **stage.doing)


def contacts(stage: Stage, given: Given) -> None:
    """Add a client's people with what they are to be reached for."""
    row = stage.clients[given.text("client")]
    for one in given.rows("person"):
        onboarding.add_contact(row, person(one), **stage.doing)
        one.refuse_rest()


def client_user(stage: Stage, given: Given) -> None:
    """Let a client's person into the program."""
    inviting.add_client_user(
        inviting.TypedUser(given.text("email"), given.text("name"), given.text("language")),
        client=stage.clients[given.text("client")],
        role=given.text("role"),
        **stage.doing,
    )


def assign(stage: Stage, given: Given) -> None:
    """Have a colleague look after a client, beside whoever added it."""
    colleague = find_user(stage.staff[given.text("manager")].email)
    assigning.assign_manager(stage.clients[given.text("client")], colleague, **stage.doing)


def authorise(stage: Stage, given: Given) -> None:
    """Record a client's yes to sub-processors, on the day of the step."""
    typed = directing.TypedAuthorisation(
        mode=given.text("mode"),
        authorised_on=stage.toolbox.today(),
        document=given.text("document"),
        person=given.text("person"),
    )
    row = stage.clients[given.text("client")]
    for key in given.texts("subprocessors"):
        directing.authorise(row, stage.subprocessors[key], typed, **stage.doing)


def engage(stage: Stage, given: Given) -> None:
    """Open an engagement: blank, or from the presets of some services; with its own terms."""
    row, services = stage.clients[given.text("client")], given.texts("services")
    typed = engaging.TypedEngagement(
        title=given.text("title"),
        subject_matter=given.phrase("subject_matter"),
        controller_duties=given.phrase("controller_duties"),
        contract_name=given.text("contract_name"),
        contract_reference=given.text("contract_reference"),
        contract_signed_on=given.known_day("contract_signed"),
        duration_kind=given.text("duration_kind", ""),
    )
    if services:
        opened = engaging.engage_from_presets(row, typed, service_kinds=services, **stage.doing)
    else:
        opened = engaging.engage(row, typed, **stage.doing)
    key = given.text("key")
    stage.references[key] = opened.reference
    changes = given.table("terms")
    if changes:
        engaging.change_terms(stage.engagement(key), changes, **stage.doing)


def terms(stage: Stage, given: Given) -> None:
    """Change some terms."""
    row = stage.engagement(given.text("engagement"))
    engaging.change_terms(row, given.table("changes"), **stage.doing)


def access_functions(stage: Stage, given: Given) -> None:
    """List the functions with access to sensitive data."""
    typed = []
    for one in given.rows("function"):
        typed.append(supplementing.TypedAccessFunction(one.phrase("function"), one.phrase("tasks")))
        one.refuse_rest()
    row = stage.engagement(given.text("engagement"))
    supplementing.set_access_functions(row, typed, **stage.doing)


def special_terms(stage: Stage, given: Given) -> None:
    """Write down what was negotiated."""
    typed = []
    for one in given.rows("term"):
        typed.append(supplementing.TypedSpecialTerm(one.text("reference"), one.phrase("text")))
        one.refuse_rest()
    row = stage.engagement(given.text("engagement"))
    supplementing.set_special_terms(row, typed, **stage.doing)


def draft(stage: Stage, given: Given) -> None:
    """Draft the agreement in some languages, with a reason for each warning."""
    reasons, reference = given.table("reasons"), stage.references[given.text("engagement")]
    for language in given.texts("languages"):
        choices = DraftChoices(language=language, reasons=reasons)
        draft_agreement(reference, choices=choices, **stage.doing)


def end(stage: Stage, given: Given) -> None:
    """Close an engagement for new work."""
    engaging.end_engagement(stage.engagement(given.text("engagement")), **stage.doing)
