"""Gaps: what a preview prints in the place of words that are not known yet, and which they were.

A plain preview reads "to be completed" at each gap. One that is made to be read on the screen wraps
these words in signs of their own (Unicode's private use area), so that whoever reads the finished
document finds each gap again with the field that it lacks. Issued documents know no gaps.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from dpa_manager.domain.drafting_places import place_of
from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text, Word, YesNo
from dpa_manager.domain.wording.gap_fields import SOURCES, Source
from dpa_manager.domain.wording.gap_rows import Here, names_of_row
from dpa_manager.domain.wording.reading import Reading

GAP_OPENS, VALUE_OPENS, CLOSES = "\ue000", "\ue002", "\ue001"
_FIRST_NUMBER, _MOST = 0xE100, 0xF8FF - 0xE100
SIGNS = re.compile(f"{GAP_OPENS}(.)|[{VALUE_OPENS}{CLOSES}]", re.DOTALL)
"""The signs themselves: what is left without them is the text that a document prints."""

# Lists that a complete agreement never prints empty; a preview shows one row that is missing.
_NEEDED_ROWS = ("activities", "activities.data")
_NEEDED_LINES = (
    "activities.subjects", "activities.locations", "sensitive.safeguards",
    "subprocessors.locations",
)  # fmt: skip
_NOTHING_HERE = "–"
# What a row is called, by the first of its words that has something.
_ROW, _ROW_NAMES = "row_name", ("label", "name", "category", "title", "function", "number")


@dataclass(frozen=True)
class Gap:
    """A word that is missing: the path of the field behind it, and the key of its name.

    `row` says in the document's own words which row it is missing from ("Health data"), "" where
    there is only one such field.
    """

    field: str
    name: str
    row: str = ""


@dataclass
class Gaps:
    """The gaps that a preview marks, in the order of their numbers.

    `parts` are the pages of drafting whose printed values are marked too (`Place.part`).
    """

    parts: frozenset[str] = frozenset()
    found: list[Gap] = field(default_factory=list)

    def marked(self, gap: Gap, words: str) -> str:
        """The words of a gap between its signs; plain once there are more gaps than signs."""
        if gap not in self.found:
            if len(self.found) == _MOST:
                return words
            self.found.append(gap)
        return f"{GAP_OPENS}{chr(_FIRST_NUMBER + self.found.index(gap))}{words}{CLOSES}"

    def shown(self, path: str, words: str) -> str:
        """A printed value, between signs where it belongs to a page that is marked."""
        if words and self.parts and place_of(path).part in self.parts:
            return f"{VALUE_OPENS}{words}{CLOSES}"
        return words


def gap_number(sign: str) -> int:
    """The number of a gap by the sign after `GAP_OPENS`; out of range for any other sign."""
    return ord(sign) - _FIRST_NUMBER


def fill_gaps(
    words: dict[str, Any],
    *,
    shape: dict[str, Word],
    reading: Reading,
    gaps: Gaps | None = None,
) -> None:
    """Put "to be completed" where a text is empty that may not be; only a preview does this."""
    _Filling(words, reading=reading, gaps=gaps).group(words, shape=shape, before="", here={})


class _Filling:
    """One filling: the words of one language, with what is noted of their gaps."""

    def __init__(self, words: dict[str, Any], *, reading: Reading, gaps: Gaps | None) -> None:
        self._words = words
        self._reading = reading
        self._gaps = gaps
        self._phrase = reading.voice.word("to_complete")

    def group(
        self, words: dict[str, Any], *, shape: dict[str, Word], before: str, here: Here
    ) -> None:
        for name, kind in shape.items():
            path = f"{before}{name}"
            if isinstance(kind, Text):
                words[name] = self._text(words, name, kind=kind, path=path, here=here)
            elif isinstance(kind, Lines):
                words[name] = self._lines(words[name], path=path, here=here)
            elif isinstance(kind, Group):
                self.group(words[name], shape=kind.words, before=f"{path}.", here=here)
            elif isinstance(kind, Rows):
                self._rows(words[name], kind=kind, path=path, here=here)

    def _text(self, words: dict[str, Any], name: str, *, kind: Text, path: str, here: Here) -> str:
        value: str = words[name]
        source = SOURCES.get(path)
        if source is None:
            return value or ("" if kind.may_be_empty else self._phrase)
        is_needed = not kind.may_be_empty or self._is_needed(source, words)
        is_stand_in = source.stand_in and value == self._reading.voice.word(source.stand_in)
        if is_stand_in or (is_needed and not value.strip()):
            return self._gap(source, here)
        return self._value(source, value, here)

    def _lines(self, lines: list[str], *, path: str, here: Here) -> list[str]:
        source = SOURCES.get(path)
        if source is None:
            return [line or self._phrase for line in lines]
        if not lines and path in _NEEDED_LINES:
            return [self._gap(source, here)]
        return [
            self._value(source, line, here) if line.strip() else self._gap(source, here)
            for line in lines
        ]

    def _rows(self, rows: list[dict[str, Any]], *, kind: Rows, path: str, here: Here) -> None:
        for place, row in enumerate(rows):
            inside = names_of_row(path, self._reading, place=place, words=row, here=here)
            inside = {**inside, _ROW: _row_name(row, inside=here.get(_ROW, ""))}
            self.group(row, shape=kind.words, before=f"{path}.", here=inside)
        if not rows and path in _NEEDED_ROWS:
            rows.append(self._missing_row(kind, source=SOURCES[path], here=here))

    def _missing_row(self, kind: Rows, *, source: Source, here: Here) -> dict[str, Any]:
        """A row whose title tells that the whole row is missing; the rest of it is empty."""
        row: dict[str, Any] = {
            name: _EMPTY.get(type(inner), list)() for name, inner in kind.words.items()
        }
        row |= {
            name: _NOTHING_HERE
            for name, inner in kind.words.items()
            if isinstance(inner, Text) and not inner.may_be_empty
        }
        return row | {_TITLES[source.name]: self._gap(source, here)}

    def _is_needed(self, source: Source, words: dict[str, Any]) -> bool:
        """The condition stands beside the word, or beside the group that the word is in."""
        condition = source.needed_when
        if condition.startswith("not "):
            return not words.get(condition.removeprefix("not "), True)
        return bool(condition) and bool(words.get(condition, self._words.get(condition)))

    def _gap(self, source: Source, here: Here) -> str:
        if self._gaps is None:
            return self._phrase
        field, name = source.field.format_map(here), source.name.format_map(here)
        return self._gaps.marked(Gap(field, name, here.get(_ROW, "")), self._phrase)

    def _value(self, source: Source, value: str, here: Here) -> str:
        return self._gaps.shown(source.field.format_map(here), value) if self._gaps else value


_EMPTY: dict[type, Any] = {Text: str, YesNo: bool}
# What heads a row that is missing, by the name of what is missing.
_TITLES = {"activity": "title", "data": "label"}


def _row_name(row: dict[str, Any], *, inside: str) -> str:
    """What a row is called, behind the name of the row that it is in."""
    own = next((row[name] for name in _ROW_NAMES if row.get(name)), "")
    return " · ".join(part for part in (inside, own) if part)
