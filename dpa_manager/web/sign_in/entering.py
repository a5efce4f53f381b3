"""Entering: from a proof that was right to the next step, or to the page that was wanted."""

from flask import redirect
from werkzeug.wrappers import Response

from dpa_manager.actions import signing_in
from dpa_manager.actions.signing_in import SignedIn
from dpa_manager.web.current import current_visitor, keep_signed_in
from dpa_manager.web.destinations import asked_next, step_of
from dpa_manager.web.house import house


def enter(signed: SignedIn) -> Response:
    """Go on with a session that was just begun; one that this browser had before it ends."""
    earlier = current_visitor()
    if earlier is not None:
        signing_in.sign_out(earlier, toolbox=house())
    return go_on(signed)


def go_on(signed: SignedIn) -> Response:
    """Go on with a session that was begun, or that goes on under a new token."""
    return redirect(step_of(keep_signed_in(signed), then=asked_next()), code=303)
