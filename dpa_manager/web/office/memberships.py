"""Memberships: who signs in for a client, with which role there."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import appointing, inviting
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.queries.people import client_by_words, member_sheet, membership_of
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import did, doing
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.forms.people import ClientPersonForm, SeatRoleForm
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Membership

blueprint = Blueprint("memberships", __name__)

Page = str | tuple[str, int] | Response
ACT = "team.write"


@blueprint.get("/admin/users/new/client")
@needs("team.write", fresh=True)
def new_member() -> str:
    """Ask who the new person of a client is; `client` names the client beforehand."""
    given = {"client": request.args.get("client", "")}
    return render_template("office/new_member.html", form=ClientPersonForm(data=given))


@blueprint.post("/admin/users/new/client")
@needs("team.write", fresh=True)
def invite() -> Page:
    """Invite a person of a client by mail."""
    form = ClientPersonForm()
    typed = TypedUser(form.email.data or "", form.name.data or "", form.language.data or "")

    def act() -> tuple[str, str]:
        client = client_by_words(scope(), form.client.data, act=ACT)
        done = inviting.invite_client_user(typed, client=client, role=form.role.data, **doing())
        return client.public_id, done.user.public_id

    done = accepted(form, act)
    if done is None:
        return render_template("office/new_member.html", form=form), 400
    flash(gettext("%(name)s is told by mail.") % {"name": typed.name})
    return redirect(url_for(".membership", client=done[0], user=done[1]), code=303)


@blueprint.get("/clients/<client>/users/<user>")
@needs("team.write")
def membership(client: str, user: str) -> str:
    """Somebody at a client: the role there, and whether they came in."""
    return _page(client, user)


@blueprint.post("/clients/<client>/users/<user>/role")
@needs("team.write", fresh=True)
def change_role(client: str, user: str) -> Page:
    """Give somebody another role at a client."""
    row, form = _membership(client, user), SeatRoleForm()
    if not did(form, appointing.change_membership_role, row, form.role.data or ""):
        return _page(client, user, form=form), 400
    flash(gettext("The role is changed; open sessions ended."))
    return redirect(url_for(".membership", client=client, user=user), code=303)


@blueprint.post("/clients/<client>/users/<user>/invite")
@needs("team.write", fresh=True)
def invite_again(client: str, user: str) -> Page:
    """Mail somebody who never came in a new invitation."""
    row, form = _membership(client, user), Form()
    if not did(form, inviting.invite_again, row.user):
        return _page(client, user, refused=form), 400
    flash(gettext("A new invitation is on its way."))
    return redirect(url_for(".membership", client=client, user=user), code=303)


@blueprint.post("/clients/<client>/users/<user>/end")
@needs("team.write", fresh=True)
def end(client: str, user: str) -> Page:
    """Let somebody act for a client no more."""
    row, form = _membership(client, user), Form()
    if not did(form, appointing.end_membership, row):
        return _page(client, user, refused=form), 400
    told = gettext("%(name)s no longer acts for %(client)s.")
    flash(told % {"name": row.user.name, "client": row.client.legal_name})
    if visitor().may("client.read"):
        return redirect(url_for("clients.client", client=client), code=303)
    return redirect(url_for("users.users"), code=303)


def _membership(client: str, user: str) -> "Membership":
    row = scope().client(client, act=ACT)
    return membership_of(scope(), row.public_id, user, act=ACT)


def _page(
    client: str, user: str, *, form: SeatRoleForm | None = None, refused: Form | None = None
) -> str:
    now, row = house().now(), _membership(client, user)
    return render_template(
        "office/membership.html",
        sheet=member_sheet(row, now=now),
        is_fresh=visitor().is_fresh(now=now),
        form=form or SeatRoleForm(formdata=None, data={"role": row.role}),
        refused=refused,
    )
