"""The worker: reads the queue of one house and does its work until it is told to stop."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

from huey.consumer import Consumer

from dpa_manager.actions.background import BEAT_EVERY, Background

# One for mails, and one for what takes long.
_HANDS = 2
# How long the queue is left alone at most, in seconds: a mail from a page goes out within two.
_LONGEST_PAUSE_S = 1.0
_SCHEDULE_EVERY_S = 5


def work(background: Background, *, is_ready: Callable[[], None] = lambda: None) -> None:
    """Work until SIGTERM or SIGINT comes; what was begun is ended first.

    A second signal ends at once. `is_ready` is called when the queue is being read. Raises
    Unavailable for a queue that cannot be used. Only for the main thread of a process.
    """
    consumer = _Consumer(
        background.queue,
        workers=_HANDS,
        max_delay=_LONGEST_PAUSE_S,
        scheduler_interval=_SCHEDULE_EVERY_S,
    )
    _hear_signals(background.stopping)
    background.beat()
    consumer.start()
    is_ready()
    while not background.stopping.wait(BEAT_EVERY.total_seconds()):
        background.beat()
        consumer.check_worker_health()
    consumer.stop(graceful=True)


class _Consumer(Consumer):  # type: ignore[misc] # huey has no types.
    """huey's consumer, which leaves the signals to us: for huey SIGINT ends what was begun."""

    def _set_signal_handlers(self) -> None:
        pass


def _hear_signals(stopping: threading.Event) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        signal.signal(number, signal.SIG_DFL)

    # A terminal that closes (SIGHUP) ends the worker too.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
