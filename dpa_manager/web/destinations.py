"""Where somebody goes on: only to a page of this house that a browser may simply open."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from dpa_manager.domain.visitors import Visitor
from dpa_manager.web.navigation import home_of

_LONGEST = 1000
# Steps of signing in, and what is no page, lead nowhere.
_NO_PAGES = ("sign_in", "static", "health")


def asked_next() -> str:
    """The page that the request names as `next`, "" when it is none of ours."""
    return local_page(request.args.get("next", ""))


def local_page(address: str) -> str:
    """`address` when it is the path of a page of this house, else "".

    Browsers read "//host", "/\\host" and blanks within an address as another host; so nothing is
    repaired here: only a plain path that a rule of ours answers is taken.
    """
    if not address.startswith("/") or len(address) > _LONGEST:
        return ""
    if not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        return ""
    if address.startswith("//"):
        return ""
    return address if _is_page(urlsplit(address).path) else ""


def page_left() -> str:
    """The page on which the button of this request stood, or the page itself; "" for neither.

    What a page fetches by itself is a piece of it: who was stopped there goes back to the page.
    """
    is_piece = request.headers.get("HX-Request") == "true"
    if request.method in ("GET", "HEAD") and not is_piece:
        return local_page(request.full_path.rstrip("?"))
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return ""
    return local_page(parts.path + (f"?{parts.query}" if parts.query else ""))


def step_of(visitor: Visitor, *, then: str = "") -> str:
    """The address where `visitor` goes on: a step of signing in, else `then`, else their home."""
    if not visitor.is_open:
        return url_for(f"sign_in.{visitor.stage}", next=then or None)
    return then or url_for(home_of(visitor))


def _is_page(path: str) -> bool:
    adapter: MapAdapter = current_app.url_map.bind(request.host)
    try:
        endpoint, _ = adapter.match(path, method="GET")
    except HTTPException:
        return False
    return endpoint.partition(".")[0] not in _NO_PAGES
