"""Importing sub-processors: one row each, with contract, places and grounds of transfer."""

from dpa_manager.actions.import_choices import duties_of, key_of, keys_of, places_of
from dpa_manager.actions.import_row import ColumnError, TypedRow, columns_of
from dpa_manager.actions.import_transfers import TRANSFER_COLUMNS, import_transfers
from dpa_manager.actions.subcontracting import (
    TypedContract,
    TypedSubprocessor,
    add_subprocessor,
    record_contract,
)
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.workbook import Column
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import Subprocessor
from dpa_manager.vocabulary.phrase import LANGUAGES

SUBPROCESSOR_COLUMNS = (
    Column("legal_name", "Name as registered.", "Voorbeeldcloud BV", is_required=True),
    Column("trade_name", "Name on the door, when it differs.", "Voorbeeldcloud"),
    Column("legal_form", "Legal form.", "besloten vennootschap"),
    Column(
        "register_kind",
        "kbo, siren, siret, kvk or other; kbo when empty and the country is Belgium.",
        "kbo",
    ),
    Column(
        "register_no",
        "Number in that register; without one the name tells whether it is known already.",
        "0999.008.146",
    ),
    Column("street", "Street and number.", "Kaai 5"),
    Column("postcode", "Postcode.", "8400"),
    Column("city", "City.", "Oostende"),
    Column("country", "Two letters, or the name of the country.", "BE", is_required=True),
    Column("parent_country", "Country of the group that it belongs to.", ""),
    Column(
        "kinds",
        "What kind of supplier it is: keys or labels such as data_centre, separated by semicolons.",
        "data_centre; backup_cloud",
    ),
    Column("service_nl", "What it does, in Dutch.", "Servers en back-ups"),
    Column("service_fr", "What it does, in French.", "Serveurs et sauvegardes"),
    Column("service_en", "What it does, in English.", "Servers and back-ups"),
    Column("contact_name", "Contact for data protection.", "Lies Maes"),
    Column("contact_position", "Position of the contact.", "privacy officer"),
    Column("contact_email", "One e-mail address.", "privacy@voorbeeldcloud.example"),
    Column("contact_phone", "Phone number.", "059 00 00 00"),
    Column("breach_contact", "Whom to reach about a breach, and how.", "0470 00 00 01, all hours"),
    Column(
        "locations",
        "Where data are processed: countries, separated by semicolons or commas, each with a kind "
        "of place behind a slash (datacentre, office, workshop, client_site, remote, support); "
        "datacentre where none is given.",
        "BE/datacentre; NL",
    ),
    Column(
        "access_from",
        "From where people or companies of its group can reach the data, written likewise; remote "
        "where no kind of place is given.",
        "IN/support",
    ),
    Column("chain_url", "Where it publishes its own sub-processors.", "https://cloud.example/list"),
    Column("chain_checked_on", "When that list was last checked.", "2026-10-01"),
    Column("contract_signed_on", "When its contract with us was signed.", "2026-03-02"),
    Column("contract_version", "Version of that contract.", "3.1"),
    Column("contract_url", "Where that contract can be read.", "https://cloud.example/contract"),
    Column(
        "mirrored_duties",
        "Duties of Art. 28(3) that the contract mirrors: a to h, and third_party when clients may "
        "end it themselves, separated by commas; or all.",
        "a, b, c, d, e, f, g, h, third_party",
    ),
    Column("notice_days", "How many days beforehand it tells us of changes.", "40"),
    Column("state", "proposed (when empty), active, retiring or ended.", "active"),
    Column("reviewed_on", "When it was last reviewed.", "2026-03-02"),
    Column("next_review_on", "When it is to be reviewed next.", "2027-03-02"),
    *TRANSFER_COLUMNS,
)

_FIELDS = {column.name: column.name for column in SUBPROCESSOR_COLUMNS} | {
    "country_code": "country",
    "parent_country_code": "parent_country",
    **{f"service.{language}": f"service_{language}" for language in LANGUAGES},
}
_CONTRACT_FIELDS = {"version": "contract_version", "url": "contract_url"} | {
    name: name for name in ("mirrored_duties", "notice_days")
}
_CONTRACT_DETAILS = ("contract_version", "contract_url", "mirrored_duties", "notice_days")


