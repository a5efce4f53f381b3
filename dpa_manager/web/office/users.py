"""Users: everybody with an account, and one person with roles, clients and access."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import appointing, assigning, inviting, suspending
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.domain.choices import CLIENT_USER_ROLES, STAFF_ROLES
from dpa_manager.queries.people import (
    PersonLine,
    client_by_words,
    people_lines,
    person_sheet,
)
from dpa_manager.queries.people_lists import people_list
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import did, doing
from dpa_manager.web.formatting import people_role
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.forms.people import AssignmentForm, RolesForm, StaffForm
from dpa_manager.web.house import house
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.speaking import gettext, marked

blueprint = Blueprint("users", __name__)

Page = str | tuple[str, int] | Response

_ACCESS = {"yes": marked("has access"), "no": marked("no access")}
_ARRIVALS = {
    "came_in": marked("has access"),
    "invited": marked("invited"),
    "expired": marked("invitation expired"),
    "never": marked("not invited yet"),
}
_LIST = Shown(
    title=marked("Users"),
    search=marked("Name, e-mail address or client"),
    heads=(
        Head("name", marked("Name"), lambda line: line.name, width=30),
        Head("email", marked("E-mail address"), lambda line: line.email, width=36),
        Head("roles", marked("Roles"), lambda line: _roles(line), width=50),
        Head("seen", marked("Last seen"), lambda line: line.seen_at),
        Head("access", marked("Access"), lambda line: _access(line)),
    ),
    choices=(
        Choice("role", marked("Role"), (*STAFF_ROLES, *CLIENT_USER_ROLES), people_role),
        Choice("access", marked("Access"), tuple(_ACCESS), said(_ACCESS)),
    ),
)


@blueprint.get("/admin/users")
@needs("user.read")
def users() -> str:
    """Everybody, a page at a time."""
    return render_template(
        "office/users.html", listed=listed_page(_LIST, people_list(scope()), _lines)
    )


@blueprint.get("/admin/users.xlsx")
@blueprint.get("/admin/users.csv")
@needs("user.read")
def users_file() -> Response:
    """Everybody as a file."""
    return list_file(_LIST, people_list(scope()), _lines)


@blueprint.get("/admin/users/new")
@needs("user.write", fresh=True)
def new_user() -> str:
    """Ask who the new member of staff is."""
    return render_template("office/new_user.html", form=StaffForm())


@blueprint.post("/admin/users/new")
@needs("user.write", fresh=True)
def invite() -> Page:
    """Invite a member of staff by mail."""
    form = StaffForm()
    typed = TypedUser(form.email.data or "", form.name.data or "", form.language.data or "")
    roles = form.role.data or ()
    done = accepted(form, lambda: inviting.invite_staff(typed, roles=roles, **doing()))
    if done is None:
        return render_template("office/new_user.html", form=form), 400
    flash(gettext("%(name)s is invited by mail.") % {"name": done.user.name})
    return redirect(url_for(".user", user=done.user.public_id), code=303)


@blueprint.get("/admin/users/<user>")
@needs("user.read")
def user(user: str) -> str:
    """One person: roles, clients, access."""
    return _page(user)


@blueprint.post("/admin/users/<user>/roles")
@needs("user.write", fresh=True)
def change_roles(user: str) -> Page:
    """Give a member of staff other roles."""
    form = RolesForm()
    row = scope().user(user)
    if not did(form, appointing.change_roles, row, form.role.data or ()):
        return _page(user, roles=form), 400
    flash(gettext("The roles are changed; open sessions ended."))
    return redirect(url_for(".user", user=user), code=303)


@blueprint.post("/admin/users/<user>/clients")
@needs("user.write")
def assign(user: str) -> Page:
    """Have an account manager look after one more client."""
    form = AssignmentForm()
    row = scope().user(user)

    def assign_named(**doing: Any) -> None:
        client = client_by_words(scope(), form.client.data, act="client.assign")
        assigning.assign_manager(client, row, **doing)

    if not did(form, assign_named):
        return _page(user, assignment=form), 400
    return redirect(url_for(".user", user=user), code=303)


@blueprint.post("/admin/users/<user>/invite")
@needs("user.write", fresh=True)
def invite_again(user: str) -> Page:
    """Mail somebody who never came in a new invitation."""
    return _act(user, inviting.invite_again, gettext("A new invitation is on its way."))


@blueprint.post("/admin/users/<user>/end-sessions")
@needs("user.write", fresh=True)
def end_sessions(user: str) -> Page:
    """Sign somebody out everywhere."""
    return _act(user, suspending.end_all_sessions, gettext("All sessions are ended."))


@blueprint.post("/admin/users/<user>/reset-factor")
@needs("user.write", fresh=True)
def reset_factor(user: str) -> Page:
    """Take a lost second factor away."""
    told = gettext("The second step is taken away; a new one is set up at the next sign-in.")
    return _act(user, suspending.reset_factor, told)


@blueprint.post("/admin/users/<user>/deactivate")
@needs("user.write", fresh=True)
def deactivate(user: str) -> Page:
    """Let somebody come in no more."""
    return _act(user, suspending.deactivate_user, gettext("This person can come in no more."))


@blueprint.post("/admin/users/<user>/reactivate")
@needs("user.write", fresh=True)
def reactivate(user: str) -> Page:
    """Let somebody come in again."""
    return _act(user, suspending.reactivate_user, gettext("This person may come in again."))


def _act(user: str, act: Callable[..., object], told: str) -> Page:
    """Do to a person what a button says; a refusal is told above their page."""
    form, row = Form(), scope().user(user)
    if not did(form, act, row):
        return _page(user, refused=form), 400
    flash(told)
    return redirect(url_for(".user", user=user), code=303)


def _page(
    user: str,
    *,
    refused: Form | None = None,
    roles: RolesForm | None = None,
    assignment: AssignmentForm | None = None,
) -> str:
    now = house().now()
    sheet = person_sheet(scope(), scope().user(user), now=now)
    return render_template(
        "office/user.html",
        sheet=sheet,
        may_write=visitor().may("user.write"),
        is_fresh=visitor().is_fresh(now=now),
        refused=refused,
        roles=roles or RolesForm(formdata=None, data={"role": list(sheet.line.roles)}),
        assignment=assignment or AssignmentForm(formdata=None),
    )


def _lines(rows: Any) -> tuple[PersonLine, ...]:
    return people_lines(scope(), rows, now=house().now())


def _roles(line: PersonLine) -> str:
    seats = [f"{people_role(seat.role)}: {seat.client}" for seat in line.seats]
    return "; ".join([*map(people_role, line.roles), *seats])


def _access(line: PersonLine) -> str:
    return said(_ARRIVALS)(line.arrival) if line.is_active else said(_ACCESS)("no")
