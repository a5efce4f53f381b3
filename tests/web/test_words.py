"""The words of the pages: every one is translated, and none lies unused."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import dpa_manager

PACKAGE = Path(dpa_manager.__file__).parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "marked": None,
}


def words_in_use():
    """Every word that a page or a view speaks, by its first form."""
    found = extract_from_dir(
        PACKAGE / "web",
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        options_map={"**.html": {"trimmed": "true"}},
        keywords=KEYWORDS,
    )
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found} - {""}


def catalogue(language):
    path = PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def first(message):
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_word_of_the_pages_is_translated(language):
    translated = {
        first(message)
        for message in catalogue(language)
        if (message.string if isinstance(message.string, str) else all(message.string))
        and not message.fuzzy
    }

    assert words_in_use() - translated == set()
    assert len(translated) > 30


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_translation_lies_unused(language):
    assert {first(message) for message in catalogue(language)} - words_in_use() == set()


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_translation_fills_the_same_places(language):
    for message in catalogue(language):
        texts = [message.string] if isinstance(message.string, str) else message.string
        for text in texts:
            for place in ("%(number)s", "%(num)d", "%(day)s", "%(article)s"):
                assert (place in first(message)) == (place in text), first(message)
