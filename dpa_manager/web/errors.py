"""Error pages that help and tell nothing: a title, a sentence, a way on."""

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    BadRequest,
    Conflict,
    Forbidden,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    SecurityError,
    ServiceUnavailable,
    TooManyRequests,
)
from werkzeug.wrappers import Response as AnyResponse

from dpa_manager.actions.watching import note
from dpa_manager.domain import errors
from dpa_manager.web.access import to_sign_in
from dpa_manager.web.current import browser, current_visitor
from dpa_manager.web.destinations import page_left
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext, in_reader_language, marked

# The words stand here as the catalogue finds them; they are translated when the page is made.
_WORDS = {
    BadRequest.code: (
        marked("That did not work"),
        marked("The request could not be understood. Nothing was changed."),
    ),
    Forbidden.code: (
        marked("This is not for you"),
        marked("Your role does not open this page. Ask whoever gave you access if it should."),
    ),
    NotFound.code: (
        marked("Not found"),
        marked("This page does not exist, or it is not yours."),
    ),
    MethodNotAllowed.code: (
        marked("That did not work"),
        marked("This address is not one to go to by itself. Start from a page and its buttons."),
    ),
    Conflict.code: (
        marked("Somebody was before you"),
        marked("It was changed meanwhile. Nothing of yours was kept: look at it anew."),
    ),
    RequestEntityTooLarge.code: (
        marked("That is too much"),
        marked("What was sent is larger than this page takes. Nothing was changed."),
    ),
    TooManyRequests.code: (
        marked("Please wait a moment"),
        marked("Too much was asked in a short time. Nothing is lost: try again later."),
    ),
    InternalServerError.code: (
        marked("Something went wrong"),
        marked("This did not work, and nothing was changed. Try again later."),
    ),
}
_STALE_FORM = (
    marked("This form is no longer valid"),
    marked(
        "It belongs to an earlier visit: you signed in or out since it was opened. Nothing was "
        "changed. Open the page again and fill it in once more."
    ),
)
_CODES: dict[type[errors.DomainError], int] = {
    errors.NotFound: NotFound.code,
    errors.Forbidden: Forbidden.code,
    errors.Conflict: Conflict.code,
    errors.Refused: BadRequest.code,
    errors.TooMany: TooManyRequests.code,
    errors.Unavailable: ServiceUnavailable.code,
}


def answer_errors(app: Flask) -> None:
    """Answer every error of `app` with a page in the reader's language."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Forbidden, _denied)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(errors.DomainError, _domain_error)


def _http_error(error: HTTPException) -> Response:
    code = error.code or InternalServerError.code
    title, sentence = _WORDS.get(code, _WORDS[BadRequest.code])
    return _page(gettext(title), gettext(sentence), code=code)


def _denied(error: Forbidden) -> Response:
    _note("page-denied")
    return _http_error(error)


def _stale_form(_: CSRFError) -> Response:
    _note("request-refused")
    title, sentence = _STALE_FORM
    return _page(gettext(title), gettext(sentence), code=BadRequest.code)


def _foreign_host(_: SecurityError) -> tuple[str, int]:
    # Under a name that is not ours no address can be made, so no page with links either.
    return gettext(_WORDS[BadRequest.code][1]), SecurityError.code


def _domain_error(error: errors.DomainError) -> AnyResponse:
    if isinstance(error, errors.SignedOut):
        return to_sign_in()
    if isinstance(error, errors.NotFound):
        return _http_error(NotFound())
    if isinstance(error, errors.Forbidden):
        _note("page-denied")
    code = next((_CODES[kind] for kind in type(error).__mro__ if kind in _CODES), 500)
    if code >= InternalServerError.code:
        # The person reads the sentence; whoever keeps the house finds the code in its log.
        current_app.logger.error("%s: %s", error.code, error)
    title, _ = _WORDS.get(code, _WORDS[InternalServerError.code])
    answer = _page(gettext(title), in_reader_language(error.sentence), code=code)
    if isinstance(error, errors.TooMany):
        answer.headers["Retry-After"] = str(error.wait_seconds)
    return answer


def _note(kind: str) -> None:
    note(
        kind,
        toolbox=house(),
        visitor=current_visitor(),
        browser=browser(),
        details={"endpoint": request.endpoint or "", "method": request.method},
    )


def _page(title: str, sentence: str, *, code: int) -> Response:
    # Where a button was pressed, the way on is back to its page; a page that failed leads nowhere.
    back = "" if request.method in ("GET", "HEAD") else page_left()
    if "HX-Request" in request.headers:
        # The page that sent it stays as it is and shows the sentence where it tells what is saved.
        return make_response(render_template("error_line.html", sentence=sentence), code)
    words = render_template("error.html", title=title, sentence=sentence, code=code, back=back)
    return make_response(words, code)
