"""`worker`: a mail goes out soon after it was queued, and a signal ends the worker well."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpa_manager.actions.background import Background
from dpa_manager.cli.working import worker_command
from dpa_manager.models import OutgoingMail
from tests.conftest import SECRET
from tests.mail.outbox import a_firm, queue_one, read

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_START_S = 60


@pytest.fixture
def house(sqlite_toolbox, clock):
    """A founded house whose clock shows the real time, as the worker's does."""
    a_firm()
    clock.instant = datetime.now(UTC)
    return sqlite_toolbox


@pytest.fixture
def background(house):
    made = Background(house)
    yield made
    made.queue.storage.close()


def environment(house, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DPA_")}
    return kept | {"DPA_HOME": str(house.config.home), "DPA_SECRET_KEY": SECRET} | more


@contextmanager
def working(house, **more):
    """A worker in a process of its own, from the moment when it reads the queue."""
    command = {"env": environment(house, **more), "cwd": ROOT, "stderr": subprocess.PIPE}
    with subprocess.Popen(worker_command(), text=True, **command) as worker:
        try:
            assert "at work" in worker.stderr.readline()
            yield worker
        finally:
            worker.kill()


def wait_for(is_true, *, seconds):
    """How long it took until it was true."""
    began = time.monotonic()
    while not is_true():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return time.monotonic() - began


def test_a_mail_from_a_page_goes_out_within_two_seconds_of_waking(house, background, smtp_server):
    with working(house, DPA_SMTP_URL=smtp_server.url):
        wait_for(lambda: background.state() == "ok", seconds=LONGEST_START_S)
        # What is done at the start is over, and the worker has nothing to do but to listen.
        wait_for(lambda: background._read("documents") or is_night(house), seconds=LONGEST_START_S)
        time.sleep(2)
        # Twice what is promised, since other tests may hold the processor.
        assert max(seconds_to_arrive(house, background, smtp_server) for _ in range(3)) < 4


def seconds_to_arrive(house, background, smtp_server):
    """How long a mail takes from a page to the mail server."""
    mail = queue_one(house)
    background.wake()
    took = wait_for(lambda: mail.message_id in smtp_server.ids, seconds=LONGEST_START_S)
    wait_for(lambda: read(mail).state == "sent", seconds=LONGEST_START_S)
    return took


def is_night(house):
    return house.now().hour < 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_worker_that_is_told_to_stop_ends_well(house, smtp_server, number):
    with working(house, DPA_SMTP_URL=smtp_server.url) as worker:
        worker.send_signal(number)
        assert worker.wait(LONGEST_START_S) == 0
        assert "Traceback" not in worker.stderr.read()


def test_a_worker_that_is_told_to_stop_ends_what_it_began(house, background, smtp_server):
    began = []

    def answer_slowly(_):
        began.append(1)
        time.sleep(1)
        return "250 Taken"

    smtp_server.answer_data = answer_slowly
    mails = [queue_one(house) for _ in range(5)]
    with working(house, DPA_SMTP_URL=smtp_server.url) as worker:
        wait_for(lambda: began, seconds=LONGEST_START_S)
        worker.terminate()
        assert worker.wait(LONGEST_START_S) == 0
    sent = [mail for mail in mails if read(mail).state == "sent"]
    assert 1 <= len(sent) < len(mails)
    assert len(sent) == len(smtp_server.messages)
    assert OutgoingMail.select().where(OutgoingMail.leased_by != "").count() == 0


def test_a_worker_over_a_queue_that_cannot_be_used_says_so(house):
    done = subprocess.run(
        worker_command(),
        env=environment(house, DPA_QUEUE_URL="redis://127.0.0.1:1"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST_START_S,
    )
    assert done.returncode == 1
    assert "the package redis is not installed" in done.stderr
    assert "Traceback" not in done.stderr
