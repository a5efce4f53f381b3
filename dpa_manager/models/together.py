"""Together: several selects that do not wait for each other, read by one statement."""

import json
from collections.abc import Sequence
from typing import Any

from peewee import Field, ModelSelect, Select, fn

from dpa_manager.models.base import database, is_postgresql


def read_together(*queries: "ModelSelect[Any]") -> None:
    """Run these selects as one statement; then each holds its rows, in its own order.

    The statement answers one row with one text a select: a JSON array of its rows, each an array
    of its columns. Peewee makes of these what it makes of a cursor's rows, joined models included,
    so that iterating over a select afterwards is as if it had run alone, and asks nothing more.
    A select chooses models or fields of them: at most 100 fields (PostgreSQL's limit for a
    function), none of them binary or a float. Raises TypeError for any other column.
    """
    if not queries:
        return
    texts = database.execute(Select(columns=[_as_text(query) for query in queries])).fetchone()
    for query, text in zip(queries, texts, strict=True):
        rows = json.loads(f"[{text or ''}]")
        # Peewee asks a database for a cursor; the rows that are here already stand for both.
        read_before: Any = _RowsReadBefore(rows, _fields(query))
        query.execute(read_before)


def _as_text(query: "ModelSelect[Any]") -> Select:
    """The rows of `query` as JSON arrays, joined by commas in their order; NULL for no rows."""
    is_postgres = is_postgresql(database)
    make_array = fn.json_build_array if is_postgres else fn.json_array
    join_texts = fn.string_agg if is_postgres else fn.group_concat
    rows = query.columns(make_array(*_fields(query)).cast("text").alias("row"))
    return Select([rows], [join_texts(rows.c.row, ",")])


def _fields(query: "ModelSelect[Any]") -> Sequence["Field[Any]"]:
    fields: Sequence[Any] = query.selected_columns
    if not all(isinstance(field, Field) for field in fields):
        raise TypeError("Selects that are read together choose models or fields of them.")
    return fields


class _RowsReadBefore:
    """Rows that were read before, where peewee expects a database and its cursor."""

    def __init__(self, rows: Sequence[Sequence[Any]], fields: Sequence["Field[Any]"]) -> None:
        self.description = [(field.column_name,) for field in fields]
        self._rows = iter(rows)

    def execute(self, _query: "ModelSelect[Any]") -> "_RowsReadBefore":
        return self

    def fetchone(self) -> Sequence[Any] | None:
        return next(self._rows, None)

    def close(self) -> None:
        """Nothing is open."""
