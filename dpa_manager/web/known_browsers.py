"""Known browsers: a proof, kept by the browser itself, of who was signed in on it before.

It opens nothing. Whoever carries it is told from strangers when wrong passwords are counted, and
gets no mail about a new device.
"""

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from dpa_manager.actions.keeping_secrets import account_key
from dpa_manager.domain.throttling import FAMILIAR_FOR
from dpa_manager.domain.visitors import Visitor
from dpa_manager.web.house import house

_COOKIE = "__Host-known"
_LIVES_SECONDS = int(FAMILIAR_FOR.total_seconds())
_MOST_PEOPLE = 5


def know_browsers(app: Flask) -> None:
    """Have `app` give each browser its proof when somebody came all the way in."""
    app.after_request(_keep)


def is_known(email: str) -> bool:
    """Whether the person with this address was signed in on this browser before."""
    return bool(email) and account_key(email, toolbox=house()) in _accounts()


def _accounts() -> list[str]:
    try:
        kept = _signer().loads(request.cookies.get(_COOKIE, ""), max_age=_LIVES_SECONDS)
    except BadSignature:
        return []
    return list(kept)


def _keep(response: Response) -> Response:
    visitor: Visitor | None = g.get("visitor")
    if visitor is None or not visitor.is_open or not g.get("is_session_changed"):
        return response
    mine = account_key(visitor.email, toolbox=house())
    accounts = [mine, *(kept for kept in _accounts() if kept != mine)][:_MOST_PEOPLE]
    response.set_cookie(
        _COOKIE,
        _signer().dumps(accounts),
        max_age=_LIVES_SECONDS,
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    return response


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="known browsers")
