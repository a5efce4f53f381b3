"""Checking words against the list: what is missing, unknown, of another type, or empty."""

from collections.abc import Mapping
from typing import Any

from dpa_manager.domain.template_words import WORDS
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text, Word, YesNo


def shape_errors(words: Mapping[str, Any], shape: Mapping[str, Word] = WORDS) -> list[str]:
    """Each deviation as "place: what is wrong"; empty when words and shape agree exactly.

    Only plain str, bool, list and dict pass, so that a template can reach nothing behind a word.
    A text must not be empty unless its shape says so; a list may be, a line of it may not.
    """
    return _group(words, shape=shape, place="")


def _group(words: Any, *, shape: Mapping[str, Word], place: str) -> list[str]:
    if not isinstance(words, Mapping):
        return [f"{place}: must be a group of words"]
    before = f"{place}." if place else ""
    errors = [f"{before}{name}: is missing" for name in shape if name not in words]
    errors += [f"{before}{name}: is not a word of templates" for name in words if name not in shape]
    for name, kind in shape.items():
        if name in words:
            errors += _word(words[name], kind=kind, place=f"{before}{name}")
    return errors


def _word(value: Any, *, kind: Word, place: str) -> list[str]:
    if isinstance(kind, Text):
        return _text(value, may_be_empty=kind.may_be_empty, place=place)
    if isinstance(kind, YesNo):
        return [] if type(value) is bool else [f"{place}: must be yes or no"]
    if isinstance(kind, Group):
        return _group(value, shape=kind.words, place=place)
    return _list(value, kind=kind, place=place)


def _text(value: Any, *, may_be_empty: bool, place: str) -> list[str]:
    if type(value) is not str:
        return [f"{place}: must be text"]
    return [] if value.strip() or may_be_empty else [f"{place}: is empty"]


def _list(value: Any, *, kind: Rows | Lines, place: str) -> list[str]:
    if type(value) is not list:
        return [f"{place}: must be a list"]
    errors: list[str] = []
    for position, row in enumerate(value):
        here = f"{place}[{position}]"
        if isinstance(kind, Rows):
            errors += _group(row, shape=kind.words, place=here)
        else:
            errors += _text(row, may_be_empty=False, place=here)
    return errors
