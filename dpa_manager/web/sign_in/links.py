"""Mailed links: opened, they only wait; a button uses them up, so that no scanner does."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import signing_in
from dpa_manager.actions.linking import find_link
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.sessions import INVITATION, RESET
from dpa_manager.queries.visitors import standing_of
from dpa_manager.web.access import anyone
from dpa_manager.web.current import browser
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.forms.signing_in import (
    ClientInvitationForm,
    InvitationForm,
    NewPasswordForm,
)
from dpa_manager.web.house import house
from dpa_manager.web.sign_in.blueprint import blueprint
from dpa_manager.web.sign_in.entering import enter
from dpa_manager.web.sign_in.link_cookie import drop_token, keep_token, kept_token
from dpa_manager.web.speaking import gettext, reader_language

if TYPE_CHECKING:
    from dpa_manager.models.one_time_link import OneTimeLink

_GONE = 410


@blueprint.get("/m/<token>")
@anyone
def landing(token: str) -> Response:
    """Take the token out of the address at once; nothing is looked up and nothing used."""
    answer = keep_token(redirect(url_for(".link"), code=303), token)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/link")
@anyone
def link() -> str | tuple[str, int]:
    """Show what the link is for, and the button that uses it."""
    found = _waiting()
    return _page(found, _form_of(found)) if found else _gone()


@blueprint.post("/link")
@anyone
def use_link() -> Response | tuple[str, int]:
    """Use the link."""
    found = _waiting()
    if found is None:
        return _gone()
    form = _form_of(found)
    answer = accepted(form, lambda: _use(found, form))
    return (_page(found, form), 400) if answer is None else drop_token(answer)


def _waiting() -> "OneTimeLink | None":
    try:
        return find_link(kept_token(), toolbox=house())
    except Refused:
        return None


def _gone() -> tuple[str, int]:
    return render_template("sign_in/link_gone.html"), _GONE


def _page(found: "OneTimeLink", form: Form) -> str:
    return render_template(
        "sign_in/link.html",
        form=form,
        purpose=found.purpose,
        name=found.user.name,
        email=found.user.email,
    )


def _form_of(found: "OneTimeLink") -> Form:
    if found.purpose == RESET:
        return NewPasswordForm()
    if found.purpose != INVITATION:
        return Form()
    is_staff = bool(standing_of(found.user_id).staff_roles)
    return (InvitationForm if is_staff else ClientInvitationForm)(language=reader_language())


def _use(found: "OneTimeLink", form: Form) -> Response:
    asking, token = browser(found.user.email), kept_token()
    if found.purpose == RESET:
        signing_in.reset_password(
            token, password=form["password"].data, browser=asking, toolbox=house()
        )
        flash(gettext("Your password is changed. Sign in with it."))
        return redirect(url_for(".sign_in"), code=303)
    if found.purpose != INVITATION:
        return enter(signing_in.use_link(token, browser=asking, toolbox=house()))
    signed = signing_in.accept_invitation(
        token,
        password=form["password"].data,
        language=form["language"].data,
        browser=asking,
        toolbox=house(),
    )
    return enter(signed)
