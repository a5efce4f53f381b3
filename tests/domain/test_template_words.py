"""The list of words: its checker notices every deviation, its page is current."""

from copy import deepcopy
from pathlib import Path

import pytest

from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.template_words.checking import shape_errors
from dpa_manager.domain.template_words.listing import words_page
from dpa_manager.domain.template_words.shapes import Group, Rows
from tests.domain.wording.spoken import spoken

PAGE = Path(__file__).resolve().parents[2] / "templates" / "README.md"


class Markup(str):
    """Text that would pass itself off as safe."""


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda words: words.pop("reference"), "reference: is missing"),
        (lambda words: words.update(extra="x"), "extra: is not a word of templates"),
        (lambda words: words.update(reference=3), "reference: must be text"),
        (lambda words: words.update(reference=Markup("x")), "reference: must be text"),
        (lambda words: words.update(reference=" "), "reference: is empty"),
        (lambda words: words.update(is_preview=1), "is_preview: must be yes or no"),
        (lambda words: words.update(client="x"), "client: must be a group of words"),
        (lambda words: words["client"].pop("legal_name"), "client.legal_name: is missing"),
        (lambda words: words.update(flows=()), "flows: must be a list"),
        (lambda words: words["flows"][0].update(data=[""]), "flows[0].data[0]: is empty"),
        (lambda words: words["flows"][0].update(data=[1]), "flows[0].data[0]: must be text"),
        (lambda words: words["flows"].append("x"), "flows[4]: must be a group of words"),
        (
            lambda words: words["activities"][1]["data"][0].update(label=""),
            "activities[1].data[0].label: is empty",
        ),
    ],
)
def test_a_deviation_is_named_with_its_place(change, error):
    words = deepcopy(spoken())
    assert shape_errors(words) == []
    change(words)
    assert shape_errors(words) == [error]


def test_what_may_be_empty_may_be():
    words = spoken() | {"replaces": "", "has_replaced": False}
    assert shape_errors(words) == []


def test_the_page_of_words_is_current():
    """Write it anew with `words_page()` whenever the list changes."""
    assert PAGE.read_text(encoding="utf-8") == words_page()


def test_the_page_names_every_word():
    page = words_page()
    for name, kind in WORDS.items():
        assert f"`{name}`" in page
        if isinstance(kind, Group | Rows):
            prefix = f"{name}." if isinstance(kind, Group) else "row."
            for inner in kind.words:
                assert f"`{prefix}{inner}`" in page
