"""Importing engagements: one row an engagement of a known client, filled from service presets."""

from dpa_manager.actions.engaging import TypedEngagement, engage, engage_from_presets
from dpa_manager.actions.import_row import TypedRow, columns_of
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.workbook import Column
from dpa_manager.domain.actors import Actor
from dpa_manager.models import Client
from dpa_manager.queries.lookup import find_client
from dpa_manager.vocabulary.phrase import LANGUAGES

ENGAGEMENT_COLUMNS = (
    Column(
        "client", "Register number of a client that is known.", "0999.001.020", is_required=True
    ),
    Column("title", "Short name of the engagement.", "Webwinkel 2026", is_required=True),
    Column(
        "service_kinds",
        "Keys of the services, separated by commas; each becomes an activity with its usual data.",
        "hosting, support",
        is_required=True,
    ),
    Column(
        "subject_matter_nl", "What it is about, in Dutch.", "Hosting en beheer van de webwinkel"
    ),
    Column(
        "subject_matter_fr", "What it is about, in French.", "Hébergement de la boutique en ligne"
    ),
    Column(
        "subject_matter_en", "What it is about, in English.", "Hosting and care of the web shop"
    ),
    Column("contract_name", "Name of the Principal Contract.", "Onderhoudscontract"),
    Column("contract_reference", "Its reference.", "2026-017"),
    Column("contract_signed_on", "When it was signed.", "2026-03-04"),
    Column("duration_kind", "principal, fixed or open.", "principal"),
    Column("start_on", "First day of the service.", "2026-04-01"),
    Column("end_on", "Last day, when the term is fixed.", ""),
)

_FIELDS = {column.name: column.name for column in ENGAGEMENT_COLUMNS} | {
    f"subject_matter.{language}": f"subject_matter_{language}" for language in LANGUAGES
}


def import_engagement(row: TypedRow, by: Actor, toolbox: Toolbox) -> None:
    """Add the engagement of one row; raises ColumnError."""
    client = _client(row, toolbox)
    typed = TypedEngagement(
        title=row.required("title"),
        subject_matter=row.phrase("subject_matter"),
        contract_name=row.text("contract_name"),
        contract_reference=row.text("contract_reference"),
        contract_signed_on=row.day("contract_signed_on"),
        duration_kind=row.text("duration_kind"),
        start_on=row.day("start_on"),
        end_on=row.day("end_on"),
    )
    kinds = row.names("service_kinds")
    with columns_of(_FIELDS, otherwise="title"):
        if row.is_bad("service_kinds"):
            engage(client, typed, by=by, toolbox=toolbox)
        else:
            engage_from_presets(client, typed, service_kinds=kinds, by=by, toolbox=toolbox)


def _client(row: TypedRow, toolbox: Toolbox) -> Client:
    """The client that the row names; one that goes out again when that cell is bad."""
    name = row.required("client")
    if row.is_bad("client"):
        return Client.create(legal_name=name, created_at=toolbox.now())
    with columns_of({}, otherwise="client"):
        return find_client(name)
