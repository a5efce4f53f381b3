"""Every connection is safe, and writers wait for each other instead of failing or forking."""

import threading
from concurrent.futures import ThreadPoolExecutor

import peewee
import pytest

from dpa_manager.actions.recording import record
from dpa_manager.domain.evidence import FIRM, checkpoint_key
from dpa_manager.models.base import database, is_postgresql, lock_number, open_database, transaction
from dpa_manager.models.event import ChainHead, Event
from dpa_manager.queries.history import verify
from tests.factories import ACTOR, AT

WRITERS, ROUNDS = 4, 30
KEY = checkpoint_key("any secret of a test, long enough to be one")


def on_threads(count, work):
    """Run `work(number)` on as many threads, all let go at once, each with its connection."""
    barrier = threading.Barrier(count)

    def one(number):
        with database.connection_context():
            barrier.wait()
            return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_every_connection_to_sqlite_keeps_what_it_acknowledges(sqlite_db):
    def pragmas(_):
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return tuple(sqlite_db.pragma(name) for name in names)

    in_force = ("wal", 2, 1, 5000)
    assert pragmas(0) == in_force
    assert on_threads(3, pragmas) == [in_force] * 3


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:////tmp/x.sqlite3?synchronous=off",
        "mysql://host/name",
        "postgres://host/name",
        "x.sqlite3",
    ],
)
def test_an_address_that_could_weaken_the_database_is_refused(url):
    with pytest.raises(ValueError, match="sqlite:///PATH"):
        open_database(url)


def test_nobody_works_on_a_connection_that_was_never_opened(sqlite_url):
    open_database(sqlite_url)
    with pytest.raises(peewee.InterfaceError):
        Event.select().count()


def test_a_reader_that_turns_writer_waits_instead_of_failing(db):
    counter = ChainHead.create(chain="counter", seq=0, hash="")

    def count_up(_):
        for _ in range(ROUNDS):
            with transaction("counter"):
                row = ChainHead.get_by_id(counter.id)
                row.seq += 1
                row.save()

    on_threads(WRITERS, count_up)
    assert ChainHead.get_by_id(counter.id).seq == WRITERS * ROUNDS


def test_four_writers_fork_no_chain(db):
    def write(number):
        for turn in range(ROUNDS):
            with transaction():
                record("number counted", by=ACTOR, at=AT, details={"by": number, "turn": turn})

    on_threads(WRITERS, write)
    verdict = verify(FIRM, key=KEY)
    assert (verdict.bad_seq, verdict.length) == (None, WRITERS * ROUNDS)
    told = Event.select(Event.details).where(Event.chain == FIRM).distinct()
    assert told.count() == WRITERS * ROUNDS


def test_the_database_refuses_a_second_event_with_the_same_number(db):
    with transaction():
        first = record("thing done", by=ACTOR, at=AT)
    again = {**first.__data__, "id": None}
    with pytest.raises(peewee.IntegrityError), transaction():
        Event.create(**again)
    assert Event.create(**(again | {"seq": 2})).seq == 2


def test_transactions_on_the_same_chains_in_another_order_both_end(db):
    def write(number):
        chains = ("a", "b", "c")[:: 1 if number % 2 else -1]
        for _ in range(ROUNDS):
            with transaction(*chains):
                ChainHead.select().count()
        return number

    assert on_threads(WRITERS, write) == list(range(WRITERS))


def record_and_fail():
    record("thing done", by=ACTOR, at=AT)
    raise ZeroDivisionError


def test_what_fails_inside_a_transaction_leaves_nothing(db):
    with pytest.raises(ZeroDivisionError), transaction(FIRM):
        record_and_fail()
    assert (Event.select().count(), ChainHead.select().count()) == (0, 0)


def record_inside_and_fail():
    with transaction(FIRM):
        record("thing done", by=ACTOR, at=AT)
    raise ZeroDivisionError


def test_a_transaction_inside_another_lasts_only_if_that_one_does(db):
    with pytest.raises(ZeroDivisionError), transaction(FIRM):
        record_inside_and_fail()
    assert Event.select().count() == 0


def test_a_transaction_inside_another_may_fail_alone(db):
    with transaction(FIRM):
        record("thing done", by=ACTOR, at=AT)
        with pytest.raises(ZeroDivisionError), transaction(FIRM):
            record_and_fail()
    assert verify(FIRM, key=KEY).length == 1


def test_a_writer_holds_its_chain_on_postgresql_until_the_end(postgresql_db):
    db = postgresql_db
    question = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
    with transaction():
        record("thing done", by=ACTOR, at=AT)
        assert db.execute_sql(question).fetchone() == (1,)
    assert db.execute_sql(question).fetchone() == (0,)


def test_the_number_of_a_lock_never_changes():
    assert lock_number("history of firm") == -3666209649533616565


def test_sqlite_and_postgresql_are_told_apart(db, db_url):
    assert is_postgresql(database) is is_postgresql(db) is db_url.startswith("postgresql")
