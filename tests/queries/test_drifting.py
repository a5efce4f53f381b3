"""Drift in queries: which engagements drifted, what a line tells, and editions of past days."""

from datetime import timedelta

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.engaging import change_terms
from dpa_manager.domain.drift import DriftClass
from dpa_manager.models import Engagement
from dpa_manager.queries import drifting
from dpa_manager.queries.agreements import engagement_lines
from dpa_manager.queries.drifting import drift_sheet, drift_since_last, drifted
from dpa_manager.queries.engagement_lists import engagement_list
from dpa_manager.queries.listing import Asked, counts_of, page_of
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.worklists import judged_lines, waiting_work
from tests.actions.complete_house import ENGAGEMENT
from tests.factories import ACTOR
from tests.queries.test_scope import scope_of

DAY = timedelta(days=1)


@pytest.fixture
def house(complete_toolbox):
    """The complete house with a first version of its agreement."""
    draft(complete_toolbox)
    return complete_toolbox


@pytest.fixture
def scope(house):
    """Somebody who may work on every engagement."""
    return scope_of(user_id=0, staff_roles=frozenset({"dpo"}))


def draft(toolbox):
    return draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=toolbox)


def change(toolbox, **terms):
    """Other terms, and with them drift that asks for an amendment."""
    row = find_engagement(ENGAGEMENT)
    change_terms(row, terms or {"talk_days": 21}, by=ACTOR, toolbox=toolbox)


def engagement():
    return find_engagement(ENGAGEMENT)


def found_drifted(scope, toolbox):
    found = drifted(scope, on=toolbox.today())
    assert found.unseen == 0
    return found.ids


def sheet(scope, toolbox, *, since=None, until=None):
    return drift_sheet(scope, engagement(), since=since, until=until, on=toolbox.today())


def judged(scope, toolbox):
    rows = list(scope.engagements().where(Engagement.reference == ENGAGEMENT))
    (line,) = judged_lines(engagement_lines(rows), on=toolbox.today())
    return line


def test_an_engagement_drifts_when_its_data_change_and_no_longer_when_it_is_drafted_anew(
    scope, house
):
    assert found_drifted(scope, house) == ()
    change(house)
    assert found_drifted(scope, house) == (engagement().id,)
    draft(house)
    assert found_drifted(scope, house) == ()


def test_a_line_tells_the_class_how_many_and_the_first_difference(scope, house):
    assert judged(scope, house).drift is None
    change(house, talk_days=21, end_days=45)
    line = judged(scope, house).drift

    assert (line.drift_class, line.count) == (DriftClass.AMENDMENT, 2)
    assert "21" in line.first.nl or "45" in line.first.nl


def test_what_is_harmless_does_not_wait_for_anybody(scope, house):
    Engagement.update(title="Anders").where(Engagement.id == engagement().id).execute()
    change(house, talk_days=21)
    change(house, talk_days=14)
    line = judged(scope, house)

    assert line.drift.drift_class is DriftClass.HARMLESS
    assert not line.is_changed
    assert waiting_work(scope, on=house.today()).lines == ()


def test_work_stands_in_two_groups_of_which_each_engagement_is_in_one(scope, house):
    change(house)
    work = waiting_work(scope, on=house.today())

    assert [row.line.reference for row in work.drifted] == [ENGAGEMENT]
    assert work.others == ()


def test_the_list_finds_what_drifted_and_judges_nothing_unless_it_is_asked(scope, house):
    found = engagement_list(scope, on=house.today())
    asked = Asked(filters={"drift": "drifted"})
    assert page_of(found, asked).rows == ()

    change(house)
    with count_queries() as plain:
        page_of(engagement_list(scope, on=house.today()), Asked())
    found = engagement_list(scope, on=house.today())
    with count_queries() as filtered:
        page = page_of(found, asked)
        counts = counts_of(found, asked, "state")

    assert [row.reference for row in page.rows] == [ENGAGEMENT]
    assert counts["drafted"] == 1
    assert plain.count == 1
    assert filtered.count <= 7


def test_no_more_are_judged_at_once_than_a_page_may_take(scope, house, monkeypatch):
    change(house)
    monkeypatch.setattr(drifting, "_MOST_JUDGED", 0)
    found = drifted(scope, on=house.today())
    assert (found.ids, found.unseen) == ((), 1)

    monkeypatch.setattr(drifting, "_MOST_JUDGED", 1)
    assert drifted(scope, on=house.today()).unseen == 0
    monkeypatch.setattr(drifting, "_MOST_JUDGED", 0)
    assert drifted(scope, on=house.today()).ids == (engagement().id,)


def test_what_was_told_once_is_known(scope, house):
    change(house)
    first = judged(scope, house)
    with count_queries() as counted:
        assert judged(scope, house) == first
    assert counted.count == 3


def test_a_day_is_that_of_the_last_version_dated_on_or_before_it(scope, house):
    first = house.today()
    house.clock.move(days=10)
    change(house)
    draft(house)

    def held(day):
        found = sheet(scope, house, since=day, until=day)
        return found.before.number if found.before else None

    assert held(first - DAY) is None
    assert held(first) == held(first + 9 * DAY) == 1
    assert held(first + 10 * DAY) == 2


def test_between_two_days_it_is_told_what_their_versions_differ_in(scope, house):
    same_day = sheet(scope, house, since=house.today(), until=house.today())
    assert not same_day.drift
    assert same_day.marked.data_map.flows
    assert not same_day.marked.marks

    change(house)
    assert sheet(scope, house).drift.gravest is DriftClass.AMENDMENT
    assert sheet(scope, house, since=house.today()).drift == sheet(scope, house).drift
    before_all = sheet(scope, house, since=house.today() - DAY)
    assert (before_all.before, bool(before_all.drift)) == (None, False)


def test_without_a_version_there_is_nothing_to_compare_and_the_map_is_there(complete_toolbox):
    scope = scope_of(user_id=0, staff_roles=frozenset({"dpo"}))
    found = sheet(scope, complete_toolbox)

    assert (found.versions, found.before) == ((), None)
    assert found.after.number is None
    assert found.marked.data_map.flows
    assert not drift_since_last(engagement(), found.after.facts)


@pytest.mark.parametrize(("role", "may_write"), [("dpo", True), ("signatory", False)])
def test_who_may_draft_the_next_version_is_told(house, role, may_write):
    scope = scope_of(user_id=0, staff_roles=frozenset({role}))
    assert sheet(scope, house).may_write is may_write


def test_a_sheet_takes_few_queries(scope, house):
    change(house)
    with count_queries() as counted:
        sheet(scope, house)
    assert counted.count <= 8
