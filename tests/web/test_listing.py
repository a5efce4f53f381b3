"""The list of engagements: page after page, in a fixed number of queries, whatever is asked."""

import re

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.app import create_app
from dpa_manager.models import Client, Engagement, Setting
from dpa_manager.queries.agreements import PAGE
from dpa_manager.queries.house import DEMONSTRATION
from tests.factories import AT, a_client, an_engagement
from tests.web.conftest import Visitor
from tests.web.test_ground import paths

REFERENCE = re.compile(r">(KBITS-\d{4}-\d{4})<")
# Facts of a whole page are gathered by one query a table, however many engagements it has.
MOST_QUERIES = {
    "agreements.overview": 30,
    "agreements.engagement": 32,
    "agreements.document": 3,
    "health.healthz": 2,
    "static": 0,
}


def references(page):
    return REFERENCE.findall(page)


def add_engagements(count, *, year):
    client = a_client(legal_name="Veel NV")
    for number in range(1, count + 1):
        an_engagement(client, reference=f"KBITS-{year}-{number:04}")


def test_every_engagement_stands_on_exactly_one_page(visitor, house):
    add_engagements(2 * PAGE, year=2030)
    found, path, pages = [], "/", 0

    while path:
        page = visitor.get(path).text
        found += references(page)
        pages += 1
        onward = re.search(r'href="(/\?after=[^"]+)" rel="next"', page)
        path = onward and onward[1]

    every = [row.reference for row in Engagement.select().order_by(Engagement.reference)]
    assert found == every
    assert pages == 3


def test_the_last_page_leads_nowhere(visitor, house):
    add_engagements(PAGE - Engagement.select().count(), year=2030)

    page = visitor.get("/").text

    assert len(references(page)) == PAGE
    assert 'rel="next"' not in page


def test_a_change_of_language_stays_on_the_page_of_the_list(visitor, house):
    page = visitor.get("/?after=KBITS-2020-0001&language=nl").text

    assert 'href="?after=KBITS-2020-0001&amp;language=fr"' in page


def test_nothing_in_an_address_leads_out_of_the_house(visitor, house):
    page = visitor.get("/?_external=1&_scheme=javascript&endpoint=x&after=%22%3E%3Cb%3E").text

    assert "javascript:" not in page
    assert "<b>" not in page
    assert 'href="http' not in page


def test_a_house_without_engagements_says_how_they_come(visitor, house):
    page = visitor.get("/?after=ZZZ&language=en").text

    assert "dpa-manager import engagements" in page
    assert "dpa-manager demo" in page


def test_each_rule_takes_as_many_queries_for_fifty_engagements_as_for_five(app, visitor, drafted):
    def counted():
        numbers = {}
        for endpoint, path in paths(app).items():
            with count_queries() as counter:
                assert visitor.get(path).status_code == 200
            numbers[endpoint] = counter.count
        return numbers

    add_engagements(4, year=2030)
    for_five = counted()
    add_engagements(45, year=2031)

    assert counted() == for_five
    assert for_five.keys() == MOST_QUERIES.keys()
    assert {name for name in for_five if for_five[name] > MOST_QUERIES[name]} == set()


@pytest.fixture
def visitor_of_either(complete_toolbox):
    """A browser on this computer, of a demonstration on SQLite, then on PostgreSQL."""
    Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    app = create_app(complete_toolbox)
    app.test_client_class = Visitor
    return app.test_client()


@pytest.mark.parametrize("name", ["%00", "a%00b", "%FF", "%E2%80%AE", "'--", "x" * 3000])
@pytest.mark.parametrize("place", ["/engagements/{}", "/documents/{}"])
def test_a_name_that_no_database_holds_is_not_there(visitor_of_either, place, name):
    assert visitor_of_either.get(place.format(name)).status_code == 404


def test_a_place_in_the_list_that_no_database_holds_is_its_beginning(visitor_of_either):
    assert visitor_of_either.get("/?after=%00").text == (
        visitor_of_either.get("/?after=%0A").text.replace("%0A", "%00")
    )


def test_both_databases_show_the_same_first_page(visitor_of_either):
    page = visitor_of_either.get("/?language=en").text

    assert Client.get().legal_name in page
    assert "Ready to draft" in page
