"""Error pages that help and tell nothing: a title, a sentence, a way back."""

from flask import Flask, g, render_template
from werkzeug.exceptions import HTTPException, InternalServerError

from dpa_manager.domain.errors import DomainError, NotFound
from dpa_manager.web.speaking import marked, translations

# The words stand here as the catalogue finds them; they are translated when the page is made.
_WORDS = {
    403: (marked("This is not for you"), marked("You may not see this page.")),
    404: (marked("Not found"), marked("This page does not exist, or it is not yours.")),
    500: (
        marked("Something went wrong"),
        marked("We could not do this. Nothing was changed. Try again later."),
    ),
}
_OTHERWISE = (marked("That did not work"), marked("The request could not be understood."))


def answer_errors(app: Flask) -> None:
    """Answer every error of `app` with a page in the reader's language."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DomainError, _domain_error)


def _http_error(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    title, sentence = _WORDS.get(code, _OTHERWISE)
    return _page(title, sentence), code


def _domain_error(error: DomainError) -> tuple[str, int]:
    if isinstance(error, NotFound):
        title, sentence = _WORDS[404]
        return _page(title, sentence), 404
    title, _ = _WORDS[500]
    told = error.sentence.in_language(g.get("language", "nl"))
    return _page(title, told), InternalServerError.code


def _page(title: str, sentence: str) -> str:
    say = translations(g.get("language", "nl")).gettext
    return render_template("error.html", title=say(title), sentence=say(sentence))
