"""Importing clients: one row a client, with its contacts and who signs."""

from dpa_manager.actions.import_row import TypedRow, columns_of
from dpa_manager.actions.onboarding import TypedClient, add_client, add_contact
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.workbook import Column
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.models import Client

CLIENT_COLUMNS = (
    Column("legal_name", "Name as registered.", "Voorbeeldfirma NV", is_required=True),
    Column("trade_name", "Name on the door, when it differs.", ""),
    Column("legal_form", "Legal form.", "naamloze vennootschap"),
    Column("register_kind", "kbo, siren, siret, kvk or other.", "kbo"),
    Column("register_no", "Number in that register.", "0999.001.020", is_required=True),
    Column("street", "Street and number.", "Kouter 1", is_required=True),
    Column("postcode", "Postcode.", "9000", is_required=True),
    Column("city", "City.", "Gent", is_required=True),
    Column("country", "Two letters; BE when empty.", "BE"),
    Column("language", "nl, fr or en; by the postcode when empty.", "nl"),
    Column("role", "controller (when empty), processor or mixed.", "controller"),
    Column("public_body", "Empty, or flemish, walloon, brussels, german_speaking, federal.", ""),
    Column("authority", "Key of the authority; the usual one when empty.", "gba"),
    Column("signatory_name", "Who signs.", "An Peeters"),
    Column("signatory_capacity", "Key of the capacity, such as director.", "director"),
    Column("contact_name", "Contact for data protection and every subject.", "Bo Maes"),
    Column("contact_position", "Position of the contact.", "IT manager"),
    Column("contact_email", "One e-mail address.", "privacy@voorbeeld.example"),
    Column("contact_phone", "Phone number.", "09 000 00 00"),
    Column("breach_name", "Second contact for breaches.", "Els Wouters"),
    Column("breach_position", "Position of that person.", "on-call engineer"),
    Column("breach_email", "One e-mail address.", "wacht@voorbeeld.example"),
    Column("breach_phone", "Phone number, day and night.", "0470 00 00 00"),
)

_ORGANISATION_FIELDS = {"country_code": "country", "authority_key": "authority"} | {
    name: name
    for name in (
        "legal_name", "trade_name", "legal_form", "register_kind", "register_no", "street",
        "postcode", "city", "language", "role", "public_body",
    )
}  # fmt: skip
# One contact answers for every subject of Annex I.D; further persons are added on the screen.
_CONTACT_ROLES = (
    "privacy", "instructions", "breaches", "requests", "subprocessors", "audits", "end",
)  # fmt: skip


def import_client(row: TypedRow, by: Actor, toolbox: Toolbox) -> None:
    """Add the client of one row; raises ColumnError."""
    organisation = TypedOrganisation(
        legal_name=row.required("legal_name"),
        trade_name=row.text("trade_name"),
        legal_form=row.text("legal_form"),
        register_kind=row.text("register_kind", "kbo"),
        register_no=_register_no(row),
        street=row.required("street"),
        postcode=row.required("postcode"),
        city=row.required("city"),
        country_code=row.text("country", "BE"),
    )
    typed = TypedClient(
        organisation,
        language=_language(row),
        role=row.text("role", "controller"),
        public_body=row.text("public_body"),
        authority_key=row.text("authority"),
    )
    with columns_of(_ORGANISATION_FIELDS, otherwise="register_no"):
        client = add_client(typed, by=by, toolbox=toolbox)
    _add_signatory(client, row, by=by, toolbox=toolbox)
    _add_person(client, row, "contact", roles=_CONTACT_ROLES, by=by, toolbox=toolbox)
    _add_person(client, row, "breach", roles=("breaches_second",), by=by, toolbox=toolbox)


def _language(row: TypedRow) -> str:
    # Which language is usual hangs on these; one that was told as bad is not to be told twice.
    is_open = any(row.is_bad(column) for column in ("language", "postcode", "country"))
    return row.text("language", "nl" if is_open else "")


def _register_no(row: TypedRow) -> str:
    number = row.required("register_no")
    # Without its kind a number cannot be judged.
    return "" if row.is_bad("register_no") or row.is_bad("register_kind") else number


def _add_signatory(client: Client, row: TypedRow, *, by: Actor, toolbox: Toolbox) -> None:
    name, capacity = row.name("signatory_name"), row.text("signatory_capacity")
    if name or capacity:
        person = TypedPerson(name, roles=("signatory",), capacity_key=capacity)
        fields = {"name": "signatory_name", "capacity_key": "signatory_capacity"}
        with columns_of(fields, otherwise="signatory_name"):
            add_contact(client, person, by=by, toolbox=toolbox)


def _add_person(
    client: Client,
    row: TypedRow,
    column: str,
    *,
    roles: tuple[str, ...],
    by: Actor,
    toolbox: Toolbox,
) -> None:
    parts = ("name", "position", "email", "phone")
    texts = {part: row.text(f"{column}_{part}") for part in parts}
    texts["name"] = row.name(f"{column}_name")
    if any(texts.values()):
        fields = {part: f"{column}_{part}" for part in parts}
        person = TypedPerson(
            name=texts["name"],
            position=texts["position"],
            email=texts["email"],
            phone=texts["phone"],
            roles=roles,
        )
        with columns_of(fields, otherwise=f"{column}_name"):
            add_contact(client, person, by=by, toolbox=toolbox)
