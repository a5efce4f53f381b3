"""`map`: the data map of an engagement or a client as a file, written whole or not at all."""

import json
import sqlite3
from contextlib import closing

import pytest

from dpa_manager.queries.map_files import KINDS
from tests.actions.complete_house import CLIENT, ENGAGEMENT
from tests.cli.calling import call, one_object, rows, told_error
from tests.domain.linked_data import faults_of, graph_of, unknown_terms

BEGINNINGS = {
    "svg": b"<svg ",
    "png": b"\x89PNG\r\n",
    "html": b"<!doctype html>",
    "xlsx": b"PK\x03\x04",
    "csv": b"\xef\xbb\xbf",
    "jsonld": b"{",
    "register-xlsx": b"PK\x03\x04",
    "register-csv": b"\xef\xbb\xbf",
}


@pytest.fixture
def home(complete_sqlite_url, tmp_path):
    """The home of a copy of the complete house."""
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_a_map_is_written_as_what_was_asked(home, kind):
    answer = call(home, "map", ENGAGEMENT, "--format", kind, "-o", home / "map", "--json")
    told = one_object(answer.stdout)

    content = (home / "map").read_bytes()
    assert answer.exit_code == 0
    assert content.startswith(BEGINNINGS[kind])
    assert (told["bytes"], told["format"]) == (len(content), kind)
    assert told["engagements"] == [ENGAGEMENT]


def test_the_language_is_the_clients_unless_another_is_asked(home):
    for language in ("", "fr"):
        asked = ("--language", language) if language else ()
        call(home, "map", ENGAGEMENT, "--format", "csv", "-o", home / f"map{language}", *asked)

    assert "Welke gegevens" in (home / "map").read_text("utf-8-sig")
    assert "Quelles données" in (home / "mapfr").read_text("utf-8-sig")


def test_every_engagement_of_the_house_makes_a_record_that_passes_our_shapes(home):
    engagements = rows(home, "SELECT reference FROM engagement")
    for (reference,) in engagements:
        out = home / f"{reference}.jsonld"
        call(home, "map", reference, "--format", "jsonld", "-o", out)
        graph = graph_of(json.loads(out.read_text("utf-8")))
        assert unknown_terms(graph) == set()
        assert faults_of(graph) == []

    assert engagements


def test_a_client_goes_by_its_number_and_has_all_its_engagements_on_one_map(home):
    out = home / "map.jsonld"
    by_number = call(home, "map", CLIENT.register_no, "--format", "jsonld", "-o", out, "--json")
    ((public_id,),) = rows(home, "SELECT public_id FROM client")
    by_id = call(home, "map", public_id, "--format", "jsonld", "-o", home / "b", "--json")

    assert one_object(by_number.stdout)["engagements"] == [ENGAGEMENT]
    assert faults_of(graph_of(json.loads(out.read_text("utf-8")))) == []
    assert one_object(by_id.stdout)["engagements"] == [ENGAGEMENT]


def test_what_is_neither_an_engagement_nor_a_client_is_named(home):
    answer = call(home, "map", "KBITS-1999-0001", "--format", "svg", "-o", home / "a", "--json")

    told = told_error(answer)
    assert told["code"] == "no-engagement-or-client"
    assert "KBITS-1999-0001" in told["sentence"]
    assert not (home / "a").exists()


def test_a_client_without_an_engagement_that_goes_on_has_no_map_yet(home):
    with closing(sqlite3.connect(home / "dpa_manager.sqlite3")) as connection:
        connection.execute("UPDATE engagement SET is_active = 0")
        connection.commit()
    words = ("--format", "svg", "-o", home / "a", "--json")

    assert told_error(call(home, "map", CLIENT.register_no, *words))["code"] == (
        "map-without-engagement"
    )


@pytest.mark.parametrize(
    "words", [("--format", "pdf", "-o", "a"), ("--format", "svg"), ("-o", "a")]
)
def test_a_command_without_a_known_format_and_a_file_is_wrong_use(home, words):
    assert call(home, "map", ENGAGEMENT, *words).exit_code == 2


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(home):
    out = home / "no such folder" / "map.svg"
    answer = call(home, "map", ENGAGEMENT, "--format", "svg", "-o", out, "--json")

    assert told_error(answer)["code"] == "file-not-written"