def import_subprocessor(row: TypedRow, by: Actor, toolbox: Toolbox) -> None:
    """Add the sub-processor of one row; raises ColumnError."""
    typed = _typed(row)
    # Without a number it is the name that is known already.
    fields = _FIELDS | ({} if typed.organisation.register_no else {"register_no": "legal_name"})
    with columns_of(fields, otherwise="legal_name"):
        subprocessor = add_subprocessor(typed, by=by, toolbox=toolbox)
    _refuse_named_without_number(subprocessor)
    _import_contract(subprocessor, row, by=by, toolbox=toolbox)
    import_transfers(
        subprocessor,
        row,
        countries=[country for country, _ in (*typed.locations, *typed.access_from)],
        are_known=not (row.is_bad("locations") or row.is_bad("access_from")),
        by=by,
        toolbox=toolbox,
    )


def _typed(row: TypedRow) -> TypedSubprocessor:
    return TypedSubprocessor(
        _organisation(row),
        service=row.phrase("service"),
        kinds=keys_of(row.text("kinds"), "subprocessor_kinds"),
        parent_country_code=key_of(row.text("parent_country"), "countries"),
        contact_name=row.text("contact_name"),
        contact_position=row.text("contact_position"),
        contact_email=row.text("contact_email"),
        contact_phone=row.text("contact_phone"),
        breach_contact=row.text("breach_contact"),
        locations=places_of(row.text("locations"), otherwise="datacentre"),
        access_from=places_of(row.text("access_from"), otherwise="remote"),
        chain_url=row.text("chain_url"),
        chain_checked_on=row.day("chain_checked_on"),
        state=key_of(row.text("state", "proposed"), "subprocessor_state"),
        reviewed_on=row.day("reviewed_on"),
        next_review_on=row.day("next_review_on"),
    )


def _organisation(row: TypedRow) -> TypedOrganisation:
    country = _country(row)
    kind = key_of(row.text("register_kind"), "register_kinds")
    if not kind and country == "BE":
        kind = "kbo"
    return TypedOrganisation(
        _legal_name(row),
        trade_name=row.text("trade_name"),
        legal_form=row.text("legal_form"),
        register_kind=kind,
        register_no=_register_no(row),
        street=row.text("street"),
        postcode=row.text("postcode"),
        city=row.text("city"),
        country_code=country,
    )


def _country(row: TypedRow) -> str:
    country = key_of(row.required("country"), "countries")
    return "" if row.is_bad("country") else country


def _legal_name(row: TypedRow) -> str:
    name = row.required("legal_name")
    # One that is told by its number is not to be told by its name too, nor are two empty names
    # the same sub-processor. Such a row goes out again.
    if row.is_bad("legal_name") or row.is_bad("register_no"):
        return f"– {row.number}"
    return name


def _register_no(row: TypedRow) -> str:
    # Without its kind a number cannot be judged, and without a country there is no usual kind.
    is_open = row.is_bad("register_kind") or (
        row.is_bad("country") and not row.text("register_kind")
    )
    return "" if is_open else row.text("register_no")


def _refuse_named_without_number(added: Subprocessor) -> None:
    """Refuse a number for a name that the register has without one: that is no second row."""
    is_twin = (Subprocessor.legal_name == added.legal_name) & (Subprocessor.register_no == "")
    if added.register_no and Subprocessor.select().where(is_twin).exists():
        raise ColumnError("legal_name", refused("import-named-without-number").sentence)


def _import_contract(
    subprocessor: Subprocessor, row: TypedRow, *, by: Actor, toolbox: Toolbox
) -> None:
    signed_on = row.day("contract_signed_on")
    if row.is_bad("contract_signed_on"):
        signed_on = toolbox.today()
    if signed_on is None:
        if any(row.text(column) for column in _CONTRACT_DETAILS):
            raise ColumnError("contract_signed_on", refused("import-contract-date").sentence)
        return
    contract = TypedContract(
        signed_on,
        version=row.text("contract_version"),
        url=row.text("contract_url"),
        mirrored_duties=duties_of(row.text("mirrored_duties")),
        notice_days=row.whole_number("notice_days"),
    )
    with columns_of(_CONTRACT_FIELDS, otherwise="contract_signed_on"):
        record_contract(subprocessor, contract, by=by, toolbox=toolbox)
