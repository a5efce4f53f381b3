"""The command as a process: what it meets in a real folder, and that it never shows a trace."""

import os
import resource
import sqlite3
import stat
import threading
from contextlib import closing

import pytest

from tests.actions.complete_house import ENGAGEMENT
from tests.cli.calling import call, call_process, one_object, told_error

INIT = ("init", "--email", "mira@kbits.example", "--name", "Mira")
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def home(complete_sqlite_url, tmp_path):
    """The home of a copy of the complete house."""
    return tmp_path


def refused(answer, *, telling=""):
    """It ended with 1 and one line, and shows no trace of where."""
    code = answer.exit_code if hasattr(answer, "exit_code") else answer.returncode
    assert code == 1, answer.stderr
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    assert telling in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_house_is_founded_in_a_folder_that_is_made_for_it(tmp_path):
    home = tmp_path / "some" / "where"
    founded = call_process(home, *INIT, "--json", DPA_SECRET_KEY="")
    assert founded.returncode == 0, founded.stderr
    told = one_object(founded.stdout)
    assert told.pop("link").startswith("http://127.0.0.1:8000/m/")
    assert told == {"home": str(home), "administrator": "mira@kbits.example"}
    secret = home / "secret.key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    kept = secret.read_bytes()
    users = call_process(home, "list", "users", "--json", DPA_SECRET_KEY="")
    assert one_object(users.stdout)["users"][0]["reference"] == "mira@kbits.example"
    # A second time changes nothing: neither the house nor its secret.
    refused(call_process(home, *INIT, DPA_SECRET_KEY=""), telling="There is a house")
    assert secret.read_bytes() == kept
    verified = call_process(home, "log", "verify", "--json", DPA_SECRET_KEY="")
    assert one_object(verified.stdout)["whole"] is True


@pytest.mark.parametrize(
    ("arguments", "telling"),
    [
        (("init", "--email", "a@b.example, c@d.example", "--name", "A"), "one email address"),
        (("init", "--email", "a@b.example", "--name", " "), ""),
    ],
)
def test_a_founding_that_is_refused_leaves_no_house_and_no_secret(tmp_path, arguments, telling):
    refused(call(tmp_path, *arguments, DPA_SECRET_KEY=""), telling=telling)
    assert not (tmp_path / "secret.key").exists()
    assert call(tmp_path, *INIT, DPA_SECRET_KEY="").exit_code == 0


def test_founding_without_the_shipped_templates_is_refused_and_works_once_they_are_there(tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    answer = call(tmp_path, *INIT, DPA_TEMPLATES=str(templates))
    refused(answer, telling="processing-agreement/nl.docx")
    assert call(tmp_path, *INIT).exit_code == 0


def test_a_folder_without_a_house_stays_empty(tmp_path):
    refused(call(tmp_path, "list", "clients"), telling="There is no house here yet")
    assert "There is no house here yet" in told_error(call(tmp_path, "fsck", "--json"))["sentence"]
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_program_is_left_alone(tmp_path):
    file = tmp_path / "dpa_manager.sqlite3"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE client (id INTEGER)")
        connection.execute("PRAGMA journal_mode = wal")
    before = file.read_bytes()
    for arguments in (("list", "clients"), INIT, ("demo",)):
        refused(call(tmp_path, *arguments), telling="another program")
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "dpa_manager.sqlite3").write_text("My shopping list: " + "milk, " * 200)
    for arguments in (("list", "clients"), INIT):
        refused(call(tmp_path, *arguments), telling="not a database")
    assert "not a database" in told_error(call(tmp_path, "fsck", "--json"))["sentence"]


def test_a_database_server_that_does_not_answer_is_told(tmp_path):
    url = f"postgresql://nobody@/none?host={tmp_path}"
    answer = call(tmp_path, "list", "clients", DPA_DATABASE_URL=url)
    refused(answer, telling="The database does not answer")


def test_a_database_that_somebody_else_holds_is_told_and_nothing_is_written(home):
    held = threading.Event()
    done = threading.Event()

    def hold():
        with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            held.set()
            done.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        answer = call(home, "draft", ENGAGEMENT)
    finally:
        done.set()
        holder.join()
    refused(answer, telling="database is locked")
    assert call(home, "fsck").exit_code == 0


def small_files(size):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("size", [0, 4_096, 20_000], ids=["nothing", "a page", "not the document"])
def test_a_full_disk_is_told_and_loses_nothing(home, size):
    answer = call_process(home, "draft", ENGAGEMENT, before=small_files(size))
    refused(answer)
    assert call_process(home, "fsck", "--json").returncode == 0
    drafted = call_process(home, "draft", ENGAGEMENT, "--json")
    assert one_object(drafted.stdout)["version"] == 1


def test_a_full_disk_while_a_house_is_founded_leaves_one_that_can_be_founded(tmp_path):
    refused(call_process(tmp_path, *INIT, before=small_files(60_000)))
    assert call_process(tmp_path, *INIT).returncode == 0


@pytest.fixture
def as_nobody():
    """This process without root's rights for the rest of the test; others never had them."""
    if AS_ROOT:
        os.seteuid(65534)
    yield
    if AS_ROOT:
        os.seteuid(0)


@pytest.mark.parametrize("arguments", [("list", "clients"), ("draft", ENGAGEMENT), INIT], ids=str)
def test_a_home_without_a_right_to_read_is_told(home, request, arguments):
    home.chmod(0o700 if AS_ROOT else 0)
    request.getfixturevalue("as_nobody")
    answer = call(home, *arguments)
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    assert isinstance(answer.exception, SystemExit)


def test_a_file_without_a_right_to_read_or_write_is_told(home, tmp_path_factory, request):
    shut = tmp_path_factory.mktemp("shut") / "clients.csv"
    shut.write_text("legal_name")
    shut.chmod(0)
    for folder in (home, *home.parents):
        folder.chmod(folder.stat().st_mode | 0o055)
    # What the interpreter fetches when it is first needed may be out of reach later.
    assert call(home, "import", "clients", "--example", home / "a.csv").exit_code == 0
    home.chmod(0o777)
    for file in home.glob("dpa_manager.sqlite3*"):
        file.chmod(0o666)
    request.getfixturevalue("as_nobody")
    told = told_error(call(home, "import", "clients", shut, "--json"))
    assert told["code"] == "file-unreadable", told
    example = ("import", "clients", "--example", shut.parent / "a.csv", "--json")
    assert told_error(call(home, *example))["code"] == "file-not-written"
    # The store is its owner's alone, so not even the template can be read.
    assert told_error(call(home, "draft", ENGAGEMENT, "--json"))["code"] == "system-refuses"


def test_a_folder_that_was_removed_under_our_feet_is_told(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()

    def remove():
        os.chdir(gone)
        gone.rmdir()

    answer = call_process(tmp_path, "settings", before=remove, DPA_HOME="")
    refused(answer)


def test_a_listener_that_goes_away_shows_no_trace(home):
    reader, writer = os.pipe()
    os.close(reader)

    def into_the_pipe():
        os.dup2(writer, 1)

    answer = call_process(home, "list", "templates", before=into_the_pipe)
    os.close(writer)
    assert "Traceback" not in answer.stderr
    assert answer.returncode != 0


def test_names_that_a_terminal_cannot_show_are_written_all_the_same(home):
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection, connection:
        connection.execute("UPDATE client SET legal_name = 'Müller & Söhne 東京'")
    answer = call_process(home, "list", "clients", LC_ALL="C", LANG="C", PYTHONUTF8="0")
    assert answer.returncode == 0
    assert "Müller & Söhne 東京" in answer.stdout
