"""`import`: rows from a table, all or nothing, and examples of such tables."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dpa_manager.actions.import_row import printable
from dpa_manager.actions.importing import KINDS, ImportRefused, import_table
from dpa_manager.cli.desk import Answer, Desk, at_the_desk, refusal
from dpa_manager.cli.files import read_file, write_file
from dpa_manager.documents.workbook import (
    MAX_FILE_BYTES,
    UnreadableTable,
    example_csv,
    read_table,
    write_example,
)
from dpa_manager.domain.refusals import refused


@click.command("import")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Try everything, keep nothing.")
@click.option(
    "--example",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write an example (.xlsx or .csv) with each column explained.",
)
@at_the_desk
def import_rows(
    desk: Desk, *, kind: str, file: Path | None, is_dry_run: bool, example: Path | None
) -> Answer:
    """Import the rows of FILE (.csv or .xlsx), all of it or nothing.

    Every bad cell is told with its row, its column and the reason. --example writes a file with
    all columns of KIND and what to write in each.
    """
    if example is not None and file is None:
        return _write_example(kind, example)
    if file is None or example is not None:
        raise click.UsageError("Name a FILE to import, or --example FILE to write.")
    return _import(kind, file, is_dry_run=is_dry_run, desk=desk)


def _write_example(kind: str, example: Path) -> Answer:
    columns = KINDS[kind].columns
    if example.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("The example is an .xlsx or a .csv file.")
    is_csv = example.suffix.lower() == ".csv"
    data = example_csv(columns) if is_csv else write_example(columns)
    write_file(example, data, field="example")
    lines = tuple(f"{c.name}{' (required)' * c.is_required}: {c.explanation}" for c in columns)
    return Answer({"example": str(example), "columns": [asdict(c) for c in columns]}, lines)


def _import(kind: str, file: Path, *, is_dry_run: bool, desk: Desk) -> Answer:
    try:
        table = read_table(read_file(file, most=MAX_FILE_BYTES), suffix=file.suffix)
    except UnreadableTable as error:
        detail = printable(error.detail)
        raise refused(f"table-{error.code}", field="file", detail=detail) from error
    try:
        with _progress(len(table.rows)) as bar:
            count = import_table(
                kind,
                table,
                is_dry_run=is_dry_run,
                after_row=lambda: bar.update(1),
                by=desk.by,
                toolbox=desk.toolbox,
            )
    except ImportRefused as error:
        return _refusal(error)
    done = "would be imported" if is_dry_run else "imported"
    return Answer(
        {"kind": kind, "rows": count, "dry_run": is_dry_run}, (f"{count} {kind} {done}.",)
    )


def _progress(length: int) -> Any:
    """A bar on a terminal, and nothing in a pipe."""
    is_hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label="Importing", file=sys.stderr, hidden=is_hidden)


def _refusal(error: ImportRefused) -> Answer:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "place": cell.place,
            "text": cell.text,
            "sentence": cell.sentence.en,
        }
        for cell in error.bad_cells
    ]
    faults = tuple(
        f"{cell['place']} (row {cell['row']}, {cell['column'] or '-'}): {cell['sentence']}"
        for cell in cells
    )
    return refusal(error, faults=faults, cells=cells)
