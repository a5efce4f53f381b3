"""`demo`: what it loads into, what it leaves alone, and that half a demonstration is none."""

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner

from dpa_manager.actions.converting import convert_waiting, waiting_documents
from dpa_manager.actions.demonstrating import clear_demonstration, sign_in_links
from dpa_manager.actions.founding import mark_demonstration
from dpa_manager.actions.linking import find_link
from dpa_manager.actions.signing_in import use_link
from dpa_manager.app import open_house
from dpa_manager.cli import main
from dpa_manager.cli.demonstration.performing import perform
from dpa_manager.cli.demonstration.story import read_story
from dpa_manager.config import Config
from dpa_manager.domain.errors import Refused
from dpa_manager.models import Client, Document, Engagement, Setting
from dpa_manager.models.document import PDF
from dpa_manager.models.event import Event
from dpa_manager.queries.demonstrations import LOADING, HouseState, house_state
from dpa_manager.queries.house import is_demonstration
from tests.actions.people import BROWSER, staff
from tests.actions.started import BY, start_firm
from tests.actions.started import add_client as add_real_client

# A path without LibreOffice: documents stay DOCX, which makes loading fast.
WITHOUT_OFFICE = "/nonexistent"


def call(home, *arguments, path=WITHOUT_OFFICE):
    """The result of a command in this home."""
    environment = {"DPA_HOME": str(home), "PATH": path}
    return CliRunner().invoke(main, list(arguments), env=environment)


def open_at(home):
    return open_house(Config.from_environment({"DPA_HOME": str(home)}))


def count_events(home):
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection:
        return connection.execute("SELECT count(*) FROM event").fetchone()[0]


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory):
    """A home that did not exist before `demo`, and what it answered."""
    home = tmp_path_factory.mktemp("demo") / "home"
    return home, call(home, "demo", "--json")


@pytest.fixture
def demo_home(loaded_home, tmp_path):
    """A copy of a loaded home, to be changed."""
    return shutil.copytree(loaded_home[0], tmp_path / "home")


def test_demo_makes_its_home_and_says_who_is_who(loaded_home):
    home, result = loaded_home
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["loaded"] is True
    assert answer["home"] == str(home)
    assert len(answer["people"]) == 5 + 6
    roles = [role for person in answer["people"] for role in person["roles"]]
    assert roles.count("Account manager") == 2
    assert answer["people"][0]["roles"] == ["Account manager"]
    assert len({person["link"] for person in answer["people"]}) == 5 + 6


def test_the_secret_of_a_demonstration_is_its_owners_alone(loaded_home):
    assert stat.S_IMODE((loaded_home[0] / "secret.key").stat().st_mode) == 0o600


def test_without_libreoffice_the_demonstration_is_there_and_says_what_is_missing(loaded_home):
    answer = json.loads(loaded_home[1].stdout)
    assert answer["pdfs"] == {"made": 0, "missing": 16}
    lines = call(loaded_home[0], "demo").stdout
    assert "16 PDFs are missing: LibreOffice is not installed" in lines
    assert "An Peeters" in lines
    assert "each link works once" in lines


def test_each_person_is_printed_on_a_short_line_with_a_link_that_lets_them_in(demo_home):
    answer = json.loads(call(demo_home, "demo", "--json").stdout)
    lines = call(demo_home, "demo").stdout.splitlines()
    house = open_at(demo_home)
    with house.connected():
        for person in answer["people"]:
            (line,) = [one for one in lines if one.startswith(f"  {person['name']},")]
            assert line.endswith(person["link"])
            assert len(line) <= 125
            token = person["link"].rpartition("/m/")[2]
            assert find_link(token, toolbox=house).user.email == person["email"]
            assert use_link(token, browser=BROWSER, toolbox=house).stage == "open"
            with pytest.raises(Refused):
                use_link(token, browser=BROWSER, toolbox=house)
    again = json.loads(call(demo_home, "demo", "--json").stdout)
    for before, after in zip(answer["people"], again["people"], strict=True):
        assert before["email"] == after["email"]
        assert before["link"] != after["link"]


def test_a_link_that_nobody_used_is_given_again_and_one_that_grows_old_is_not(toolbox, clock):
    start_firm(toolbox)
    user = staff(toolbox, "Els", "account-manager")
    assert sign_in_links(toolbox=toolbox) == {}
    mark_demonstration(toolbox=toolbox)
    first = sign_in_links(toolbox=toolbox)
    clock.move(hours=11)
    assert sign_in_links(toolbox=toolbox) == first
    clock.move(hours=2)
    second = sign_in_links(toolbox=toolbox)
    assert second.keys() == first.keys() == {user.email}
    assert second != first


def test_no_links_are_given_where_others_reach_the_pages_or_data_are_real(toolbox):
    start_firm(toolbox)
    staff(toolbox, "Els", "account-manager")
    mark_demonstration(toolbox=toolbox)
    open_to_all = replace(toolbox, config=replace(toolbox.config, base_url="https://dpa.example"))
    assert sign_in_links(toolbox=open_to_all) == {}
    assert len(sign_in_links(toolbox=toolbox)) == 1
    Setting.delete().execute()
    assert sign_in_links(toolbox=toolbox) == {}


