"""Pages of data maps: the same flows as a sentence, a picture and a table."""

import gzip
import html
import re

import pytest

from dpa_manager.models import Client, Engagement
from dpa_manager.queries.map_files import KINDS
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import a_client, an_engagement, tell
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in


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


@pytest.mark.parametrize("asked", ["show=sensitive&category=email", "show=third-country&category="])
def test_choices_hold_together_and_none_left_is_told(visitor, address, asked):
    answer = visitor.get(f"{address}?{asked}")
    has_rows = '<tr id="row-' in answer.text

    assert answer.status_code == 200
    assert has_rows == asked.endswith("=")
    assert ("Er zijn geen gegevens die aan dit alles voldoen." in answer.text) != has_rows


def test_the_counts_in_the_choices_are_those_of_what_is_chosen_already(visitor, address):
    whole, part = visitor.get(address).text, visitor.get(f"{address}?category=phone").text

    def outside(text):
        return [int(number) for number in re.findall(r"Alleen buiten de EER \((\d+)\)", text)]

    assert outside(whole) != outside(part)
    (chosen,) = outside(visitor.get(f"{address}?category=phone&show=third-country").text)
    assert outside(part) in ([chosen], [])


def test_all_of_it_is_shown_again_whatever_was_chosen(visitor, address):
    text = visitor.get(f"{address}?category=email&show=third-country").text

    assert f'href="{address}">Alles' in text


def test_names_in_the_table_lead_to_all_about_them(visitor, address):
    rows = visitor.get(address).text.partition('id="map-table"')[2]
    (first, *_) = re.findall(r'<th scope="row"><a href="([^"]+)#node"', rows)

    assert 'id="node"' in visitor.get(html.unescape(first)).text


def edit_links(text, engagement):
    return set(re.findall(rf'href="(/engagements/{engagement}/(?!map)[^"]*)"', text))


def test_beside_the_matrix_a_card_leads_to_where_it_is_changed(visitor, address, row):
    text = visitor.get(address, headers={"HX-Request": "true"}).text
    links = edit_links(text, row.public_id)

    assert {link.split("/")[3].partition("#")[0] for link in links} == {
        *("activities", "flows", "subprocessors"),
    }
    assert all(visitor.get(link.partition("#")[0]).status_code == 200 for link in links)
    for link in links:
        page, _, anchor = link.partition("#")
        assert not anchor or f'id="{anchor}"' in visitor.get(page).text


def test_who_may_not_change_anything_is_not_led_there(app, address, row):
    reader = sign_in(app, a_member_of_staff("signatory", language="nl"))
    text = reader.get(address, headers={"HX-Request": "true"}).text

    assert "<svg" in text
    assert edit_links(text, row.public_id) == set()
    assert "Wijzigen" not in reader.get(f"{address}?node=email").text


def test_on_the_map_of_a_client_a_row_is_changed_in_its_engagement(visitor, row):
    client = Client.get_by_id(row.client_id)
    text = visitor.get(f"/clients/{client.public_id}/map?node=email").text

    assert re.search(rf'href="/engagements/{row.public_id}/flows/\d+">Wijzigen', text)


def test_an_ended_engagement_says_so_and_is_not_changed(visitor, address, row):
    Engagement.update(is_active=False).where(Engagement.id == row.id).execute()
    text = visitor.get(f"{address}?node=email").text

    assert "Beëindigd" in text
    assert "Wijzigen" not in text


def test_without_flows_the_office_is_led_to_the_ticks(visitor, row):
    other = an_engagement(row.client, reference="KBITS-2026-0999")
    answer = visitor.get(f"/engagements/{other.public_id}/map")

    assert answer.status_code == 200
    assert "<svg" not in answer.text
    assert f'href="/engagements/{other.public_id}/activities"' in answer.text
    assert "/map/svg" not in answer.text


@pytest.mark.parametrize("path", ["/portal/map", "/portal/engagements/{}/map"])
def test_without_flows_a_client_is_told_what_will_stand_there(app, row, path):
    other = a_client()
    empty = an_engagement(other, reference="KBITS-2026-0999")
    tell(other)
    reader = sign_in(app, a_person_of(other, language="nl"))
    answer = reader.get(path.format(empty.public_id))

    assert answer.status_code == 200
    assert "KBITS beschrijft nog" in answer.text
    assert "register-xlsx" not in answer.text


def test_a_client_s_map_has_its_own_register_and_no_way_to_the_office(app, row):
    reader = sign_in(app, a_person_of(row.client, language="fr"))
    text = reader.get("/portal/map?node=email").text

    assert "/portal/map/register-xlsx" in text
    assert "/engagements/" not in text.replace("/portal/engagements/", "")
    assert reader.get(f"/portal/engagements/{row.public_id}/map").status_code == 200


def test_a_page_is_light(visitor, address):
    assert len(gzip.compress(visitor.get(f"{address}?node=email").data)) < 20_000
