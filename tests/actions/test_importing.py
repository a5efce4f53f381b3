"""Importing: all of a table or nothing of it, and every bad cell by its place."""

from datetime import date

import pytest

from dpa_manager.actions import importing
from dpa_manager.actions.import_row import TypedRow
from dpa_manager.actions.importing import KINDS
from dpa_manager.documents.workbook import Cell, TableRow, read_table
from dpa_manager.domain.errors import Refused
from dpa_manager.models import Activity, Client, Contact, ContactRole, Engagement
from dpa_manager.models.event import Event
from dpa_manager.queries.gathering import gather_facts
from tests.actions.importing_tables import SHEETS, bad_cells, bring, counts, table
from tests.actions.started import start_firm

NUMBERS = ("0999.001.020", "0999.006.067", "0999.002.010")
GOOD = {
    "legal_name": "Voorbeeldfirma NV",
    "register_no": NUMBERS[0],
    "street": "Kouter 1",
    "postcode": "9000",
    "city": "Gent",
}
ENGAGED = {"client": NUMBERS[0], "title": "Webwinkel", "service_kinds": "hosting, support"}


@pytest.fixture
def firm(toolbox):
    start_firm(toolbox)
    return toolbox


@pytest.fixture
def sqlite_firm(sqlite_toolbox):
    start_firm(sqlite_toolbox)
    return sqlite_toolbox


@pytest.mark.parametrize("suffix", SHEETS)
def test_the_example_files_come_in_as_they_stand(firm, suffix):
    for kind in ("clients", "engagements"):
        example = read_table(SHEETS[suffix](KINDS[kind].columns), suffix=suffix)
        assert bring(kind, example, toolbox=firm) == 1
    client = Client.get()
    assert (client.legal_name, client.register_no, client.language) == (
        "Voorbeeldfirma NV",
        "0999001020",
        "nl",
    )
    assert {contact.name for contact in Contact.select()} == {
        "An Peeters",
        "Bo Maes",
        "Els Wouters",
    }
    facts = gather_facts(Engagement.get().reference, on=firm.today())
    assert [one.key for activity in facts.activities for one in activity.service_kinds] == [
        "hosting",
        "support",
    ]
    assert facts.principal_contract.name == "Onderhoudscontract"
    assert str(facts.start_on) == "2026-04-01"


def test_one_contact_answers_for_every_subject(sqlite_firm):
    columns = {"contact_name": "Bo Maes", "contact_email": "bo@firma.example"}
    bring("clients", table(GOOD | columns), toolbox=sqlite_firm)
    roles = {row.role for row in ContactRole.select()}
    assert roles == {
        "privacy",
        "instructions",
        "breaches",
        "requests",
        "subprocessors",
        "audits",
        "end",
    }


def test_the_history_tells_the_table_and_each_client(firm):
    rows = table(GOOD, GOOD | {"legal_name": "Andere BV", "register_no": NUMBERS[1]})
    assert bring("clients", rows, toolbox=firm) == 2
    acts = [event.act for event in Event.select()]
    assert (acts.count("client added"), acts.count("table imported")) == (2, 1)


def test_a_dry_run_tries_everything_and_leaves_nothing(firm):
    before = counts()
    assert bring("clients", table(GOOD), toolbox=firm, is_dry_run=True) == 1
    assert counts() == before
    bad_cells("clients", table(GOOD | {"country": "XX"}), toolbox=firm)
    assert bring("clients", table(GOOD), toolbox=firm) == 1


def test_one_bad_row_keeps_all_the_others_out(firm):
    rows = table(GOOD, GOOD | {"legal_name": "Andere BV", "register_no": "0999.001.021"})
    assert bad_cells("clients", rows, toolbox=firm) == [("B3", "register_no")]


EVERY_BAD_CLIENT = {
    "legal_name": "",
    "register_kind": "guild",
    "street": "",
    "country": "Belgium",
    "language": "klingon",
    "role": "boss",
    "public_body": "lunar",
    "authority": "nobody",
    "signatory_name": "A" * 400,
    "signatory_capacity": "king",
    "contact_name": "",
    "contact_email": "no address",
    "contact_phone": "call me",
    "breach_name": "B" * 400,
    "breach_email": "a@b.example, c@d.example",
    "breach_phone": "at night",
}


