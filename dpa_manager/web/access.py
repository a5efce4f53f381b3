"""Who may ask for an address: every view declares it, and what declares nothing answers nobody."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from dpa_manager.domain import sessions
from dpa_manager.domain.errors import SignedOut
from dpa_manager.domain.permissions import ACTS
from dpa_manager.domain.visitors import Visitor
from dpa_manager.queries.scope import Scope
from dpa_manager.queries.visitors import is_still_open
from dpa_manager.vocabulary.sentences import sentences
from dpa_manager.web.audiences import Audience, audience_of, side_of
from dpa_manager.web.current import current_visitor, is_asked_by_page
from dpa_manager.web.destinations import page_left, step_of
from dpa_manager.web.house import house
from dpa_manager.web.kept_forms import keep_late

View = TypeVar("View", bound=Callable[..., Any])

_FIRST_FAULT_OF_OURS = 500


def anyone(view: View) -> View:
    """Declare that a view answers everybody."""
    return _declared(view, Audience(is_anyone=True))


def signed_in(view: View) -> View:
    """Declare that a view answers everybody who is signed in, with what is their own."""
    return _declared(view, Audience(side=side_of(view)))


def freshly_signed_in(view: View) -> View:
    """Declare that a view answers whoever is signed in and proved it a moment ago."""
    return _declared(view, Audience(is_fresh=True, side=side_of(view)))


def at_stage(stage: str) -> Callable[[View], View]:
    """Declare that a view is a step of signing in."""
    if stage not in sessions.STAGES:
        raise KeyError(stage)
    return lambda view: _declared(view, Audience(stage=stage))


def needs(act: str, *, fresh: bool = False) -> Callable[[View], View]:
    """Declare that a view answers those who may do `act`, an act of the table of permissions.

    A view in `web.office` answers staff alone, one in `web.portal` people of clients alone.
    """
    if act not in ACTS:
        raise KeyError(act)
    return lambda view: _declared(view, Audience(act=act, is_fresh=fresh, side=side_of(view)))


def visitor() -> Visitor:
    """The signed-in person of this request; only for views that declare one."""
    found = current_visitor()
    if found is None:
        raise SignedOut("session-ended", sentences()["session-ended"])
    return found


def scope() -> Scope:
    """What this request's visitor may see."""
    return Scope(visitor())


def to_sign_in(then: str = "") -> AnyResponse:
    """Off to signing in, and afterwards to `then` or back to this page."""
    return _off_to(url_for("sign_in.sign_in", next=then or page_left() or None))


def guard_access(app: Flask) -> None:
    """Ask, before every view of `app`, whether this visitor may; and after it, whether still."""
    app.before_request(_refuse_others)
    app.after_request(_refuse_ended)


def _declared(view: View, audience: Audience) -> View:
    cast(Any, view).audience = audience
    return view


def _refuse_others() -> AnyResponse | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    audience = audience_of(current_app.view_functions[request.endpoint])
    if audience is None:
        abort(403)
    if audience.is_anyone:
        return None
    found = current_visitor()
    return to_sign_in(keep_late(audience)) if found is None else _refuse(found, audience)


def _refuse(found: Visitor, audience: Audience) -> AnyResponse | None:
    if found.stage != audience.stage:
        return _off_to(step_of(found, then=page_left()))
    if not audience.has(found):
        abort(403)
    if audience.is_fresh and not found.is_fresh(now=house().now()):
        return _off_to(url_for("sign_in.again", next=page_left() or None))
    return None


def _off_to(address: str) -> AnyResponse:
    """To another page; a piece of a page cannot show one in its place: the whole page goes."""
    if not request.headers.get("HX-Request"):
        return redirect(address, code=303)
    # Nobody did anything there, and what stands in the page may not be saved yet.
    return (
        Response(status=204) if is_asked_by_page() else Response(headers={"HX-Redirect": address})
    )


def _refuse_ended(response: Response) -> Response:
    """Withhold a page from somebody whose session ended while it was being made."""
    found = current_visitor()
    if found is None or g.get("is_session_changed"):
        return response
    # A page about a fault of ours tells nothing personal, and the database may be what fails.
    if response.status_code >= _FIRST_FAULT_OF_OURS or is_still_open(found.session_id):
        return response
    response.close()
    g.visitor = None
    return cast(Response, to_sign_in())
