"""Passwords are hashed one at a time, in a short line."""

import fcntl
import itertools
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest
from playhouse.test_utils import count_queries

from dpa_manager.actions import hashing
from dpa_manager.actions.hashing import hashed, is_right
from dpa_manager.domain.errors import TooMany
from dpa_manager.models import SignInAttempt
from tests.actions.signed_in import a_client_person, by_password

GOOD = "zeven groene olifanten"


class CountedHash:
    """Stands in for argon2 alone, to see how many hashes are made at a time."""

    def __init__(self):
        self.lock, self.now, self.most, self.done = threading.Lock(), 0, 0, 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, *_):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.may_go_on.wait(60)
        time.sleep(0.01)
        with self.lock:
            self.now -= 1
            self.done += 1
        return "hash"


@pytest.fixture
def counted(monkeypatch):
    counted = CountedHash()
    monkeypatch.setattr(hashing.passwords, "hash_of", counted)
    return counted


@pytest.fixture
def held(config):
    """The lock of this machine, held as another process would."""
    descriptor = os.open(config.home / hashing.LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    yield descriptor
    os.close(descriptor)


def test_a_hash_is_right_for_its_password_alone(sqlite_toolbox):
    made = hashed(GOOD, toolbox=sqlite_toolbox)
    assert is_right(GOOD, password_hash=made, toolbox=sqlite_toolbox)
    assert not is_right(GOOD + "!", password_hash=made, toolbox=sqlite_toolbox)
    assert not is_right("", password_hash="", toolbox=sqlite_toolbox)


def test_twenty_at_once_are_hashed_one_by_one_and_most_are_sent_away(
    sqlite_toolbox, counted, monkeypatch
):
    monkeypatch.setattr(hashing, "LONGEST_WAIT_SECONDS", 60)
    counted.may_go_on.clear()
    served = 1 + hashing.MOST_WAITING
    with ThreadPoolExecutor(20) as pool:
        signing_in = [pool.submit(hashed, GOOD, toolbox=sqlite_toolbox) for _ in range(20)]
        # The line stands still until all who find it full have been sent away.
        sent_away = list(itertools.islice(as_completed(signing_in, timeout=60), 20 - served))
        counted.may_go_on.set()
    assert {answer.exception().wait_seconds for answer in sent_away} == {hashing.RETRY_SECONDS}
    answers = [answer.result() for answer in signing_in if answer not in sent_away]
    assert answers == ["hash"] * served
    assert (counted.most, counted.done) == (1, served)


def test_the_line_is_free_again_afterwards(sqlite_toolbox, counted, monkeypatch):
    def fail(*_):
        raise MemoryError

    for _ in range(1 + hashing.MOST_WAITING):
        with monkeypatch.context() as patch:
            patch.setattr(hashing.passwords, "hash_of", fail)
            with pytest.raises(MemoryError):
                hashed(GOOD, toolbox=sqlite_toolbox)
    assert hashed(GOOD, toolbox=sqlite_toolbox) == "hash"


def test_another_process_is_waited_for(sqlite_toolbox, counted, held):
    timer = threading.Timer(0.2, fcntl.flock, (held, fcntl.LOCK_UN))
    timer.start()
    start = time.monotonic()
    assert hashed(GOOD, toolbox=sqlite_toolbox) == "hash"
    assert time.monotonic() - start >= 0.2
    timer.join()


def test_a_process_that_hangs_is_not_waited_for_long(sqlite_toolbox, counted, held, monkeypatch):
    monkeypatch.setattr(hashing, "LONGEST_WAIT_SECONDS", 0.1)
    with pytest.raises(TooMany) as refusal:
        hashed(GOOD, toolbox=sqlite_toolbox)
    assert refusal.value.code == "sign-in-busy"
    assert counted.done == 0


def test_who_was_sent_away_has_used_up_no_try(sqlite_toolbox, held, monkeypatch):
    toolbox = sqlite_toolbox
    user = a_client_person(toolbox)
    with monkeypatch.context() as patch:
        patch.setattr(hashing, "LONGEST_WAIT_SECONDS", 0.01)
        for _ in range(6):
            with pytest.raises(TooMany) as refusal:
                by_password(user, toolbox)
            assert refusal.value.code == "sign-in-busy"
    assert not SignInAttempt.select().exists()
    fcntl.flock(held, fcntl.LOCK_UN)
    assert by_password(user, toolbox).stage == "factor"


def test_a_killed_process_leaves_no_lock(sqlite_toolbox, counted, config):
    program = (
        "import fcntl, os, sys, time\n"
        "descriptor = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)\n"
        "fcntl.flock(descriptor, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "time.sleep(60)\n"
    )
    path = config.home / hashing.LOCK_FILE
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        process.kill()
    assert hashed(GOOD, toolbox=sqlite_toolbox) == "hash"


def test_only_the_owner_reads_the_lock(sqlite_toolbox, counted, config):
    hashed(GOOD, toolbox=sqlite_toolbox)
    assert (config.home / hashing.LOCK_FILE).stat().st_mode & 0o777 == 0o600


def test_who_finds_the_line_full_is_sent_away_before_anything_is_asked_or_written(
    sqlite_toolbox, counted, monkeypatch
):
    person = a_client_person(sqlite_toolbox)
    monkeypatch.setattr(hashing, "LONGEST_WAIT_SECONDS", 60)
    counted.may_go_on.clear()
    places = 1 + hashing.MOST_WAITING
    with ThreadPoolExecutor(places + 1) as pool:
        asked = [pool.submit(hashed, GOOD, toolbox=sqlite_toolbox) for _ in range(places + 1)]
        # One of them was sent away, so the others stand in the line.
        next(as_completed(asked, timeout=60))
        with count_queries() as queries, pytest.raises(TooMany):
            by_password(person, sqlite_toolbox)
        counted.may_go_on.set()
    assert queries.count == 0
