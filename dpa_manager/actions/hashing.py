"""Hashing: passwords hashed one at a time on this machine, so that signing in slows no page."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import passwords
from dpa_manager.domain.errors import TooMany
from dpa_manager.vocabulary.sentences import sentences

LOCK_FILE = "sign-in.lock"
# Whoever waits keeps one of the few threads that answer pages; a long line would take them all.
MOST_WAITING = 1
LONGEST_WAIT_SECONDS = 3.0
RETRY_SECONDS = 2
_LOOK_AGAIN_SECONDS = 0.005

_line = threading.BoundedSemaphore(1 + MOST_WAITING)
_turn = threading.Lock()


def refuse_when_full() -> None:
    """Raise TooMany when the line is full at this moment: before anything is read or written."""
    if not _line.acquire(blocking=False):
        raise _busy()
    _line.release()


def hashed(password: str, *, toolbox: Toolbox) -> str:
    """The hash of a password that is good enough; raises TooMany when many wait before it."""
    with _one_at_a_time(toolbox.config.home):
        return passwords.hash_of(password)


def is_right(password: str, *, password_hash: str, toolbox: Toolbox) -> bool:
    """Whether the hash is that of the password; "" is nobody's and takes as long.

    Raises TooMany when many wait before it.
    """
    with _one_at_a_time(toolbox.config.home):
        is_hash = passwords.is_hash_of(password_hash or passwords.hash_of_nobody(), password)
    return is_hash and bool(password_hash)


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    if not _line.acquire(blocking=False):
        raise _busy()
    try:
        until = time.monotonic() + LONGEST_WAIT_SECONDS
        if not _turn.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise _busy()
        try:
            with _alone_on_machine(home, until=until):
                yield
        finally:
            _turn.release()
    finally:
        _line.release()


@contextmanager
def _alone_on_machine(home: Path, *, until: float) -> Iterator[None]:
    """Hold the lock that the other processes of this house ask for too."""
    descriptor = os.open(home / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _locked(descriptor):
            if time.monotonic() >= until:
                raise _busy()
            time.sleep(_LOOK_AGAIN_SECONDS)
        yield
    finally:
        # Closing gives the lock back, also when this process ends here.
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _busy() -> TooMany:
    return TooMany("sign-in-busy", sentences()["sign-in-busy"], wait_seconds=RETRY_SECONDS)
