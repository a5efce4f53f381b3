"""Doing: what a view gives to an action, in the visitor's name."""

from collections.abc import Callable
from typing import Any

from dpa_manager.web.access import visitor
from dpa_manager.web.flashes import flash_warning
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.house import house


def doing() -> dict[str, Any]:
    """Who acts, and the house in which they do."""
    return {"by": visitor().actor, "toolbox": house()}


def did(form: Form, act: Callable[..., object], *subjects: object) -> bool:
    """Whether the form is right and `act(*subjects)` was not refused; else `form` says why."""
    return accepted(form, lambda: (act(*subjects, **doing()),)) is not None


def pressed(act: Callable[..., object], *subjects: object, form: Form | None = None) -> bool:
    """Whether a button did what it says; else the page that comes next tells why not.

    `form` is what the button sends along, nothing by default; call it while the request is read.
    """
    sent = Form() if form is None else form
    if did(sent, act, *subjects):
        return True
    flash_warning(" ".join(error for errors in sent.errors.values() for error in errors))
    return False
