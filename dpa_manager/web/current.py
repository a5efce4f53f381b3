"""The visitor of this request, by the session's token that Flask-Login keeps in the cookie."""

from typing import cast

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from dpa_manager.actions.signing_in import SignedIn, mark_seen
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.errors import SignedOut
from dpa_manager.domain.visitors import Visitor
from dpa_manager.queries.visitors import visitor_by_token
from dpa_manager.vocabulary.sentences import sentences
from dpa_manager.web.house import house
from dpa_manager.web.known_browsers import is_known

_LONGEST_DEVICE = 300
# What answers without knowing anybody: the looks, and whether the house is well.
_NOBODYS = frozenset({"static", "health.healthz"})
_ASKED_BY_PAGES = frozenset({"desks.saves"})


class _Guest(UserMixin):  # type: ignore[misc] # Flask-Login says nothing of its types.
    """What Flask-Login carries: its identifier is the opaque token of a session's row."""

    def __init__(self, token: str, visitor: Visitor) -> None:
        self.token = token
        self.visitor = visitor

    def get_id(self) -> str:
        """The token, which the signed cookie holds."""
        return self.token


def know_visitors(app: Flask) -> None:
    """Have `app` find the visitor of each request by the row of the session."""
    # Pages ask the frames for the person; Flask-Login's own context would look one up even where
    # nobody is known and no connection is open.
    manager = LoginManager(app, add_context_processor=False)
    # The row of the session is the only authority (DECISIONS 7).
    manager.session_protection = None
    manager.user_loader(_load)
    app.before_request(_arrive)
    app.teardown_request(_leave)


def current_visitor() -> Visitor | None:
    """The person of this request, at any stage of signing in; None when there is none."""
    return cast(Visitor | None, g.get("visitor"))


def is_asked_by_page() -> bool:
    """Whether an open page asks by itself, which does not mean that somebody sits before it."""
    return request.endpoint in _ASKED_BY_PAGES


def is_signed_in() -> bool:
    """Whether the person of this request came all the way in."""
    found = current_visitor()
    return found is not None and found.is_open


def browser(email: str = "") -> Browser:
    """The browser that asks; `email` is whoever signs in, when it is nobody known yet."""
    found = current_visitor()
    return Browser(
        address=request.remote_addr or "",
        device=request.user_agent.string[:_LONGEST_DEVICE],
        is_known=is_known(email or (found.email if found else "")),
    )


def keep_signed_in(signed: SignedIn) -> Visitor:
    """Keep a session that was just begun or renewed in the cookie, and nothing of before it."""
    _begin_anew()
    found = visitor_by_token(signed.token, now=house().now())
    if found is None:
        raise SignedOut("session-ended", sentences()["session-ended"])
    g.visitor = found
    login_user(_Guest(signed.token, found))
    return found


def forget() -> None:
    """Keep nothing of the person who was here."""
    logout_user()
    _begin_anew()
    g.visitor = None


def _begin_anew() -> None:
    session.clear()
    # A page made in this very answer needs a token of the new session.
    g.pop("csrf_token", None)
    g.is_session_changed = True


def _arrive() -> None:
    if request.endpoint in _NOBODYS:
        return
    house().database.connect(reuse_if_open=True)
    found = getattr(current_user, "visitor", None)
    g.visitor = found
    if found is not None and not is_asked_by_page():
        mark_seen(found, toolbox=house())


def _leave(_: BaseException | None) -> None:
    database = house().database
    if not database.is_closed():
        database.close()


def _load(token: str) -> _Guest | None:
    found = visitor_by_token(token, now=house().now())
    return _Guest(token, found) if found else None
