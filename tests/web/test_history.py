"""The history as people read it: who, what, when, and about which part."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, g

from dpa_manager.models.event import EventPersonal
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.history import Told
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.web.history import entries
from tests.actions.complete_house import ENGAGEMENT

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def told(act, *, at=AT, by="Nele Peeters", personal=None, **details):
    """An event about an engagement."""
    return Told(
        chain="client",
        seq=1,
        happened_at=at,
        act=act,
        channel="web",
        subject="engagement",
        subject_id="x",
        details=details,
        personal={"by": {"name": by}} | (personal or {}),
    )


@pytest.fixture
def facts(complete_sqlite_toolbox):
    return gather_facts(ENGAGEMENT, on=complete_sqlite_toolbox.today())


@pytest.fixture
def english():
    """A page in English is being made."""
    with Flask("page").app_context():
        g.language = "en"
        yield


def about(event, facts):
    (entry,) = entries([event], facts=facts)
    return entry.about


def test_an_act_is_told_with_what_it_was_about(facts, english):
    activity = facts.activities[0]
    use, receiver = activity.data[0], facts.subprocessors[0]
    title = f"II.{activity.number} {activity.title.en}"

    assert about(told("role decided", number=activity.number), facts) == title
    assert about(
        told("data described", activity=activity.number, category=use.category.key), facts
    ) == (f"{title} · {use.category.words.en}")
    assert about(told("sub-processor listed", subprocessor=receiver.key), facts) == (
        receiver.party.legal_name
    )
    assert about(told("flows mapped", added=[1, 2], removed=[]), facts) == "2 added"
    assert about(told("flows mapped", added=[1], removed=[3]), facts) == "1 added, 1 removed"
    assert about(
        told("agreement drafted", version=2, language="fr", personal={"client": "A & B"}), facts
    ) == ("version 2 · Français · A & B")


def test_what_is_no_longer_there_is_told_by_its_number(facts, english):
    assert about(told("activity removed", number=99), facts) == "II.99"
    assert about(told("sub-processor listed", subprocessor="SUB-9999"), facts) == "SUB-9999"
    assert about(told("data described", activity=99, category="gone"), facts) == "II.99"


def test_an_act_that_has_no_name_any_more_is_told_as_it_was_written(facts, english):
    (entry,) = entries([told("engagement polished")], facts=facts)

    assert entry.what == "engagement polished"


def test_equal_acts_of_one_minute_are_one_line(facts, english):
    act = "measures chosen"
    same = [told(act), told(act, at=AT + timedelta(seconds=29))]
    later, other = told(act, at=AT + timedelta(minutes=1)), told(act, by="Els")

    lines = entries([*same, later, other, told("terms changed")], facts=facts)

    assert [line.count for line in lines] == [2, 1, 1, 1]


def test_an_erased_name_is_told_as_erased(visitor, drafted):
    address = f"/engagements/{find_engagement(ENGAGEMENT).public_id}?language=en"
    assert "name erased" not in visitor.get(address).text

    EventPersonal.delete().execute()

    assert "name erased" in visitor.get(address).text
