"""Which editions are compared, and two texts word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain.telling_changes.word_differences import compare_words
from dpa_manager.queries.comparing import chosen_editions


@pytest.mark.parametrize(
    ("numbers", "a", "b", "chosen"),
    [
        ([3, 2, 1], "", "", (2, 3)),
        ([1], "", "", (1, None)),
        ([3, 2, 1], "1", "3", (1, 3)),
        ([3, 2, 1], "3", "1", (1, 3)),
        ([3, 2, 1], "now", "2", (2, None)),
        ([3, 2, 1], "now", "now", (2, 3)),
        ([3, 2, 1], "01", "3", (2, 3)),
        ([3, 2, 1], "4", "now", (2, 3)),
    ],
)
def test_what_was_asked_for_is_compared_or_else_the_last_two(numbers, a, b, chosen):
    assert chosen_editions(numbers, a=a, b=b) == chosen


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_of_two_texts_are_the_texts_and_share_what_stayed(before, after):
    pair = compare_words(before, after, language="nl")

    assert "".join(words for _, words in pair.before) == before
    assert "".join(words for _, words in pair.after) == after
    stayed = [
        "".join(w for kind, w in side if kind == "same") for side in (pair.before, pair.after)
    ]
    assert stayed[0] == stayed[1]
    assert {kind for kind, _ in pair.before} <= {"same", "removed"}
    assert {kind for kind, _ in pair.after} <= {"same", "added"}


def test_only_the_words_that_differ_are_marked():
    pair = compare_words("bewaard 6 maanden", "bewaard 3 maanden", language="nl")

    assert pair.before == (("same", "bewaard "), ("removed", "6"), ("same", " maanden"))
    assert pair.after == (("same", "bewaard "), ("added", "3"), ("same", " maanden"))


def test_texts_too_long_to_compare_are_shown_whole():
    before, after = "oud " * 4000, "nieuw " * 4000
    pair = compare_words(before, after, language="nl")

    assert pair.before == (("removed", before),)
    assert pair.after == (("added", after),)
