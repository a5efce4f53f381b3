"""Running the server and the worker together: one stops, both stop."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

import click

# What is under way may end; then it is ended. What the worker had begun is taken up again later.
_LONGEST_STOP_SECONDS = 30
_LOOK_EVERY_SECONDS = 0.2


def run_together(
    server: Sequence[str], worker: Sequence[str], *, environment: Mapping[str, str]
) -> int:
    """Run two commands until one of them ends or this process is asked to; returns an exit code.

    It is 0 when this process was asked to stop, else 1: neither ends by itself.
    """
    # A signal that comes while the first is started must not leave it alone.
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    running = [_start(command, environment=environment) for command in (server, worker)]
    while not asked and all(process.poll() is None for process in running):
        time.sleep(_LOOK_EVERY_SECONDS)
    if not asked:
        ended = "server" if running[0].poll() is not None else "worker"
        click.echo(f"The {ended} ended, so both stop.", err=True)
    _stop(running)
    return 0 if asked else 1


def _start(command: Sequence[str], *, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=environment)  # noqa: S603 - our own commands, no shell.


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    deadline = time.monotonic() + _LONGEST_STOP_SECONDS
    for process in running:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
