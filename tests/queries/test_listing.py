"""Lists: every row on exactly one page, in one order on both databases, whatever is asked."""

import unicodedata
from datetime import date

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playhouse.test_utils import count_queries

from dpa_manager.models import Client, Engagement
from dpa_manager.models.base import transaction
from dpa_manager.queries import listing as listings
from dpa_manager.queries.listing import Asked, Listing, batches_of, counts_of, page_of
from dpa_manager.queries.matching import Certain, has_words, in_order
from tests.factories import a_client, an_engagement

# What a name may begin with: also letters that collations of PostgreSQL sort in their own way.
NAMES = [
    "Appel",
    "appel",
    "de Lijn",
    "Électricité",
    "élan",
    "Elan",
    "Zon",
    "Ömer",
    "_",
    "1st",
    "-a",
]
DAYS = [None, date(2026, 1, 31), date(2027, 1, 1)]


def the_list(**given):
    count = Engagement.select(peewee.fn.COUNT(Engagement.id)).where(Engagement.client == Client.id)
    end = Engagement.select(peewee.fn.MAX(Engagement.end_on)).where(Engagement.client == Client.id)
    return Listing(
        **{
            "query": Client.select(),
            "searched": (Client.legal_name, Client.city),
            "orders": {
                "name": in_order(Client.legal_name),
                "city": Client.city,
                "engagements": Certain(count),
                "ends": end,
                "made": Client.created_at,
            },
            "sort": "name",
            "filters": {"state": {"active": Client.is_active, "ended": ~Client.is_active}},
        }
        | given
    )


def read_all(listing, asked, *, size):
    """The ids of every page, and the size of each page."""
    rows, sizes, after = [], [], ""
    while True:
        page = page_of(listing, Asked(asked.search, asked.sort, asked.filters, after), size=size)
        rows += [row.id for row in page.rows]
        sizes.append(len(page.rows))
        after = page.next_after
        if not after:
            return rows, sizes


@pytest.fixture
def clients(db):
    """Clients with equal and different names, with and without engagements that end."""
    with transaction():
        for number in range(33):
            client = a_client(
                legal_name=NAMES[number % len(NAMES)],
                city=["", "Gent", "Brugge"][number % 3],
                is_active=number % 4 > 0,
            )
            for _ in range(number % 3):
                an_engagement(client, end_on=DAYS[number % 2])
    return db


ORDERS = [
    f"{sign}{name}"
    for name in ("name", "city", "engagements", "ends", "made")
    for sign in ("", "-")
]


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("sort", ORDERS)
def test_every_row_stands_on_exactly_one_page_in_every_order(clients, sort, size):
    rows, sizes = read_all(the_list(), Asked(sort=sort), size=size)

    assert sorted(rows) == sorted(row.id for row in Client.select())
    assert set(sizes[:-1]) <= {size}


@pytest.mark.parametrize("name", ["name", "city", "engagements", "made"])
def test_the_other_way_round_is_the_other_way_round(clients, name):
    forth, _ = read_all(the_list(), Asked(sort=name), size=7)
    back, _ = read_all(the_list(), Asked(sort=f"-{name}"), size=7)

    assert back == forth[::-1]


@pytest.mark.parametrize("sort", ["ends", "-ends"])
def test_rows_without_a_value_stand_last_either_way(clients, sort):
    rows, _ = read_all(the_list(), Asked(sort=sort), size=5)
    ending = {row.client_id for row in Engagement.select().where(Engagement.end_on.is_null(False))}

    assert set(rows[: len(ending)]) == ending


def test_names_stand_in_one_order_on_both_databases(clients):
    rows, _ = read_all(the_list(), Asked(), size=8)
    names = {row.id: row.legal_name for row in Client.select()}

    assert list(dict.fromkeys(names[row].lower() for row in rows)) == [
        "-a",
        "1st",
        "_",
        "appel",
        "de lijn",
        "élan",
        "elan",
        "électricité",
        "ömer",
        "zon",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        Asked(sort="nothing"),
        Asked(sort="--name"),
        Asked(sort="-"),
        Asked(filters={"state": "DROP"}),
        Asked(filters={"nothing": "active"}),
        Asked(after="nothing"),
        Asked(after="a\x00b"),
        Asked(search=" \t"),
    ],
)
def test_what_is_strange_is_as_if_it_had_not_been_asked(clients, asked):
    page = page_of(the_list(), asked)

    assert page.rows == page_of(the_list(), Asked()).rows
    assert page.asked == Asked(sort="name")


