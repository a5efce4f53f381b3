"""Reading TOML lists strictly: an error names the file, the key and the field."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any, TypeVar, get_type_hints

from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.terms import Entry

EntryType = TypeVar("EntryType", bound=Entry)

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.+-]*")
_PLAIN: dict[Any, type] = {str: str, bool: bool, int: int, int | None: int}


class VocabularyError(ValueError):
    """A list cannot be read; the sentence names file, key and field."""


def read_tables(text: str, *, file: str) -> dict[str, Any]:
    """The tables of a TOML text; raises VocabularyError for bad TOML and for a key given twice."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{file}: {error}") from error


def read_list(text: str, *, file: str, kind: type[EntryType]) -> dict[str, EntryType]:
    """A list of terms: `active_from` of the file, then one table a term, in the order shown.

    Raises VocabularyError for an unknown, missing or badly typed field, a missing language, and a
    label that two terms have at the same time.
    """
    start, tables = _started(text, file=file)
    return _entries(tables, start=start, file=file, kind=kind)


def read_groups(text: str, *, file: str, kind: type[EntryType]) -> dict[str, dict[str, EntryType]]:
    """Lists in one file, one group of tables each: `[group.key]`; errors as in `read_list`."""
    start, tables = _started(text, file=file)
    groups = {}
    for group, members in tables.items():
        where = _where(group, file=file)
        if not isinstance(members, dict):
            raise VocabularyError(f"{where}: must be a group of tables")
        groups[group] = _entries(members, start=start, file=where, kind=kind)
    return groups


def read_phrases(text: str, *, file: str) -> dict[str, Phrase]:
    """A flat list of words, `[key]` with nl, fr and en; errors as in `read_list`."""
    return {
        key: _phrase(words, where=_where(key, file=file))
        for key, words in read_tables(text, file=file).items()
    }


def _started(text: str, *, file: str) -> tuple[date, dict[str, Any]]:
    """The day from which the list holds, and its tables."""
    tables = read_tables(text, file=file)
    start = tables.pop("active_from", None)
    if type(start) is not date:
        raise VocabularyError(f"{file}: active_from must be a date")
    return start, tables


def _entries(
    tables: Mapping[str, Any], *, start: date, file: str, kind: type[EntryType]
) -> dict[str, EntryType]:
    entries = {}
    for place, (key, table) in enumerate(tables.items(), start=1):
        where = _where(key, file=file)
        if not isinstance(table, dict):
            raise VocabularyError(f"{where}: must be a table")
        entries[key] = _entry(
            key, table, where=where, kind=kind, order=place * 10, active_from=start
        )
    _refuse_shared_labels(entries, file=file)
    return entries


def _where(key: str, *, file: str) -> str:
    if not _KEY.fullmatch(key):
        raise VocabularyError(f"{file}: {key}: keys have letters, digits and _ . + - only")
    return f"{file}: {key}"


def _phrase(words: object, *, where: str) -> Phrase:
    if not isinstance(words, dict):
        raise VocabularyError(f"{where}: needs words in nl, fr and en")
    unknown = sorted(set(words) - set(LANGUAGES))
    if unknown:
        raise VocabularyError(f"{where}: unknown field {unknown[0]}")
    for language in LANGUAGES:
        word = words.get(language)
        if not isinstance(word, str) or not word.strip():
            raise VocabularyError(f"{where}: the words in {language} are missing")
        if word != word.strip():
            raise VocabularyError(f"{where}: the words in {language} begin or end with a space")
    return Phrase(
        nl=_typeset(words["nl"]), fr=_typeset_french(words["fr"]), en=_typeset(words["en"])
    )


def _typeset(words: str) -> str:
    """Printer's apostrophes, so that the files can be typed on any keyboard."""
    return words.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _typeset_french(words: str) -> str:
    """French spacing: a no-break space before a colon and in guillemets, a narrow one before ;?!"""
    words = re.sub(" (?=[:»])|(?<=«) ", "\N{NO-BREAK SPACE}", _typeset(words))
    return re.sub(" (?=[;?!])", "\N{NARROW NO-BREAK SPACE}", words)


def _entry(
    key: str, table: Mapping[str, Any], *, where: str, kind: type[EntryType], **default: Any
) -> EntryType:
    known = {field.name: field for field in fields(kind)}
    spelled = set(known) - {"key", "label"} | (set(LANGUAGES) if "label" in known else set())
    for name in table:
        if name not in spelled:
            raise VocabularyError(f"{where}: unknown field {name}")
    given = default | {"key": key} | dict(table)
    if "label" in known:
        given["label"] = {lang: given.pop(lang) for lang in LANGUAGES if lang in given}
    hints = get_type_hints(kind)
    values: dict[str, Any] = {
        name: _value(given[name], hint=hints[name], where=_place(name, where=where))
        for name in known
        if name in given
    }
    for name, field in known.items():
        if name not in values and _is_required(field):
            raise VocabularyError(f"{where}: the field {name} is missing")
    entry = kind(**values)
    if entry.active_to and entry.active_to < entry.active_from:
        raise VocabularyError(f"{where}: active_to lies before active_from")
    return entry


def _place(name: str, *, where: str) -> str:
    return where if name == "label" else f"{where}: {name}"


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(value: object, *, hint: object, where: str) -> object:
    if hint is Phrase:
        return _phrase(value, where=where)
    if hint in (date, date | None):
        if type(value) is not date:
            raise VocabularyError(f"{where}: must be a date")
        return value
    if hint == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise VocabularyError(f"{where}: must be a list of texts")
        if len(set(value)) != len(value):
            raise VocabularyError(f"{where}: names something twice")
        return tuple(value)
    if type(value) is not _PLAIN[hint]:
        raise VocabularyError(f"{where}: must be of type {_PLAIN[hint].__name__}")
    return value


def _refuse_shared_labels(entries: Mapping[str, Entry], *, file: str) -> None:
    """Two terms that are offered at the same time must not look alike in any language."""
    seen: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries.values():
        label = getattr(entry, "label", Phrase())
        for language, words in label.as_dict().items():
            for other in seen.setdefault((language, words.casefold()), []):
                if words and _overlap(entry, other):
                    raise VocabularyError(
                        f"{file}: {entry.key}: the label in {language} is also that of {other.key}"
                    )
            seen[language, words.casefold()].append(entry)


def _overlap(one: Entry, other: Entry) -> bool:
    last = date.max
    return one.active_from <= (other.active_to or last) and other.active_from <= (
        one.active_to or last
    )
