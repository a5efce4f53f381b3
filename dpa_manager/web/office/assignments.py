"""Assignments: which account managers look after a client."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import assigning
from dpa_manager.queries.managers import manager_by, manager_of, managers_for, managers_of
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import did
from dpa_manager.web.forms.base import Form
from dpa_manager.web.forms.people import ManagerForm
from dpa_manager.web.speaking import gettext

blueprint = Blueprint("assignments", __name__)

Page = str | tuple[str, int] | Response
ACT = "client.assign"


@blueprint.get("/clients/<client>/managers")
@needs("client.assign")
def assignments(client: str) -> str:
    """Who looks after a client, and who else could."""
    return _page(client)


@blueprint.post("/clients/<client>/managers")
@needs("client.assign")
def assign(client: str) -> Page:
    """Have one more account manager look after a client."""
    row = scope().client(client, act=ACT)
    form = ManagerForm(managers_for(row))

    def assign_chosen(**doing: Any) -> None:
        assigning.assign_manager(row, manager_by(form.manager.data), **doing)

    if not did(form, assign_chosen):
        return _page(client, form=form), 400
    flash(gettext("The assignment is kept."))
    return redirect(url_for(".assignments", client=client), code=303)


@blueprint.post("/clients/<client>/managers/<user>/end")
@needs("client.assign")
def unassign(client: str, user: str) -> Page:
    """Have an account manager look after a client no more."""
    row, form = scope().client(client, act=ACT), Form()
    manager = manager_of(row, user)
    if not did(form, assigning.unassign_manager, row, manager):
        return _page(client, refused=form), 400
    # Who gave their own client away may not look at this page any more.
    if not scope().may(ACT, client_id=row.id):
        return redirect(url_for("sign_in.home"), code=303)
    return redirect(url_for(".assignments", client=client), code=303)


def _page(client: str, *, form: ManagerForm | None = None, refused: Form | None = None) -> str:
    row = scope().client(client, act=ACT)
    return render_template(
        "office/assignments.html",
        client=row,
        managers=managers_of(row),
        form=form or ManagerForm(managers_for(row), formdata=None),
        refused=refused,
    )
