"""Tables in and out: CSV and XLSX files as rows whose every cell knows where it stands."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_ROWS = 20_000
# A sheet may claim 16,384 columns in a few bytes; what lies beyond these is not read.
MAX_COLUMNS = 200
# More signs than these a cell cannot hold.
_LONGEST_CELL = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# An accented letter of UTF-8 read as Windows-1252: "Ã©" where "é" was meant.
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")


class UnreadableTable(Exception):
    """The file is no table that can be read; `code` names the sentence, `detail` the place."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Cell:
    """One cell: its text, where a person finds it ("B3"), and what is wrong with it as a cell.

    `fault` is "" or one of formula, error (a formula's "#N/A"), extra (no column stands above it).
    """

    text: str
    place: str
    fault: str = ""


@dataclass(frozen=True)
class TableRow:
    """One row below the head: its number in the file, its cells by column, those beyond them."""

    number: int
    cells: dict[str, Cell]
    extra: tuple[Cell, ...] = ()

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


@dataclass(frozen=True)
class Head:
    """The head of a column of a table that goes out; `width` in signs."""

    words: str
    width: int = 20


Value = str | int | date | datetime | None
"""What a cell of a table that goes out may hold."""

_Read = tuple[str, str]
"""The text of a cell as read, and its fault."""


def read_table(data: bytes, *, suffix: str) -> Table:
    """Read a CSV or XLSX file into a table; `suffix` is the end of its name (".csv").

    Of a workbook the first sheet is read. Raises UnreadableTable: unknown_kind, too_large, broken,
    encoding, no_head, double_column, too_many_rows.
    """
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableTable("too_large")
    if suffix.lower() == ".xlsx":
        lines = _xlsx_lines(data)
    elif suffix.lower() == ".csv":
        lines = [[(text, "") for text in line] for line in _csv_lines(data)]
    else:
        raise UnreadableTable("unknown_kind", suffix)
    return _table(lines)


def _table(lines: Sequence[Sequence[_Read]]) -> Table:
    head = _head(lines[0] if lines else ())
    if len(lines) > MAX_ROWS + 1:
        raise UnreadableTable("too_many_rows", str(MAX_ROWS))
    rows = [_row(number, line, head=head) for number, line in enumerate(lines[1:], start=2)]
    return Table(head, tuple(row for row in rows if row is not None))


def _head(line: Iterable[_Read]) -> tuple[str, ...]:
    head = [name.strip().lower() for name, _ in line]
    while head and not head[-1]:
        head.pop()
    if not head or not all(head):
        raise UnreadableTable("no_head")
    doubles = sorted({name for name in head if head.count(name) > 1})
    if doubles:
        raise UnreadableTable("double_column", ", ".join(doubles))
    return tuple(head)


def _row(number: int, line: Sequence[_Read], *, head: Sequence[str]) -> TableRow | None:
    """The row, or None when all of it is empty."""
    places = [f"{get_column_letter(i + 1)}{number}" for i in range(max(len(head), len(line)))]
    cells = [Cell(text.strip(), places[i], fault) for i, (text, fault) in enumerate(line)]
    if not any(cell.text or cell.fault for cell in cells):
        return None
    cells += [Cell("", place) for place in places[len(cells) :]]
    beyond = [Cell(cell.text, cell.place, "extra") for cell in cells[len(head) :] if cell.text]
    return TableRow(number, dict(zip(head, cells, strict=False)), tuple(beyond))


def _csv_lines(data: bytes) -> list[list[str]]:
    text = _csv_text(data)
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableTable("broken", str(error)) from error


def _csv_text(data: bytes) -> str:
    # Excel on a Belgian PC writes Windows-1252 with semicolons; everything else writes UTF-8.
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _UTF8_LETTER.search(data):
            raise UnreadableTable("encoding") from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableTable("encoding") from error


def _xlsx_lines(data: bytes) -> list[list[_Read]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadableTable("too_large")
        with warnings.catch_warnings():
            # What openpyxl leaves out of a workbook (styles, drop-down lists) is no data.
            warnings.simplefilter("ignore")
            return _first_sheet(data)
    except UnreadableTable:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and zip readers raise.
        raise UnreadableTable("broken", type(error).__name__) from error


def _first_sheet(data: bytes) -> list[list[_Read]]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS)
    lines = [[_read_cell(cell) for cell in row] for row in rows]
    book.close()
    return lines


def _read_cell(cell: object) -> _Read:
    # A formula's last result stands beside it in the file, or does not: nobody can tell whether
    # it is what the person saw, so the formula itself is told.
    kind = getattr(cell, "data_type", "")
    text = _cell_text(getattr(cell, "value", None))
    return text, {"f": "formula", "e": "error"}.get(kind, "")


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
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


def write_table(title: str, heads: Sequence[Head], rows: Iterable[Sequence[Value]]) -> bytes:
    """An XLSX file of one sheet: a frozen head with filters, each value of its own type.

    `rows` is read once and not kept. An instant is written as the day and time that it shows, since
    a sheet knows no time zones.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = head.width
    sheet.append([_head_cell(sheet, head) for head in heads])
    last = 1
    for row in rows:
        sheet.append([_value_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{last}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(heads: Sequence[Head], rows: Iterable[Sequence[Value]]) -> bytes:
    """The same table as CSV: UTF-8 with a byte order mark and semicolons, which Excel opens."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_unformula(head.words) for head in heads])
    for row in rows:
        writer.writerow([_csv_value(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31] or "data"


def _head_cell(sheet: Any, head: Head) -> SheetCell:
    cell = text_cell(sheet, head.words)
    # A font without a name is shown in whatever letter a program has first.
    cell.font = Font(name="Calibri", size=11, bold=True)
    cell.fill = PatternFill("solid", fgColor="F2F5FB")
    return cell


def _value_cell(sheet: Any, value: Value) -> SheetCell | str | int | date | None:
    if isinstance(value, str):
        # A cell of its own takes longer; only a text like a formula, an error or
        # one that a sheet cannot hold needs it.
        is_plain = value.isprintable() and len(value) <= _LONGEST_CELL and value[:1] not in "=#"
        return value if is_plain else text_cell(sheet, value)
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    # A date as it is gets the format yyyy-mm-dd.
    return value


def text_cell(sheet: Any, text: str) -> SheetCell:
    """A cell of a sheet that is only written, with this text and never a formula."""
    # Set after the value, which would otherwise make a formula of a text that begins with "=".
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:_LONGEST_CELL])
    cell.data_type = "s"
    return cell


def _csv_value(value: Value) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str):
        return _unformula(value)
    return "" if value is None else str(value)


def _write(cell: object, text: str) -> SheetCell:
    # A text that starts with "=" must stay a text: a formula in a data file is an attack.
    if not isinstance(cell, SheetCell):
        raise TypeError(type(cell).__name__)
    cell.value = text
    cell.data_type = "s"
    return cell


def _unformula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
