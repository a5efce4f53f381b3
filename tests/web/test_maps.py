"""Pages of data maps: the same flows as a sentence, a picture and a table."""

import re

import pytest

from dpa_manager.models import Client, Engagement
from dpa_manager.queries.map_files import KINDS
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, sign_in


@pytest.fixture
def row(house):
    return Engagement.get(Engagement.reference == ENGAGEMENT)


@pytest.fixture
def visitor(app):
    return sign_in(app, a_member_of_staff("dpo", language="nl"))


@pytest.fixture
def address(row):
    return f"/engagements/{row.public_id}/map"


def flows_in(text, part):
    """The flows that nodes or lines of the picture name."""
    found = re.findall(rf'class="map__{part}[^"]*"[^>]*data-flows="([\d ]+)"', text)
    return {flow for one in found for flow in one.split()}


def test_picture_and_table_show_the_same_flows(visitor, address):
    text = visitor.get(address).text

    rows = re.findall(r'<tr id="row-(\d+)">', text)
    assert rows
    assert flows_in(text, "node") >= flows_in(text, "edge")
    assert [int(number) for number in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("show", ["third-country", "sensitive"])
def test_a_part_shows_fewer_rows_and_says_so(visitor, address, show):
    whole, part = visitor.get(address).text, visitor.get(f"{address}?show={show}").text

    assert 0 < part.count('<tr id="row-') < whole.count('<tr id="row-')
    assert re.search(rf'href="[^"]*show={show}[^"]*" aria-current="true"', part)


@pytest.mark.parametrize(
    "asked", ["show=<b>", "category=nothing", "receiver=x", "node=y", "whole="]
)
def test_what_nobody_knows_shows_the_whole_map(visitor, address, asked):
    answer = visitor.get(f"{address}?{asked}")

    assert answer.status_code == 200
    assert answer.text.count('<tr id="row-') == visitor.get(address).text.count('<tr id="row-')
    assert "<b>" not in answer.text


def test_a_node_is_told_and_its_flows_are_traced_without_a_script(visitor, address):
    text = visitor.get(f"{address}?node=email").text

    assert 'id="node"' in text
    assert 'class="map map--traced"' in text
    assert "is-on" in text
    assert f"/engagements/{address.split('/')[2]}/flows/" in text


def test_the_map_of_a_client_holds_all_its_engagements(visitor, row):
    client = Client.get_by_id(row.client_id)

    text = visitor.get(f"/clients/{client.public_id}/map").text

    assert text.count('<tr id="row-') > 0


def test_beside_the_matrix_the_picture_alone_is_asked_for(visitor, address):
    text = visitor.get(address, headers={"HX-Request": "true"}).text

    assert "<svg" in text
    assert "<html" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_map_is_handed_out_as_a_file_of_each_kind(visitor, address, kind):
    answer = visitor.get(f"{address}/{kind}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(answer.data) > 100


def test_a_file_of_an_unknown_kind_is_not_there(visitor, address):
    assert visitor.get(f"{address}/exe").status_code == 404


def test_a_client_without_engagements_gets_no_file_but_the_page_that_says_so(visitor):
    client = a_client()
    answer = visitor.get(f"/clients/{client.public_id}/map/csv")

    assert (answer.status_code, answer.location) == (303, f"/clients/{client.public_id}/map")


def test_an_engagement_without_flows_has_a_sentence_and_no_picture(visitor, row, house):
    other = Engagement.create(
        client=row.client,
        reference="KBITS-2026-0999",
        title="Leeg",
        terms=row.terms,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
    answer = visitor.get(f"/engagements/{other.public_id}/map")

    assert answer.status_code == 200
    assert "<svg" not in answer.text
