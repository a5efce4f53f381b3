"""The second factor: a code of an app or of a mail, or a recovery code."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import signing_in
from dpa_manager.domain.sessions import FACTOR
from dpa_manager.queries.security import proofs_of
from dpa_manager.web.access import at_stage, visitor
from dpa_manager.web.current import browser
from dpa_manager.web.demonstration import code_to_show
from dpa_manager.web.destinations import asked_next
from dpa_manager.web.forms.base import accepted, only_pressed
from dpa_manager.web.forms.signing_in import CodeForm
from dpa_manager.web.house import house
from dpa_manager.web.sign_in.blueprint import blueprint
from dpa_manager.web.sign_in.entering import go_on
from dpa_manager.web.speaking import gettext


@blueprint.get("/login/factor")
@at_stage(FACTOR)
def factor() -> str:
    """Ask for the code."""
    return _page(CodeForm())


@blueprint.post("/login/factor")
@at_stage(FACTOR)
def prove_factor() -> Response | tuple[str, int]:
    """Take the code."""
    form = CodeForm()
    signed = accepted(
        form,
        lambda: signing_in.prove_factor(
            visitor(), form.code.data, browser=browser(), toolbox=house()
        ),
    )
    return (_page(form), 400) if signed is None else go_on(signed)


@blueprint.post("/login/factor/send")
@at_stage(FACTOR)
def send_code() -> Response:
    """Mail another code."""
    only_pressed()
    signing_in.send_code(visitor(), browser=browser(), toolbox=house())
    flash(gettext("A code is under way to %(email)s.") % {"email": visitor().email})
    return redirect(url_for(".factor", next=asked_next() or None), code=303)


def _page(form: CodeForm) -> str:
    return render_template(
        "sign_in/factor.html",
        form=form,
        proofs=proofs_of(visitor()),
        shown_code_now=code_to_show(visitor()),
    )
