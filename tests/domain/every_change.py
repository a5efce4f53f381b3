"""Every single change that facts can undergo, found by looking into their dataclasses."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dpa_manager.vocabulary.phrase import Phrase

SIGN = "§"


def changed_facts(facts: Any) -> Iterator[tuple[str, Any]]:
    """(path of one field, the facts with another value there), for every field of every row."""
    yield from _changed(facts, type(facts), type(facts).__name__)


def sample(hint: Any) -> Any:
    """Some value of a type that says something."""
    inner = _inner(hint)
    if is_dataclass(inner) and inner is not Phrase:
        hints = get_type_hints(inner)
        return inner(**{field.name: sample(hints[field.name]) for field in fields(inner)})
    if get_origin(inner) is tuple:
        kinds = get_args(inner)
        return tuple(sample(kind) for kind in kinds if kind is not Ellipsis)
    return {
        Phrase: Phrase("monster", "échantillon", "sample"),
        str: "sample",
        int: 7,
        bool: True,
        date: date(2026, 3, 4),
    }[inner]


def _changed(value: Any, hint: Any, path: str) -> Iterator[tuple[str, Any]]:
    inner = _inner(hint)
    if value is None or value == () or value == "":
        yield path, sample(hint)
        return
    if inner is not hint:
        yield f"{path} (gone)", None
    if is_dataclass(inner) and inner is not Phrase:
        hints = get_type_hints(inner)
        for field in fields(inner):
            old = getattr(value, field.name)
            here = f"{path}/{inner.__name__}.{field.name}"
            for where, new in _changed(old, hints[field.name], here):
                yield where, replace(value, **{field.name: new})
    elif get_origin(inner) is tuple:
        yield from _changed_rows(value, inner, path)
    else:
        yield path, _other(value)


def _changed_rows(rows: tuple[Any, ...], hint: Any, path: str) -> Iterator[tuple[str, Any]]:
    kinds = get_args(hint)
    is_open = kinds[-1] is Ellipsis
    if is_open:
        yield f"{path} (fewer)", rows[1:]
        yield f"{path} (more)", (*rows, sample(kinds[0]))
    for place, row in enumerate(rows):
        kind = kinds[0] if is_open else kinds[place]
        for where, new in _changed(row, kind, f"{path}[{place}]"):
            yield where, (*rows[:place], new, *rows[place + 1 :])


def _other(value: Any) -> Any:
    if isinstance(value, Phrase):
        return Phrase(*(f"{text}{SIGN}" for text in value.as_dict().values()))
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=40)
    return value + (1 if isinstance(value, int) else SIGN)


def _inner(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(kind for kind in get_args(hint) if kind is not NoneType)
    return hint
