"""A firm, and engagements of it that have everything that an agreement can have."""

from datetime import date

from dpa_manager.actions import configuring, describing, directing, mapping
from dpa_manager.actions.mapping import TypedFlow
from dpa_manager.models import Activity
from tests.actions.started import (
    PROCESSOR,
    add_client,
    add_recipient,
    add_supplier,
    doing,
    engage,
    start_firm,
    words,
)


def full(toolbox, client, supplier, receiver):
    """An engagement with everything that an agreement can have."""
    engagement = engage(toolbox, client, "support", "hosting")
    for activity in Activity.select().where(Activity.engagement == engagement):
        describing.decide_role(engagement, activity, PROCESSOR, **doing(toolbox))
    flows = [
        TypedFlow(1, "client_staff", "email", "subprocessor", supplier.reference),
        TypedFlow(2, "web_users", "account", "recipient", receiver.reference),
    ]
    mapping.add_flows(engagement, flows, **doing(toolbox))
    for activity in (1, 2):
        mapping.describe_data(
            engagement,
            activity=activity,
            category="documents_unstructured",
            description=words("quotes, tenders and screen pictures"),
            **doing(toolbox),
        )
    directing.list_on_engagement(
        engagement,
        supplier,
        delimitation=words("Storage only"),
        since_on=date(2024, 5, 1),
        **doing(toolbox),
    )
    direction = directing.TypedDirection(words("Repairing the grid"), date(2026, 10, 1))
    directing.direct_recipient(engagement, receiver, direction, **doing(toolbox))
    return engagement


def start_full_firm(toolbox):
    """A firm with one client, one supplier that it authorised, and one recipient."""
    start_firm(toolbox)
    configuring.add_evidence(
        configuring.TypedEvidence("staff_confidentiality", "Signed declarations"),
        **doing(toolbox),
    )
    client = add_client(toolbox)
    supplier, receiver = add_supplier(toolbox), add_recipient(toolbox)
    said = directing.TypedAuthorisation("general", toolbox.today())
    directing.authorise(client, supplier, said, **doing(toolbox))
    return client, supplier, receiver
