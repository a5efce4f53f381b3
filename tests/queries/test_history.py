"""Whoever changes the history behind the program's back is found out, and where."""

import sqlite3

import pytest

from dpa_manager.actions.housekeeping import make_checkpoint
from dpa_manager.actions.recording import record
from dpa_manager.domain.errors import Damaged
from dpa_manager.domain.evidence import CHECKPOINTS, FIRM, checkpoint_key
from dpa_manager.models.base import is_postgresql, transaction
from dpa_manager.models.event import ChainHead, Checkpoint, Event, EventPersonal
from dpa_manager.queries import history
from tests.conftest import SECRET
from tests.factories import ACTOR, AT, a_client

KEY = checkpoint_key(SECRET)
GUARDED = ("event", "event_personal", "chain_head", "checkpoint")


@pytest.fixture
def chain(db):
    """The name of a client's chain with five events; the firm has one."""
    client = a_client()
    with transaction(client.public_id, FIRM):
        record("firm set up", by=ACTOR, at=AT)
        for number in range(1, 6):
            record("number counted", by=ACTOR, at=AT, client=client, details={"number": number})
    return client.public_id


def unguard(db):
    """Take the guards away, as somebody with the database's own password can."""
    for table in GUARDED:
        for change in ("update", "delete"):
            trigger = f'DROP TRIGGER IF EXISTS "{table}_refuses_{change}"'
            db.execute_sql(f'{trigger} ON "{table}"' if is_postgresql(db) else trigger)


def verdicts(key=KEY):
    return {verdict.chain: verdict for verdict in history.verify_history(key=key)}


def at(chain, seq):
    return (Event.chain == chain) & (Event.seq == seq)


def test_an_untouched_history_is_whole(db, chain):
    told = verdicts()
    assert {name: verdict.length for name, verdict in told.items()} == {
        CHECKPOINTS: 0,
        FIRM: 1,
        chain: 5,
    }
    assert all(verdict.is_whole for verdict in told.values())
    assert history.verify(chain, key=KEY) == told[chain]


