"""One's own second factor: an app in place of another, recovery codes, none for clients."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import Response as Picture
from werkzeug.wrappers import Response

from dpa_manager.actions import factoring
from dpa_manager.queries.security import factor_of
from dpa_manager.web.access import freshly_signed_in, visitor
from dpa_manager.web.app_codes import confirmed, pending_app, picture_of
from dpa_manager.web.current import browser, keep_signed_in
from dpa_manager.web.forms.base import only_pressed
from dpa_manager.web.forms.signing_in import CodeForm
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext

blueprint = Blueprint("own_factor", __name__)


@blueprint.get("/me/factor")
@freshly_signed_in
def factor() -> str:
    """The second factor, and what an app takes in when one is being set up."""
    return _page(CodeForm())


@blueprint.get("/me/factor/picture")
@freshly_signed_in
def picture() -> Picture:
    """The QR code that an app reads."""
    return picture_of(visitor())


@blueprint.post("/me/factor/begin")
@freshly_signed_in
def begin() -> Response:
    """Make a new secret; the app that is in use stays so until the new one is confirmed."""
    only_pressed()
    factoring.begin_factor(visitor(), toolbox=house())
    return redirect(url_for(".factor"), code=303)


@blueprint.post("/me/factor")
@freshly_signed_in
def confirm() -> str | tuple[str, int]:
    """Take the first code; the recovery codes stand in this answer and nowhere else."""
    form = CodeForm()
    done = confirmed(form, visitor())
    if done is None:
        return _page(form), 400
    signed, codes = done
    keep_signed_in(signed)
    return _codes_page(codes)


@blueprint.post("/me/factor/recovery-codes")
@freshly_signed_in
def renew_recovery_codes() -> str:
    """New recovery codes in place of the old ones, shown once."""
    only_pressed()
    return _codes_page(
        factoring.renew_recovery_codes(visitor(), browser=browser(), toolbox=house())
    )


@blueprint.post("/me/factor/remove")
@freshly_signed_in
def remove() -> Response:
    """Do without an app, as people of clients may."""
    only_pressed()
    factoring.remove_factor(visitor(), browser=browser(), toolbox=house())
    flash(gettext("The app is removed."))
    return redirect(url_for("own_account.me"), code=303)


def _page(form: CodeForm) -> str:
    return render_template(
        "own_account/factor.html",
        form=form,
        app=pending_app(visitor()),
        factor=factor_of(visitor()),
    )


def _codes_page(codes: tuple[str, ...]) -> str:
    then = url_for("own_account.me")
    return render_template("sign_in/recovery_codes.html", codes=codes, then=then)
