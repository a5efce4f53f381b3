"""`import`: clients and engagements from a table, all or nothing."""

from dataclasses import asdict
from pathlib import Path

import click

from dpa_manager.actions.importing import KINDS, ImportRefused, import_table
from dpa_manager.cli.desk import Answer, Desk, at_the_desk
from dpa_manager.documents.workbook import (
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
    """Import clients or engagements from FILE (.csv or .xlsx), all of it or nothing."""
    if (file is None) == (example is None):
        raise click.UsageError("Name a FILE to import, or --example FILE to write.")
    if example is not None:
        return _write_example(kind, example)
    return _import(kind, file or Path(), is_dry_run=is_dry_run, desk=desk)


def _write_example(kind: str, example: Path) -> Answer:
    columns = KINDS[kind].columns
    if example.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("The example is an .xlsx or a .csv file.")
    is_csv = example.suffix.lower() == ".csv"
    example.write_bytes(example_csv(columns) if is_csv else write_example(columns))
    lines = tuple(f"{c.name}{' (required)' * c.is_required}: {c.explanation}" for c in columns)
    return Answer({"example": str(example), "columns": [asdict(c) for c in columns]}, lines)


def _import(kind: str, file: Path, *, is_dry_run: bool, desk: Desk) -> Answer:
    try:
        table = read_table(file)
    except FileNotFoundError as error:
        raise refused("import-no-file", field="file", file=str(file)) from error
    except UnreadableTable as error:
        raise refused(f"table-{error.code}", field="file", detail=error.detail) from error
    try:
        count = import_table(kind, table, is_dry_run=is_dry_run, by=desk.by, toolbox=desk.toolbox)
    except ImportRefused as refusal:
        return _refusal(refusal, is_json=desk.is_json)
    done = "would be imported" if is_dry_run else "imported"
    return Answer(
        {"kind": kind, "rows": count, "dry_run": is_dry_run}, (f"{count} {kind} {done}.",)
    )


def _refusal(refusal: ImportRefused, *, is_json: bool) -> Answer:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "place": cell.place,
            "text": cell.text,
            "sentence": cell.sentence.en,
        }
        for cell in refusal.bad_cells
    ]
    if not is_json:
        for cell in cells:
            line = f"{cell['place']} (row {cell['row']}, {cell['column']}): {cell['sentence']}"
            click.echo(line, err=True)
        click.echo(refusal.sentence.en, err=True)
    told = {"code": refusal.code, "sentence": refusal.sentence.en, "field": "file", "cells": cells}
    return Answer({"error": told}, exit_code=1)
