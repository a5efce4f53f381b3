"""Demonstrations: pages say that all is invented, and show what a mail would have brought."""

from flask import Flask, current_app, request

from dpa_manager.actions.linking import code_digits
from dpa_manager.config import is_loopback
from dpa_manager.domain.visitors import Visitor
from dpa_manager.queries.house import is_demonstration
from dpa_manager.queries.own_security import waiting_code
from dpa_manager.web.house import house

_MARK = "is_demonstration"


def know_demonstrations(app: Flask) -> None:
    """Have the pages of `app` know whether the house is a demonstration."""
    app.context_processor(lambda: {"is_demonstration": is_shown()})


def is_shown() -> bool:
    """Whether this house is a demonstration; a house never becomes one, nor ceases to be one."""
    if not house().database.is_closed() and _MARK not in current_app.extensions:
        current_app.extensions[_MARK] = is_demonstration()
    return bool(current_app.extensions.get(_MARK, False))


def code_to_show(visitor: Visitor) -> str:
    """The code that was mailed to `visitor`, in a demonstration on this computer; else ""."""
    is_here = is_loopback(request.remote_addr or "") and house().config.is_local
    code = waiting_code(visitor, now=house().now()) if is_here and is_shown() else None
    return code_digits(code, toolbox=house()) if code else ""
