"""Changes between versions as pages show them: in groups, and the texts word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dpa_manager.domain.telling_changes import Change, part_name
from dpa_manager.domain.telling_changes.word_differences import TextPair, text_pairs
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.speaking import reader_language


@dataclass(frozen=True)
class ToldPart:
    """A group of changes under its name; `key` is the part's."""

    key: str
    name: Phrase
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ToldText:
    """What a text is about, and the text before and after in the languages that differ."""

    subject: Phrase
    pairs: tuple[TextPair, ...]


def told_parts(changes: Sequence[Change]) -> tuple[ToldPart, ...]:
    """The changes by group, in their order; they come sorted by group."""
    return tuple(
        ToldPart(key, part_name(key), tuple(group))
        for key, group in groupby(changes, key=lambda change: change.part)
    )


def told_texts(changes: Sequence[Change]) -> tuple[ToldText, ...]:
    """The texts that took the place of others, in the reader's language where that one differs."""
    return tuple(
        ToldText(change.subject, text_pairs(change, language=reader_language()))
        for change in changes
        if change.is_text
    )
