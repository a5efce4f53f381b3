"""The same facts give the same rows in nl, fr and en, field by field (scenario 11)."""

import re

import pytest

from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text
from tests.domain.wording.spoken import spoken

FIGURE = re.compile(r"\d+")


def skeleton(words, shape):
    """What must not depend on the language: conditions, counts, and every figure."""
    return {name: _skeleton(words[name], kind) for name, kind in shape.items()}


def _skeleton(value, kind):
    if isinstance(kind, Text):
        return sorted(FIGURE.findall(value.replace("\u202f", "").replace("1er", "1")))
    if isinstance(kind, Group):
        return skeleton(value, kind.words)
    if isinstance(kind, Lines):
        return sorted(str(FIGURE.findall(line.replace("\u202f", ""))) for line in value)
    if isinstance(kind, Rows):
        return sorted((skeleton(row, kind.words) for row in value), key=str)
    return value


def _without(words, *names):
    return {name: kind for name, kind in words.items() if name not in names}


# Where a language has signs of its own: thousands with a dot or comma, articles by paragraph.
SHAPE = _without(
    WORDS, "is_translation", "is_authentic_with_translation", "is_single_language", "insurance"
)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rows_conditions_and_figures_are_the_same_in_all_languages(language):
    every = ("nl", "fr", "en")
    dutch = skeleton(_comparable(spoken(language="nl", languages=every)), SHAPE)
    other = skeleton(_comparable(spoken(language=language, languages=every)), SHAPE)
    assert other == dutch


def _comparable(words):
    """Thousands without their sign, so that 1.200, 1 200 and 1,200 are one figure."""
    if isinstance(words, str):
        return re.sub(r"(?<=\d)[.,\u202f](?=\d{3}\b)", "", words)
    if isinstance(words, list):
        return [_comparable(part) for part in words]
    if isinstance(words, dict):
        return {name: _comparable(part) for name, part in words.items()}
    return words


def test_rows_are_sorted_by_their_label_in_each_language():
    for language in ("nl", "fr", "en"):
        labels = [row["label"] for row in spoken(language=language)["activities"][0]["data"]]
        assert labels == sorted(labels, key=str.casefold)
