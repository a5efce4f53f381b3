"""Gaps: what a preview prints in the place of words that are not known yet."""

from typing import Any

from dpa_manager.domain.template_words.shapes import Group, Rows, Text, Word
from dpa_manager.domain.wording.voice import Voice


def fill_gaps(words: dict[str, Any], *, shape: dict[str, Word], voice: Voice) -> None:
    """Put "to be completed" where a text is empty that may not be; only a preview does this."""
    for name, kind in shape.items():
        if isinstance(kind, Text):
            if not kind.may_be_empty and not words[name]:
                words[name] = voice.word("to_complete")
        elif isinstance(kind, Group):
            fill_gaps(words[name], shape=kind.words, voice=voice)
        elif isinstance(kind, Rows):
            for row in words[name]:
                fill_gaps(row, shape=kind.words, voice=voice)
