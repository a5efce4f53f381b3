"""A matrix as a table of words: written for a spreadsheet, and read back from what is pasted.

The first line names to whom, the first column which data, the second whose: labels in Dutch,
French or English or keys, with or without accents and capitals. Only the rows and columns that
are named are set; the others stay as they are. What is not understood is told and changes nothing.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from dpa_manager.domain.flow_matrix import STAYS, Cell, Column, Row
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import Term

MOST_LINES = 1000
STAYS_LABEL = Phrase("Blijft bij ons", "Reste chez nous", "Stays with us")
HEAD_LABELS = (
    Phrase("Welke gegevens", "Quelles données", "Which data"),
    Phrase("Van wie", "De qui", "Whose"),
)
TICK = "x"
_TICKS = frozenset(
    ["x", "v", "ja", "yes", "oui", "y", "o", "j", "1", "✓", "✔", "☑", "☒", "true", "waar", "vrai"]
)
_EMPTY = frozenset(("", *["nee", "non", "no", "n", "0", "-", "–", "☐", "false", "onwaar", "faux"]))
_STAYS_WORDS = ("blijft", "reste", "stays", "kbits", STAYS)
_REFERENCE_AT_END = re.compile(r"\(([^()\s]+)\)$")

_Words = Mapping[str, frozenset[str]]
_Target = tuple[str, str]


@dataclass(frozen=True)
class Fault:
    """A word that was not understood: its line and column from 1, and what is wrong with it.

    `kind` is target, category, subject, whose (which of several subjects), cell, or table.
    """

    line: int
    column: int
    word: str
    kind: str


@dataclass(frozen=True)
class Pasted:
    """What a pasted table says: cells to tick, cells to clear, and what was not understood."""

    ticked: frozenset[Cell] = frozenset()
    cleared: frozenset[Cell] = frozenset()
    faults: tuple[Fault, ...] = ()


@dataclass
class _Reading:
    """What has been read so far."""

    ticked: set[Cell] = field(default_factory=set)
    cleared: set[Cell] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, line: int, column: int, word: str, kind: str) -> None:
        self.faults.append(Fault(line, column, word, kind))


def table_of(
    rows: Sequence[Row], columns: Sequence[Column], cells: Collection[Cell], *, language: str
) -> list[list[str]]:
    """The matrix as lines of words, the head first; `read_pasted` reads the same ticks back."""
    heads = [label.in_language(language) for label in HEAD_LABELS]
    lines = [heads + [_column_words(column, language=language) for column in columns]]
    ticks = set(cells)
    for row in rows:
        subject, category = row.subject, row.category
        where = (subject.key, category.key)
        line = [category.label.in_language(language), subject.label.in_language(language)]
        lines.append(
            line + [TICK if (*where, c.kind, c.reference) in ticks else "" for c in columns]
        )
    return lines


def read_pasted(text: str, *, columns: Iterable[Column], present: Iterable[Cell]) -> Pasted:
    """What a pasted text says of an activity; never raises.

    `columns` are those that may be named; a row that does not say whose data it is about is of
    those whose data of that category are `present`, or of the only ones whose data are.
    """
    lines, reading = _lines(text), _Reading()
    if len(lines) < 2:  # A head and one line at least.
        return Pasted(faults=(Fault(1, 1, _shown(text), "table"),))
    present = list(present)
    subjects, categories = _terms(vocabulary().data_subjects), _terms(vocabulary().data_categories)
    whose = _whose(present)
    has_subjects = _has_subjects(lines, subjects=subjects, categories=categories)
    targets = _targets(lines[0], columns, start=2 if has_subjects else 1, reading=reading)
    for number, line in enumerate(lines[1:MOST_LINES], start=2):
        if not any(cell.strip() for cell in line):
            continue
        start = _start(line[:2] if has_subjects else line[:1], subjects, categories)
        found = _rows(start, whose, line=number, reading=reading)
        _read_cells(line, found, targets, number=number, reading=reading)
    if len(lines) > MOST_LINES:
        reading.blame(MOST_LINES + 1, 1, _shown(lines[MOST_LINES][0]), "table")
    cleared = frozenset(reading.cleared - reading.ticked)
    return Pasted(frozenset(reading.ticked), cleared, tuple(reading.faults))


@dataclass(frozen=True)
class _Start:
    """The first cells of a line: their words, and the terms that these name."""

    words: tuple[str, ...]
    categories: frozenset[str]
    subjects: frozenset[str]
    subject_column: int


def _start(cells: Sequence[str], subjects: _Words, categories: _Words) -> _Start:
    words = tuple(cell.strip() for cell in cells)
    keys = [_folded(word) for word in words]
    is_turned = len(keys) > 1 and keys[0] in subjects and keys[1] in categories
    first, second = (keys[1], keys[0]) if is_turned else (keys[0], "".join(keys[1:]))
    return _Start(
        words=words[::-1] if is_turned else words,
        categories=categories.get(first, frozenset()),
        subjects=subjects.get(second, frozenset()),
        subject_column=1 if is_turned else 2,
    )


def _rows(
    start: _Start, whose: Mapping[str, frozenset[str]], *, line: int, reading: _Reading
) -> list[tuple[str, str]]:
    """The rows that the first cells of a line name; what they do not name is told."""
    if len(start.categories) != 1:
        reading.blame(line, 3 - start.subject_column, _shown(start.words[0]), "category")
        return []
    (category,) = start.categories
    said = start.words[1] if len(start.words) > 1 else ""
    if said and len(start.subjects) != 1:
        reading.blame(line, start.subject_column, _shown(said), "subject")
        return []
    subjects = start.subjects or whose.get(category) or whose[""]
    if not subjects:
        reading.blame(line, 1, _shown(start.words[0]), "whose")
    return [(subject, category) for subject in sorted(subjects)]


def _read_cells(
    line: Sequence[str],
    rows: Iterable[tuple[str, str]],
    targets: Mapping[int, _Target],
    *,
    number: int,
    reading: _Reading,
) -> None:
    rows = list(rows)
    for place, target in targets.items():
        word = _folded(line[place]) if place < len(line) else ""
        if word not in _TICKS and word not in _EMPTY:
            reading.blame(number, place + 1, _shown(line[place]), "cell")
            continue
        side = reading.ticked if word in _TICKS else reading.cleared
        side.update((*row, *target) for row in rows)


def _whose(present: Sequence[Cell]) -> dict[str, frozenset[str]]:
    """The subjects of each category that is there; under "" the only subject of all, if so."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, category, _, _ in present:
        found[category].add(subject)
    everybody = {cell[0] for cell in present}
    found[""] = everybody if len(everybody) == 1 else set()
    return {category: frozenset(subjects) for category, subjects in found.items()}


