"""The commands: what they answer, as lines and as JSON, and with which exit code."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from dpa_manager.cli import main
from dpa_manager.cli.listing import KINDS as LISTS
from tests.actions.complete_house import BY, ENGAGEMENT
from tests.cli.calling import ROOT, call, commands, one_object, rows, told_error

TEMPLATE = ROOT / "templates" / "processing-agreement" / "nl.docx"


@pytest.fixture
def home(complete_sqlite_url, tmp_path):
    """The home of a copy of the complete house."""
    return tmp_path


def answers_of(home):
    """A call of every command that answers something, with its exit code."""
    example = home / "example.xlsx"
    shutil.copyfile(TEMPLATE, home / "nl.docx")
    return {
        "check": ((ENGAGEMENT,), 0),
        "draft": ((ENGAGEMENT,), 1),
        "fsck": ((), 0),
        "import": (("clients", "--example", example), 0),
        "init": (("--email", "a@kbits.example", "--name", "A"), 1),
        "list": (("clients",), 0),
        "log verify": ((), 0),
        "map": ((ENGAGEMENT, "--format", "csv", "-o", home / "map.csv"), 0),
        "mail bounce": ((home / "nl.docx",), 0),
        "mail send": ((), 0),
        "settings": ((), 0),
        "template add": (
            (home / "nl.docx", "--kind", "processing-agreement", "--language", "nl"), 0
        ),
        "template check": ((home / "nl.docx",), 0),
        "user add": (("--email", "a@kbits.example", "--name", "A", "--role", "dpo"), 0),
        "user link": ((BY.email,), 0),
        "user remove": ((BY.email,), 1),
        "user reset-factor": ((BY.email,), 0),
        "user restore": ((BY.email,), 0),
        "user role": ((BY.email, "--role", "admin"), 0),
    }  # fmt: skip


# These are tried elsewhere: one loads a house, the others never end.
ELSEWHERE = {"demo", "serve", "worker"}


@pytest.mark.parametrize("words", sorted(set(commands()) - ELSEWHERE))
def test_json_is_one_object_on_standard_output_and_nothing_else(home, words):
    arguments, code = answers_of(home)[words]
    answer = call(home, *words.split(), *arguments, "--json")
    assert answer.exit_code == code
    assert one_object(answer.stdout)
    assert answer.stderr == ""


@pytest.mark.parametrize("words", sorted(set(commands()) - ELSEWHERE))
def test_lines_are_for_people_and_faults_stand_on_standard_error(home, words):
    arguments, code = answers_of(home)[words]
    answer = call(home, *words.split(), *arguments)
    assert answer.exit_code == code
    assert (answer.stderr != "") == (code != 0)
    assert "{" not in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr


@pytest.mark.parametrize("words", ["", *sorted(commands()), "template", "log", "user"])
@pytest.mark.parametrize("sign", ["--help", "-h"])
def test_help_says_what_a_command_does(tmp_path, words, sign):
    answer = call(tmp_path, *words.split(), sign)
    assert answer.exit_code == 0
    assert answer.stdout.startswith(f"Usage: main {words}".rstrip())
    help_text = answer.stdout.split("\n\n")[1].strip()
    assert help_text[0].isupper()
    assert help_text.endswith(".")


WRONG = {
    "no command": (),
    "unknown command": ("sign",),
    "unknown list": ("list", "secrets"),
    "unknown language": ("draft", ENGAGEMENT, "--language", "de"),
    "no engagement": ("draft",),
    "a reason without a rule": ("draft", ENGAGEMENT, "--reason", "because"),
    "an empty reason": ("draft", ENGAGEMENT, "--reason", "R-LANG-1= "),
    "out of no kind": ("draft", ENGAGEMENT, "--out", "agreement.odt"),
    "nothing to import": ("import", "clients"),
    "a file and an example": ("import", "clients", "a.csv", "--example", "b.csv"),
    "an example of no kind": ("import", "clients", "--example", "b.ods"),
    "a kind that cannot come in": ("import", "agreements", "a.csv"),
    "a template of no kind": ("template", "check", "a.docx", "--kind", "poem"),
    "a template without language": ("template", "add", "a.docx", "--kind", "processing-agreement"),
    "a port that is none": ("serve", "--port", "0"),
    "no administrator": ("init",),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_use_ends_with_two_and_says_how_it_is_used(home, arguments):
    answer = call(home, *arguments)
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "Usage:" in answer.stderr


REFUSED = {
    "unknown engagement": (("check", "KBITS-1999-0001"), "engagement-not-found"),
    "nothing to draft": (("draft", "KBITS-1999-0001"), "engagement-not-found"),
    "unknown template": (("draft", ENGAGEMENT, "--template", "poem"), "no-template"),
    "unknown person": (("list", "clients", "--by", "nobody@kbits.example"), "no-such-person"),
    "absent table": (("import", "clients", "/nonexistent/a.csv"), "file-unreadable"),
    "absent template": (("template", "check", "/nonexistent/a.docx"), "file-unreadable"),
    "a house is there": (
        ("init", "--email", "a@kbits.example", "--name", "A"), "house-not-empty"
    ),
    "no such folder": (
        ("import", "clients", "--example", "/nonexistent/a.xlsx"), "file-not-written"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "code"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_one_line_and_names_its_code_in_json(home, arguments, code):
    told = told_error(call(home, *arguments, "--json"))
    assert told["code"] == code
    plain = call(home, *arguments)
    assert plain.exit_code == 1
    assert (plain.stdout, plain.stderr) == ("", told["sentence"] + "\n")


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_gives_a_line_and_an_object_a_row(home, kind):
    if kind == "agreements":
        call(home, "draft", ENGAGEMENT)
    listed = one_object(call(home, "list", kind, "--json").stdout)[kind]
    assert listed
    for row in listed:
        assert {"reference", "id", "name", "state"} <= set(row)
    lines = call(home, "list", kind).stdout.splitlines()
    assert lines == [
        "\t".join(row[k] for k in ("reference", "id", "name", "state")) for row in listed
    ]


def test_check_tells_what_is_missing_and_ends_with_zero(home):
    whole = one_object(call(home, "check", ENGAGEMENT, "--json").stdout)
    assert whole["complete"] is True
    assert {problem["severity"] for problem in whole["problems"]} == {"INFO"}
    block(home)
    answer = call(home, "check", ENGAGEMENT.lower(), "--json")
    assert answer.exit_code == 0
    told = one_object(answer.stdout)
    assert told["complete"] is False
    (blocking,) = [one for one in told["problems"] if one["severity"] == "BLOCK"]
    assert set(blocking) == {"rule", "severity", "article", "field", "sentence"}
    plain = call(home, "check", ENGAGEMENT).stdout
    assert blocking["rule"] in plain
    assert plain.endswith("Not complete.\n")


def block(home):
    """Take a text away that is printed: its rule blocks."""
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection, connection:
        connection.execute("UPDATE engagement SET subject_matter = '{}'")


def test_a_draft_that_is_blocked_names_its_rules_and_writes_nothing(home):
    block(home)
    written = "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM event)"
    before = rows(home, written)
    told = told_error(call(home, "draft", ENGAGEMENT, "--json"))
    assert told["code"] == "draft-incomplete"
    rules = {problem["rule"] for problem in told["problems"]}
    plain = call(home, "draft", ENGAGEMENT, "--out", home / "a.docx")
    assert plain.exit_code == 1
    assert plain.stdout == ""
    *lines, sentence = plain.stderr.splitlines()
    assert len(lines) == len(told["problems"])
    assert all(rule in sentence for rule in rules)
    assert not (home / "a.docx").exists()
    assert rows(home, written) == before


def test_a_warning_needs_its_reason(home):
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection, connection:
        connection.execute(
            "UPDATE engagement SET terms = json_set(terms, '$.language_mode', 'single')"
        )
    told = told_error(call(home, "draft", ENGAGEMENT, "--language", "fr", "--json"))
    assert told["code"] == "draft-reason-missing"
    reason = "R-LANG-1=The client = a French speaker."
    answer = call(home, "draft", ENGAGEMENT, "--language", "fr", "--reason", reason, "--json")
    assert one_object(answer.stdout)["version"] == 1
    ((reasons,),) = rows(home, "SELECT reasons FROM agreement_version")
    assert json.loads(reasons) == {"R-LANG-1": "The client = a French speaker."}


def test_a_draft_without_an_office_keeps_the_docx_and_says_what_is_missing(home):
    answer = call(home, "draft", ENGAGEMENT, "--out", home / "a.docx", "--json")
    assert answer.exit_code == 1
    told = one_object(answer.stdout)
    assert (told["version"], told["language"], told["pdf"]) == (1, "nl", None)
    assert told["sha256"]["pdf"] is None
    assert told["error"]["code"] == "no-pdf"
    ((sha256,),) = rows(home, "SELECT sha256 FROM document")
    assert told["sha256"]["docx"] == sha256
    assert (home / "a.docx").read_bytes() == stored(home, sha256)
    plain = call(home, "draft", ENGAGEMENT)
    assert plain.exit_code == 1
    assert plain.stdout.startswith(f"{ENGAGEMENT} version 1 (nl)\nDOCX {sha256}\n")
    assert plain.stderr.startswith("No PDF yet: LibreOffice is not installed")
    assert plain.stderr.count("\n") == 1


def test_out_for_a_pdf_that_is_not_there_writes_no_file(home):
    assert call(home, "draft", ENGAGEMENT, "--out", home / "a.pdf").exit_code == 1
    assert not (home / "a.pdf").exists()


def stored(home, sha256):
    return (home / "agreements" / sha256[:2] / sha256).read_bytes()


def office(tmp_path):
    """A path with a program in LibreOffice's place."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "soffice").write_text("#!/bin/sh\nprintf '%%PDF-1.7\\n%%%%EOF' > out/0.pdf\n")
    (folder / "soffice").chmod(0o755)
    return str(folder)


