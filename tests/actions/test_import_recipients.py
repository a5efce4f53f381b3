"""Importing other recipients: every field of a row, the ground of transfer, what is refused."""

from datetime import date

import pytest

from dpa_manager.actions.importing import KINDS
from dpa_manager.documents.workbook import read_table
from dpa_manager.models import Recipient, Transfer
from tests.actions.importing_tables import (
    HOSTILE,
    SHEETS,
    bad_cells,
    bring,
    counts,
    put_everywhere,
    table,
)
from tests.actions.started import acts, add_recipient

KIND = "recipients"
COLUMNS = [column.name for column in KINDS[KIND].columns]
GOOD = {"name": "Netbeheerder Oost", "country": "BE"}
ABROAD = {"name": "Analytics Ltd", "country": "IN"}


@pytest.mark.parametrize("suffix", SHEETS)
def test_the_example_comes_in_with_every_field(toolbox, suffix):
    example = read_table(SHEETS[suffix](KINDS[KIND].columns), suffix=suffix)
    assert bring(KIND, example, toolbox=toolbox) == 1
    row, ground = Recipient.get(), Transfer.get()
    assert (row.reference, row.name, row.group_key, row.kind_key) == (
        "REC-0001",
        "Voorbeeld Analytics Ltd",
        "controller_directed",
        "independent_controller",
    )
    assert (row.street, row.postcode, row.city, row.country_code, row.contact_email) == (
        "1 Sample Road",
        "411001",
        "Pune",
        "IN",
        "privacy@analytics.example",
    )
    assert (ground.recipient_id, ground.country_code, ground.mechanism_key) == (
        row.id,
        "IN",
        "scc_m3",
    )
    assert ground.impact_assessment_on == date(2026, 2, 20)
    assert acts() == ["recipient added", "transfers set", "table imported"]


def test_the_example_has_a_column_for_each_field_that_a_cell_can_hold():
    fields = {name.removesuffix("_key").removesuffix("_code") for name in Recipient._meta.fields}
    given_by_the_program = {"id", "public_id", "reference", "created_at", "is_active"}
    assert fields - given_by_the_program <= set(COLUMNS)


def test_a_name_and_a_country_are_enough(toolbox):
    assert bring(KIND, table(GOOD), toolbox=toolbox) == 1
    row = Recipient.get()
    assert (row.group_key, row.kind_key) == ("controller_directed", "independent_controller")
    assert acts() == ["recipient added", "table imported"]


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("country", "Luxembourg", "country_code", "LU"),
        ("group", "Overheidsinstellingen", "group_key", "government"),
        ("group", "Suppliers, subcontractors, other providers", "group_key", "suppliers"),
        ("kind", "Responsable conjoint du traitement", "kind_key", "joint_controller"),
        ("kind", "PUBLIC_AUTHORITY", "kind_key", "public_authority"),
        ("name", 'A & B <"Sons">', "name", 'A & B <"Sons">'),
    ],
)
def test_a_cell_is_read_by_key_or_by_label_in_any_language(
    sqlite_toolbox, column, text, field, value
):
    bring(KIND, table(GOOD | {column: text}), toolbox=sqlite_toolbox)
    assert getattr(Recipient.get(), field) == value


EVERY_BAD = {
    "name": "",
    "group": "friends",
    "kind": "Sous-traitant ultérieur",
    "street": "s" * 301,
    "postcode": "p" * 21,
    "city": "c" * 3000,
    "country": "Narnia",
    "contact_email": "no address",
    "transfer_mechanism": "trust",
    "transfer_document": "d\x07",
    "transfer_signed_on": "2026",
    "transfer_checked_on": "31/02/2026",
    "transfer_is_listed": "perhaps",
    "transfer_covers_hr_data": "2",
    "transfer_impact_assessment_on": "soon",
    "transfer_fallback": "hope",
}


def test_every_bad_cell_of_a_row_is_named_at_once(toolbox):
    found = bad_cells(KIND, table(EVERY_BAD), toolbox=toolbox)
    assert [column for _, column in found] == list(EVERY_BAD) == COLUMNS


@pytest.mark.parametrize("column", COLUMNS)
def test_each_bad_cell_is_named_without_any_other(sqlite_toolbox, column):
    rows = table(ABROAD | {"transfer_mechanism": "scc_m2"} | {column: EVERY_BAD[column]})
    assert [c for _, c in bad_cells(KIND, rows, toolbox=sqlite_toolbox)] == [column]


def test_two_rows_without_a_name_are_told_for_that_alone(sqlite_toolbox):
    rows = table({"name": "", "country": "BE"}, {"name": "", "country": "BE"})
    assert bad_cells(KIND, rows, toolbox=sqlite_toolbox) == [("A2", "name"), ("A3", "name")]


@pytest.mark.parametrize(
    ("row", "is_refused_for"),
    [
        (GOOD | {"transfer_mechanism": "adequacy"}, "transfer_mechanism"),
        (ABROAD | {"transfer_mechanism": "US: adequacy"}, "transfer_mechanism"),
        (ABROAD | {"transfer_mechanism": "India: adequacy"}, None),
        (GOOD | {"transfer_mechanism": "none_eea", "transfer_is_listed": "no"}, None),
    ],
)
def test_a_ground_is_for_a_country_outside_the_eea(sqlite_toolbox, row, is_refused_for):
    if is_refused_for is None:
        assert bring(KIND, table(row), toolbox=sqlite_toolbox) == 1
        assert Transfer.select().count() == (row["country"] != "BE")
    else:
        (found,) = bad_cells(KIND, table(row), toolbox=sqlite_toolbox)
        assert found[1] == is_refused_for


def test_what_is_in_the_register_is_refused_the_second_time(toolbox):
    add_recipient(toolbox)
    bring(KIND, table(ABROAD), toolbox=toolbox)
    found = bad_cells(KIND, table(ABROAD, GOOD), toolbox=toolbox)
    assert found == [("A2", "name"), ("A3", "name")]
    assert Recipient.select().count() == 2


def test_a_name_twice_in_a_file_is_named_where_it_comes_again(sqlite_toolbox):
    rows = table(GOOD, GOOD | {"country": "Belgique"})
    assert bad_cells(KIND, rows, toolbox=sqlite_toolbox) == [("A3", "name")]
    # In another country it is another organisation.
    assert bring(KIND, table(GOOD, GOOD | {"country": "FR"}), toolbox=sqlite_toolbox) == 2


def test_a_dry_run_leaves_no_row_and_no_event(toolbox):
    before = counts()
    assert bring(KIND, table(ABROAD), toolbox=toolbox, is_dry_run=True) == 1
    assert counts() == before


@pytest.mark.parametrize("hostile", HOSTILE, ids=list(HOSTILE.values()))
def test_a_hostile_cell_is_kept_as_it_is_or_told_in_a_sentence(sqlite_toolbox, hostile):
    came_in = put_everywhere(hostile, KIND, ABROAD, name="name", toolbox=sqlite_toolbox)
    for column, row in zip(came_in, Recipient.select().order_by(Recipient.id), strict=True):
        documents = Transfer.select(Transfer.document).where(Transfer.recipient == row)
        assert hostile in {
            *row.__data__.values(),
            *(ground.document for ground in documents),
        }, column
