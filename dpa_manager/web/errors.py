"""Error pages that help and tell nothing: a title, a sentence, a way back."""

from flask import Flask, current_app, render_template
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
)
from werkzeug.exceptions import NotFound as PageNotFound

from dpa_manager.domain.errors import DomainError, NotFound, Unavailable
from dpa_manager.web.speaking import gettext, in_reader_language, marked

# The words stand here as the catalogue finds them; they are translated when the page is made.
_WORDS = {
    Forbidden.code: (
        marked("This is not for you"),
        marked(
            "Nobody signs in yet. Until then the pages are shown on the computer that serves "
            "them, and for a demonstration only."
        ),
    ),
    PageNotFound.code: (
        marked("Not found"),
        marked("This page does not exist, or it is not yours."),
    ),
    InternalServerError.code: (
        marked("Something went wrong"),
        marked("This did not work, and nothing was changed. Try again later."),
    ),
}
_OTHERWISE = (marked("That did not work"), marked("The request could not be understood."))


def answer_errors(app: Flask) -> None:
    """Answer every error of `app` with a page in the reader's language."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(DomainError, _domain_error)


def _http_error(error: HTTPException) -> tuple[str, int]:
    code = error.code or InternalServerError.code
    title, sentence = _WORDS.get(code, _OTHERWISE)
    return _page(gettext(title), gettext(sentence), code=code), code


def _foreign_host(error: SecurityError) -> tuple[str, int]:
    # Under a name that is not ours no address can be made, so no page with links either.
    return gettext(_OTHERWISE[1]), SecurityError.code


def _domain_error(error: DomainError) -> tuple[str, int]:
    if isinstance(error, NotFound):
        return _http_error(PageNotFound())
    # The person reads the sentence; whoever keeps the house finds the code in its log.
    current_app.logger.error("%s: %s", error.code, error)
    code = (ServiceUnavailable if isinstance(error, Unavailable) else InternalServerError).code
    title, _ = _WORDS[InternalServerError.code]
    return _page(gettext(title), in_reader_language(error.sentence), code=code), code


def _page(title: str, sentence: str, *, code: int) -> str:
    return render_template("error.html", title=title, sentence=sentence, code=code)
