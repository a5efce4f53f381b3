"""Terms of editable lists as plain data for a row, and back (DECISIONS 9).

Plain data holds texts, numbers, yes/no, lists and mappings only; dates are ISO 8601 texts and
phrases {"nl", "fr", "en"}. What a term has by default and a row does not say stays the default.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_type_hints

from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import Entry

EntryType = TypeVar("EntryType", bound=Entry)


def term_to_plain(term: Entry) -> dict[str, Any]:
    """The term as plain data, every field named."""
    return {field.name: _plain(getattr(term, field.name)) for field in fields(term)}


def term_from_plain(kind: type[EntryType], plain: Mapping[str, Any]) -> EntryType:
    """The term for plain data; raises TypeError for a field that `kind` does not have."""
    cachable: Any = kind
    readers = _readers(cachable)
    values = {name: readers.get(name, _same)(value) for name, value in plain.items()}
    return kind(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Phrase):
        return value.as_dict()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {name: _READERS[hint] for name, hint in hints.items() if hint in _READERS}


def _same(value: Any) -> Any:
    return value


def _optional_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


_READERS: dict[Any, Callable[[Any], Any]] = {
    Phrase: Phrase.of,
    date: date.fromisoformat,
    date | None: _optional_date,
    tuple[str, ...]: tuple,
}
