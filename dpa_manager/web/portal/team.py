"""The team: who signs in for this client; its signatories invite colleagues and remove them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import teaming
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.queries.portal_team import Colleague, colleague, own_membership, team_of
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import did, doing
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.forms.people import ColleagueForm
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext, reader_language

blueprint = Blueprint("portal_team", __name__)

Page = str | tuple[str, int] | Response
ACT = "team.write"


@blueprint.get("/portal/team")
@needs("team.read")
def team() -> str:
    """Who signs in for this client."""
    return render_template(
        "portal/team.html", colleagues=team_of(scope()), may_write=visitor().may(ACT)
    )


@blueprint.get("/portal/team/new")
@needs("team.write", fresh=True)
def new_colleague() -> str:
    """Ask who the new colleague is."""
    form = ColleagueForm(data={"language": reader_language()})
    return render_template("portal/new_colleague.html", form=form)


@blueprint.post("/portal/team/new")
@needs("team.write", fresh=True)
def invite() -> Page:
    """Invite a colleague by mail."""
    form = ColleagueForm()
    typed = TypedUser(form.email.data or "", form.name.data or "", form.language.data or "")
    client, role = scope().clients(ACT).get(), form.role.data or ""
    done = accepted(
        form, lambda: teaming.invite_colleague(typed, client=client, role=role, **doing())
    )
    if done is None:
        return render_template("portal/new_colleague.html", form=form), 400
    flash(gettext("%(name)s is told by mail.") % {"name": typed.name})
    return redirect(url_for(".team"), code=303)


@blueprint.get("/portal/team/<user>")
@needs("team.write")
def member(user: str) -> str:
    """One colleague: the role, and what can be done about their access."""
    return _page(colleague(scope(), own_membership(scope(), user, act=ACT)))


@blueprint.post("/portal/team/<user>/invite")
@needs("team.write", fresh=True)
def remind(user: str) -> Page:
    """Mail a colleague once more how to come in."""
    row, form = own_membership(scope(), user, act=ACT), Form()
    if not did(form, teaming.remind_colleague, row):
        return _page(colleague(scope(), row), refused=form), 400
    flash(gettext("A new invitation is on its way."))
    return redirect(url_for(".team"), code=303)


@blueprint.post("/portal/team/<user>/end")
@needs("team.write", fresh=True)
def end(user: str) -> Page:
    """Let a colleague sign in for this client no more."""
    row, form = own_membership(scope(), user, act=ACT), Form()
    shown = colleague(scope(), row)
    if not did(form, teaming.remove_colleague, row):
        return _page(shown, refused=form), 400
    told = gettext("%(name)s can no longer sign in for you; open sessions ended.")
    flash(told % {"name": shown.name or shown.email})
    return redirect(url_for(".team"), code=303)


def _page(found: Colleague, *, refused: Form | None = None) -> str:
    is_fresh = visitor().is_fresh(now=house().now())
    return render_template(
        "portal/colleague.html", colleague=found, is_fresh=is_fresh, refused=refused
    )
