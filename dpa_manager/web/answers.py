"""What every answer carries: a strict content policy and no trace in caches; and files."""

import io
import unicodedata

from flask import Flask, Response, request, send_file

from dpa_manager.web.house import house

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
# A document that a browser opens after all runs nothing and loads nothing.
DOCUMENT_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
REFERRERS = "same-origin"
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
_LONGEST_NAME = 150
_NO_NAME = frozenset('/\\:*?"<>|')


def guard_answers(app: Flask) -> None:
    """Put the security headers on every answer of `app`, error pages included."""
    app.after_request(_headers)


def file_answer(data: bytes, *, name: str, media_type: str, language: str = "") -> Response:
    """Bytes as a file to save under `name`, made safe; never shown within a page."""
    answer = send_file(
        io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=safe_name(name)
    )
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    if language:
        answer.headers["Content-Language"] = language
    return answer


def safe_name(name: str) -> str:
    """A file's name without folders and without signs that end a header or turn the reading."""
    signs = (sign for sign in name if unicodedata.category(sign)[0] != "C" and sign not in _NO_NAME)
    return "".join(signs).strip(" .")[-_LONGEST_NAME:] or "document"


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    response.headers.setdefault("Referrer-Policy", REFERRERS)
    response.headers.update(HEADERS)
    if house().config.base_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
