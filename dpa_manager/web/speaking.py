"""Which language a page speaks: the one asked for, else the browser's, else Dutch."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, request

from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

_FOLDER = Path(__file__).parent.parent / "translations"
_COOKIE = "language"
_YEAR_SECONDS = 365 * 24 * 3600
LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}
LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


def speak(app: Flask) -> None:
    """Teach `app` to speak the three languages: gettext in pages, phrases and dates as filters."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    # The extension installs these three functions; its types are unknown to the checker.
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(
        lambda text: translations(g.language).gettext(text),
        lambda one, many, n: translations(g.language).ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.filters["phrase"] = lambda phrase: phrase.in_language(g.language)
    app.jinja_env.filters["day"] = day
    app.before_request(_choose)
    app.after_request(_remember)
    app.context_processor(
        lambda: {"language": g.get("language", "nl"), "language_names": LANGUAGE_NAMES}
    )


def marked(text: str) -> str:
    """The words as they are, marked for the catalogue; they are translated where they are used."""
    return text


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of `language`, read from its .po file; English is the source itself."""
    file = _FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return NullTranslations()
    with file.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def day(value: date) -> str:
    """A date as the reader of the page writes it: "24 november 2026"."""
    return format_date(value, format="d MMMM y", locale=LOCALES[g.language])


def in_reader_language(phrase: Phrase) -> str:
    """The words of `phrase` in the language of the page."""
    return phrase.in_language(g.language)


def _choose() -> None:
    asked = request.args.get("language") or request.cookies.get(_COOKIE)
    known = request.accept_languages.best_match(LANGUAGES)
    g.language = asked if asked in LANGUAGES else (known or "nl")


def _remember(response: Response) -> Response:
    response.headers["Content-Language"] = g.get("language", "nl")
    response.vary.update(("Accept-Language", "Cookie"))
    if request.args.get("language") in LANGUAGES:
        response.set_cookie(
            _COOKIE,
            g.language,
            max_age=_YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
    return response
