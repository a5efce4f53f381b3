"""Proving once more who it is, before something delicate."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import signing_in
from dpa_manager.actions.signing_in import SignedIn
from dpa_manager.queries.security import proofs_of
from dpa_manager.web.access import signed_in, visitor
from dpa_manager.web.current import browser
from dpa_manager.web.demonstration import code_to_show
from dpa_manager.web.destinations import asked_next
from dpa_manager.web.forms.base import accepted, only_pressed
from dpa_manager.web.forms.signing_in import ProofForm
from dpa_manager.web.house import house
from dpa_manager.web.sign_in.blueprint import blueprint
from dpa_manager.web.sign_in.entering import go_on
from dpa_manager.web.speaking import gettext


@blueprint.get("/login/again")
@signed_in
def again() -> str:
    """Ask once more who it is, before something delicate."""
    return _again_page(ProofForm())


@blueprint.post("/login/again")
@signed_in
def prove_again() -> Response | tuple[str, int]:
    """Take the proof."""
    form = ProofForm()
    signed = accepted(form, lambda: _prove(form))
    return (_again_page(form), 400) if signed is None else go_on(signed)


@blueprint.post("/login/again/send")
@signed_in
def send_proof() -> Response:
    """Mail a code to somebody who proves once more who they are."""
    only_pressed()
    signing_in.send_code(visitor(), browser=browser(), toolbox=house())
    flash(gettext("A code is under way to %(email)s.") % {"email": visitor().email})
    return redirect(url_for(".again", next=asked_next() or None), code=303)


def _prove(form: ProofForm) -> SignedIn:
    return signing_in.prove_again(
        visitor(),
        password=form.password.data or "",
        code=form.code.data or "",
        browser=browser(),
        toolbox=house(),
    )


def _again_page(form: ProofForm) -> str:
    proofs = proofs_of(visitor())
    return render_template(
        "sign_in/again.html", form=form, proofs=proofs, shown_code_now=code_to_show(visitor())
    )
