"""The page of the search, and the keys: links to what one may see, words that teach."""

import re

import pytest

from dpa_manager.models import Client
from dpa_manager.queries.listing import PAGE
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in


def test_every_find_leads_to_its_page(visitor, drafted):
    client = Client.get()
    page = visitor.get("/search", query_string={"q": client.legal_name}).text

    links = re.findall(r'row-list__name"[^>]*><a href="([^"]+)"', page)

    assert f"/clients/{client.public_id}" in links
    assert f"/agreements/{drafted.agreement}" in links
    assert {visitor.get(link).status_code for link in links} == {200}


def test_an_enterprise_number_is_marked_as_exactly_this(visitor):
    a_client(legal_name="Bakkerij", register_kind="kbo", register_no="0999003097")

    page = visitor.get("/search?q=0999.003.097&language=en").text

    assert "exactly this" in page
    assert page.index("Bakkerij") < page.index("exactly this")


def test_more_finds_than_a_few_lead_to_the_list_of_them(visitor):
    for number in range(PAGE):
        a_client(legal_name=f"Zelfde {number}")

    page = visitor.get("/search?q=zelfde").text

    assert page.count("Zelfde ") == 5
    assert 'href="/clients?q=zelfde"' in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "Type a part of a name"),
        ("%20", "Type a part of a name"),
        ("<b>nowhere", "“&lt;b&gt;nowhere”"),
    ],
)
def test_a_search_without_finds_says_what_to_try(visitor, asked, told):
    assert told in visitor.get(f"/search?language=en&q={asked}").text


def test_the_box_and_the_keys_stand_on_every_page_of_the_office(visitor):
    page = visitor.get("/engagements?language=en").text

    assert 'action="/search"' in page
    assert 'href="/help/keys"' in page
    for path in (page, visitor.get("/help/keys?language=en").text):
        assert re.findall(r'href="([^"]+)" data-go="(\w)"', path)[:4] == [
            ("/today", "t"),
            ("/clients", "c"),
            ("/engagements", "e"),
            ("/agreements", "a"),
        ]


def test_keys_lead_only_where_the_reader_may_go(app):
    page = sign_in(app, a_member_of_staff("admin")).get("/help/keys").text

    assert "data-go" not in page


def test_people_of_clients_have_no_search_of_the_office(app):
    person = sign_in(app, a_person_of(Client.get()))

    assert person.get("/search?q=a").status_code == 403
    assert person.get("/help/keys").status_code == 403
    assert "/search" not in person.get("/me").text
