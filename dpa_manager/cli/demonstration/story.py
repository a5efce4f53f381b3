"""The story of the demonstration: its steps in order of time, read from the TOML files here."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from dpa_manager.actions.toolbox import HOUSE_TIME

FOLDER = Path(__file__).parent
FILES = (
    "firm",
    "suppliers",
    "lichtpunt",
    "gezinshulp",
    "brouwershof",
    "val_clair",
    "orbital",
)


@dataclass(frozen=True)
class Step:
    """One thing that somebody does: `day` counts from the day of loading, `at` is Brussels time.

    `by` is a key of the staff, `act` a key of `performing.ACTS`, `values` what the act is given.
    """

    day: int
    at: time
    by: str
    act: str
    values: dict[str, Any]
    where: str = ""

    def instant(self, *, today: date) -> datetime:
        """When it happens, in UTC, if the demonstration is loaded on `today`."""
        return moment(self.day, self.at, today=today)


@dataclass(frozen=True)
class Colleague:
    """A person of the demonstration's staff."""

    key: str
    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Founding:
    """When the house is founded, by whom, and what the privacy statement does not say."""

    day: int
    at: time
    administrator: str
    legal_form: str


@dataclass(frozen=True)
class Story:
    """The founding, the staff by key, and the steps after it in order of time."""

    founding: Founding
    staff: dict[str, Colleague]
    steps: tuple[Step, ...]


def moment(day: int, at: time, *, today: date) -> datetime:
    """The instant in UTC of a time in Brussels so many days from `today`."""
    local = datetime.combine(today + timedelta(days=day), at, tzinfo=HOUSE_TIME)
    return local.astimezone(UTC)


def read_story(more: Iterable[Step] = ()) -> Story:
    """The story as the files tell it, with `more` steps in between."""
    tables = {name: tomllib.loads(_text(name)) for name in FILES}
    house = tables["firm"]["house"]
    steps = [
        _step(values, where=f"{name}.toml, step {place}")
        for name, table in tables.items()
        for place, values in enumerate(table["step"], start=1)
    ]
    return Story(
        founding=Founding(
            house["day"], _time(house["at"]), house["administrator"], house["legal_form"]
        ),
        staff={
            key: Colleague(key, row["name"], row["email"], tuple(row["roles"]))
            for key, row in tables["firm"]["staff"].items()
        },
        steps=tuple(sorted([*steps, *more], key=lambda step: (step.day, step.at))),
    )


def _text(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def _step(values: dict[str, Any], *, where: str) -> Step:
    rest = dict(values)
    return Step(
        day=rest.pop("day"),
        at=_time(rest.pop("at")),
        by=rest.pop("by"),
        act=rest.pop("act"),
        values=rest,
        where=where,
    )


def _time(text: str) -> time:
    return time.fromisoformat(text)
