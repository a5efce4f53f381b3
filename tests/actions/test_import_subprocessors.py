"""Importing sub-processors: every field of a row, the grounds of transfer, and what is refused."""

from datetime import date

import pytest

from dpa_manager.actions.importing import KINDS
from dpa_manager.documents.workbook import read_table
from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.models import Subprocessor, Transfer
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.importing_tables import (
    HOSTILE,
    SHEETS,
    bad_cells,
    bring,
    counts,
    put_everywhere,
    table,
)
from tests.actions.started import acts, add_supplier

KIND = "subprocessors"
COLUMNS = [column.name for column in KINDS[KIND].columns]
GOOD = {"legal_name": "Voorbeeldcloud BV", "register_no": "0999.008.146", "country": "BE"}
OTHER = {"legal_name": "Andere BV", "register_no": "0999.008.245", "country": "BE"}
ABROAD = GOOD | {"locations": "BE", "access_from": "US; IN/support"}


def grounds():
    return {row.country_code: row for row in Transfer.select()}


@pytest.mark.parametrize("suffix", SHEETS)
def test_the_example_comes_in_with_every_field(toolbox, suffix):
    example = read_table(SHEETS[suffix](KINDS[KIND].columns), suffix=suffix)
    assert bring(KIND, example, toolbox=toolbox) == 1
    row = Subprocessor.get()
    assert (row.reference, row.legal_name, row.register_kind, row.register_no) == (
        "SUB-0001",
        "Voorbeeldcloud BV",
        "kbo",
        "0999008146",
    )
    assert row.kinds == ["data_centre", "backup_cloud"]
    assert row.service == Phrase(
        "Servers en back-ups", "Serveurs et sauvegardes", "Servers and back-ups"
    )
    assert row.locations == [
        {"country": "BE", "place": "datacentre"},
        {"country": "NL", "place": "datacentre"},
    ]
    assert row.access_from == [{"country": "IN", "place": "support"}]
    assert (row.contact_name, row.contact_email, row.breach_contact) == (
        "Lies Maes",
        "privacy@voorbeeldcloud.example",
        "0470 00 00 01, all hours",
    )
    assert (row.contract_signed_on, row.contract_version, row.notice_days) == (
        date(2026, 3, 2),
        "3.1",
        40,
    )
    assert set(row.mirrored_duties) == set(MIRRORED_DUTIES)
    assert (row.state, row.reviewed_on, row.next_review_on, row.chain_checked_on) == (
        "active",
        date(2026, 3, 2),
        date(2027, 3, 2),
        date(2026, 10, 1),
    )
    (ground,) = Transfer.select()
    assert (ground.country_code, ground.mechanism_key, ground.document) == (
        "IN",
        "scc_m3",
        "SCC, signed 2 March 2026",
    )
    assert (ground.signed_on, ground.impact_assessment_on) == (date(2026, 3, 2), date(2026, 2, 20))
    assert (ground.is_listed, ground.covers_hr_data, ground.is_dpo_approved) == (
        False,
        False,
        False,
    )
    assert acts() == ["sub-processor added", "contract recorded", "transfers set", "table imported"]


def test_a_name_and_a_country_are_enough(toolbox):
    assert bring(KIND, table({"legal_name": "Kluis", "country": "Nederland"}), toolbox=toolbox) == 1
    row = Subprocessor.get()
    assert (row.country_code, row.register_kind, row.state) == ("NL", "", "proposed")
    assert acts() == ["sub-processor added", "table imported"]


