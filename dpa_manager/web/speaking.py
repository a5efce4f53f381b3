"""Which language a page speaks: asked for, else the person's, else the browser's, else Dutch."""

from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, request

from dpa_manager.domain.visitors import Visitor
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

TRANSLATIONS = Path(__file__).parent.parent / "translations"
LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
_DEFAULT = "nl"
_COOKIE = "__Host-language"
_YEAR_SECONDS = 365 * 24 * 3600


def speak(app: Flask) -> None:
    """Teach `app` to speak the three languages: gettext in pages, phrases as a filter."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    # The extension installs this function; its types are unknown to the checker.
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(gettext, ngettext, newstyle=True)
    app.jinja_env.filters["phrase"] = in_reader_language
    app.before_request(_choose)
    app.after_request(_remember)
    app.context_processor(
        lambda: {
            "language": reader_language(),
            "language_names": LANGUAGE_NAMES,
            "page_in": page_in,
        }
    )


def reader_language() -> str:
    """The language of the page that is being made."""
    language: str = g.get("language", _DEFAULT)
    return language


def gettext(text: str) -> str:
    """The words of the interface in the reader's language; `text` is the English."""
    return translations(reader_language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The words for `count` things in the reader's language."""
    return translations(reader_language()).ngettext(one, many, count)


def marked(text: str) -> str:
    """The words as they are, marked for the catalogue; they are translated where they are used."""
    return text


def in_reader_language(phrase: Phrase) -> str:
    """The words of `phrase` in the reader's language, or in any that has some."""
    words = phrase.in_language(reader_language())
    return words or next(filter(None, phrase.as_dict().values()), "")


def page_in(language: str) -> str:
    """The address of this very page in another language."""
    return "?" + urlencode(request.args.to_dict() | {"language": language})


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of `language`, read from its .po file; English is the source itself."""
    file = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return NullTranslations()
    with file.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _choose() -> None:
    visitor: Visitor | None = g.get("visitor")
    own = visitor.language if visitor else None
    kept = request.cookies.get(_COOKIE)
    # Who is still signing in may have chosen another language on the page before.
    asked = (request.args.get("language"), *((own, kept) if _is_open(visitor) else (kept, own)))
    chosen = next((language for language in asked if language in LANGUAGES), None)
    g.language = chosen or request.accept_languages.best_match(LANGUAGES) or _DEFAULT


def _is_open(visitor: Visitor | None) -> bool:
    return visitor is not None and visitor.is_open


def _remember(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = reader_language()
        response.vary.update(("Accept-Language", "Cookie"))
    if request.args.get("language") in LANGUAGES:
        response.set_cookie(
            _COOKIE,
            reader_language(),
            max_age=_YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=True,
        )
    return response
