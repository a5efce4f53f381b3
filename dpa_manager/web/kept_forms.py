"""Forms that came too late: kept when the session has ended, there again after signing in.

The page says so and shows what was typed; nothing is saved before the person presses the button
again. What is delicate (passwords, codes, people and roles) is never kept.
"""

from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, g, request, session
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from dpa_manager.actions.keeping_forms import forget_form, keep_form
from dpa_manager.queries.kept_forms import kept_form
from dpa_manager.queries.visitors import owner_of_lapsed
from dpa_manager.web.audiences import Audience
from dpa_manager.web.current import current_visitor
from dpa_manager.web.destinations import page_left
from dpa_manager.web.house import house

MARK = "kept"
_NEVER_KEPT = frozenset({"csrf_token", "password", "code", "token"})
_DONE = (200, 303)
# No page of ours has a longer address; the table holds as much.
_LONGEST_PATH = 500


def remember_forms(app: Flask) -> None:
    """Have `app` forget what it kept once it is saved, and tell its pages what is back."""
    app.after_request(_forget_saved)
    app.context_processor(lambda: {"kept_fields": kept_fields})


def keep_late(audience: Audience) -> str:
    """Keep what was sent by somebody whose session has lapsed; the page to come back to, or "".

    Only what came from a form of ours, by the token of that session, is kept.
    """
    page, fields = page_left() or request.path, _fields()
    if request.method != "POST" or not audience.side or audience.is_fresh or not fields:
        return ""
    owner = owner_of_lapsed(session.get("_user_id", ""), now=house().now())
    if owner is None or not _is_from_us():
        return ""
    path = urlsplit(page).path
    if len(path) > _LONGEST_PATH:
        return ""
    keep_form(owner, path=path, fields=fields, toolbox=house())
    return f"{path}?{urlencode({MARK: '1'})}"


def kept_fields() -> MultiDict[str, str] | None:
    """What this person had typed on this very page, when they come back for it."""
    if request.method != "GET" or MARK not in request.args:
        return None
    if "kept_fields" not in g:
        g.kept_fields = _read()
    return cast("MultiDict[str, str] | None", g.kept_fields)


def _read() -> MultiDict[str, str] | None:
    visitor = current_visitor()
    found = kept_form(visitor, now=house().now()) if visitor and visitor.is_open else None
    if found is None or found.path != request.path:
        return None
    return MultiDict([(name, value) for name, value in found.fields])


def _fields() -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.form.lists()
        if name not in _NEVER_KEPT
        for value in values
    ]


def _is_from_us() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _forget_saved(response: Response) -> Response:
    visitor: Any = current_visitor()
    is_saved = request.method == "POST" and response.status_code in _DONE
    if is_saved and visitor is not None and visitor.is_open:
        found = kept_form(visitor, now=house().now())
        if found is not None and found.path == (urlsplit(page_left()).path or request.path):
            forget_form(visitor)
    return response
