"""Phrases, instants and public ids come back from both databases as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from dpa_manager.models.base import instant_text
from dpa_manager.models.client import Client
from dpa_manager.vocabulary.phrase import Phrase
from tests.factories import a_client

BRUSSELS = ZoneInfo("Europe/Brussels")
# Both are half past two in Brussels, an hour apart: the clocks go back between them.
FIRST = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=0)
SECOND = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=1)


@pytest.mark.parametrize(
    "instant",
    [
        FIRST,
        SECOND,
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-11))),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_in_utc(db, instant):
    a_client(created_at=instant)
    kept = Client.get().created_at
    assert kept == instant.astimezone(UTC)
    assert kept.tzinfo is UTC


def test_instants_an_hour_apart_at_the_change_of_clocks_keep_their_order(db):
    second, first = a_client(created_at=SECOND), a_client(created_at=FIRST)
    ordered = Client.select().order_by(Client.created_at)
    assert [row.id for row in ordered] == [first.id, second.id]
    assert [row.id for row in ordered.where(Client.created_at > FIRST)] == [second.id]


def test_an_instant_without_time_zone_is_refused(db):
    with pytest.raises(ValueError, match="time zone"):
        a_client(created_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_the_text_of_instants_has_one_width():
    assert instant_text(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01 00:00:00.000000+00:00"


def test_a_phrase_comes_back_with_its_accents_and_is_found_by_them(db):
    phrase = Phrase(nl="Geïnteresseerd", fr="Intéressé à l'été", en='"Interested" {{7*7}} 100 %')
    a_client(end_controllers_note=phrase)
    a_client()
    found = Client.select().where(Client.end_controllers_note == phrase)
    assert [row.end_controllers_note for row in found] == [phrase]


def test_an_empty_phrase_is_kept_as_one(db):
    a_client()
    assert Client.get().end_controllers_note == Phrase()


def test_public_ids_are_unguessable_and_differ(db):
    ids = {a_client().public_id for _ in range(20)}
    assert len(ids) == 20
    assert min(map(len, ids)) >= 22