def test_demo_again_changes_nothing(demo_home):
    before = count_events(demo_home)
    secret = (demo_home / "secret.key").read_text()
    result = call(demo_home, "demo", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["loaded"] is False
    assert count_events(demo_home) == before
    assert (demo_home / "secret.key").read_text() == secret


def test_fresh_rebuilds_a_demonstration_and_touches_nothing_else(demo_home):
    secret = (demo_home / "secret.key").read_text()
    note = demo_home / "note.txt"
    note.write_text("mine")
    foreign = demo_home / "agreements" / "aa" / ("aa" + "0" * 62)
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(b"of another house")
    house = open_at(demo_home)
    with house.connected():
        Engagement.update(title="Gewijzigd").execute()
        kept = {row.sha256 for row in Document.select()}
    result = call(demo_home, "demo", "--fresh", "--json")
    assert json.loads(result.stdout)["loaded"] is True
    assert (demo_home / "secret.key").read_text() != secret
    assert note.read_text() == "mine"
    assert foreign.read_bytes() == b"of another house"
    house = open_at(demo_home)
    with house.connected():
        assert house_state(house.database) is HouseState.DEMONSTRATION
        assert not Engagement.select().where(Engagement.title == "Gewijzigd").exists()
        # The same story on the same day gives the same bytes.
        assert {row.sha256 for row in Document.select()} == kept


@pytest.mark.parametrize("options", [(), ("--fresh",), ("--stress",)], ids=str)
def test_a_house_with_real_data_is_refused_untouched(tmp_path, options):
    call(tmp_path, "init", "--email", "nele@kbits.example", "--name", "Nele Peeters")
    events, secret = count_events(tmp_path), (tmp_path / "secret.key").read_text()
    result = call(tmp_path, "demo", *options)
    assert result.exit_code == 1
    assert "This house holds real data" in result.stderr
    assert count_events(tmp_path) == events
    assert (tmp_path / "secret.key").read_text() == secret
    assert not is_marked(tmp_path)


def is_marked(home):
    house = open_at(home)
    with house.connected():
        return is_demonstration() or Setting.select().where(Setting.name == LOADING).exists()


def test_a_real_house_is_never_cleared(toolbox):
    start_firm(toolbox)
    add_real_client(toolbox)
    with pytest.raises(Refused) as refusal:
        clear_demonstration(toolbox=toolbox)
    assert refusal.value.code == "house-is-real"
    assert Client.select().count() == 1


def test_an_empty_house_is_left_alone_by_clearing(toolbox):
    clear_demonstration(toolbox=toolbox)
    assert house_state(toolbox.database) is HouseState.EMPTY


def perform_partly(toolbox, *, steps):
    """Load as far as this many steps, as if the loading were killed then."""
    acting = perform(read_story(), house=toolbox)
    for _ in range(steps):
        next(acting)
    acting.close()


def test_a_loading_that_broke_off_is_no_demonstration_and_may_be_cleared(toolbox):
    perform_partly(toolbox, steps=45)
    assert Client.select().exists()
    assert house_state(toolbox.database) is HouseState.LOADING
    assert not is_demonstration()
    clear_demonstration(toolbox=toolbox)
    assert house_state(toolbox.database) is HouseState.EMPTY
    perform_partly(toolbox, steps=1)
    assert house_state(toolbox.database) is HouseState.LOADING


def test_a_house_that_is_being_loaded_is_not_founded_as_a_real_one(tmp_path):
    house = open_at(tmp_path)
    with house.connected():
        perform_partly(house, steps=1)
    result = call(tmp_path, "init", "--email", "nele@kbits.example", "--name", "Nele Peeters")
    assert result.exit_code == 1
    assert "There is a house with data here already" in result.stderr


def test_a_killed_loading_is_rebuilt_by_the_next_one(tmp_path):
    home = tmp_path / "home"
    environment = os.environ | {"DPA_HOME": str(home), "PATH": WITHOUT_OFFICE}
    running = subprocess.Popen([sys.executable, "-m", "dpa_manager", "demo"], env=environment)
    wait_for_clients(home)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not is_served(home)
    result = call(home, "demo", "--json")
    assert json.loads(result.stdout)["loaded"] is True
    assert is_served(home)
    house = open_at(home)
    with house.connected():
        assert Client.select().count() == 5
        assert Engagement.select().count() == 9


def wait_for_clients(home):
    """Wait until the loading has come as far as its clients."""
    for _ in range(600):
        try:
            with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection:
                if connection.execute("SELECT count(*) FROM client").fetchone()[0]:
                    return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.05)
    raise TimeoutError("The loading never came to its clients.")


def is_served(home):
    house = open_at(home)
    with house.connected():
        return is_demonstration()


def test_missing_pdfs_are_told_for_each_document_without_a_converter(demo_home):
    house = open_at(demo_home)
    with house.connected():
        count = len(waiting_documents())
        assert count == 16
        made = convert_waiting(by=BY, toolbox=replace(house, converter=None))
        assert made.made == 0
        assert len(made.problems) == count


@pytest.mark.office
def test_demo_again_makes_the_pdfs_that_are_missing_and_only_those(demo_home):
    answer = json.loads(call(demo_home, "demo", "--json", path=os.environ["PATH"]).stdout)
    assert answer["pdfs"] == {"made": 16, "missing": 0}
    events = count_events(demo_home)
    again = json.loads(call(demo_home, "demo", "--json", path=os.environ["PATH"]).stdout)
    assert again["pdfs"] == {"made": 0, "missing": 0}
    assert count_events(demo_home) == events
    house = open_at(demo_home)
    with house.connected():
        pdfs = list(Document.select().where(Document.media_type == PDF))
        told = Event.select().where(Event.act == "agreement converted").count()
        assert len({(row.agreement_version_id, row.language) for row in pdfs}) == 16
        assert told == 16
        assert all(house.store.read(row.sha256).startswith(b"%PDF-") for row in pdfs)