def test_a_place_outside_the_scope_of_the_list_is_no_place(clients):
    foreign = Client.get(Client.city == "Gent")
    mine = the_list(query=Client.select().where(Client.city == "Brugge"))

    page = page_of(mine, Asked(after=foreign.public_id))

    assert page.asked.after == ""
    assert page.rows == page_of(mine, Asked()).rows


def test_pages_go_on_where_the_last_row_no_longer_fits_the_filter(clients):
    asked = Asked(filters={"state": "active"})
    first = page_of(the_list(), asked, size=6)
    Client.update(is_active=False).where(Client.public_id == first.next_after).execute()

    rest = page_of(the_list(), Asked(filters={"state": "active"}, after=first.next_after), size=100)

    active = {row.id for row in Client.select().where(Client.is_active)}
    assert {row.id for row in rest.rows} == active - {row.id for row in first.rows}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("elec", {"Électricité"}),
        ("ÉLECTRICITE", {"Électricité"}),
        ("e\u0301lan", {"élan", "Elan"}),
        ("lijn DE", {"de Lijn"}),
        ("om gent", {"Ömer"}),
        ("nowhere", set()),
        ("_", {"_"}),
        ("%", set()),
        ("*", set()),
        ("[a-z]", set()),
        ("a.*", set()),
        ("\\w", set()),
        ("!", set()),
        ("-", {"-a"}),
        ("1st", {"1st"}),
    ],
)
def test_a_search_finds_parts_of_words_with_or_without_accents(clients, search, found):
    Client.update(city="Gent").execute()

    page = page_of(the_list(), Asked(search=search), size=100)

    assert {row.legal_name for row in page.rows} == found


ANYTHING = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=ANYTHING)
def test_what_is_written_in_any_script_is_found_by_itself(db, name):
    client = a_client(legal_name=name)

    page = page_of(the_list(), Asked(search=name, sort="-made"), size=1000)

    assert client.id in {row.id for row in page.rows}
    assert has_words(name, name)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(search=st.text(max_size=20), after=st.text(max_size=8), sort=st.text(max_size=6))
def test_no_question_is_a_fault(db, search, after, sort):
    a_client()

    page = page_of(the_list(), Asked(search, sort, {"state": sort}, after))

    assert page.asked.sort


def test_a_file_holds_what_all_pages_hold_in_their_order(clients):
    asked = Asked(sort="-city", filters={"state": "active"}, after="ignored")
    rows, _ = read_all(the_list(), asked, size=4)

    batches = list(batches_of(the_list(), asked, size=10))

    assert [row.id for batch in batches for row in batch] == rows
    assert max(map(len, batches)) == 10


def test_an_empty_list_is_one_empty_batch(db):
    assert list(batches_of(the_list(), Asked())) == [()]


def test_counts_hold_with_the_search_and_the_other_filters(clients):
    asked = Asked(search="lan", filters={"state": "ended"})

    with count_queries() as counted:
        counts = counts_of(the_list(), asked, "state")

    active = Client.select().where(Client.is_active, Client.legal_name.in_(["élan", "Elan"]))
    assert counts == {"": 6, "active": active.count(), "ended": 6 - active.count()}
    assert counted.count == 1


def test_a_search_without_a_find_counts_nothing(clients):
    counts = counts_of(the_list(), Asked(search="nowhere"), "state")

    assert counts == {"": 0, "active": 0, "ended": 0}


def test_nobody_counts_beyond_what_anybody_needs(clients, monkeypatch):
    monkeypatch.setattr(listings, "MOST_COUNTED", 5)
    ended = Client.select().where(~Client.is_active).count()

    with count_queries() as counted:
        counts = counts_of(the_list(), Asked(), "state")

    assert counts == {"": 6, "active": 6, "ended": min(6, ended)}
    assert counted.count == 1


def test_a_page_takes_one_query_and_one_for_its_place(clients):
    with count_queries() as first:
        page = page_of(the_list(), Asked(), size=5)
    with count_queries() as second:
        page_of(the_list(), Asked(after=page.next_after), size=5)

    assert (first.count, second.count) == (1, 2)
