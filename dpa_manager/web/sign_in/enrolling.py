"""Setting up the second factor, which staff cannot do without."""

from flask import Response as Picture
from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import factoring
from dpa_manager.domain.sessions import ENROL
from dpa_manager.web.access import at_stage, visitor
from dpa_manager.web.app_codes import confirmed, pending_app, picture_of
from dpa_manager.web.current import keep_signed_in
from dpa_manager.web.destinations import asked_next, step_of
from dpa_manager.web.forms.base import only_pressed
from dpa_manager.web.forms.signing_in import CodeForm
from dpa_manager.web.house import house
from dpa_manager.web.sign_in.blueprint import blueprint


@blueprint.get("/login/enrol")
@at_stage(ENROL)
def enrol() -> str:
    """Show what an app takes in, and ask for its first code."""
    return _page(CodeForm())


@blueprint.get("/login/enrol/picture")
@at_stage(ENROL)
def enrol_picture() -> Picture:
    """The QR code that an app reads."""
    return picture_of(visitor())


@blueprint.post("/login/enrol/begin")
@at_stage(ENROL)
def begin_enrolling() -> Response:
    """Make a new secret for the app."""
    only_pressed()
    factoring.begin_factor(visitor(), toolbox=house())
    return redirect(url_for(".enrol", next=asked_next() or None), code=303)


@blueprint.post("/login/enrol")
@at_stage(ENROL)
def confirm_factor() -> str | tuple[str, int]:
    """Take the first code; the recovery codes stand in this answer and nowhere else."""
    form = CodeForm()
    done = confirmed(form, visitor())
    if done is None:
        return _page(form), 400
    signed, codes = done
    then = step_of(keep_signed_in(signed), then=asked_next())
    return render_template("sign_in/recovery_codes.html", codes=codes, then=then)


def _page(form: CodeForm) -> str:
    return render_template("sign_in/enrol.html", form=form, app=pending_app(visitor()))
