"""How pages write values: instants, sizes and formats of files."""

from datetime import datetime

from babel.dates import format_datetime
from flask import Flask, g

from dpa_manager.actions.toolbox import HOUSE_TIME
from dpa_manager.queries.history import Told
from dpa_manager.vocabulary.sentences import history_acts
from dpa_manager.web.speaking import LOCALES


def format_values(app: Flask) -> None:
    """Give the pages of `app` the filters `instant`, `size` and `told`."""
    app.jinja_env.filters["instant"] = instant
    app.jinja_env.filters["size"] = size
    app.jinja_env.filters["told"] = told


def told(event: Told) -> str:
    """What happened, in the reader's language, with the version and language it is about."""
    words = history_acts()[event.act.replace(" ", "-")].in_language(g.language)
    parts = [str(event.details[name]) for name in ("version", "language") if name in event.details]
    client = event.personal.get("client")
    if isinstance(client, str):
        parts.append(client)
    return ": ".join((words, ", ".join(parts))) if parts else words


def instant(value: datetime) -> str:
    """An instant in Brussels time, to the minute, as the reader writes it."""
    local = value.astimezone(HOUSE_TIME)
    return format_datetime(local, format="d MMM y HH:mm", locale=LOCALES[g.language])


def size(count: int) -> str:
    """The size of a file in kB, at least 1."""
    return f"{max(1, round(count / 1000))} kB"
