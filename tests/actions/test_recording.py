"""An event is written with what it tells, names no person in its chain, and never changes."""

import json
import re

import peewee
import pytest

from dpa_manager.actions.recording import record
from dpa_manager.domain.actors import WEB, Actor
from dpa_manager.domain.evidence import FIRM, NO_HASH
from dpa_manager.models.base import is_postgresql, transaction
from dpa_manager.models.event import ChainHead, Checkpoint, Event, EventPersonal
from dpa_manager.queries.history import events, events_about
from tests.factories import ACTOR, AT, a_client

AWKWARD = """Müller & Söhne <"Test"> O'Neil {{7*7}} NV"""


def test_an_event_outside_a_transaction_is_refused(db):
    with pytest.raises(RuntimeError, match="in the transaction"):
        record("thing done", by=ACTOR, at=AT)
    assert Event.select().count() == 0


def test_an_event_is_told_as_it_was_written(db):
    client = a_client(legal_name=AWKWARD)
    with transaction(client.public_id):
        record(
            "client added",
            by=ACTOR,
            at=AT,
            client=client,
            subject="client",
            subject_id=client.public_id,
            details={"register_no": "0999001020", "answers": ["ja", "non"]},
            personal={"name": AWKWARD},
        )
    (told,) = events(client.public_id)
    assert (told.chain, told.seq, told.happened_at) == (client.public_id, 1, AT)
    assert (told.act, told.channel, told.by_name) == ("client added", ACTOR.channel, ACTOR.name)
    assert told.details == {"register_no": "0999001020", "answers": ["ja", "non"]}
    assert told.personal == {"by": {"name": ACTOR.name, "email": ACTOR.email}, "name": AWKWARD}
    assert events_about("client", client.public_id, chain=client.public_id) == (told,)


def test_each_client_and_the_firm_have_a_chain_of_their_own(db):
    client, other = a_client(), a_client()
    with transaction():
        for owner in (client, None, other, client):
            record("thing done", by=ACTOR, at=AT, client=owner)
    lengths = {chain: len(events(chain)) for chain in (client.public_id, other.public_id, FIRM)}
    assert lengths == {client.public_id: 2, other.public_id: 1, FIRM: 1}
    firsts = Event.select().where(Event.seq == 1)
    assert {event.previous_hash for event in firsts} == {NO_HASH}
    second = Event.get(Event.seq == 2)
    assert second.previous_hash == Event.get(chain=client.public_id, seq=1).hash


def test_the_chain_names_no_person(db):
    with transaction():
        record("user added", by=ACTOR, at=AT, personal={"email": "jan@client.example"})
    kept = json.dumps(Event.select().dicts().get(), default=str)
    assert not re.search("nele|peeters|jan|client.example", kept, re.IGNORECASE)
    salts = {side.salt for side in EventPersonal.select()}
    assert len(salts) == 2


def test_events_are_read_newest_first_and_page_by_page(db):
    with transaction():
        for number in range(5):
            record("number counted", by=ACTOR, at=AT, details={"number": number})
    first = events(FIRM, limit=2)
    second = events(FIRM, limit=2, before=first[-1].seq)
    assert [told.seq for told in first + second] == [5, 4, 3, 2]


def test_an_erased_person_is_missing_and_the_rest_stays(db):
    with transaction():
        record("user added", by=ACTOR, at=AT, personal={"email": "jan@client.example"})
        EventPersonal.delete().where(EventPersonal.name == "by").execute()
    (told,) = events(FIRM)
    assert told.personal == {"email": "jan@client.example"}
    assert told.by_name == ""


REFUSED = {
    "an event is changed": "UPDATE \"event\" SET act = 'x'",
    "an event is removed": 'DELETE FROM "event" WHERE seq = 1',
    "a checkpoint is changed": "UPDATE \"checkpoint\" SET seal = 'x'",
    "a checkpoint is removed": 'DELETE FROM "checkpoint"',
    "personal data are changed": "UPDATE \"event_personal\" SET value = 'x'",
    "a head is removed": 'DELETE FROM "chain_head"',
}


@pytest.mark.parametrize("change", REFUSED)
def test_the_database_refuses_that(db, change):
    with transaction():
        record("thing done", by=ACTOR, at=AT)
        Checkpoint.create(made_at=AT, heads="[]", previous_seal=NO_HASH, seal=NO_HASH)
    tables = (Event, EventPersonal, ChainHead, Checkpoint)
    before = [list(table.select().tuples()) for table in tables]
    with pytest.raises(peewee.DatabaseError, match="stay as they were written"):
        db.execute_sql(REFUSED[change])
    assert [list(table.select().tuples()) for table in tables] == before


def test_the_history_cannot_be_emptied_at_once_on_postgresql(postgresql_db):
    assert is_postgresql(postgresql_db)
    with pytest.raises(peewee.DatabaseError, match="stay as they were written"):
        postgresql_db.execute_sql('TRUNCATE "event" CASCADE')


def test_an_actor_comes_in_by_a_known_door():
    assert Actor("Nele", "nele@kbits.example", WEB).channel == "web"
    with pytest.raises(ValueError, match="window"):
        Actor("Nele", "nele@kbits.example", "window")
