"""Tables in and out: what a file holds is read as it stands, or refused in a word."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chartsheet import Chartsheet

from dpa_manager.documents import workbook
from dpa_manager.documents.workbook import (
    Cell,
    Column,
    Head,
    UnreadableTable,
    example_csv,
    read_table,
    write_csv,
    write_example,
    write_table,
)

COLUMNS = (
    Column("name", "Who.", "=cmd|' /C calc'!A0", is_required=True),
    Column("number", "Which.", "+32 9 000"),
    Column("note", "What.", ""),
)


def sheet(*rows, name="data"):
    """An XLSX file of these rows."""
    book = Workbook()
    book.worksheets[0].title = name
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def texts(table):
    return [[row.text(column) for column in table.columns] for row in table.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_as_excel_and_others_write_it(delimiter, encoding):
    text = delimiter.join(("Name", " Number ")) + "\r\n"
    text += delimiter.join(("Bécu Söhne €", '"7, 8; 9"')) + "\r\n\r\n"
    table = read_table(text.encode(encoding), suffix=".CSV")
    assert table.columns == ("name", "number")
    assert texts(table) == [["Bécu Söhne €", "7, 8; 9"]]


def test_a_cell_of_several_lines_is_one_cell_and_rows_are_counted_as_a_sheet_counts_them():
    table = read_table(b'a;b\n"one\ntwo";x\n;\n3;y\n', suffix=".csv")
    assert [(row.number, row.text("a")) for row in table.rows] == [(2, "one\ntwo"), (4, "3")]
    assert table.rows[1].cells["b"] == Cell("y", "B4")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 3, 4, 0, 0), "2026-03-04"),  # noqa: DTZ001 - a sheet knows no zone.
        (date(2026, 3, 4), "2026-03-04"),
        (9000, "9000"),
        (999001020.0, "999001020"),
        (1.5, "1.5"),
        (True, "True"),
        (None, ""),
        ("  Gent ", "Gent"),
        ("0999.001.020", "0999.001.020"),
    ],
)
def test_values_of_a_sheet_become_the_text_that_a_person_sees(value, text):
    table = read_table(sheet(("name", "other"), (value, "x")), suffix=".xlsx")
    assert texts(table) == [[text, "x"]]


def test_a_formula_and_its_error_are_told_and_a_text_like_one_is_not():
    book = Workbook()
    book.worksheets[0].append(("a", "b", "c"))
    book.worksheets[0].append(("=1+1", "#N/A", "x"))
    book.worksheets[0]["C2"].value = "=HYPERLINK(1)"
    book.worksheets[0]["C2"].data_type = "s"
    (row,) = read_table(saved(book), suffix=".xlsx").rows
    assert {name: cell.fault for name, cell in row.cells.items()} == {
        "a": "formula",
        "b": "error",
        "c": "",
    }
    assert row.text("c") == "=HYPERLINK(1)"


def test_a_value_beyond_the_last_column_is_told_and_an_empty_cell_there_is_not():
    table = read_table(b"a;b\n1;2;;3\n1;2;;\n1\n", suffix=".csv")
    assert [row.extra for row in table.rows] == [(Cell("3", "D2", "extra"),), (), ()]
    assert table.rows[2].cells["b"] == Cell("", "B4")


def test_only_the_first_sheet_is_read():
    book = Workbook()
    book.worksheets[0].append(("a",))
    book.worksheets[0].append(("x",))
    book.create_sheet("notes").append(("other",))
    assert texts(read_table(saved(book), suffix=".xlsx")) == [["x"]]


def repacked(data, changes):
    """The file with parts replaced, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = sheet(("a",), ("x",))
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 500 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 100) for n in range(1, 9))
    + b"]>"
)  # fmt: skip


def test_a_sheet_that_claims_all_the_rows_and_columns_there_are_is_read_as_it_is():
    """One cell at the far corner is a few hundred bytes: filling up what lies between is not."""
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="15000"><c r="A15000"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnreadableTable) as error:
        read_table(repacked(PLAIN, {SHEET: far}), suffix=".xlsx")
    assert error.value.code == "too_many_rows"


