"""Importing: the rows of a table, all of it or nothing, every bad cell named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dpa_manager.actions.import_clients import CLIENT_COLUMNS, import_client
from dpa_manager.actions.import_engagements import ENGAGEMENT_COLUMNS, import_engagement
from dpa_manager.actions.import_recipients import RECIPIENT_COLUMNS, import_recipient
from dpa_manager.actions.import_row import ColumnError, TypedRow, printable
from dpa_manager.actions.import_subprocessors import SUBPROCESSOR_COLUMNS, import_subprocessor
from dpa_manager.actions.recording import record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.documents.workbook import Cell, Column, Table, TableRow
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.refusals import refused
from dpa_manager.models.base import database, transaction
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import filled, sentences

RowImport = Callable[[TypedRow, Actor, Toolbox], None]


@dataclass(frozen=True)
class ImportKind:
    """What can be imported: its columns and how one row comes in."""

    columns: tuple[Column, ...]
    import_row: RowImport


KINDS: Mapping[str, ImportKind] = {
    "clients": ImportKind(CLIENT_COLUMNS, import_client),
    "engagements": ImportKind(ENGAGEMENT_COLUMNS, import_engagement),
    "subprocessors": ImportKind(SUBPROCESSOR_COLUMNS, import_subprocessor),
    "recipients": ImportKind(RECIPIENT_COLUMNS, import_recipient),
}


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot come in: its row and column, its place ("B3"), its text and why.

    `column` is "" for a cell beyond the last column.
    """

    row: int
    column: str
    place: str
    text: str
    sentence: Phrase


class ImportRefused(Refused):
    """Some cells are bad; nothing was imported."""

    def __init__(self, bad_cells: tuple[BadCell, ...]) -> None:
        count = str(len(bad_cells))
        super().__init__("import-refused", filled(sentences()["import-refused"], {"n": count}))
        self.bad_cells = bad_cells


class _TriedOnly(Exception):
    """Everything came in well, and goes out again, since it was only tried."""


def import_table(
    kind: str,
    table: Table,
    *,
    is_dry_run: bool,
    by: Actor,
    toolbox: Toolbox,
    after_row: Callable[[], None] = lambda: None,
) -> int:
    """Import every row of `table` in one transaction; returns how many rows there are.

    A dry run does all of it and then takes it back; `after_row` is called once a row. Raises
    Refused for a column that is unknown or absent, ImportRefused with every bad cell.
    """
    chosen = KINDS[kind]
    _refuse_columns(table, chosen.columns)
    try:
        with transaction("firm"):
            bad: list[BadCell] = []
            for row in table.rows:
                bad += _bad_cells(row, chosen, by, toolbox)
                after_row()
            if bad:
                raise ImportRefused(tuple(bad))
            if is_dry_run:
                raise _TriedOnly
            record(
                "table imported",
                by=by,
                at=toolbox.now(),
                details={"kind": kind, "rows": len(table.rows)},
            )
    except _TriedOnly:
        pass
    return len(table.rows)


def _refuse_columns(table: Table, columns: tuple[Column, ...]) -> None:
    known = {column.name for column in columns}
    unknown = [name for name in table.columns if name not in known]
    if unknown:
        names = printable(", ".join(unknown))
        raise refused("import-unknown-column", field="file", columns=names)
    absent = [c.name for c in columns if c.is_required and c.name not in table.columns]
    if absent:
        raise refused("import-absent-column", field="file", columns=", ".join(absent))
    if not table.rows:
        raise refused("import-no-rows", field="file")


def _bad_cells(row: TableRow, kind: ImportKind, by: Actor, toolbox: Toolbox) -> tuple[BadCell, ...]:
    """Try the row again and again, each time without the cell that was bad, until none is."""
    bad = {
        column: _bad_cell(row, column, sentences()[f"table-cell-{fault}"])
        for column, cell in row.cells.items()
        if (fault := _fault(cell))
    }
    while True:
        typed = TypedRow(row, bad.keys())
        try:
            with database.savepoint():
                kind.import_row(typed, by, toolbox)
        except ColumnError as error:
            if error.column in bad:
                break
            bad[error.column] = _bad_cell(row, error.column, error.sentence)
        else:
            break
    extra = sentences()["table-cell-extra"]
    beyond = [BadCell(row.number, "", cell.place, cell.text, extra) for cell in row.extra]
    # In the order of the columns; a column that is not in the file comes last.
    named = [bad.pop(column) for column in row.cells if column in bad]
    return (*named, *bad.values(), *beyond)


def _fault(cell: Cell) -> str:
    """What is wrong with a cell whatever its column; a CSV file does not mark its formulas."""
    return cell.fault or ("formula" if cell.text.startswith("=") else "")


def _bad_cell(row: TableRow, column: str, sentence: Phrase) -> BadCell:
    cell = row.cells.get(column)
    return BadCell(
        row=row.number,
        column=column,
        place=cell.place if cell else str(row.number),
        text=cell.text if cell else "",
        sentence=sentence,
    )
