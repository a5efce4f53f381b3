"""Passwords are hashed one at a time, in a short line."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dpa_manager.actions import hashing
from dpa_manager.actions.hashing import hashed, is_right
from dpa_manager.domain.errors import TooMany

GOOD = "zeven groene olifanten"


class CountedHash:
    """Stands in for argon2 alone, to see how many hashes are made at a time."""

    def __init__(self):
        self.lock, self.now, self.most, self.done = threading.Lock(), 0, 0, 0

    def __call__(self, *_):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.05)
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


def test_twenty_at_once_are_hashed_one_by_one_and_most_are_sent_away(sqlite_toolbox, counted):
    start = threading.Barrier(20)

    def sign_in(_):
        start.wait()
        try:
            return hashed(GOOD, toolbox=sqlite_toolbox)
        except TooMany as refusal:
            return refusal.wait_seconds

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(sign_in, range(20)))
    assert counted.most == 1
    assert answers.count("hash") == counted.done == 1 + hashing.MOST_WAITING
    assert answers.count(hashing.RETRY_SECONDS) == 20 - counted.done


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