def test_the_example_has_a_column_for_each_field_that_a_cell_can_hold():
    fields = set(Subprocessor._meta.fields) - {
        # Given by the program, or written on the screen: a further link is several fields.
        *("id", "public_id", "reference", "created_at", "chain"),
        # A phrase has a column a language, and countries have plainer names here.
        *("service", "country_code", "parent_country_code"),
    }
    assert fields <= set(COLUMNS)
    assert all(column.explanation for column in KINDS[KIND].columns)


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("country", "be", "country_code", "BE"),
        ("country", "België", "country_code", "BE"),
        ("country", "belgique", "country_code", "BE"),
        ("parent_country", "États-Unis", "parent_country_code", "US"),
        ("register_kind", "Numéro d'entreprise", "register_kind", "kbo"),
        ("register_kind", "Enterprise  number", "register_kind", "kbo"),
        ("kinds", "Mail platform, Spamfilter", "kinds", ["mail_platform", "spam_filter"]),
        ("kinds", "Réseau de diffusion de contenu (CDN);;cdn", "kinds", ["cdn"]),
        ("state", "ACTIVE", "state", "active"),
        ("mirrored_duties", "all", "mirrored_duties", list(MIRRORED_DUTIES)),
        ("mirrored_duties", "Toutes", "mirrored_duties", list(MIRRORED_DUTIES)),
        ("mirrored_duties", "a;b, H", "mirrored_duties", ["a", "b", "h"]),
        ("mirrored_duties", "", "mirrored_duties", []),
        ("notice_days", "0", "notice_days", 0),
        ("contract_signed_on", "2/3/2026", "contract_signed_on", date(2026, 3, 2)),
        (
            "locations",
            "Frankrijk/kantoor, Pays-Bas",
            "locations",
            [{"country": "FR", "place": "office"}, {"country": "NL", "place": "datacentre"}],
        ),
        (
            "access_from",
            "IN; US / Support desk; in",
            "access_from",
            [{"country": "IN", "place": "remote"}, {"country": "US", "place": "support"}],
        ),
        ("breach_contact", 'A & B <"Sons">', "breach_contact", 'A & B <"Sons">'),
    ],
)
def test_a_cell_is_read_by_key_or_by_label_in_any_language(
    sqlite_toolbox, column, text, field, value
):
    given = GOOD | {"contract_signed_on": "2026-03-02"} | {column: text}
    bring(KIND, table(given), toolbox=sqlite_toolbox)
    assert getattr(Subprocessor.get(), field) == value


def test_one_ground_holds_for_every_country_outside_the_eea(toolbox):
    given = {"transfer_mechanism": "CCT, module 3", "transfer_impact_assessment_on": "1/2/2026"}
    bring(KIND, table(ABROAD | given), toolbox=toolbox)
    found = grounds()
    assert set(found) == {"US", "IN"}
    assert {row.mechanism_key for row in found.values()} == {"scc_m3"}
    assert {row.impact_assessment_on for row in found.values()} == {date(2026, 2, 1)}


def test_each_country_can_have_a_ground_of_its_own(toolbox):
    given = {
        "transfer_mechanism": "Verenigde Staten: adequacy; IN: scc_m3",
        "transfer_is_listed": "US: ja; IN: nee",
        "transfer_fallback": "US: scc_m3",
        "transfer_document": "IN: A & B; US: DPF",
    }
    bring(KIND, table(ABROAD | given), toolbox=toolbox)
    found = grounds()
    told = {
        code: (row.mechanism_key, row.is_listed, row.fallback_key, row.document)
        for code, row in found.items()
    }
    assert told == {
        "US": ("adequacy", True, "scc_m3", "DPF"),
        "IN": ("scc_m3", False, "", "A & B"),
    }


@pytest.mark.parametrize(
    "harmless",
    [
        {"transfer_is_listed": "nee", "transfer_covers_hr_data": "FALSE"},
        {"transfer_mechanism": "Binnen de EER"},
        {"transfer_mechanism": ""},
    ],
)
def test_a_no_inside_the_eea_is_no_ground(sqlite_toolbox, harmless):
    bring(KIND, table(GOOD | {"locations": "NO; BE"} | harmless), toolbox=sqlite_toolbox)
    assert Transfer.select().count() == 0


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"transfer_mechanism": "adequacy"}, "transfer_mechanism"),
        (
            {"locations": "FR", "transfer_document": "SCC", "transfer_fallback": "scc_m3"},
            "transfer_document",
        ),
        ({"locations": "US", "transfer_mechanism": "IN: scc_m3"}, "transfer_mechanism"),
        ({"locations": "US; FR", "transfer_mechanism": "FR: scc_m3"}, "transfer_mechanism"),
        ({"locations": "US", "transfer_is_listed": "perhaps"}, "transfer_is_listed"),
        (
            {"locations": "US", "transfer_mechanism": "US: scc_m3; usa: adequacy"},
            "transfer_mechanism",
        ),
        (
            {"locations": "US", "transfer_mechanism": "US: scc_m3; us: adequacy"},
            "transfer_mechanism",
        ),
    ],
)
def test_a_ground_that_has_no_country_is_named(sqlite_toolbox, given, column):
    assert [c for _, c in bad_cells(KIND, table(GOOD | given), toolbox=sqlite_toolbox)] == [column]


