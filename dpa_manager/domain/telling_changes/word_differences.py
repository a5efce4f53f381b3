"""Two texts beside each other, word by word: what stayed, what went and what came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from dpa_manager.domain.telling_changes.change import Change
from dpa_manager.vocabulary.phrase import LANGUAGES

_WORD = re.compile(r"\s+|[^\s]+")
# Beyond this many words comparing them one by one takes longer than a page may.
_MOST_WORDS = 3000


Piece = tuple[str, str]
"""Whether some words are the same, removed or added, and the words."""


@dataclass(frozen=True)
class TextPair:
    """A text before and after in one language, each in pieces that join to the whole text."""

    language: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def text_pairs(change: Change, *, language: str) -> tuple[TextPair, ...]:
    """The texts of a change: those in `language`, or in every other one if only these differ."""
    before = change.before.as_dict() if change.before else {}
    after = change.after.as_dict() if change.after else {}
    differing = [one for one in LANGUAGES if before.get(one, "") != after.get(one, "")]
    shown = [language] if language in differing else differing
    return tuple(
        compare_words(before.get(one, ""), after.get(one, ""), language=one) for one in shown
    )


def compare_words(before: str, after: str, *, language: str) -> TextPair:
    """The words of two texts compared; white space belongs to the text and is kept."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > 2 * _MOST_WORDS:
        return TextPair(language, _whole(before, "removed"), _whole(after, "added"))
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        is_same = kind == "equal"
        _add(left, old[old_start:old_end], kind="same" if is_same else "removed")
        _add(right, new[new_start:new_end], kind="same" if is_same else "added")
    return TextPair(language, tuple(left), tuple(right))


def _add(pieces: list[Piece], words: list[str], *, kind: str) -> None:
    if words:
        pieces.append((kind, "".join(words)))


def _whole(text: str, kind: str) -> tuple[Piece, ...]:
    return ((kind, text),) if text else ()
