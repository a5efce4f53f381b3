"""The work in the background: woken, done once a day, seen by whoever asks for its health."""

import dataclasses
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpa_manager.actions.background import Background
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.queueing import open_queue
from dpa_manager.actions.recording import record
from dpa_manager.domain.errors import Unavailable
from dpa_manager.models import Checkpoint, OutgoingMail
from dpa_manager.models.base import transaction
from tests.factories import ACTOR, a_client
from tests.mail.outbox import a_firm, a_user, queue_one, with_server


@pytest.fixture(params=["sqlite", "postgresql"])
def queue_url(request, tmp_path):
    """The address of an empty queue, of each kind that needs no other package."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'queue.sqlite3'}"
    return request.getfixturevalue("empty_postgresql_url")


def at_queue(toolbox, url):
    config = dataclasses.replace(toolbox.config, queue_url=url)
    return dataclasses.replace(toolbox, config=config)


@pytest.fixture
def background(sqlite_toolbox, queue_url):
    """The background of a house without a mail server, over a queue of each kind."""
    made = Background(at_queue(sqlite_toolbox, queue_url))
    yield made
    if "queue" in vars(made):
        made.queue.storage.close()


@pytest.fixture
def sqlite_background(sqlite_toolbox):
    made = Background(sqlite_toolbox)
    yield made
    if "queue" in vars(made):
        made.queue.storage.close()


def work_off(background):
    """Do what waits in the queue, as the worker does; the names of the tasks."""
    done = []
    while (task := background.queue.dequeue()) is not None:
        done.append(task.name)
        background.queue.execute(task)
    return done


def test_a_call_to_wake_is_heard_by_whoever_reads_the_queue(background):
    background.wake()
    assert work_off(background) == ["wake"]
    assert work_off(background) == []


def test_calls_to_wake_do_not_pile_up_while_nobody_listens(sqlite_background):
    for _ in range(100):
        sqlite_background.wake()
    assert len(work_off(sqlite_background)) == 20


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/no/queue", "postgresql://127.0.0.1:1/q", "redis://127.0.0.1:1"]
)
def test_a_queue_that_cannot_be_used_never_fails_a_page(sqlite_toolbox, url):
    background = Background(at_queue(sqlite_toolbox, url))
    background.wake()
    assert background.state() in ("missing", "failing")


def test_a_queue_in_redis_without_its_package_is_refused_in_a_sentence():
    with pytest.raises(Unavailable, match="the package redis is not installed"):
        open_queue("redis://127.0.0.1:6379/0")


def test_a_queued_mail_wakes_the_worker_once_the_transaction_is_kept(sqlite_background):
    house = dataclasses.replace(sqlite_background._toolbox, background=sqlite_background)
    queue_one(house)
    assert work_off(sqlite_background) == ["wake"]
    with pytest.raises(LookupError):
        tell_and_fail(house, a_user())
    assert work_off(sqlite_background) == []


def tell_and_fail(house, user):
    content = {"change": "U bent nu lezer.", "moment": house.now()}
    with transaction():
        queue_mail("access-changed", to=user, key="k", toolbox=house, content=content)
        raise LookupError("What was told did not come to be.")


def test_a_queue_holds_no_code_and_is_its_owners_alone(sqlite_background):
    sqlite_background.wake()
    (data,) = sqlite_background.queue.storage.enqueued_items()
    assert json.loads(bytes(data))["args"] == []
    file = Path(sqlite_background.queue.storage.filename)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nobody_seen_is_missing_and_asking_makes_no_queue(sqlite_background, tmp_path):
    assert sqlite_background.state() == "missing"
    assert not (tmp_path / "queue.sqlite3").exists()


def test_a_worker_is_there_for_three_minutes_after_it_was_seen(background, clock):
    background.beat()
    assert background.state() == "ok"
    clock.move(minutes=3)
    assert background.state() == "ok"
    clock.move(seconds=1)
    assert background.state() == "missing"


def test_work_that_failed_is_told_until_it_succeeds(sqlite_toolbox, smtp_server):
    a_firm()
    background = Background(with_server(sqlite_toolbox, "smtp://127.0.0.1:1"))
    background.beat()
    background.send_mail()
    assert background.state() == "ok"
    queue_one(sqlite_toolbox)
    background.send_mail()
    assert background.state() == "failing"
    again = Background(with_server(sqlite_toolbox, smtp_server.url))
    OutgoingMail.update(next_at=sqlite_toolbox.now()).execute()
    again.send_mail()
    assert again.state() == "ok"
    for one in (background, again):
        one.queue.storage.close()


def test_the_house_is_tended_once_a_day_by_one_worker_and_not_before_two(sqlite_toolbox, clock):
    hands = [Background(sqlite_toolbox), Background(sqlite_toolbox)]
    clock.instant = datetime(2026, 11, 25, 0, 59, tzinfo=UTC)  # 01:59 in Brussels.
    made = []
    for number, minutes in enumerate((0, 1, 60, 60, 24 * 60)):
        clock.move(minutes=minutes)
        an_event(clock(), number)
        for one in hands:
            one.tend_house()
        made.append(Checkpoint.select().count())
    assert made == [0, 1, 1, 1, 2]
    for one in hands:
        one.queue.storage.close()


def an_event(at, number):
    client = a_client(legal_name=f"Klant {number}")
    with transaction(client.public_id):
        record("client created", by=ACTOR, at=at, client=client)


def test_a_work_that_fails_does_not_keep_the_others(sqlite_background, clock):
    clock.instant = datetime(2026, 11, 25, 9, tzinfo=UTC)
    an_event(clock(), 1)
    assert sqlite_background._toolbox.converter is None
    Checkpoint.drop_table()
    sqlite_background.beat()
    sqlite_background.tend_house()
    assert sqlite_background.state() == "failing"
    outcomes = {n: sqlite_background._read(n) for n in ("checkpoint", "purge", "documents")}
    assert outcomes == {"checkpoint": "failing", "purge": "ok", "documents": "ok"}


def test_what_is_due_every_minute_is_put_into_the_queue(sqlite_background):
    queue = sqlite_background.queue
    names = {task.name for task in queue.read_periodic(datetime(2026, 11, 25, 9, 30))}  # noqa: DTZ001
    assert names == {"send_mail", "tend_house"}


def test_a_message_that_somebody_slipped_in_runs_nothing(sqlite_background):
    queue = sqlite_background.queue
    queue.storage.enqueue(b"cos\nsystem\n(S'exit 1'\ntR.")
    with pytest.raises(ValueError, match="Expecting value"):
        queue.dequeue()
    assert work_off(sqlite_background) == []
