"""The token of a link between the mail and the button: in a short-lived cookie, in no address."""

from flask import request
from werkzeug.wrappers import Response

_COOKIE = "__Host-link"
_LIVES_SECONDS = 15 * 60
_LONGEST = 100


def kept_token() -> str:
    """The token of the link that was opened in this browser a moment ago, or ""."""
    return request.cookies.get(_COOKIE, "")


def keep_token(answer: Response, token: str) -> Response:
    """Have the browser keep a token; what cannot be one is not kept."""
    if len(token) > _LONGEST or not token.replace("-", "").replace("_", "").isalnum():
        return drop_token(answer)
    answer.set_cookie(
        _COOKIE, token, max_age=_LIVES_SECONDS, secure=True, httponly=True, samesite="Lax"
    )
    return answer


def drop_token(answer: Response) -> Response:
    """Have the browser forget the token: it was used, or it never was one."""
    answer.delete_cookie(_COOKIE, secure=True, httponly=True, samesite="Lax")
    return answer
