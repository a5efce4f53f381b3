"""Asking for pages as somebody: the cookie of a session, the token of a form, the whole answer."""

import io
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import urlsplit

from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import Headers

from tests.access.people import NOBODY, token_of

_RAW_TOKEN = "0123456789abcdef" * 2 + "01234567"
_FORM_TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*(")')


@dataclass(frozen=True)
class Answer:
    """What came back: `text` is everything readable in it, headers and unpacked files included."""

    status: int
    headers: Headers
    body: bytes
    address: str

    @property
    def location(self):
        return self.headers.get("Location", "")

    @property
    def page(self):
        """The body without the token of its forms and the address that was asked for."""
        words = self.body.decode(errors="replace").replace(self.address, "")
        return _FORM_TOKEN.sub(r"\1\2", words)

    @property
    def text(self):
        """The whole answer as words, without the address that was asked for."""
        parts = [f"{name}: {value}" for name, value in self.headers.items()]
        parts += [words.decode(errors="replace") for words in _unpacked(self.body)]
        return "\n".join(parts).replace(self.address, "")

    @property
    def leads_to_sign_in(self):
        """Whether it only says: sign in (first)."""
        return self.status == 303 and urlsplit(self.location).path == "/login"


def _unpacked(body):
    if not body.startswith(b"PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return [package.read(name) for name in package.namelist()]


class Browsing:
    """Browsers of everybody at one app."""

    def __init__(self, app):
        self.app = app
        self._client = app.test_client(use_cookies=False)
        self._base = app.extensions["house"].config.base_url
        self._cookies = app.session_interface.get_signing_serializer(app)
        self._tokens = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")

    def ask(self, persona, address, *, method="GET", data=None, token=True, headers=None):
        """The answer of the app; a POST sends `data` with the token of a form."""
        sent = dict(data or {})
        if method != "GET" and token:
            sent["csrf_token"] = self.form_token() if token is True else token
        response = self._client.open(
            address,
            method=method,
            base_url=self._base,
            data=sent if method != "GET" else None,
            headers={"Cookie": self.cookie(persona), **(headers or {})},
            buffered=True,
        )
        return Answer(response.status_code, response.headers, response.data, address)

    def cookie(self, persona):
        """The cookie of a browser in which this person signed in."""
        kept = {"csrf_token": _RAW_TOKEN}
        if persona.name != NOBODY.name:
            kept |= {"_user_id": token_of(persona.name), "_fresh": True}
        return f"{self.app.config['SESSION_COOKIE_NAME']}={self._cookies.dumps(kept)}"

    def form_token(self, *, raw=_RAW_TOKEN):
        """A token as forms of ours carry it."""
        return self._tokens.dumps(raw)
