"""Doing: what a view gives to an action, in the visitor's name."""

from collections.abc import Callable
from typing import Any

from dpa_manager.web.access import visitor
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.house import house


def doing() -> dict[str, Any]:
    """Who acts, and the house in which they do."""
    return {"by": visitor().actor, "toolbox": house()}


def did(form: Form, act: Callable[..., object], *subjects: object) -> bool:
    """Whether the form is right and `act(*subjects)` was not refused; else `form` says why."""
    return accepted(form, lambda: (act(*subjects, **doing()),)) is not None
