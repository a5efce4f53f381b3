"""Lists as pages and as files: page after page, whatever is asked, on either database."""

import html
import re

import pytest

from dpa_manager.app import create_app
from dpa_manager.documents.workbook import read_table
from dpa_manager.models import Client, Engagement, OutgoingMail, SecurityLog, Setting
from dpa_manager.queries.house import DEMONSTRATION
from dpa_manager.queries.listing import PAGE
from dpa_manager.web.answers import DOCUMENT_POLICY
from tests.actions.complete_fixtures import open_toolbox
from tests.factories import AT, a_client, an_engagement
from tests.web.signed_in import a_member_of_staff, sign_in

REFERENCE = re.compile(r">(KBITS-\d{4}-\d{4})<")
LIST = "/engagements"
LISTS = (
    "/clients",
    "/engagements",
    "/agreements",
    "/admin/users",
    "/admin/mails",
    "/admin/security",
)


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

    every = [row.reference for row in Engagement.select().order_by(Engagement.reference.desc())]
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


@pytest.fixture
def empty_house(sqlite_url, tmp_path, clock):
    """A house in which nothing is kept yet."""
    toolbox = open_toolbox(sqlite_url, folder=tmp_path, clock=clock)
    with toolbox.connected():
        yield toolbox


@pytest.fixture
def filled(drafted, app):
    """A browser of somebody who finds something in every list."""
    given = {"language": "nl", "kind": "client-added", "next_at": AT, "created_at": AT}
    for key in ("first", "second"):
        recipient = f"{key}@kbits.example"
        OutgoingMail.create(key=key, message_id=f"<{key}>", recipient=recipient, **given)
        SecurityLog.create(happened_at=AT, kind="signed-in", email=recipient)
    return sign_in(app, a_member_of_staff())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/clients", "dpa-manager import clients"),
        ("/engagements", "dpa-manager import engagements"),
        ("/agreements", "An agreement is drafted from an engagement"),
        ("/admin/mails", "as soon as there is one"),
    ],
)
def test_an_empty_list_says_how_things_come_into_it(empty_house, path, words):
    visitor = sign_in(create_app(empty_house), a_member_of_staff())

    assert words in visitor.get(f"{path}?language=en").text


@pytest.mark.parametrize("path", LISTS)
def test_a_search_without_a_find_repeats_it_and_leads_back(visitor, path):
    page = visitor.get(f"{path}?language=en&q=<b>nowhere").text

    assert "“&lt;b&gt;nowhere”" in page
    assert f'<a href="{path}">Show all</a>' in page


@pytest.mark.parametrize("path", LISTS)
def test_every_column_that_sorts_sorts_both_ways(filled, path):
    page = filled.get(path).text
    links = re.findall(rf'class="table__sort" href="({path}[^"]*)"', page)

    for link in links:
        answer = filled.get(html.unescape(link))
        assert answer.status_code == 200
        assert 'aria-sort="' in answer.text
    assert len(links) > (0 if path == "/admin/security" else 2)
    assert page.count("aria-sort=") <= 1


@pytest.mark.parametrize("path", LISTS)
def test_what_is_strange_in_the_address_of_a_list_shows_the_list(filled, path):
    page = filled.get(path).text

    for query in ("sort=--x", "state=none", "after=%0A", "whose=1&role=x&kind=y", "q=%09"):
        answer = filled.get(f"{path}?{query}")
        assert answer.status_code == 200
        assert answer.text.count("<tr>") == page.count("<tr>")


def test_a_next_page_keeps_what_was_asked(visitor, house):
    add_engagements(PAGE + 3, year=2030)
    page = visitor.get("/engagements?q=veel&sort=-client&state=undrafted").text

    onward = html.unescape(re.search(r'href="([^"]+)" rel="next"', page)[1])

    assert onward.startswith("/engagements?q=veel&state=undrafted&sort=-client&after=")
    assert len(references(visitor.get(onward).text)) == 3


def test_a_filter_tells_how_many_it_would_show(visitor, house):
    add_engagements(4, year=2030)
    Engagement.update(is_active=False).where(Engagement.reference == "KBITS-2030-0001").execute()

    page = visitor.get("/engagements?language=en&q=veel").text

    counts = re.findall(
        r'href="([^"]+)"[^>]*>([A-Z][a-z ]+) <span class="list-tabs__count">(\d+)<', page
    )
    assert [(words, count) for _, words, count in counts] == [
        ("All", "4"),
        ("No version yet", "3"),
        ("With a version", "0"),
        ("Ends soon", "0"),
        ("Ended", "1"),
    ]
    assert counts[4][0] == "/engagements?q=veel&amp;state=ended"


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_a_file_in_the_readers_language_too(visitor, path, suffix):
    title = re.search(r"<h1>([^<]+)</h1>", visitor.get(f"{path}?language=nl").text)[1]

    answer = visitor.get(f"{path}.{suffix}?language=nl")

    assert answer.status_code == 200
    disposition = answer.headers["Content-Disposition"]
    assert disposition == f'attachment; filename="{title} 2026-11-24.{suffix}"'
    assert answer.headers["Content-Security-Policy"] == DOCUMENT_POLICY
    table = read_table(answer.data, suffix=f".{suffix}")
    assert len(table.columns) >= 5


def test_a_file_holds_all_rows_that_were_asked_for_in_their_order(visitor, house):
    add_engagements(2 * PAGE, year=2030)

    answer = visitor.get("/engagements.csv?language=en&q=veel&sort=reference&after=ignored")

    table = read_table(answer.data, suffix=".csv")
    expected = [f"KBITS-2030-{number:04}" for number in range(1, 2 * PAGE + 1)]
    assert [row.text("reference") for row in table.rows] == expected
    assert {row.text("client") for row in table.rows} == {"Veel NV"}


def test_a_file_holds_no_more_than_the_list_of_its_reader(house, app):
    other = a_client(legal_name="Niet van Els")
    els = a_member_of_staff("account-manager")
    Setting.create(name="managers_see_only_assigned", value=True, changed_at=AT)

    answer = sign_in(app, els).get("/clients.csv")

    assert answer.status_code == 200
    assert other.legal_name not in answer.text
    assert sign_in(app, a_member_of_staff("admin")).get("/clients.csv").status_code == 403


@pytest.fixture
def visitor_of_either(complete_toolbox):
    """A browser on this computer, of a demonstration on SQLite, then on PostgreSQL."""
    Setting.create(name=DEMONSTRATION, value=True, changed_at=AT)
    return sign_in(create_app(complete_toolbox), a_member_of_staff())


@pytest.mark.parametrize("name", ["%00", "a%00b", "%FF", "%E2%80%AE", "'--", "x" * 3000])
@pytest.mark.parametrize("place", ["/engagements/{}", "/documents/{}"])
def test_a_name_that_no_database_holds_is_not_there(visitor_of_either, place, name):
    assert visitor_of_either.get(place.format(name)).status_code == 404


def test_a_place_in_the_list_that_is_none_is_the_first_page(visitor_of_either):
    answer = visitor_of_either.get("/engagements?after=%0A")

    assert answer.status_code == 200
    assert references(answer.text) == references(visitor_of_either.get(LIST).text) != []


def test_both_databases_show_the_same_first_page(visitor_of_either):
    page = visitor_of_either.get("/engagements?language=en").text

    assert Client.get().legal_name in page
    assert "Ready to draft" in page