def _has_subjects(lines: Sequence[Sequence[str]], *, subjects: _Words, categories: _Words) -> bool:
    """Whether the second column says whose data: its head or any cell of it does."""
    heads = {_folded(word) for word in HEAD_LABELS[1].as_dict().values()}
    heads |= {"betrokkenen", "personnes concernees", "data subjects", "subject", "subjects"}
    head = [_folded(word) for word in lines[0][:2]]
    if heads & set(head):
        return True
    pairs = [(_folded(line[0]), _folded(line[1])) for line in lines[1:MOST_LINES] if line[1:]]
    return any(two in subjects or (one in subjects and two in categories) for one, two in pairs)


def _targets(
    head: Sequence[str], columns: Iterable[Column], *, start: int, reading: _Reading
) -> dict[int, _Target]:
    by_reference, by_name = _known_targets(columns)
    found: dict[int, _Target] = {}
    for place, word in enumerate(head[start:], start=start):
        target = _target(word, by_reference, by_name)
        if target is not None:
            found[place] = target
        elif word.strip():
            reading.blame(1, place + 1, _shown(word), "target")
    return found


def _target(
    word: str, by_reference: Mapping[str, _Target], by_name: Mapping[str, set[_Target]]
) -> _Target | None:
    key = _folded(word)
    said = _REFERENCE_AT_END.search(key)
    if said and said[1] in by_reference:
        return by_reference[said[1]]
    if key in by_reference:
        return by_reference[key]
    named = by_name.get(key, set())
    return next(iter(named)) if len(named) == 1 else None


def _known_targets(
    columns: Iterable[Column],
) -> tuple[dict[str, _Target], dict[str, set[_Target]]]:
    by_reference: dict[str, _Target] = {}
    by_name: dict[str, set[_Target]] = defaultdict(set)
    for column in columns:
        target = (column.kind, column.reference)
        if column.kind == STAYS:
            for word in (*STAYS_LABEL.as_dict().values(), *_STAYS_WORDS):
                by_reference[_folded(word)] = target
        else:
            by_reference[_folded(column.reference)] = target
            by_name[_folded(column.name)].add(target)
    return by_reference, by_name


def _terms(terms: Mapping[str, Term]) -> _Words:
    """The keys of terms by each of their words."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, term in terms.items():
        for word in (key, *term.label.as_dict().values()):
            found[_folded(word)].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def _column_words(column: Column, *, language: str) -> str:
    if column.kind == STAYS:
        return STAYS_LABEL.in_language(language)
    # Two may have one name, and a name may hold anything: the reference says who is meant.
    return f"{column.name} ({column.reference})"


def _lines(text: str) -> list[list[str]]:
    """The cells of a pasted text: tabs from a spreadsheet, or the separators of a CSV file."""
    plain = text.removeprefix("\ufeff").replace("\0", "").strip("\r\n")
    head = plain.split("\n", 1)[0]
    separator = "\t" if "\t" in head else max(";,", key=head.count)
    try:
        return list(csv.reader(io.StringIO(plain, newline=""), delimiter=separator))
    except csv.Error:
        return []


def _folded(word: str) -> str:
    """A word without capitals, accents, outer spaces, or the mark that keeps it from a formula."""
    plain = normalize("NFD", folded(word.strip().removeprefix("'")))
    return "".join(sign for sign in plain if not combining(sign)).strip()


def _shown(word: str) -> str:
    return " ".join(word.split())[:60]
