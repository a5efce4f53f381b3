"""The client's own register as a workbook (explanation, rows, choices) and as CSV.

Amber cells with words wait for the client, light blue ones are filled in: nobody has to tell the
colours apart, since the words say the same.
"""

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from dpa_manager.documents.workbook import Head, Value, text_cell, write_csv
from dpa_manager.domain.own_register import Register
from dpa_manager.domain.own_register.register import RegisterCell, RegisterHead

_OPEN = PatternFill("solid", fgColor="FFE0A3")
_KNOWN = PatternFill("solid", fgColor="EAF1FB")
_LINE = Border(bottom=Side(style="thin", color="C3CCD6"))
_TOP = Alignment(vertical="top", wrap_text=True)
# A font without a name is shown in whatever letter the program has first.
_REQUIRED = Font(name="Calibri", size=11, bold=True, color="B00020")
_BOLD = Font(name="Calibri", size=11, bold=True)
_TITLE = Font(name="Calibri", size=14, bold=True)
# Rows of the client's own below ours may choose from the lists too.
_LAST_ROW = 1000
_LINE_POINTS = 15
_EXPLAINED_WIDTHS = (38, 30, 26, 90)


def register_xlsx(register: Register) -> bytes:
    """The workbook: how to use it, the register itself, and the lists to choose from."""
    book = Workbook()
    explanation: Any = book.worksheets[0]
    explanation.title = register.word("sheet-explanation")
    _explain(explanation, register)
    sheet: Any = book.create_sheet(register.word("sheet-register"))
    choices: Any = book.create_sheet(register.word("sheet-choices"))
    _list_choices(choices, register)
    _fill(sheet, register, ranges=_ranges(choices.title, register))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def register_csv(register: Register) -> bytes:
    """The rows alone; each head says who fills the column in."""
    heads = [Head(head.marked) for head in register.heads]
    return write_csv(heads, _values(register))


def _values(register: Register) -> Iterator[tuple[Value, ...]]:
    for row in register.rows:
        yield tuple(cell.value for cell in row)


def _explain(sheet: Any, register: Register) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    for letter, width in zip("ABCD", _EXPLAINED_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    title = text_cell(sheet, register.title)
    title.font = _TITLE
    sheet.append([title])
    for line in register.intro:
        _paragraph(sheet, line)
    legend = [text_cell(sheet, register.word(key)) for key in ("open", "check", "known")]
    for cell, fill in zip(legend, (_OPEN, _KNOWN, _KNOWN), strict=True):
        cell.fill = fill
    sheet.append([])
    sheet.append(legend)
    sheet.append([])
    heads = ("head-column", "head-required", "head-filler", "head-note")
    sheet.append([_bold(sheet, register.word(key)) for key in heads])
    for head in register.heads:
        sheet.append(_line(sheet, head))
        _make_high(sheet, sheet.max_row, [(head.note, _EXPLAINED_WIDTHS[-1])])


def _paragraph(sheet: Any, text: str) -> None:
    """A text over all four columns, in a row as high as its lines."""
    cell = text_cell(sheet, text)
    cell.alignment = _TOP
    sheet.append([cell])
    sheet.merge_cells(f"A{cell.row}:D{cell.row}")
    _make_high(sheet, cell.row, [(text, sum(_EXPLAINED_WIDTHS))])


def _make_high(sheet: Any, row: int, texts: Iterable[tuple[object, int]]) -> None:
    """As high as the longest of these texts in its width, in signs: programs do not look."""
    lines = 1
    for text, width in texts:
        parts = str(text or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(len(part) / (width - 2))) for part in parts))
    # More points than these a row cannot have.
    sheet.row_dimensions[row].height = min(_LINE_POINTS * lines, 400)


def _line(sheet: Any, head: RegisterHead) -> list[SheetCell]:
    cells = [text_cell(sheet, text) for text in (head.label, head.required, head.filler, head.note)]
    for cell in cells:
        cell.alignment = _TOP
    if head.column.is_required:
        cells[1].font = _REQUIRED
    cells[2].fill = _OPEN if head.column.filler == "open" else _KNOWN
    return cells


def _fill(sheet: Any, register: Register, *, ranges: dict[str, str]) -> None:
    # The first column names the row: it stays in view beside forty others.
    sheet.freeze_panes = "B2"
    for number, head in enumerate(register.heads, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = head.column.width
        if head.column.choices:
            _offer(sheet, letter, ranges[head.column.choices])
    widths = [head.column.width for head in register.heads]
    sheet.append([_head(sheet, head) for head in register.heads])
    _make_high(sheet, 1, zip((head.marked for head in register.heads), widths, strict=True))
    for row in register.rows:
        sheet.append([_cell(sheet, cell) for cell in row])
        _make_high(sheet, sheet.max_row, zip((c.value for c in row), widths, strict=True))
    last = get_column_letter(len(register.heads))
    sheet.auto_filter.ref = f"A1:{last}{len(register.rows) + 1}"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3


def _head(sheet: Any, head: RegisterHead) -> SheetCell:
    cell = text_cell(sheet, head.marked)
    cell.font = _REQUIRED if head.column.is_required else _BOLD
    cell.fill = _OPEN if head.column.filler == "open" else _KNOWN
    cell.alignment = _TOP
    return cell


def _cell(sheet: Any, cell: RegisterCell) -> SheetCell:
    value: Any = cell.value
    # A number or a date stays one; openpyxl's types know no plain date.
    written = text_cell(sheet, value) if isinstance(value, str) else WriteOnlyCell(sheet, value)
    written.alignment, written.border = _TOP, _LINE
    written.fill = _OPEN if cell.is_open else _KNOWN
    return written


def _bold(sheet: Any, words: str) -> SheetCell:
    cell = text_cell(sheet, words)
    cell.font = _BOLD
    return cell


def _offer(sheet: Any, letter: str, cells: str) -> None:
    """A list to choose from; other words are allowed too."""
    offer = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=False)
    offer.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(offer)


def _list_choices(sheet: Any, register: Register) -> None:
    labels = {head.column.choices: head.label for head in register.heads if head.column.choices}
    for number in range(1, len(labels) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 60
    sheet.append([_bold(sheet, labels[name]) for name in register.choices])
    lists: Sequence[Sequence[str]] = list(register.choices.values())
    for place in range(max(map(len, lists))):
        texts = [one[place] if place < len(one) else "" for one in lists]
        sheet.append([text_cell(sheet, text) if text else None for text in texts])


def _ranges(sheet: str, register: Register) -> dict[str, str]:
    letters = [get_column_letter(place) for place in range(1, len(register.choices) + 1)]
    return {
        name: f"'{sheet}'!${letter}$2:${letter}${len(texts) + 1}"
        for letter, (name, texts) in zip(letters, register.choices.items(), strict=True)
    }
