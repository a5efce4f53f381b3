"""What an authenticator app takes in: a secret, as a QR code and as text to type."""

from dataclasses import dataclass

from flask import Response

from dpa_manager.actions.factoring import confirm_factor, pending_secret, pending_uri
from dpa_manager.actions.signing_in import SignedIn
from dpa_manager.documents.qr_code import qr_picture
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.visitors import Visitor
from dpa_manager.web.current import browser
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.signing_in import CodeForm
from dpa_manager.web.house import house

_GROUP = 4


@dataclass(frozen=True)
class App:
    """A secret that waits to be confirmed, in groups that a person can type."""

    secret: str


def pending_app(visitor: Visitor) -> App | None:
    """What the person's app is to take in; None when they did not begin."""
    try:
        secret = pending_secret(visitor, toolbox=house())
    except Refused:
        return None
    groups = (secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))
    return App(secret=" ".join(groups))


def picture_of(visitor: Visitor) -> Response:
    """The QR code, as a picture; raises Refused when the person did not begin."""
    picture = qr_picture(pending_uri(visitor, toolbox=house()))
    return Response(picture, mimetype="image/svg+xml")


def confirmed(form: CodeForm, visitor: Visitor) -> tuple[SignedIn, tuple[str, ...]] | None:
    """The session that goes on, and the recovery codes, once the app's first code is right."""

    def confirm() -> tuple[SignedIn, tuple[str, ...]]:
        return confirm_factor(visitor, form.code.data, browser=browser(), toolbox=house())

    return accepted(form, confirm)
