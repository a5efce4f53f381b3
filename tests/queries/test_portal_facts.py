"""What the portal tells from: the own engagements that go on, read together."""

from dataclasses import replace
from datetime import date

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.domain.data_map.rows import DataMap, Receiver
from dpa_manager.domain.visitors import Seat
from dpa_manager.models import Agreement, Engagement
from dpa_manager.queries.portal_agreements import next_day
from dpa_manager.queries.portal_facts import active_engagements, engaged, together
from dpa_manager.queries.portal_receivers import receiver_lines
from dpa_manager.queries.remembered_facts import judged_engagement, judged_engagements
from tests.factories import a_client, an_engagement, tell
from tests.queries.test_scope import scope_of

ON = date(2026, 11, 24)


@pytest.fixture
def client(db):
    return a_client()


@pytest.fixture
def scope(client):
    seat = Seat(client.id, client.public_id, client.legal_name, frozenset({"client-reader"}))
    return scope_of(user_id=0, staff_roles=frozenset(), seats=(seat,), seat=seat)


def test_engagements_read_together_say_what_each_says_alone(client):
    rows = [an_engagement(client, title=f"Work {number}") for number in range(3)]
    tell(client)
    keys = [row.id for row in rows]

    found = judged_engagements(keys, on=ON)

    assert found == {key: judged_engagement(key, on=ON) for key in keys}


@pytest.mark.parametrize("count", [1, 12])
def test_engagements_that_are_remembered_take_one_query(client, count):
    keys = [an_engagement(client).id for _ in range(count)]
    tell(client)
    judged_engagements(keys, on=ON)

    with count_queries() as counter:
        judged_engagements(keys, on=ON)

    assert counter.count == 1


def test_only_the_own_engagements_that_go_on_are_told_of(client, scope):
    mine = an_engagement(client)
    an_engagement(client, is_active=False)
    an_engagement(a_client(legal_name="Brouwershof Retail NV"))
    tell(client)

    found = engaged(list(active_engagements(scope)), on=ON)

    assert [one.row for one in found] == [mine]
    assert found[0].facts.engagement == mine.reference


def test_a_client_without_engagements_has_an_empty_map(scope):
    with count_queries() as counter:
        found = engaged(list(active_engagements(scope)), on=ON)

    assert (found, together(found), counter.count) == ((), DataMap(), 1)


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (None, None, None),
        (date(2026, 11, 25), date(2027, 1, 1), ("starts", date(2026, 11, 25))),
        (date(2026, 11, 23), date(2027, 1, 1), ("ends", date(2027, 1, 1))),
        (None, ON, ("ends", ON)),
        (date(2025, 1, 1), date(2026, 11, 23), None),
    ],
)
def test_the_next_day_of_an_agreement_is_the_first_that_is_not_over(starts, ends, said):
    row = Agreement(engagement=Engagement(effective_on=starts, end_on=ends))

    assert next_day(row, on=ON) == said


WHO = Receiver(key="subprocessor:a", kind="subprocessor", reference="a", name="Bluequarry")


@pytest.mark.parametrize(
    ("since", "is_coming"),
    [(None, False), (ON, False), (date(2026, 11, 25), True), (date(2025, 1, 1), False)],
)
def test_whoever_starts_later_is_told_as_coming(since, is_coming):
    data_map = DataMap(receivers=(replace(WHO, since_on=since),))

    (line,) = receiver_lines(data_map, on=ON)

    assert line.is_coming is is_coming