EVERY_BAD = {
    "legal_name": "",
    "trade_name": "t" * 3000,
    "legal_form": "f" * 121,
    "register_kind": "guild",
    "street": "s" * 301,
    "postcode": "p" * 21,
    "city": "c" * 121,
    "country": "Narnia",
    "parent_country": "BX",
    "kinds": "data_centre, magic",
    "service_nl": "a" * 3000,
    "service_fr": "b" * 2001,
    "service_en": "c" * 2001,
    "contact_name": "n" * 201,
    "contact_position": "p" * 201,
    "contact_email": "a@b.example, c@d.example",
    "contact_phone": "call me",
    "breach_contact": "b" * 301,
    "locations": "BE/attic",
    "access_from": "US; Atlantis",
    "chain_url": "u" * 501,
    "chain_checked_on": "2026-02-30",
    "contract_signed_on": "yesterday",
    "contract_version": "v" * 61,
    "contract_url": "u" * 501,
    "mirrored_duties": "a, z",
    "notice_days": "forty",
    "state": "asleep",
    "reviewed_on": "31/01/26",
    "next_review_on": "soon",
    "transfer_mechanism": "trust",
    "transfer_document": "d" * 301,
    "transfer_signed_on": "2026",
    "transfer_checked_on": "46053",
    "transfer_is_listed": "perhaps",
    "transfer_covers_hr_data": "2",
    "transfer_impact_assessment_on": "01/31/2026",
    "transfer_fallback": "hope",
}


def test_every_bad_cell_of_a_row_is_named_at_once(toolbox):
    found = bad_cells(KIND, table(GOOD | EVERY_BAD), toolbox=toolbox)
    in_file = [column for column in GOOD | EVERY_BAD if column in EVERY_BAD]
    assert [column for _, column in found] == in_file
    assert {*in_file, "register_no"} == set(COLUMNS)


@pytest.mark.parametrize("column", EVERY_BAD)
def test_each_bad_cell_is_named_without_any_other(sqlite_toolbox, column):
    around = ABROAD | {
        "contract_signed_on": "2026-03-02",
        "contract_version": "3",
        "transfer_mechanism": "scc_m3",
    }
    rows = table(around | {column: EVERY_BAD[column]})
    assert [c for _, c in bad_cells(KIND, rows, toolbox=sqlite_toolbox)] == [column]


def test_two_rows_without_a_name_are_told_for_that_alone(sqlite_toolbox):
    rows = table({"legal_name": "", "country": "BE"}, {"legal_name": "", "country": "BE"})
    found = bad_cells(KIND, rows, toolbox=sqlite_toolbox)
    assert found == [("A2", "legal_name"), ("A3", "legal_name")]


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"register_no": "0999.008.147"}, "register_no"),
        ({"register_no": "12", "country": "DE"}, "register_kind"),
        ({"contract_version": "3"}, "contract_signed_on"),
        ({"notice_days": "30"}, "contract_signed_on"),
        ({"contract_signed_on": "2026-03-02", "notice_days": "5000"}, "notice_days"),
        ({"contract_signed_on": "2026-03-02", "notice_days": "9" * 3000}, "notice_days"),
        ({"contract_signed_on": "2026-03-02", "notice_days": "-1"}, "notice_days"),
        ({"contract_signed_on": "2026-03-02", "notice_days": "١٢"}, "notice_days"),
    ],
)
def test_cells_that_need_each_other_are_named(sqlite_toolbox, given, column):
    rows = table(GOOD | given, columns=("register_kind", "contract_signed_on"))
    assert [c for _, c in bad_cells(KIND, rows, toolbox=sqlite_toolbox)] == [column]