def test_every_bad_cell_of_a_client_is_named_at_once(firm):
    found = bad_cells("clients", table(GOOD | EVERY_BAD_CLIENT), toolbox=firm)
    assert {column for _, column in found} == set(EVERY_BAD_CLIENT)
    assert len(found) == len(EVERY_BAD_CLIENT)
    assert len({place for place, _ in found}) == len(found)


@pytest.mark.parametrize("column", [name for name, text in EVERY_BAD_CLIENT.items() if text])
def test_each_bad_cell_of_a_client_is_named_alone(sqlite_firm, column):
    names = {f"{who}_name": "Bo Maes" for who in ("signatory", "contact", "breach")}
    rows = table(GOOD | names | {column: EVERY_BAD_CLIENT[column]})
    assert [found for _, found in bad_cells("clients", rows, toolbox=sqlite_firm)] == [column]


EVERY_BAD_ENGAGEMENT = {
    "client": "0999.009.999",
    "title": "",
    "service_kinds": "hosting, sorcery",
    "subject_matter_fr": "a" * 7000,
    "contract_name": "c" * 400,
    "contract_signed_on": "yesterday",
    "duration_kind": "eternal",
    "start_on": "31/02/2026",
    "end_on": "31/01/26",
}


def with_client(toolbox):
    bring("clients", table(GOOD), toolbox=toolbox)
    return toolbox


def test_every_bad_cell_of_an_engagement_is_named_at_once(firm):
    with_client(firm)
    found = bad_cells("engagements", table(ENGAGED | EVERY_BAD_ENGAGEMENT), toolbox=firm)
    assert {column for _, column in found} == set(EVERY_BAD_ENGAGEMENT)
    assert len(found) == len(EVERY_BAD_ENGAGEMENT)


@pytest.mark.parametrize("column", [name for name, text in EVERY_BAD_ENGAGEMENT.items() if text])
def test_each_bad_cell_of_an_engagement_is_named_alone(sqlite_firm, column):
    with_client(sqlite_firm)
    rows = table(ENGAGED | {column: EVERY_BAD_ENGAGEMENT[column]})
    assert [found for _, found in bad_cells("engagements", rows, toolbox=sqlite_firm)] == [column]


def test_bad_cells_of_several_rows_are_named_by_row(firm):
    rows = table(
        GOOD | {"city": ""},
        GOOD | {"register_no": NUMBERS[1]},
        GOOD | {"register_no": NUMBERS[2], "postcode": "", "country": "??"},
        columns=("country",),
    )
    found = bad_cells("clients", rows, toolbox=firm)
    assert found == [("E2", "city"), ("D4", "postcode"), ("F4", "country")]


def test_a_capacity_without_a_person_is_named(sqlite_firm):
    rows = table(GOOD | {"signatory_name": "", "signatory_capacity": "director"})
    assert bad_cells("clients", rows, toolbox=sqlite_firm) == [("F2", "signatory_name")]


def test_a_register_number_twice_in_the_file_is_named_where_it_comes_again(firm):
    rows = table(GOOD, GOOD | {"legal_name": "Dezelfde NV", "register_no": "BE 0999 001 020"})
    assert bad_cells("clients", rows, toolbox=firm) == [("B3", "register_no")]


def test_a_client_that_is_known_already_is_named(firm):
    with_client(firm)
    assert bad_cells("clients", table(GOOD), toolbox=firm) == [("B2", "register_no")]


def test_a_client_in_brussels_chooses_a_language(sqlite_firm):
    brussels = GOOD | {"postcode": "1000", "city": "Brussel"}
    found = bad_cells("clients", table(brussels, columns=("language",)), toolbox=sqlite_firm)
    assert found == [("F2", "language")]
    # Without such a column the row is all that can be named.
    assert bad_cells("clients", table(brussels), toolbox=sqlite_firm) == [("2", "language")]
    assert bring("clients", table(brussels | {"language": "fr"}), toolbox=sqlite_firm) == 1


