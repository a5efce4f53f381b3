"""What people see of their own sessions, and officers of the log."""

from datetime import timedelta

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.actions.signing_in import prove_factor
from dpa_manager.actions.watching import note
from dpa_manager.domain.errors import Forbidden
from dpa_manager.models import SecurityLog, Session
from dpa_manager.queries.listing import Asked
from dpa_manager.queries.scope import Scope
from dpa_manager.queries.security import (
    ENTRIES_PER_PAGE,
    security_batches,
    security_page,
    session_lines,
)
from tests.actions.signed_in import (
    ELSEWHERE,
    HERE,
    a_client_person,
    a_member_of_staff,
    by_password,
    mailed_code,
    seen,
    with_app,
)


def security_entries(scope, after="", **asked):
    """The entries of a page of the log."""
    return security_page(scope, Asked(after=after, **asked)).rows


def opened(user, toolbox, browser=HERE):
    waiting = by_password(user, toolbox, browser=browser)
    return seen(
        prove_factor(waiting, mailed_code(toolbox), browser=browser, toolbox=toolbox), toolbox
    )


@pytest.fixture
def officer(toolbox):
    return with_app(a_member_of_staff(toolbox, "dpo"), toolbox)[0]


def test_people_see_their_own_open_sessions_alone(toolbox, clock):
    user = a_client_person(toolbox)
    there = opened(user, toolbox, browser=ELSEWHERE)
    opened(a_client_person(toolbox), toolbox)
    clock.move(minutes=5)
    here = opened(user, toolbox)
    lines = session_lines(Scope(here), now=toolbox.now())
    assert [(line.device, line.is_this_one) for line in lines] == [
        (HERE.device, True),
        (ELSEWHERE.device, False),
    ]
    assert lines[0].ends_at == toolbox.now() + timedelta(minutes=30)
    clock.move(minutes=26)
    Session.update(seen_at=toolbox.now()).where(Session.id == here.session_id).execute()
    assert [line.public_id for line in session_lines(Scope(here), now=toolbox.now())] == [
        here.session
    ]
    Session.update(ended_at=toolbox.now()).execute()
    assert not session_lines(Scope(here), now=toolbox.now())
    assert there.session_id


def test_officers_read_the_log_a_page_at_a_time(toolbox, clock, officer):
    for number in range(2 * ENTRIES_PER_PAGE + 7):
        note("page-denied", toolbox=toolbox, email=f"{number}@example.be")
        clock.move(seconds=number % 3 == 0)
    expected = [row.email for row in SecurityLog.select().order_by(SecurityLog.id.desc())]
    for sort, order in (("-when", expected), ("when", expected[::-1])):
        read, after, sizes = [], "", []
        while after or not sizes:
            page = security_page(Scope(officer), Asked(sort=sort, after=after))
            read += [entry.email for entry in page.rows]
            sizes.append(len(page.rows))
            after = page.next_after
        whole = security_batches(Scope(officer), Asked(sort=sort))
        assert read == order == [entry.email for batch in whole for entry in batch]
        assert set(sizes[:-1]) == {ENTRIES_PER_PAGE}


def test_the_log_is_filtered_by_what_happened_and_to_whom(toolbox, officer):
    note("page-denied", toolbox=toolbox, email="an@example.be")
    note("signed-out", toolbox=toolbox, email="an@example.be")
    scope = Scope(officer)
    denied = security_entries(scope, filters={"kind": "page-denied"})
    assert [entry.kind for entry in denied] == ["page-denied"]
    assert len(security_entries(scope, search="AN@ex")) == 2
    assert {e.user for e in security_entries(scope, search=officer.public_id)} == {
        officer.public_id
    }


def test_many_entries_of_one_instant_are_all_read(toolbox, officer):
    for number in range(2 * ENTRIES_PER_PAGE):
        note("page-denied", toolbox=toolbox, email=f"{number}@example.be")
    first = security_entries(Scope(officer))
    second = security_entries(Scope(officer), after=first[-1].cursor)
    assert len({entry.email for entry in (*first, *second)}) == 2 * ENTRIES_PER_PAGE


@pytest.mark.parametrize(
    "after", ["x", "~", "2026-11-24 09:30:00~5", "2026-11-24 09:30:00+00:00~x", "\x00", "9" * 99]
)
def test_a_strange_place_starts_with_the_newest(toolbox, officer, after):
    newest = security_entries(Scope(officer))
    assert security_entries(Scope(officer), after=after) == newest
    assert newest


@pytest.mark.parametrize("after", ["0001-01-01T00:00:00+14:00~0", "9999-12-31T23:59:59-12:00~0"])
def test_an_instant_beyond_the_calendar_starts_with_the_newest(toolbox, officer, after):
    assert security_entries(Scope(officer), after=after) == security_entries(Scope(officer))


def test_nothing_is_skipped_by_a_number_below_zero(toolbox, officer):
    cursor = security_entries(Scope(officer))[0].cursor
    instant, _, _ = cursor.partition("~")
    assert security_entries(Scope(officer), after=f"{instant}~-3") == security_entries(
        Scope(officer), after=f"{instant}~0"
    )


def test_an_entry_names_no_key_of_a_row(toolbox, officer):
    entry = security_entries(Scope(officer))[0]
    assert entry.label.nl == "Aangemeld"
    assert entry.user == officer.public_id
    assert "id" not in vars(entry)


def test_nobody_else_reads_the_log(toolbox):
    person = opened(a_client_person(toolbox, role="client-signatory"), toolbox)
    manager = with_app(a_member_of_staff(toolbox, "account-manager"), toolbox)[0]
    waiting = by_password(a_member_of_staff(toolbox, "admin"), toolbox)
    for visitor in (person, manager, waiting):
        with pytest.raises(Forbidden):
            security_entries(Scope(visitor))


def test_each_list_costs_one_query(toolbox, officer):
    scope = Scope(officer)
    for read in (
        lambda: session_lines(scope, now=toolbox.now()),
        lambda: security_entries(scope),
    ):
        with count_queries() as counter:
            assert read()
        assert counter.count == 1
