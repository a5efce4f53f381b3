"""The commands over files: the store, the history, tables to import and templates."""

import sqlite3
from contextlib import closing

import pytest

from dpa_manager.actions.importing import KINDS
from dpa_manager.documents.package import MAX_FILE_BYTES
from tests.actions.complete_house import ENGAGEMENT
from tests.cli.calling import ROOT, call, one_object, rows, told_error
from tests.documents.word_files import paragraph, word_file

TEMPLATE = ROOT / "templates" / "processing-agreement" / "nl.docx"


@pytest.fixture
def home(complete_sqlite_url, tmp_path):
    """The home of a copy of the complete house."""
    return tmp_path


def test_fsck_tells_a_lost_file_and_ends_with_one(home):
    call(home, "draft", ENGAGEMENT)
    ((sha256,),) = rows(home, "SELECT sha256 FROM document")
    (home / "agreements" / sha256[:2] / sha256).unlink()
    answer = call(home, "fsck", "--json")
    assert answer.exit_code == 1
    told = one_object(answer.stdout)
    assert told["clean"] is False
    assert len(told["findings"]) == 1
    assert sha256 in call(home, "fsck").stdout


def test_log_verify_tells_a_changed_event_and_ends_with_one(home):
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection, connection:
        connection.execute("DROP TRIGGER event_refuses_update")
        connection.execute("UPDATE event SET act = 'nothing happened' WHERE id = 5")
    answer = call(home, "log", "verify", "--json")
    assert answer.exit_code == 1
    told = one_object(answer.stdout)
    assert told["whole"] is False
    assert [chain["whole"] for chain in told["chains"]].count(False) == 1
    assert "not all whole" in call(home, "log", "verify").stdout


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_written_and_comes_in_again(home, kind):
    if kind == "engagements":
        assert call(home, "import", "clients", "--example", home / "c.csv").exit_code == 0
        assert call(home, "import", "clients", home / "c.csv").exit_code == 0
    for ending in ("csv", "xlsx"):
        file = home / f"{kind}.{ending}"
        assert call(home, "import", kind, "--example", file).exit_code == 0
        told = one_object(call(home, "import", kind, file, "--dry-run", "--json").stdout)
        assert told == {"kind": kind, "rows": 1, "dry_run": True}
    assert call(home, "import", kind, file).stdout == f"1 {kind} imported.\n"


def test_bad_cells_are_a_line_each_and_all_in_json(home):
    file = home / "clients.csv"
    file.write_text(
        "legal_name;register_no;street;postcode;city;country\n"
        "A;0999.001.020;S 1;9000;Gent;XX\n;0999.002.010;S 1;9000;Gent;BE\n"
    )
    told = told_error(call(home, "import", "clients", file, "--json"))
    assert [
        (cell["place"], cell["row"], cell["column"], cell["text"]) for cell in told["cells"]
    ] == [
        ("F2", 2, "country", "XX"),
        ("A3", 3, "legal_name", ""),
        ("B3", 3, "register_no", "0999.002.010"),
    ]
    *lines, sentence = call(home, "import", "clients", file).stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "F2 (row 2, country)",
        "A3 (row 3, legal_name)",
        "B3 (row 3, register_no)",
    ]
    assert sentence == told["sentence"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table-no_head"),
        (b"nickname\nx\n", "import-unknown-column"),
        (b"legal_name\nx\n", "import-absent-column"),
        (b'legal_name\n"x', "table-broken"),
        (b"legal_name\nM\x81ller\n", "table-encoding"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_a_sentence(home, content, code):
    file = home / "clients.csv"
    file.write_bytes(content)
    assert told_error(call(home, "import", "clients", file, "--json"))["code"] == code


def test_a_refused_template_names_its_places_and_keeps_nothing(home):
    before = rows(home, "SELECT count(*) FROM template_version")
    page = home / "page.docx"
    page.write_text("<html>{{ cycler }}</html>")
    arguments = ("--kind", "processing-agreement", "--language", "nl")
    told = told_error(call(home, "template", "add", page, *arguments, "--json"))
    assert told["code"] == "template-refused"
    assert [problem["code"] for problem in told["problems"]] == ["not-a-document"]
    plain = call(home, "template", "add", page, *arguments)
    assert plain.exit_code == 1
    assert len(plain.stderr.splitlines()) == 2
    assert rows(home, "SELECT count(*) FROM template_version") == before


def test_the_same_template_again_is_the_same_version(home):
    arguments = ("--kind", "processing-agreement", "--language", "nl", "--json")
    told = one_object(call(home, "template", "add", TEMPLATE, *arguments).stdout)
    assert told["version"] == 1
    assert rows(home, "SELECT count(*) FROM template_version") == [(3,)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html>{{ cycler }}</html>", "not-a-document"),
        (word_file(paragraph("{{ cycler.__init__.__globals__ }}")), "method-name"),
        (b"x" * (MAX_FILE_BYTES + 1), "too-large"),
    ],
    ids=["a page", "code", "too large"],
)
def test_check_names_what_is_hostile_and_needs_no_house(tmp_path, data, code):
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    answer = call(tmp_path, "template", "check", file, "--json")
    assert answer.exit_code == 1
    told = one_object(answer.stdout)
    assert told["accepted"] is False
    assert code in [problem["code"] for problem in told["problems"]]
    plain = call(tmp_path, "template", "check", file)
    assert plain.stdout.splitlines()[-1] == "Refused."
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
