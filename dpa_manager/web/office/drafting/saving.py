"""Saving a part: a whole page for a browser that sent the form, a fragment for one that autosaves.

Nothing typed is lost: what is refused comes back in the form with its reason, what two people
changed comes back with both texts (409).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from dpa_manager.actions.changing import OVERTAKEN
from dpa_manager.domain.errors import Conflict
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.office.drafting.desks import desk_context
from dpa_manager.web.speaking import gettext, in_reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

Page = str | tuple[str, int] | Response


def saved(
    form: EditForm,
    act: Callable[..., object],
    *,
    row: "Engagement",
    task: str,
    page: Callable[[], str],
    then: str,
) -> Page:
    """Save a part of an engagement, and answer in the way in which it was asked.

    `act(by=…, toolbox=…)` does it once the form is right; `page()` is the form shown again, `then`
    the address to go on to. Raises what the action raises beside Refused and Conflict.
    """
    status = _save(form, act)
    if status == 200:
        form.remember()
        if not is_autosave():
            flash(gettext("Saved."))
            return redirect(then, code=303)
    if is_autosave():
        return _fragment(form, row=row, task=task, status=status)
    return page(), status


def is_autosave() -> bool:
    """Whether the page itself saves what was typed, and wants no whole page back."""
    return request.headers.get("HX-Request") == "true"


def _save(form: EditForm, act: Callable[..., object]) -> int:
    """The status of the answer: 200 saved, 400 refused, 409 somebody else was before."""
    if not form.merge():
        return 409
    overtaken: list[Conflict] = []

    def do() -> bool:
        try:
            act(**doing())
        except Conflict as error:
            if error.code != OVERTAKEN:
                raise
            overtaken.append(error)
        return True

    if accepted(form, do) is None:
        return 400
    if overtaken:
        form.form_errors.append(in_reader_language(overtaken[0].sentence))
        return 409
    return 200


def _fragment(form: EditForm, *, row: "Engagement", task: str, status: int) -> Response:
    page = render_template(
        "drafting/saved.html", form=form, is_saved=status == 200, **desk_context(row, task=task)
    )
    headers = {"HX-Trigger": "saved"} if status == 200 else {}
    return Response(page, status=status, headers=headers)
