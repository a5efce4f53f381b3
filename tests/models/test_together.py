"""Selects that are read together hold the rows that each would have read alone."""

import itertools
from datetime import UTC, date, datetime

import peewee
import pytest
from playhouse.test_utils import count_queries

from dpa_manager.models import TABLES, Client, Engagement, Measure, MeasureSet
from dpa_manager.models.base import (
    InstantField,
    JSONField,
    PhraseField,
    PublicIdField,
    is_postgresql,
)
from dpa_manager.models.together import read_together
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import a_client, an_engagement

AWKWARD_TEXTS = [
    "",
    'O\'Neil "& Söhne" {{7*7}} %s %% ? :a $1',
    "1e5",
    "null",
    '["a", {"b": 1}]',
    "]},{[,\\",
    "\\u0041 \\n",
    "tab\tline\r\nend\x01\x1f\x7f\u2028\u2029\ufeff",
    "e\u0301 \u00e9 漢字 😀 \U0010ffff",
    " " * 3,
    "x" * 70_000,
]
INTEGERS = [0, 1, -1, 2**31 - 1, -(2**31)]
DATES = [date(2026, 2, 28), date(1, 1, 1), date(9999, 12, 31)]
INSTANTS = [
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, 0, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(9999, 12, 30, 12, 0, 0, 120_000, tzinfo=UTC),
]
DOCUMENTS = [
    {},
    [],
    "",
    "null",
    '{"a": 1}',
    0,
    False,
    2**53 + 1,
    -(2**63),
    0.1,
    {"nested": [None, True, {"'é\"": ["\\", "\n", 1.5]}], "": ""},
    AWKWARD_TEXTS,
]
PHRASES = [Phrase(), *(Phrase(nl=text, fr=text[::-1], en="") for text in AWKWARD_TEXTS)]
VALUES = {
    peewee.AutoField: range(1, 10_000),
    peewee.IntegerField: INTEGERS,
    peewee.BigIntegerField: [*INTEGERS, 2**53 + 1, 2**63 - 1, -(2**63)],
    peewee.ForeignKeyField: INTEGERS,
    peewee.BooleanField: [True, False],
    peewee.CharField: AWKWARD_TEXTS,
    peewee.TextField: AWKWARD_TEXTS,
    peewee.DateField: DATES,
    InstantField: INSTANTS,
    JSONField: DOCUMENTS,
    PhraseField: PHRASES,
    PublicIdField: AWKWARD_TEXTS,
}
MOST = len(PHRASES) + 1


def lay_bare(database, table):
    """Put an empty table without any rule before the real one: it takes whatever its types take."""
    name = table._meta.table_name
    real = f'public."{name}"' if is_postgresql(database) else f'main."{name}"'
    copy = f'CREATE TEMPORARY TABLE "{name}" AS SELECT * FROM {real} LIMIT 0'  # noqa: S608
    database.execute_sql(copy)


def values_for(field):
    """The values for the nearest type; a type without any (a float, bytes) cannot be read so."""
    kind = next(kind for kind in type(field).mro() if kind in (*VALUES, object))
    most = getattr(field, "max_length", None)
    return [value[:most] for value in VALUES[kind]] if most else VALUES[kind]


def awkward_rows(table):
    """Rows with every awkward value of each column's type; none where a column takes none."""
    columns = {
        field: itertools.cycle([*values_for(field), *([None] if field.null else [])])
        for field in table._meta.sorted_fields
    }
    return [{field: next(values) for field, values in columns.items()} for _ in range(MOST)]


def told(rows):
    """What rows hold, types included: True is not 1 here, nor an instant of another zone."""
    return [{name: repr(value) for name, value in row.__data__.items()} for row in rows]


def test_every_column_of_every_table_comes_back_as_from_a_plain_read(db):
    for table in TABLES:
        lay_bare(db, table)
        table.insert_many(awkward_rows(table)).execute()
    alone = {table: table.select().order_by(table.id) for table in TABLES}
    together = {table: alone[table].clone() for table in TABLES}
    read_together(*together.values())
    assert {len(rows) for rows in alone.values()} == {MOST}
    for table in TABLES:
        assert told(together[table]) == told(alone[table]), table


def test_rows_of_all_tables_are_read_by_one_statement_and_then_kept(db):
    an_engagement(a_client(legal_name="Lichtpunt"))
    queries = [table.select() for table in TABLES]
    with count_queries() as counter:
        read_together(*queries)
        found = {query.model: [*query, *query] for query in queries}
    assert counter.count == 1
    assert [row.legal_name for row in found[Client]] == ["Lichtpunt"] * 2
    assert found[Measure] == []


def test_a_joined_row_hangs_on_its_row_and_a_missing_one_is_none(db):
    measures = MeasureSet.create(
        name=Phrase.same("Standard"), version=1, dated_on=date(2026, 1, 2), created_at=INSTANTS[0]
    )
    an_engagement(a_client(legal_name="First"), measure_set=measures)
    an_engagement(a_client(legal_name="Second"))
    query = (
        Engagement.select(Engagement, Client, MeasureSet)
        .join(Client)
        .switch(Engagement)
        .join(MeasureSet, peewee.JOIN.LEFT_OUTER)
        .order_by(Client.legal_name)
    )
    read_together(query)
    first, second = query
    assert (first.client.legal_name, first.measure_set.name.en) == ("First", "Standard")
    assert (second.client.legal_name, second.measure_set) == ("Second", None)
    assert not first.is_dirty()


def test_each_select_keeps_its_own_order_and_its_limit(db):
    for number in range(300):
        a_client(legal_name=f"{number * 7919 % 300:03}")
    downwards = Client.select().order_by(Client.legal_name.desc())
    upwards = Client.select(Client.legal_name).order_by(Client.legal_name).limit(7).offset(1)
    read_together(downwards, upwards, upwards.clone())
    assert [row.legal_name for row in downwards] == [f"{n:03}" for n in reversed(range(300))]
    assert [row.legal_name for row in upwards] == [f"{n:03}" for n in range(1, 8)]


def test_rows_as_tuples_stay_tuples(db):
    client = a_client(end_controllers_note=PHRASES[2], is_active=False)
    query = Client.select(Client.id, Client.end_controllers_note, Client.is_active).tuples()
    read_together(query)
    assert list(query) == [(client.id, PHRASES[2], False)]


def test_nothing_asked_for_sends_nothing(db):
    with count_queries() as counter:
        read_together()
    assert counter.count == 0


def test_a_column_that_is_computed_is_refused(db):
    computed = Client.select(peewee.fn.upper(Client.legal_name))
    with pytest.raises(TypeError, match="fields"):
        read_together(computed)