def test_what_was_imported_is_refused_the_second_time(toolbox):
    bring(KIND, table(GOOD, OTHER), toolbox=toolbox)
    found = bad_cells(KIND, table(OTHER, GOOD), toolbox=toolbox)
    assert found == [("B2", "register_no"), ("B3", "register_no")]
    assert Subprocessor.select().count() == 2


@pytest.mark.parametrize(
    ("first", "again", "column"),
    [
        (GOOD, {"legal_name": "Cloud", "register_no": "BE 0999 008 146"}, "register_no"),
        ({"register_no": ""}, {"register_no": ""}, "legal_name"),
        ({}, {"register_no": ""}, "legal_name"),
        ({"register_no": ""}, {}, "legal_name"),
        ({"legal_name": "e\u0301t", "register_no": ""}, {"legal_name": "\u00e9t"}, "legal_name"),
    ],
)
def test_the_same_sub_processor_twice_in_a_file_is_named_where_it_comes_again(
    sqlite_toolbox, first, again, column
):
    rows = table(GOOD | first, GOOD | again)
    ((place, found),) = bad_cells(KIND, rows, toolbox=sqlite_toolbox)
    assert (place[1:], found) == ("3", column)


def test_two_companies_of_one_name_and_two_numbers_are_two(sqlite_toolbox):
    rows = table(GOOD, OTHER | {"legal_name": GOOD["legal_name"]})
    assert bring(KIND, rows, toolbox=sqlite_toolbox) == 2


def test_one_that_stands_in_the_register_already_is_named(toolbox):
    add_supplier(toolbox)
    rows = table(GOOD | {"register_no": "0999.006.067"}, OTHER)
    assert bad_cells(KIND, rows, toolbox=toolbox) == [("B2", "register_no")]


def test_references_go_on_after_those_in_the_register(sqlite_toolbox):
    add_supplier(sqlite_toolbox)
    bring(KIND, table(GOOD, OTHER), toolbox=sqlite_toolbox)
    assert [row.reference for row in Subprocessor.select().order_by(Subprocessor.id)] == [
        "SUB-0001",
        "SUB-0002",
        "SUB-0003",
    ]


def test_a_dry_run_leaves_no_row_and_no_event(toolbox):
    before = counts()
    assert bring(KIND, table(ABROAD), toolbox=toolbox, is_dry_run=True) == 1
    assert counts() == before


@pytest.mark.parametrize("hostile", HOSTILE, ids=list(HOSTILE.values()))
def test_a_hostile_cell_is_kept_as_it_is_or_told_in_a_sentence(sqlite_toolbox, hostile):
    around = {name: text for name, text in ABROAD.items() if name != "register_no"}
    around |= {"contract_signed_on": "2026-03-02"}
    came_in = put_everywhere(hostile, KIND, around, name="legal_name", toolbox=sqlite_toolbox)
    for column, row in zip(came_in, Subprocessor.select().order_by(Subprocessor.id), strict=True):
        documents = Transfer.select(Transfer.document).where(Transfer.subprocessor == row)
        kept = {
            *(str(value) for value in row.__data__.values()),
            *row.service.as_dict().values(),
            *(ground.document for ground in documents),
        }
        assert hostile in kept, column


def test_hostile_texts_that_a_document_can_print_come_in_where_texts_are(sqlite_toolbox):
    around = {"country": "BE", "locations": "US", "contract_signed_on": "2026-03-02"}
    came_in = put_everywhere(
        'A & B <"Sons">', KIND, around, name="legal_name", toolbox=sqlite_toolbox
    )
    assert {"legal_name", "service_fr", "contact_name", "transfer_document"} <= set(came_in)
    assert not {"country", "kinds", "notice_days", "contact_email"} & set(came_in)


@pytest.mark.parametrize("hostile", [*HOSTILE][:1] + [t for t in HOSTILE if not t.isprintable()])
def test_formulas_and_what_no_document_can_print_come_in_nowhere(sqlite_toolbox, hostile):
    around = {"country": "BE", "locations": "US", "contract_signed_on": "2026-03-02"}
    assert not put_everywhere(hostile, KIND, around, name="legal_name", toolbox=sqlite_toolbox)
