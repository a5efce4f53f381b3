"""The list of engagements: page after page, whatever is asked, on either database."""

import re

import pytest

from dpa_manager.app import create_app
from dpa_manager.models import Client, Engagement, Setting
from dpa_manager.queries.agreements import PAGE
from dpa_manager.queries.house import DEMONSTRATION
from tests.factories import AT, a_client, an_engagement
from tests.web.signed_in import a_member_of_staff, sign_in

REFERENCE = re.compile(r">(KBITS-\d{4}-\d{4})<")
LIST = "/engagements"


def references(page):
    return REFERENCE.findall(page)


def add_engagements(count, *, year):
    client = a_client(legal_name="Veel NV")
    for number in range(1, count + 1):
        an_engagement(client, reference=f"KBITS-{year}-{number:04}")


def test_every_engagement_stands_on_exactly_one_page(visitor, house):
    add_engagements(2 * PAGE, year=2030)
    found, path, pages = [], LIST, 0

    while path:
        page = visitor.get(path).text
        found += references(page)
        pages += 1
        onward = re.search(r'href="(/engagements\?after=[^"]+)" rel="next"', page)
        path = onward and onward[1]

    every = [row.reference for row in Engagement.select().order_by(Engagement.reference)]
    assert found == every
    assert pages == 3


def test_the_last_page_leads_nowhere(visitor, house):
    add_engagements(PAGE - Engagement.select().count(), year=2030)

    page = visitor.get(LIST).text

    assert len(references(page)) == PAGE
    assert 'rel="next"' not in page


def test_a_change_of_language_stays_on_the_page_of_the_list(visitor, house):
    page = visitor.get("/engagements?after=KBITS-2020-0001&language=nl").text

    assert 'name="next" value="/engagements?after=KBITS-2020-0001"' in page


def test_nothing_in_an_address_leads_out_of_the_house(visitor, house):
    page = visitor.get(
        "/engagements?_external=1&_scheme=javascript&endpoint=x&after=%22%3E%3Cb%3E"
    ).text

    assert "javascript:" not in page
    assert "<b>" not in page
    assert 'href="http' not in page


def test_a_house_without_engagements_says_how_they_come(visitor, house):
    page = visitor.get("/engagements?after=ZZZ&language=en").text

    assert "dpa-manager import engagements" in page


@pytest.fixture
def visitor_of_either(complete_toolbox):
    """A browser on this computer, of a demonstration on SQLite, then on PostgreSQL."""
    Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    return sign_in(create_app(complete_toolbox), a_member_of_staff())


@pytest.mark.parametrize("name", ["%00", "a%00b", "%FF", "%E2%80%AE", "'--", "x" * 3000])
@pytest.mark.parametrize("place", ["/engagements/{}", "/documents/{}"])
def test_a_name_that_no_database_holds_is_not_there(visitor_of_either, place, name):
    assert visitor_of_either.get(place.format(name)).status_code == 404


def test_a_place_in_the_list_that_is_none_has_nothing_after_it(visitor_of_either):
    answer = visitor_of_either.get("/engagements?after=%0A")

    assert answer.status_code == 200
    assert references(answer.text) == []
    assert references(visitor_of_either.get(LIST).text) != []


def test_both_databases_show_the_same_first_page(visitor_of_either):
    page = visitor_of_either.get("/engagements?language=en").text

    assert Client.get().legal_name in page
    assert "Ready to draft" in page
