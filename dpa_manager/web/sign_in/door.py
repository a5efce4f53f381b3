"""The door: address and password, asking for a link or a new password; and the way out."""

from collections.abc import Callable

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import signing_in
from dpa_manager.actions.signing_in import SignedIn
from dpa_manager.web.access import anyone
from dpa_manager.web.current import browser, current_visitor, forget
from dpa_manager.web.destinations import asked_next, step_of
from dpa_manager.web.forms.base import accepted, only_pressed
from dpa_manager.web.forms.signing_in import AddressForm, PasswordForm
from dpa_manager.web.house import house
from dpa_manager.web.sign_in.blueprint import blueprint
from dpa_manager.web.sign_in.entering import enter

# What a browser forgets at signing out; the cookies are dropped one by one, since the language
# and the proof of a known browser stay.
_FORGOTTEN = '"cache", "storage"'


@blueprint.get("/")
@anyone
def home() -> Response:
    """Where the visitor begins: at their work, or at the door."""
    found = current_visitor()
    return redirect(step_of(found) if found else url_for(".sign_in"), code=303)


@blueprint.get("/login")
@anyone
def sign_in() -> Response | str:
    """The door: address and password, or a link by mail."""
    found = current_visitor()
    if found is not None:
        return redirect(step_of(found, then=asked_next()), code=303)
    return render_template("sign_in/sign_in.html", form=PasswordForm())


@blueprint.post("/login")
@anyone
def sign_in_by_password() -> Response | tuple[str, int]:
    """Take address and password."""
    form = PasswordForm()
    signed = accepted(form, lambda: _by_password(form))
    if signed is None:
        return render_template("sign_in/sign_in.html", form=form), 400
    return enter(signed)


@blueprint.get("/login/link")
@anyone
def ask_link() -> str:
    """Ask for a link by mail, for people of clients."""
    return render_template("sign_in/ask_link.html", form=AddressForm())


@blueprint.post("/login/link")
@anyone
def mail_link() -> Response | tuple[str, int]:
    """Mail a link, if there is somebody to whom; the answer is the same for all."""
    form = AddressForm()
    if accepted(form, lambda: _ask(signing_in.ask_sign_in_link, form)) is None:
        return render_template("sign_in/ask_link.html", form=form), 400
    return redirect(url_for(".mailed"), code=303)


@blueprint.get("/login/reset")
@anyone
def ask_reset() -> str:
    """Ask for a new password."""
    return render_template("sign_in/ask_reset.html", form=AddressForm())


@blueprint.post("/login/reset")
@anyone
def mail_reset() -> Response | tuple[str, int]:
    """Mail a link to set a new password; the answer is the same for all."""
    form = AddressForm()
    if accepted(form, lambda: _ask(signing_in.ask_password_reset, form)) is None:
        return render_template("sign_in/ask_reset.html", form=form), 400
    return redirect(url_for(".mailed"), code=303)


@blueprint.get("/login/mailed")
@anyone
def mailed() -> str:
    """Say that a mail is under way, if there is somebody to whom."""
    return render_template("sign_in/mailed.html")


@blueprint.post("/logout")
@anyone
def sign_out() -> Response:
    """End the session, and have the browser forget what it kept of it."""
    only_pressed()
    found = current_visitor()
    if found is not None:
        signing_in.sign_out(found, toolbox=house())
    forget()
    answer = redirect(url_for(".sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = _FORGOTTEN
    return answer


def _by_password(form: PasswordForm) -> SignedIn:
    email, password = form.email.data, form.password.data
    asking = browser(email)
    return signing_in.sign_in_by_password(email, password, browser=asking, toolbox=house())


def _ask(act: Callable[..., None], form: AddressForm) -> bool:
    act(form.email.data, browser=browser(form.email.data), toolbox=house())
    return True
