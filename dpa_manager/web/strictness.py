"""What a request may look like: of measured size, each parameter once, from our own pages."""

from unicodedata import category
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, abort, request

from dpa_manager.web.house import house

MOST_PARAMETERS = 20
LONGEST_QUERY = 4000
UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# What a browser says of a request that a page of another site made (Fetch Metadata).
_FOREIGN_SITES = frozenset({"cross-site", "same-site"})


def be_strict(app: Flask) -> None:
    """Refuse what no page of `app` asks for, before anybody looks at it."""
    app.before_request(_keep_forms_small)
    app.before_request(_refuse_strange_query)
    app.before_request(_refuse_foreign_pages)


def is_plain(text: str) -> bool:
    """Whether a text has no character that could end it early or hide in it."""
    return all(sign.isprintable() or sign in "\n\r\t" or _is_space(sign) for sign in text)


def _is_space(sign: str) -> bool:
    """Whether it is a space of some width: French puts narrow ones into figures and quotations."""
    return category(sign) == "Zs"


def _keep_forms_small() -> None:
    """Werkzeug limits the parts of a form with files; the plain kind of form has none of these."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = request.max_form_memory_size


def _refuse_strange_query() -> None:
    query = request.query_string
    if len(query) > LONGEST_QUERY or not _is_text(query):
        abort(400)
    pairs = list(request.args.items(multi=True))
    if len(pairs) > MOST_PARAMETERS or len(pairs) > len({name for name, _ in pairs}):
        abort(400)
    if not all(_is_name(name) and is_plain(value) for name, value in pairs):
        abort(400)


def _is_text(query: bytes) -> bool:
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_name(name: str) -> bool:
    return name.isascii() and name.replace("_", "").replace("-", "").isalnum()


def _refuse_foreign_pages() -> None:
    """A form of ours is sent by a page of ours; the token of the form is asked for besides."""
    if request.method not in UNSAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "") in _FOREIGN_SITES:
        abort(400)
    # Whoever hides where a form stood says "null" or nothing: only what is said is judged.
    said = request.headers.get("Origin") or request.referrer or ""
    if said and not _is_ours(said):
        abort(400)


def _is_ours(address: str) -> bool:
    ours = {_origin(request.host_url), _origin(house().config.base_url)}
    return _origin(address) in ours


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc
