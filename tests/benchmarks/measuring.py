"""Measuring: medians of ways that take turns in one run, so that a ratio means something."""

import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, in which unit, and against what."""

    what: str
    figure: str
    ratio: str = ""


def seconds(work):
    """How long `work` takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def core_seconds(work):
    """How long `work` keeps one core busy, in seconds: what others do beside it does not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def medians(ways, *, rounds):
    """The median core seconds of each way by name; every round runs all ways, after a first."""
    for work in ways.values():
        work()
    found = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            found[name].append(core_seconds(work))
    return {name: statistics.median(times) for name, times in found.items()}


def milliseconds(value):
    """Seconds as milliseconds to read."""
    return f"{value * 1000:.2f} ms"


def times(slow, fast):
    """How many times faster `fast` is than `slow`."""
    return f"{slow / fast:.1f}x"
