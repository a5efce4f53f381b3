"""Importing other recipients: one row each, with the ground on which data go to its country."""

from dpa_manager.actions.directing import TypedRecipient, add_recipient
from dpa_manager.actions.import_choices import key_of
from dpa_manager.actions.import_row import TypedRow, columns_of
from dpa_manager.actions.import_transfers import TRANSFER_COLUMNS, import_transfers
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.workbook import Column
from dpa_manager.domain.actors import Actor

RECIPIENT_COLUMNS = (
    Column(
        "name",
        "Name as agreements print it; with its country it tells whether it is known already.",
        "Voorbeeld Analytics Ltd",
        is_required=True,
    ),
    Column(
        "group",
        "controller_directed (when empty), suppliers, commercial_partners, government or "
        "business_transfer, or the label.",
        "controller_directed",
    ),
    Column(
        "kind",
        "What it is under the GDPR: independent_controller (when empty), joint_controller, "
        "own_processor, platform_own_controller, public_authority, internal_team or data_subject, "
        "or the label. A sub-processor belongs into the register of sub-processors.",
        "independent_controller",
    ),
    Column("street", "Street and number.", "1 Sample Road"),
    Column("postcode", "Postcode.", "411001"),
    Column("city", "City.", "Pune"),
    Column("country", "Two letters, or the name of the country.", "IN", is_required=True),
    Column("contact_email", "One e-mail address.", "privacy@analytics.example"),
    *TRANSFER_COLUMNS,
)

_FIELDS = {column.name: column.name for column in RECIPIENT_COLUMNS} | {
    "group_key": "group",
    "kind_key": "kind",
    "country_code": "country",
}


def import_recipient(row: TypedRow, by: Actor, toolbox: Toolbox) -> None:
    """Add the recipient of one row; raises ColumnError."""
    name, country = row.required("name"), key_of(row.required("country"), "countries")
    is_bad = row.is_bad("country")
    typed = TypedRecipient(
        # Names that are bad, or of which the country is, are not to be taken for one another.
        f"– {row.number}" if row.is_bad("name") else name,
        group_key=key_of(row.text("group", "controller_directed"), "recipient_groups"),
        kind_key=key_of(row.text("kind", "independent_controller"), "recipient_kinds"),
        street=row.text("street"),
        postcode=row.text("postcode"),
        city=row.text("city"),
        country_code="" if is_bad else country,
        contact_email=row.text("contact_email"),
    )
    with columns_of(_FIELDS, otherwise="name"):
        recipient = add_recipient(typed, by=by, toolbox=toolbox)
    import_transfers(
        recipient,
        row,
        countries=[typed.country_code],
        are_known=not is_bad,
        by=by,
        toolbox=toolbox,
    )