BROKEN = {
    "no zip": b"PK\x03\x04 and no more",
    "a page": b"<html><table><tr><td>a</td></tr></table></html>",
    "no xml": repacked(PLAIN, {SHEET: b"<worksheet"}),
    "cut short": PLAIN[: len(PLAIN) // 2],
    "entities": repacked(
        PLAIN,
        {
            SHEET: LAUGHS
            + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'
            b"</sheetData></worksheet>"
        },
    ),
    "no such string": repacked(
        PLAIN,
        {
            SHEET: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'
        },
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_is_no_workbook_is_refused(what):
    with pytest.raises(UnreadableTable) as error:
        read_table(BROKEN[what], suffix=".xlsx")
    assert error.value.code == "broken"


def test_a_workbook_of_charts_alone_is_refused():
    book = Workbook()
    book._sheets = [Chartsheet(parent=book)]
    with pytest.raises(UnreadableTable):
        read_table(saved(book), suffix=".xlsx")


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(7):
            bomb.writestr(f"xl/{number}.xml", b" " * (workbook.MAX_UNPACKED_BYTES // 6))
    assert len(out.getvalue()) < workbook.MAX_FILE_BYTES
    with pytest.raises(UnreadableTable) as error:
        read_table(out.getvalue(), suffix=".xlsx")
    assert error.value.code == "too_large"


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (b"a;b\n1;2", ".ods", "unknown_kind"),
        (b"a;b\n1;2", "", "unknown_kind"),
        (b"", ".csv", "no_head"),
        (b"\n1;2\n", ".csv", "no_head"),
        (b"a;;c\n1;2;3\n", ".csv", "no_head"),
        (b"a;b;A\n1;2;3\n", ".csv", "double_column"),
        (b'a;b\n"1";"2\n', ".csv", "broken"),
        (b"a\nM\x81ller\n", ".csv", "encoding"),
        ("a\nMüller\n".encode() + b"\xff\n", ".csv", "encoding"),
        (b"a\n" + b" " * workbook.MAX_FILE_BYTES, ".csv", "too_large"),
    ],
)
def test_what_is_no_table_is_refused(data, suffix, code):
    with pytest.raises(UnreadableTable) as error:
        read_table(data, suffix=suffix)
    assert error.value.code == code


def test_a_double_column_is_named():
    with pytest.raises(UnreadableTable) as error:
        read_table(b"b;a;B;A;c\n", suffix=".csv")
    assert error.value.detail == "a, b"


# A sheet of 20,000 rows takes seconds to write: the long table is a CSV file alone.
@pytest.mark.parametrize(("kind", "most"), [("csv", 20_000), ("csv", 20), ("xlsx", 20)])
def test_as_many_rows_as_may_be_are_read_and_one_more_is_refused(kind, most, monkeypatch):
    assert workbook.MAX_ROWS == 20_000
    monkeypatch.setattr(workbook, "MAX_ROWS", most)
    rows = [("a",), *((str(n),) for n in range(most + 1))]
    assert len(read_table(written(rows[:-1], kind=kind), suffix=f".{kind}").rows) == most
    with pytest.raises(UnreadableTable) as error:
        read_table(written(rows, kind=kind), suffix=f".{kind}")
    assert (error.value.code, error.value.detail) == ("too_many_rows", str(most))


def written(rows, *, kind):
    if kind == "xlsx":
        return sheet(*rows)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_an_example_sheet_holds_texts_alone_and_explains_each_column():
    book = load_workbook(io.BytesIO(write_example(COLUMNS)))
    data, notes = book.worksheets
    assert [[cell.value for cell in row] for row in data.iter_rows()] == [
        ["name", "number", "note"],
        ["=cmd|' /C calc'!A0", "+32 9 000", None],
    ]
    assert {cell.data_type for row in data.iter_rows() for cell in row if cell.value} == {"s"}
    told = [[cell.value for cell in row] for row in notes.iter_rows(min_row=2)]
    assert told == [["name", "yes", "Who."], ["number", "no", "Which."], ["note", "no", "What."]]


def test_an_example_csv_runs_no_formula():
    lines = example_csv(COLUMNS).decode("utf-8-sig").splitlines()
    assert lines == ["name;number;note", "'=cmd|' /C calc'!A0;'+32 9 000;"]


def test_what_an_example_says_is_read_back():
    plain = (Column("name", "Who.", "Bécu"), Column("number", "Which.", "0999.001.020"))
    for data, suffix in ((write_example(plain), ".xlsx"), (example_csv(plain), ".csv")):
        assert texts(read_table(data, suffix=suffix)) == [["Bécu", "0999.001.020"]]


ROW = (
    "Bécu & Zoon",
    "=cmd|' /C calc'!A0",
    12,
    date(2026, 11, 24),
    datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    None,
    "\x07",
)
HEADS = tuple(Head(words) for words in ("Name", "-Note", "Count", "Day", "At", "Nothing", "Odd"))


def test_a_table_that_goes_out_keeps_what_is_a_number_a_day_or_an_instant():
    book = load_workbook(io.BytesIO(write_table("Clients: [all]", HEADS, [ROW])))
    (data,) = book.worksheets
    assert [cell.value for cell in data[1]] == [head.words for head in HEADS]
    assert [cell.value for cell in data[2]] == [
        "Bécu & Zoon",
        "=cmd|' /C calc'!A0",
        12,
        datetime.fromisoformat("2026-11-24"),
        datetime.fromisoformat("2026-11-24T09:30"),
        None,
        "\ufffd",
    ]
    assert [cell.data_type for cell in data[2]] == ["s", "s", "n", "d", "d", "n", "s"]
    assert data["D2"].number_format == "yyyy-mm-dd"
    assert (data.freeze_panes, data.auto_filter.ref) == ("A2", "A1:G2")
    assert data.column_dimensions["B"].width == 20
    assert data.title == "Clients all"


def test_a_table_without_rows_is_a_head_alone():
    (data,) = load_workbook(io.BytesIO(write_table("/", HEADS[:2], []))).worksheets
    assert (data.max_row, data.auto_filter.ref, data.title) == (1, "A1:B1", "data")


def test_a_csv_that_goes_out_opens_in_excel_and_runs_no_formula():
    data = write_csv(HEADS, iter([ROW]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")) == [
        ["Name", "'-Note", "Count", "Day", "At", "Nothing", "Odd"],
        ["Bécu & Zoon", "'=cmd|' /C calc'!A0", "12", "2026-11-24", "2026-11-24 09:30", "", "\x07"],
    ]


def test_a_text_longer_than_a_cell_is_cut_so_that_the_file_opens():
    data = write_table("Notes", HEADS[:1], [("x" * 40_000,)])
    (page,) = load_workbook(io.BytesIO(data)).worksheets
    assert len(page["A2"].value) == 32_767
