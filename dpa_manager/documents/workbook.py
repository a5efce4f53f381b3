"""Tables in and out: CSV and XLSX files as rows whose every cell knows where it stands."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_ROWS = 20_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class UnreadableTable(Exception):
    """The file is no table that can be read; `code` names the sentence, `detail` the place."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Cell:
    """One cell: its text and where a person finds it ("B3")."""

    text: str
    place: str


@dataclass(frozen=True)
class TableRow:
    """One row below the head: its number in the file and its cells by column name."""

    number: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """The trimmed text of `column`, "" when the column or the value is absent."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass(frozen=True)
class Table:
    """A table with a head row; wholly empty rows are left out."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Column:
    """A column of an example file: its name, what to write in it, an example."""

    name: str
    explanation: str
    example: str
    is_required: bool = False


def read_table(path: Path) -> Table:
    """Read a CSV or XLSX file into a table.

    Raises UnreadableTable: unknown_kind, too_large, broken, no_head, double_column, too_many_rows.
    """
    data = path.read_bytes()
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableTable("too_large")
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        lines: Iterable[Sequence[str]] = _xlsx_lines(data)
    elif suffix == ".csv":
        lines = _csv_lines(data)
    else:
        raise UnreadableTable("unknown_kind", suffix)
    return _table(list(lines))


def _table(lines: list[Sequence[str]]) -> Table:
    head = [name.strip().lower() for name in lines[0]] if lines else []
    while head and not head[-1]:
        head.pop()
    if not head or not all(head):
        raise UnreadableTable("no_head")
    doubles = sorted({name for name in head if head.count(name) > 1})
    if doubles:
        raise UnreadableTable("double_column", ", ".join(doubles))
    if len(lines) > MAX_ROWS:
        raise UnreadableTable("too_many_rows", str(MAX_ROWS))
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        texts = [text.strip() for text in line]
        if any(texts):
            cells = {
                name: Cell(
                    texts[i] if i < len(texts) else "", f"{get_column_letter(i + 1)}{number}"
                )
                for i, name in enumerate(head)
            }
            rows.append(TableRow(number, cells))
    return Table(tuple(head), tuple(rows))


def _csv_lines(data: bytes) -> list[Sequence[str]]:
    # Excel on a Belgian PC writes Windows-1252 with semicolons; everything else writes UTF-8.
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableTable("broken", str(error)) from error


def _xlsx_lines(data: bytes) -> list[Sequence[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadableTable("too_large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except UnreadableTable:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and zip readers raise.
        raise UnreadableTable("broken", type(error).__name__) from error
    lines: list[Sequence[str]] = []
    for row in book.worksheets[0].iter_rows(max_row=MAX_ROWS + 1, values_only=True):
        lines.append([_cell_text(value) for value in row])
    book.close()
    return lines


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "date"):
        return str(value.date().isoformat())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write_example(columns: Sequence[Column]) -> bytes:
    """An XLSX file: head and one example row, and a second sheet that explains each column."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "data"
    for number, column in enumerate(columns, start=1):
        _write(sheet.cell(1, number), column.name).font = Font(bold=True)
        _write(sheet.cell(2, number), column.example)
        sheet.column_dimensions[get_column_letter(number)].width = max(14, len(column.example) + 2)
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("columns")
    for number, title in enumerate(("column", "required", "what to write"), start=1):
        head = _write(notes.cell(1, number), title)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="F2F5FB")
    for row, column in enumerate(columns, start=2):
        _write(notes.cell(row, 1), column.name)
        _write(notes.cell(row, 2), "yes" if column.is_required else "no")
        _write(notes.cell(row, 3), column.explanation).alignment = Alignment(wrap_text=True)
    notes.column_dimensions["A"].width, notes.column_dimensions["C"].width = 24, 90
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def example_csv(columns: Sequence[Column]) -> bytes:
    """The same example as CSV, head and one row, UTF-8 with a byte order mark for Excel."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([column.name for column in columns])
    writer.writerow([_unformula(column.example) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def _write(cell: object, text: str) -> SheetCell:
    # A text that starts with "=" must stay a text: a formula in a data file is an attack.
    if not isinstance(cell, SheetCell):
        raise TypeError(type(cell).__name__)
    cell.value = text
    cell.data_type = "s"
    return cell


def _unformula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
