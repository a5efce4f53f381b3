"""Days that an address asks about, as people type them: each with what is wrong with it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from flask import request

from dpa_manager.web.speaking import gettext

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 40


@dataclass(frozen=True)
class AskedDay:
    """A day of the address: what was typed, the day (None: nothing, or none), what is wrong."""

    name: str
    typed: str = ""
    asked_on: date | None = None
    error: str = ""

    def wrong(self, error: str) -> "AskedDay":
        """The same, told as wrong: it stands for no day then."""
        return replace(self, asked_on=None, error=error)


def asked_day(name: str, *, today: date) -> AskedDay:
    """The day under this name in the address, no later than today."""
    typed = request.args.get(name, "").strip()[:_LONGEST]
    shown = "".join(sign for sign in typed if sign.isprintable())
    if not shown:
        return AskedDay(name)
    day = _day(shown)
    if day is None:
        return AskedDay(name, shown, error=gettext("This is no day. Write it as 2026-11-24."))
    if day > today:
        return AskedDay(name, shown, error=gettext("This day has not come yet."))
    return AskedDay(name, shown, day)


def in_order(first: AskedDay, last: AskedDay) -> AskedDay:
    """The last of two days, told as wrong when it lies before the first one."""
    if first.asked_on and last.asked_on and last.asked_on < first.asked_on:
        return last.wrong(gettext("This day lies before the first one."))
    return last


def _day(text: str) -> date | None:
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
