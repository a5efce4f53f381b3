"""The words of pages about suppliers: states and kinds, countries, addresses to follow."""

from functools import cache

from flask import Flask

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.speaking import in_reader_language, reader_language


def speak_of_suppliers(app: Flask) -> None:
    """Give the pages of `app` the words about suppliers."""
    app.jinja_env.filters |= {
        "country": country,
        "supplier_kind": supplier_kind,
        "supplier_state": supplier_state,
        "supplier_state_note": supplier_state_note,
    }
    app.jinja_env.tests["web_address"] = is_web_address
    app.jinja_env.globals["all_countries"] = lambda: _country_names(reader_language())


def supplier_state(key: str) -> str:
    """What the reader calls a state of a sub-processor: "retiring"."""
    return in_reader_language(vocabulary().options["subprocessor_state"][key].label)


def supplier_state_note(key: str) -> str:
    """What a state of a sub-processor means."""
    return in_reader_language(vocabulary().options["subprocessor_state"][key].explanation)


def supplier_kind(key: str) -> str:
    """What the reader calls a kind of supplier: "data centre or cloud host"."""
    return in_reader_language(vocabulary().subprocessor_kinds[key].label)


def country(code: str) -> str:
    """The name of a country; a code that is none stays as it is."""
    term = vocabulary().countries.get(code)
    return in_reader_language(term.label) if term else code


def is_web_address(text: str) -> bool:
    """Whether a typed address may be followed: only what a browser opens as a page."""
    return text.startswith(("https://", "http://"))


@cache
def _country_names(language: str) -> tuple[str, ...]:
    """The names of all countries in a language, in its order."""
    return tuple(
        sorted(term.label.in_language(language) for term in vocabulary().countries.values())
    )