@pytest.mark.parametrize("ending", ["docx", "pdf", "PDF"])
def test_out_gets_the_stored_bytes(home, tmp_path, ending):
    out = tmp_path / f"agreement.{ending}"
    answer = call(home, "draft", ENGAGEMENT, "--out", out, "--json", PATH=office(tmp_path))
    assert answer.exit_code == 0
    told = one_object(answer.stdout)
    assert set(told) == {
        "reference",
        "agreement",
        "version",
        "language",
        "docx",
        "pdf",
        "sha256",
        "facts_sha256",
        "problems",
    }
    sha256 = told["sha256"][ending.lower()]
    assert out.read_bytes() == stored(home, sha256)
    documents = dict(rows(home, "SELECT sha256, public_id FROM document"))
    assert documents[sha256] == told[ending.lower()]


def test_out_that_cannot_be_written_is_told_and_the_draft_stays(home):
    told = told_error(call(home, "draft", ENGAGEMENT, "--out", "/nonexistent/a.docx", "--json"))
    assert (told["code"], told["field"]) == ("file-not-written", "out")
    assert rows(home, "SELECT count(*) FROM document") == [(1,)]
    folder = home / "a.docx"
    folder.mkdir()
    assert call(home, "draft", ENGAGEMENT, "--out", folder).exit_code == 2
    assert [path.name for path in home.glob("tmp*")] == []