def test_formulas_and_values_without_a_column_are_bad_cells_beside_the_others(sqlite_firm):
    cells = {
        "legal_name": Cell("=A1", "A2", "formula"),
        "register_no": Cell("1", "B2"),
        "street": Cell("Kouter 1", "C2"),
        "postcode": Cell("9000", "D2"),
        "city": Cell("#N/A", "E2", "error"),
    }
    rows = table(GOOD)
    broken = type(rows)(rows.columns, (TableRow(2, cells, (Cell("x", "H2", "extra"),)),))
    assert bad_cells("clients", broken, toolbox=sqlite_firm) == [
        ("A2", "legal_name"),
        ("B2", "register_no"),
        ("E2", "city"),
        ("H2", ""),
    ]


def test_a_formula_in_a_csv_file_is_a_bad_cell(sqlite_firm):
    rows = table(GOOD | {"legal_name": "=HYPERLINK(A1)", "city": "=Gent"})
    found = bad_cells("clients", rows, toolbox=sqlite_firm)
    assert found == [("A2", "legal_name"), ("E2", "city")]
    assert bring("clients", table(GOOD | {"legal_name": "A = B"}), toolbox=sqlite_firm) == 1


def test_a_hostile_name_comes_in_as_it_is_and_a_control_character_does_not(firm):
    name = 'Müller & Söhne <"Test"> O\'Neil {{7*7}} NV'
    bring("clients", table(GOOD | {"legal_name": name}), toolbox=firm)
    assert Client.get().legal_name == name
    for bad in ("a\x00b", "a\x07b", "a\u202eb"):
        rows = table(GOOD | {"legal_name": bad, "register_no": NUMBERS[1]})
        assert bad_cells("clients", rows, toolbox=firm) == [("A2", "legal_name")]


@pytest.mark.parametrize(
    ("kind", "rows", "code", "told"),
    [
        (
            "clients",
            [GOOD | {"nickname": "x", "age": "7"}],
            "import-unknown-column",
            "nickname, age",
        ),
        (
            "clients",
            [{"legal_name": "x", "postcode": "9000"}],
            "import-absent-column",
            "register_no, street, city",
        ),
        ("engagements", [{"client": NUMBERS[0]}], "import-absent-column", "title, service_kinds"),
        # A console obeys such characters; it is shown their numbers.
        ("clients", [GOOD | {"a\x1b[2j\u202eb": "x"}], "import-unknown-column", r"a\x1b[2j\u202eb"),
    ],
)
def test_columns_that_are_unknown_or_absent_are_named(sqlite_firm, kind, rows, code, told):
    with pytest.raises(Refused) as refusal:
        bring(kind, table(*rows), toolbox=sqlite_firm)
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert told in refusal.value.sentence.en


def test_a_table_without_rows_is_refused(sqlite_firm):
    with pytest.raises(Refused) as refusal:
        bring("clients", table(columns=tuple(GOOD)), toolbox=sqlite_firm)
    assert refusal.value.code == "import-no-rows"


def test_columns_may_stand_in_any_order_and_any_case(sqlite_firm):
    line = {name.upper(): text for name, text in reversed(GOOD.items())}
    assert bring("clients", table(line), toolbox=sqlite_firm) == 1
    assert Client.get().city == "Gent"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        ("1.2.2026", "2026-02-01"),
        ("31-01-2026", "2026-01-31"),
        ("", None),
        ("31/01/26", "refused"),
        ("01/31/2026", "refused"),
        ("2026-02-30", "refused"),
        ("2026-01-31 10:00", "refused"),
        ("46053", "refused"),
        ("٣١/٠١/٢٠٢٦", "refused"),
    ],
)
def test_a_date_has_four_digits_for_its_year_and_is_one_of_the_calendar(text, day):
    row = TypedRow(TableRow(2, {"start_on": Cell(text, "A2")}))
    if day == "refused":
        with pytest.raises(importing.ColumnError):
            row.day("start_on")
    else:
        assert row.day("start_on") == (None if day is None else date.fromisoformat(day))


def test_service_kinds_become_activities_in_their_order(sqlite_firm):
    with_client(sqlite_firm)
    bring("engagements", table(ENGAGED | {"service_kinds": "support,hosting"}), toolbox=sqlite_firm)
    rows = Activity.select().order_by(Activity.number)
    assert [row.service_kinds for row in rows] == [["support"], ["hosting"]]