CHANGES = {
    "chain": "other",
    "seq": 1003,
    "happened_at": "2026-11-24 09:30:00.000001+00:00",
    "act": "Number counted",
    "channel": "web",
    "subject": "agreement",
    "subject_id": "x",
    "details": '{"number": 3}',
    "personal": "{}",
    "previous_hash": "0" * 64,
    "hash": "f" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_named_where_it_is(db, chain, column):
    unguard(db)
    statement = f'UPDATE "event" SET "{column}" = {{0}} WHERE chain = {{0}} AND seq = 3'  # noqa: S608
    db.execute_sql(statement.format(db.param), (CHANGES[column], chain))
    assert history.verify(chain, key=KEY).bad_seq == 3
    assert verdicts()[chain].bad_seq == 3
    assert verdicts()[FIRM].is_whole


def test_a_chain_whose_name_is_no_text_is_named_and_no_crash(sqlite_db):
    with transaction():
        record("thing done", by=ACTOR, at=AT)
    unguard(sqlite_db)
    sqlite_db.execute_sql("UPDATE event SET chain = CAST(x'66ff' AS TEXT)")
    told = verdicts()
    assert told[FIRM].bad_seq == 1
    assert told["f\udcff"].bad_seq == 1


def test_every_column_but_the_number_of_the_row_is_covered():
    assert set(CHANGES) | {"id"} == set(Event._meta.fields)


def test_a_flipped_bit_anywhere_in_a_row_is_found(sqlite_url, sqlite_db):
    with transaction():
        for number in range(1, 4):
            record("number counted", by=ACTOR, at=AT, details={"number": number})
    unguard(sqlite_db)
    by_hand = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    unseen, tried = [], 0
    for column in sorted(set(CHANGES) - {"seq"}):
        kept = f'SELECT CAST("{column}" AS BLOB) FROM event WHERE id = 2'  # noqa: S608
        whole = by_hand.execute(kept).fetchone()[0]
        set_column = f'UPDATE event SET "{column}" = CAST(? AS TEXT) WHERE id = 2'  # noqa: S608
        for position in range(len(whole)):
            flipped = bytearray(whole)
            flipped[position] ^= 1 << position % 8
            by_hand.execute(set_column, (bytes(flipped),))
            tried += 1
            if history.verify(FIRM, key=KEY).bad_seq != 2:
                unseen.append((column, position))
        by_hand.execute(set_column, (whole,))
    by_hand.close()
    assert history.verify(FIRM, key=KEY).is_whole
    assert (unseen, tried > 250) == ([], True)


def test_two_swapped_events_are_named_at_the_first(db, chain):
    unguard(db)
    for old, new in ((2, 900), (4, 2), (900, 4)):
        Event.update(seq=new).where(at(chain, old)).execute()
    assert verdicts()[chain].bad_seq == 2


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_a_removed_event_is_named(db, chain, gone):
    unguard(db)
    number = Event.get(at(chain, gone)).id
    EventPersonal.delete().where(EventPersonal.event == number).execute()
    Event.delete().where(at(chain, gone)).execute()
    assert verdicts()[chain].bad_seq == gone


def cut_tail(chain, *, left):
    """Remove all events after `left` and set the head back as the program would have it."""
    numbers = Event.select(Event.id).where(Event.chain == chain, Event.seq > left)
    EventPersonal.delete().where(EventPersonal.event.in_(numbers)).execute()
    Event.delete().where(Event.chain == chain, Event.seq > left).execute()
    last = Event.get(at(chain, left))
    ChainHead.update(seq=left, hash=last.hash).where(ChainHead.chain == chain).execute()


def test_a_cut_tail_with_its_head_shows_only_against_a_checkpoint(toolbox, chain):
    unguard(toolbox.database)
    with transaction() as _:
        cut_tail(chain, left=4)
    assert verdicts()[chain].is_whole
    make_checkpoint(toolbox)
    cut_tail(chain, left=2)
    assert verdicts()[chain].bad_seq == 3


def test_a_chain_that_was_cut_and_written_on_shows_against_a_checkpoint(toolbox, chain):
    make_checkpoint(toolbox)
    unguard(toolbox.database)
    cut_tail(chain, left=2)
    client = type("Client", (), {"public_id": chain})
    with transaction():
        for _ in range(4):
            record("another thing done", by=ACTOR, at=AT, client=client)
    assert verdicts()[chain].bad_seq == 5


def test_a_chain_that_is_gone_altogether_shows_against_a_checkpoint(toolbox, chain):
    make_checkpoint(toolbox)
    unguard(toolbox.database)
    numbers = Event.select(Event.id).where(Event.chain == chain)
    EventPersonal.delete().where(EventPersonal.event.in_(numbers)).execute()
    Event.delete().where(Event.chain == chain).execute()
    ChainHead.delete().where(ChainHead.chain == chain).execute()
    assert verdicts()[chain].bad_seq == 1


def test_an_event_that_was_put_in_by_hand_shows(db, chain):
    last = Event.get(at(chain, 5))
    Event.create(**(last.__data__ | {"id": None, "seq": 6}))
    assert verdicts()[chain].bad_seq == 6


def test_a_head_that_is_gone_shows(db, chain):
    unguard(db)
    ChainHead.delete().where(ChainHead.chain == chain).execute()
    assert verdicts()[chain].bad_seq == 6


def test_erased_personal_data_leave_the_chain_whole(db, chain):
    EventPersonal.delete().execute()
    assert all(verdict.is_whole for verdict in verdicts().values())


@pytest.mark.parametrize("change", [{"value": '"Jan"'}, {"salt": "0"}, {"name": "other"}])
def test_changed_personal_data_are_named(db, chain, change):
    unguard(db)
    number = Event.get(at(chain, 4)).id
    EventPersonal.update(change).where(EventPersonal.event == number).execute()
    assert verdicts()[chain].bad_seq == 4
    assert history.verify(chain, key=KEY).bad_seq == 4
    assert history.verify(FIRM, key=KEY).is_whole


def test_a_long_chain_is_read_over_its_pages(db, chain, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 2)
    assert history.verify(chain, key=KEY).length == 5
    unguard(db)
    Event.update(act="x").where(at(chain, 5)).execute()
    assert history.verify(chain, key=KEY).bad_seq == 5


def test_a_chain_that_grows_while_it_is_read_is_whole(db, chain, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 2)
    client = type("Client", (), {"public_id": chain})
    reader = history._ChainReader(chain)
    read = []
    for link in reader.links():
        read.append(link)
        if len(read) in (2, 5):
            with transaction():
                record("another thing done", by=ACTOR, at=AT, client=client)
    assert [link.seq for link in read] == list(range(1, 8))
    assert reader.head.seq == 7


def test_a_checkpoint_seals_what_moved_and_nothing_twice(toolbox, clock, chain):
    first = make_checkpoint(toolbox)
    assert FIRM in first.heads
    assert make_checkpoint(toolbox) is None
    clock.move(days=1)
    with transaction():
        record("thing done", by=ACTOR, at=clock())
    second = make_checkpoint(toolbox)
    assert (second.previous_seal, second.made_at) == (first.seal, clock())
    assert chain not in second.heads
    assert verdicts()[CHECKPOINTS].length == 2


def test_a_changed_checkpoint_is_named_and_none_is_built_on_it(toolbox, clock, chain):
    make_checkpoint(toolbox)
    unguard(toolbox.database)
    Checkpoint.update(heads="[]").execute()
    assert verdicts()[CHECKPOINTS].bad_seq == 1
    assert history.verify(chain, key=KEY).chain == CHECKPOINTS
    with pytest.raises(Damaged, match="Checkpoint 1"):
        make_checkpoint(toolbox)


def test_a_checkpoint_does_not_hold_under_another_secret(toolbox, chain):
    make_checkpoint(toolbox)
    assert verdicts(key=checkpoint_key("another secret"))[CHECKPOINTS].bad_seq == 1
