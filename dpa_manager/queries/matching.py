"""Matching: which rows hold the words that people type, and in which order names stand.

Both are equal on SQLite and PostgreSQL, whatever the collation of the latter: letters match in
any case and with or without accents ("elec" finds "Électricité"), wildcards stand for themselves,
and a name that begins with "É" stands among those that begin with "e".
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import peewee

from dpa_manager.models.base import database, is_postgresql
from dpa_manager.queries.scope import askable

LONGEST_SEARCH = 100
# More words than these narrow nothing, and each costs a look at every row.
_MOST_WORDS = 6
# Latin-1: were more letters folded, LIKE could pass over hardly any row.
_ACCENTED_LETTERS = range(0xC0, 0x100)
# The first and the last of each row of accented letters in Latin-1, and what they are sorted as.
_ACCENTED_INITIALS = (
    ("À", "Å", "a"),
    ("Ç", "Ç", "c"),
    ("È", "Ë", "e"),
    ("Ì", "Ï", "i"),
    ("Ò", "Ö", "o"),
    ("Ù", "Ü", "u"),
    ("à", "å", "a"),
    ("ç", "ç", "c"),
    ("è", "ë", "e"),
    ("ì", "ï", "i"),
    ("ò", "ö", "o"),
    ("ù", "ü", "u"),
)


def words_of(search: str) -> tuple[str, ...]:
    """The words of a search as they are looked for, at most six; none for an empty search."""
    composed = unicodedata.normalize("NFC", search[:LONGEST_SEARCH])
    return tuple(map(askable, composed.split()[:_MOST_WORDS]))


def holds(columns: Sequence[Any], search: str) -> Any:
    """The condition that each word of `search` stands in one of `columns`; None without words.

    What is no column is a function that makes a condition of a word.
    """
    found = [
        reduce(or_, (_in_one(column, word) for column in columns)) for word in words_of(search)
    ]
    return reduce(and_, found) if found else None


def has(column: Any, word: str) -> Any:
    """The condition that a column holds one word of `words_of`."""
    if is_postgresql(database):
        return peewee.Expression(column, "~", _plain(_regular_expression(word)))
    # LIKE passes over most rows much faster than GLOB, which alone knows sets of letters.
    passes = peewee.fn.LIKE(_plain(_wildcards(word)), column, _plain("!"))
    return passes & peewee.fn.GLOB(_plain(f"*{_glob(word)}*"), column)


def has_words(text: str, search: str) -> bool:
    """Whether a text that is no column holds each word of `search`, by the same rule."""
    folded = _folded(text)
    return all(_folded(word) in folded for word in words_of(search))


class Certain(peewee.NodeList):
    """An expression that has a value in every row, so that no list looks for rows without."""

    def __init__(self, expression: Any) -> None:
        super().__init__((expression,))


def in_order(column: Any) -> Certain:
    """The expression by which a column of names, none of them NULL, is sorted."""
    plain: Any = _c_collated(column) if is_postgresql(database) else column
    lower = peewee.fn.LOWER(plain).coerce(False)
    # Nearly all names are told here at the first look.
    cases: list[tuple[Any, Any]] = [(_compared(plain, "<", _ACCENTED_INITIALS[0][0]), lower)]
    rest = peewee.fn.LOWER(peewee.fn.SUBSTR(plain, 2)).coerce(False)
    for first, last, letter in _ACCENTED_INITIALS:
        is_written = _compared(plain, ">=", first) & _compared(plain, "<", chr(ord(last) + 1))
        cases.append((is_written, peewee.Expression(letter, "||", rest)))
    return Certain(peewee.Case(None, cases, lower))


def _in_one(column: Any, word: str) -> Any:
    return has(column, word) if isinstance(column, peewee.Node) else column(word)


def _c_collated(column: Any) -> Any:
    return peewee.NodeList((column, peewee.SQL('COLLATE "C"')))


def _compared(text: Any, sign: str, letter: str) -> Any:
    return peewee.Expression(text, sign, _plain(letter))


def _plain(text: str) -> Any:
    """The text as it is: a column's own converter would make something else of a pattern."""
    return peewee.Value(text, converter=False)


def _regular_expression(word: str) -> str:
    return "".join(_one_of(sign) or (sign if sign.isalnum() else f"\\{sign}") for sign in word)


def _glob(word: str) -> str:
    return "".join(_one_of(sign) or (f"[{sign}]" if sign in "*?[" else sign) for sign in word)


def _wildcards(word: str) -> str:
    signs = (
        "_" if _one_of(sign) and (_base(sign).lower() in _VARIANTS or not sign.isascii()) else sign
        for sign in word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    )
    return f"%{''.join(signs)}%"


def _one_of(sign: str) -> str:
    """The set of what a letter may be written as, "" for what is no letter or has one form."""
    base = _base(sign)
    forms = {sign, sign.lower(), sign.upper(), base.lower(), base.upper()}
    forms |= _VARIANTS.get(base.lower(), set())
    single = sorted(form for form in forms if len(form) == 1 and form.isalpha())
    return f"[{''.join(single)}]" if len(single) > 1 else ""


def _folded(text: str) -> str:
    return "".join(map(_base, unicodedata.normalize("NFC", text))).lower()


def _base(sign: str) -> str:
    """A letter without its accents; other signs as they are."""
    base = unicodedata.normalize("NFD", sign)[0]
    return base if base.isascii() and base.isalpha() else sign


def _variants(codes: Iterable[int]) -> dict[str, set[str]]:
    """The accented letters of each letter, in both cases."""
    found: dict[str, set[str]] = defaultdict(set)
    for sign in map(chr, codes):
        base = _base(sign)
        if base != sign:
            found[base.lower()].add(sign)
    return dict(found)


_VARIANTS = _variants(_ACCENTED_LETTERS)
