"""The house of the proof is complete: rows of both clients in every table, all with canaries."""

import json

import pytest

from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.models import TABLES, Agreement, Document
from dpa_manager.models.base import PhraseField
from tests.access.canaries import canary, free_columns, name_of
from tests.access.ownership import FIRM, mine, rows_of, tables_of_clients

COLUMNS = [f for table in tables_of_clients() for f in free_columns(table)]
FIRM_TABLES = sorted(FIRM, key=lambda table: table.__name__)
FIRM_COLUMNS = [f for table in FIRM_TABLES for f in free_columns(table)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_a_table_is_the_firms_or_leads_to_a_client(table, original_house):
    _, tenants = original_house

    assert (table in FIRM) == (mine(table, tenants.clients["A"]) is None)


@pytest.mark.parametrize("owner", "AB")
@pytest.mark.parametrize("table", tables_of_clients(), ids=lambda table: table.__name__)
def test_both_clients_have_a_row_of_every_table_of_clients(table, owner, original_house):
    _, tenants = original_house

    assert rows_of(table, tenants.clients[owner]).count() >= 1


@pytest.mark.parametrize("table", FIRM_TABLES, ids=lambda table: table.__name__)
def test_the_firm_has_a_row_of_every_table_of_its_own(table, original_house):
    assert table.select().count() >= 1


@pytest.mark.parametrize("owner", "AB")
@pytest.mark.parametrize("field", COLUMNS, ids=name_of)
def test_every_free_column_of_a_client_carries_its_canary(field, owner, original_house):
    _, tenants = original_house
    rows = rows_of(field.model, tenants.clients[owner])

    assert f"canary-{owner.lower()}-" in text_of(field, rows)


@pytest.mark.parametrize("field", FIRM_COLUMNS, ids=name_of)
def test_every_free_column_of_the_firm_carries_a_canary(field, original_house):
    text = text_of(field, field.model.select())

    assert "canary-f-" in text or "canary-s-" in text


def test_no_row_of_one_client_carries_the_canary_of_another(original_house):
    _, tenants = original_house

    for field in COLUMNS:
        assert "canary-b-" not in text_of(field, rows_of(field.model, tenants.clients["A"]))
        assert "canary-a-" not in text_of(field, rows_of(field.model, tenants.clients["B"]))


@pytest.mark.parametrize("owner", "AB")
def test_each_client_has_agreements_in_every_state_with_real_files(owner, original_house):
    toolbox, tenants = original_house
    client = tenants.clients[owner]
    states = {row.state for row in Agreement.select().where(Agreement.client == client)}
    files = [
        toolbox.store.read(row.sha256) for row in Document.select().where(Document.client == client)
    ]

    assert states == set(AGREEMENT_STATES)
    assert sum(canary(owner, "file").encode() in data for data in files) == len(AGREEMENT_STATES)


def text_of(field, rows):
    """Everything that a column holds in these rows, in lower case."""
    values = [getattr(row, field.name) for row in rows]
    if isinstance(field, PhraseField):
        values = [value.as_dict() for value in values if value]
    return json.dumps(values, ensure_ascii=False, default=str).lower()
