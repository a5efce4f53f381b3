"""Background: what the worker does and when, how it is woken, and whether it is there.

A task carries nothing: what is to be done, and what became of it, are rows. So a task that is
lost or comes twice changes nothing (DECISIONS 27).
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from huey import Huey, crontab
from huey.constants import EmptyData

from dpa_manager.actions.converting import convert_waiting
from dpa_manager.actions.housekeeping import make_checkpoint
from dpa_manager.actions.queueing import open_queue, sqlite_path
from dpa_manager.actions.sending import send_due_mail
from dpa_manager.actions.toolbox import HOUSE_TIME, Toolbox
from dpa_manager.actions.watching import purge_old
from dpa_manager.domain.actors import WORKER, Actor
from dpa_manager.domain.errors import DomainError

OK, MISSING, FAILING = STATES = ("ok", "missing", "failing")

# A worker shows itself twice a minute; somebody who is not seen for this long is gone.
BEAT_EVERY = timedelta(seconds=30)
_GONE_AFTER = timedelta(minutes=3)
# What is done once a day waits for the hour in which nobody works, or for the first one after it.
_NIGHT_HOUR = 2
# While no worker takes them, more calls to wake say nothing new.
_MOST_WAITING = 20

_SEEN = "seen"

_log = logging.getLogger(__name__)


class Background:
    """The work in the background of one house; nothing is opened before it is needed."""

    def __init__(self, toolbox: Toolbox) -> None:
        self._toolbox = toolbox
        self.stopping = threading.Event()
        """Set when the worker is to end: long work then ends at the next good moment."""

    @cached_property
    def queue(self) -> Huey:
        """The queue with its tasks; raises Unavailable when it cannot be used."""
        queue = open_queue(self._toolbox.config.queue_url)
        every_minute = crontab(minute="*")
        queue.periodic_task(every_minute)(self.send_mail)
        queue.periodic_task(every_minute)(self.tend_house)
        self._wake = queue.task(name="wake")(self.send_mail)
        return queue

    def wake(self) -> None:
        """Have the worker send what is due at once. Best effort: it never raises.

        What is not heard is done within the minute.
        """
        try:
            if self.queue.pending_count() < _MOST_WAITING:
                self._wake()
        except Exception as error:
            _log.warning("The worker could not be woken: %s", error)

    def state(self) -> str:
        """One of STATES: missing when no worker was seen for 3 minutes, failing if its work did."""
        path = sqlite_path(self._toolbox.config.queue_url)
        if path and not Path(path).exists():
            return MISSING
        try:
            seen = self._read(_SEEN)
            if seen is None or self._is_gone(datetime.fromisoformat(seen)):
                return MISSING
            outcomes = {self._read(name) for name in self._works}
        except Exception as error:
            _log.warning("The queue cannot be read: %s", error)
            return FAILING
        return FAILING if FAILING in outcomes else OK

    def _is_gone(self, seen_at: datetime) -> bool:
        return self._toolbox.now() - seen_at > _GONE_AFTER

    def beat(self) -> None:
        """Show that a worker is there."""
        self._write(_SEEN, self._toolbox.now().isoformat())

    @property
    def _works(self) -> dict[str, Callable[[], object]]:
        """What the worker does, by the name under which its outcome is kept."""
        toolbox = self._toolbox
        return {
            "mail": lambda: send_due_mail(toolbox, is_stopping=self.stopping.is_set),
            "checkpoint": lambda: make_checkpoint(toolbox),
            "purge": lambda: purge_old(toolbox),
            "documents": lambda: convert_waiting(by=Actor("", "", WORKER), toolbox=toolbox),
        }

    def send_mail(self) -> None:
        """Send what is due in the outbox."""
        self._do("mail")

    def tend_house(self) -> None:
        """Once a day, by one worker: a checkpoint of the history, the purge, waiting documents."""
        local = self._toolbox.now().astimezone(HOUSE_TIME)
        today = f"night of {local.date()}"
        if local.hour < _NIGHT_HOUR or not self.queue.storage.put_if_empty(today, b"begun"):
            return
        self.queue.storage.delete_data(f"night of {local.date() - timedelta(days=1)}")
        for name in ("checkpoint", "purge", "documents"):
            self._do(name)

    def _do(self, name: str) -> None:
        """Do a work with a connection of its own, and keep whether it failed."""
        outcome = OK
        try:
            with self._toolbox.connected():
                self._works[name]()
        except DomainError as error:
            _log.warning("%s: %s", name, error)
            outcome = FAILING
        except Exception:
            _log.exception("%s failed.", name)
            outcome = FAILING
        self._write(name, outcome)

    def _read(self, key: str) -> str | None:
        found: Any = self.queue.storage.peek_data(key)
        return None if found is EmptyData else bytes(found).decode()

    def _write(self, key: str, value: str) -> None:
        self.queue.storage.put_data(key, value.encode())
