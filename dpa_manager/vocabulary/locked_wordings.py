"""The words that a clause must hold, in each language, kept in `locked_wordings.toml`.

One table a rule and a point: the clause, what it must say (for the sentence shown to a person), and
per language the wordings of which one is enough, with those that must never stand there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.reading import VocabularyError


@dataclass(frozen=True)
class LockedWording:
    """One point that a clause must make; any one of the wordings of a language is enough.

    The wordings are folded (`vocabulary.folding`), and so must be the text that they are sought in.
    """

    clause: str
    point: Phrase
    any_of: Mapping[str, tuple[str, ...]]
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def locked_wordings() -> Mapping[str, tuple[LockedWording, ...]]:
    """The locked wordings by rule id; raises VocabularyError when the file is not right."""
    text = (files(__package__) / "locked_wordings.toml").read_text(encoding="utf-8")
    return read_locked_wordings(text)


def read_locked_wordings(text: str) -> Mapping[str, tuple[LockedWording, ...]]:
    """Read `[[R-A-1]]` tables with clause, point, any_of and, sometimes, never."""
    return {
        rule_id: tuple(_wording(table, rule_id=rule_id) for table in tables)
        for rule_id, tables in tomllib.loads(text).items()
    }


def _wording(table: dict[str, object], *, rule_id: str) -> LockedWording:
    any_of = _by_language(table.get("any_of"))
    point = table.get("point")
    if not isinstance(point, dict) or set(any_of) != set(LANGUAGES) or not all(any_of.values()):
        raise VocabularyError(
            f"locked_wordings.toml: {rule_id}: needs point and any_of in nl, fr, en"
        )
    return LockedWording(
        clause=str(table["clause"]),
        point=Phrase.of(point),
        any_of=any_of,
        never=_by_language(table.get("never")),
    )


def _by_language(table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        return {}
    return {language: tuple(map(folded, words)) for language, words in table.items()}
