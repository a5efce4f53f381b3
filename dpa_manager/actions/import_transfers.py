"""Importing grounds of transfer: the columns about data that leave the EEA (GDPR chapter V)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from dpa_manager.actions.import_choices import by_country, key_of
from dpa_manager.actions.import_row import (
    ColumnError,
    TypedRow,
    columns_of,
    day_of,
    is_yes,
    says_no,
)
from dpa_manager.actions.subcontracting import TypedTransfer, set_transfers
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.workbook import Column
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.refusals import refused
from dpa_manager.models import Recipient, Subprocessor
from dpa_manager.vocabulary.library import vocabulary

TRANSFER_COLUMNS = (
    Column(
        "transfer_mechanism",
        "Ground on which data leave the EEA: adequacy, scc_m1 to scc_m4 (the module of the "
        "standard clauses), bcr_p, bcr_c … or its label. One for every country outside the EEA, "
        "or one each: US: adequacy; IN: scc_m3. So in each column that begins with transfer_.",
        "scc_m3",
    ),
    Column("transfer_document", "Name and date of the document.", "SCC, signed 2 March 2026"),
    Column("transfer_signed_on", "When that document was signed.", "2026-03-02"),
    Column("transfer_checked_on", "When the ground was last checked.", "2026-10-01"),
    Column(
        "transfer_is_listed",
        "Yes or no: is it on the list of the decision, such as that of the Data Privacy Framework?",
        "no",
    ),
    Column("transfer_covers_hr_data", "Yes or no: does that listing cover HR data?", "no"),
    Column(
        "transfer_impact_assessment_on",
        "Date of the transfer impact assessment (TIA).",
        "2026-02-20",
    ),
    Column("transfer_fallback", "Ground that follows when an adequacy decision falls.", ""),
)

_NAMES = tuple(column.name for column in TRANSFER_COLUMNS)
_FIELDS = {
    "mechanism_key": "transfer_mechanism",
    "document": "transfer_document",
    "fallback_key": "transfer_fallback",
}
# With it the rest of a row can be tried whose countries cannot be read; it goes out again.
_SOME_COUNTRY = "US"


def import_transfers(
    target: Subprocessor | Recipient,
    row: TypedRow,
    *,
    countries: Collection[str],
    are_known: bool,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Set the grounds that a row tells for those of `countries` that are outside the EEA.

    `are_known` is False when a cell that names countries is bad. Raises ColumnError.
    """
    outside = _outside(countries, are_known=are_known, toolbox=toolbox)
    told = {name: by_country(row.text(name)) for name in _NAMES}
    if not outside:
        _refuse_homeless(row, told)
    texts = {
        name: _spread(told[name], outside=outside, column=name, are_known=are_known)
        for name in _NAMES
    }
    grounds = _grounds(texts)
    with columns_of(_FIELDS, otherwise="transfer_mechanism"):
        set_transfers(target, grounds, by=by, toolbox=toolbox)


def _refuse_homeless(row: TypedRow, told: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Refuse a ground that no country is there to take; the first such cell stands for all."""
    if any(row.is_bad(name) for name in _NAMES):
        return
    for name, values in told.items():
        if any(not _says_nothing(text) for _, text in values):
            raise ColumnError(name, refused("import-transfer-nowhere").sentence)


def _says_nothing(text: str) -> bool:
    """Whether it holds inside the EEA as well: no, or within the EEA."""
    return says_no(text) or key_of(text, "transfer_mechanisms") == "none_eea"


def _outside(countries: Collection[str], *, are_known: bool, toolbox: Toolbox) -> Sequence[str]:
    if not are_known:
        return (_SOME_COUNTRY,)
    words, today = vocabulary(), toolbox.today()
    return sorted(code for code in set(countries) if not words.is_eea(code, on=today))


def _spread(
    told: Sequence[tuple[str, str]], *, outside: Sequence[str], column: str, are_known: bool
) -> dict[str, str]:
    """The text of a column for each country that it is told about."""
    spread: dict[str, str] = {}
    for country, text in told:
        if country in spread:
            raise ColumnError(column, refused("transfer-twice").sentence)
        if country and country not in outside and are_known:
            label = vocabulary().countries[country].label
            raise ColumnError(column, refused("import-transfer-country", country=label).sentence)
        spread |= dict.fromkeys((country,) if country else outside, text)
    return spread


def _grounds(texts: Mapping[str, Mapping[str, str]]) -> list[TypedTransfer]:
    told = sorted({country for column in texts.values() for country in column})
    return [
        _ground(country, {name: column.get(country, "") for name, column in texts.items()})
        for country in told
    ]


def _ground(country: str, texts: Mapping[str, str]) -> TypedTransfer:
    def text(name: str) -> str:
        return texts.get(f"transfer_{name}", "")

    def day(name: str) -> date | None:
        return day_of(text(name), column=f"transfer_{name}")

    def says_yes(name: str) -> bool:
        return is_yes(text(name), column=f"transfer_{name}")

    return TypedTransfer(
        country,
        key_of(text("mechanism"), "transfer_mechanisms"),
        document=text("document"),
        signed_on=day("signed_on"),
        checked_on=day("checked_on"),
        is_listed=says_yes("is_listed"),
        covers_hr_data=says_yes("covers_hr_data"),
        impact_assessment_on=day("impact_assessment_on"),
        fallback_key=key_of(text("fallback"), "transfer_mechanisms"),
    )
