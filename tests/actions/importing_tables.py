"""Tables to import, and what is told about them."""

import csv
import io

import pytest

from dpa_manager.actions.importing import KINDS, ImportRefused, import_table
from dpa_manager.documents.workbook import example_csv, read_table, write_example
from dpa_manager.models import TABLES
from tests.actions.started import doing

SHEETS = {".csv": example_csv, ".xlsx": write_example}

# Texts that break programs, and what each is.
HOSTILE = {
    "=cmd|'/c calc'!A1": "formula",
    'A & B <"Sons">': "markup",
    "{{ 7*7 }} {% raw %}": "template",
    "x" * 3000: "3000 characters",
    "a\x07b": "control",
    "a\x00b": "zero",
    "a\u202eb": "turned",
    "\ud7ff\ufeffb": "byte order mark",
    "'; DROP TABLE client; --": "sql",
    "2026-02-30": "no such day",
    "31/01/26": "two digits of a year",
    "US: ; IN:": "empty by country",
    "/;,:/": "separators",
    "\u0661\u0662": "other digits",
}


def table(*rows, columns=()):
    """A table of these rows, as a CSV file gives it."""
    names = list(dict.fromkeys((*(name for row in rows for name in row), *columns)))
    out = io.StringIO(newline="")
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines)
    return read_table(out.getvalue().encode(), suffix=".csv")


def bring(kind, rows, *, toolbox, is_dry_run=False):
    return import_table(kind, rows, is_dry_run=is_dry_run, **doing(toolbox))


def counts():
    return {model.__name__: model.select().count() for model in TABLES}


def bad_cells(kind, rows, *, toolbox):
    """Place and column of each bad cell; all of them have their sentence, and nothing came in."""
    before = counts()
    with pytest.raises(ImportRefused) as refusal:
        bring(kind, rows, toolbox=toolbox)
    assert counts() == before
    cells = refusal.value.bad_cells
    assert str(len(cells)) in refusal.value.sentence.en
    assert all(all(cell.sentence.as_dict().values()) for cell in cells)
    return [(cell.place, cell.column) for cell in cells]


def put_everywhere(hostile, kind, around, *, name, toolbox):
    """Try a text in every column, a row each; returns the columns where it came in.

    The rows that are refused are so for that cell alone. `name` is the column that tells rows
    apart.
    """
    columns = [column.name for column in KINDS[kind].columns]
    rows = [
        around | {name: f"Firma {number}"} | {column: hostile}
        for number, column in enumerate(columns, start=2)
    ]
    told = bad_cells(kind, table(*rows, columns=columns), toolbox=toolbox)
    refused = [int(place.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 2 for place, _ in told]
    assert [columns[index] for index in refused] == [column for _, column in told]
    kept = [index for index in range(len(rows)) if index not in refused]
    if kept:
        bring(kind, table(*(rows[index] for index in kept), columns=columns), toolbox=toolbox)
    return [columns[index] for index in kept]