def test_who_acts_stands_in_the_history(home):
    call(home, "draft", ENGAGEMENT)
    latest = "SELECT id, channel FROM event ORDER BY id DESC LIMIT 1"
    ((event, channel),) = rows(home, latest)
    assert channel == "command line"
    ((value,),) = rows(
        home, "SELECT value FROM event_personal WHERE event_id = ? AND name = 'by'", event
    )
    assert json.loads(value) == {"name": BY.name, "email": BY.email}


def test_settings_show_no_secret(home):
    secret = "hunter2-hunter2"  # noqa: S105
    answer = call(
        home,
        "settings",
        "--json",
        DPA_SMTP_URL=f"smtp://mailer:{secret}@mail.example:587",
        DPA_SEAL_PASSWORD=secret,
    )
    told = one_object(answer.stdout)
    assert secret not in answer.stdout
    assert {told["DPA_SECRET_KEY"], told["DPA_SEAL_PASSWORD"]} == {"•••"}
    assert told["DPA_SMTP_URL"] == "smtp://mailer:•••@mail.example:587"
    assert told["DPA_HOME"] == str(home)


def test_settings_are_there_before_a_house_is(tmp_path):
    assert call(tmp_path, "settings").exit_code == 0
    assert list(tmp_path.iterdir()) == []


UNSAFE = {
    "a short secret": {"DPA_SECRET_KEY": "short"},
    "an open address": {"DPA_BASE_URL": "http://dpa.example"},
    "a setting that is none": {"DPA_SECRET": "x"},
    "a home that is not there": {"DPA_HOME": "/nonexistent"},
    "a database of another kind": {"DPA_DATABASE_URL": "mysql://x/y"},
}


@pytest.mark.parametrize("setting", UNSAFE.values(), ids=UNSAFE)
@pytest.mark.parametrize("words", ["settings", "list clients", "fsck", "serve"])
def test_unsafe_settings_are_refused_in_a_line(home, setting, words):
    answer = call(home, *words.split(), **setting)
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    if words != "serve":
        told = told_error(call(home, *words.split(), "--json", **setting))
        assert told["code"] == "unsafe-settings"


def test_two_unsafe_settings_are_told_in_one_line(home):
    answer = call(home, "settings", DPA_MAIL_FROM="nobody", DPA_TSA_URL="ftp://x.example")
    assert "DPA_MAIL_FROM" in answer.stderr
    assert "DPA_TSA_URL" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_every_command_stands_in_the_readme_and_no_other():
    text = (ROOT / "README.md").read_text()
    table = text.split("| command | does |")[1].split("\n\n")[0]
    named = {
        words
        for words in commands()
        if f"`dpa-manager {words}" in table or f"`{words}" in table.replace("dpa-manager ", "")
    }
    assert named == set(commands())
    told = {cell.split()[0] for cell in table.replace("dpa-manager ", "").split("`")[1::2]}
    assert {word for word in told if word.isalpha()} <= set(main.commands)
