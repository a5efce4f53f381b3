"""One's own account: name, language, client acted for, password, second factor, sessions."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import keeping_forms, signing_in
from dpa_manager.queries.own_security import own_entries
from dpa_manager.queries.security import factor_of, proofs_of, session_lines
from dpa_manager.web.access import freshly_signed_in, scope, signed_in, visitor
from dpa_manager.web.current import browser, forget, keep_signed_in
from dpa_manager.web.destinations import local_page, page_left
from dpa_manager.web.forms.base import accepted, only_pressed
from dpa_manager.web.forms.own_account import LanguageForm, SeatForm
from dpa_manager.web.forms.signing_in import NewPasswordForm
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext

blueprint = Blueprint("own_account", __name__)


@blueprint.get("/me")
@signed_in
def me() -> str:
    """The account of whoever reads it."""
    return render_template(
        "own_account/me.html",
        proofs=proofs_of(visitor()),
        factor=factor_of(visitor()),
        sessions=session_lines(scope(), now=house().now()),
        entries=own_entries(scope()),
    )


@blueprint.post("/me/language")
@signed_in
def language() -> Response:
    """Choose the language of pages and mails; the page stays."""
    form = LanguageForm()
    if form.validate():
        signing_in.choose_language(visitor(), form.language.data, toolbox=house())
    return redirect(local_page(form.next.data or "") or url_for(".me"), code=303)


@blueprint.post("/me/seat")
@signed_in
def seat() -> Response:
    """Choose the client to act for."""
    form = SeatForm()
    if form.validate():
        signing_in.choose_seat(visitor(), form.seat.data, toolbox=house())
    return redirect(url_for("sign_in.home"), code=303)


@blueprint.get("/me/password")
@freshly_signed_in
def password() -> str:
    """Ask for a new password."""
    return render_template("own_account/password.html", form=NewPasswordForm())


@blueprint.post("/me/password")
@freshly_signed_in
def change_password() -> Response | tuple[str, int]:
    """Take the new password; all other sessions end."""
    form = NewPasswordForm()
    signed = accepted(
        form,
        lambda: signing_in.change_password(
            visitor(), form.password.data, browser=browser(), toolbox=house()
        ),
    )
    if signed is None:
        return render_template("own_account/password.html", form=form), 400
    keep_signed_in(signed)
    flash(gettext("Your password is changed. You are signed out everywhere else."))
    return redirect(url_for(".me"), code=303)


@blueprint.post("/me/sessions/<session>/end")
@freshly_signed_in
def end_session(session: str) -> Response:
    """End one session; one's own is signing out."""
    only_pressed()
    row = scope().session(session)
    signing_in.end_session(row, visitor=visitor(), toolbox=house())
    if row.id == visitor().session_id:
        forget()
        return redirect(url_for("sign_in.sign_in"), code=303)
    flash(gettext("That session is ended."))
    return redirect(url_for(".me"), code=303)


@blueprint.post("/me/sessions/end-others")
@freshly_signed_in
def end_other_sessions() -> Response:
    """End all sessions but this one."""
    only_pressed()
    signing_in.end_other_sessions(visitor(), toolbox=house())
    flash(gettext("You are signed out everywhere else."))
    return redirect(url_for(".me"), code=303)


@blueprint.post("/me/kept-form/forget")
@signed_in
def forget_form() -> Response:
    """Forget what was sent after the session had ended."""
    only_pressed()
    keeping_forms.forget_form(visitor())
    return redirect(urlsplit(page_left()).path or url_for(".me"), code=303)
