"""Numbers as Word prints them before a paragraph: "9.", "9.1", "(a)", "Annex II", "–".

Word computes them from the styles and the lists of the file and writes them nowhere; the text of a
paragraph does not hold them. Here the same is done from `styles.xml` and `numbering.xml`, so that a
list whose look somebody changed in Word is shown as it is printed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from dpa_manager.documents.readback import parse_strictly

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
_VALUE = f"{W}val"
_PLACE = re.compile(r"%(\d)")
_MOST_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs, runs or tables: its name, its list and level, its outline level."""

    name: str
    list_id: str = ""
    depth: int = 0
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, and what it prints, with %1 for the first level."""

    format: str
    shown: str
    start: int


@dataclass(frozen=True)
class Numbering:
    """The styles of a file by key, the list that each number id counts in, and the levels."""

    styles: Mapping[str, Style]
    lists: Mapping[str, str]
    levels: Mapping[tuple[str, int], Level]


@dataclass
class Counter:
    """Counting through one document from its beginning."""

    numbering: Numbering
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def number(self, properties: etree._Element | None, style: Style) -> str:
        """What stands before the paragraph with these properties; "" for nothing."""
        list_id, depth = _own_list(properties) or (style.list_id, style.depth)
        kind = self.numbering.lists.get(list_id, "")
        level = self.numbering.levels.get((kind, depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(kind, [0] * _MOST_LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_MOST_LEVELS - depth - 1)
        if level.format == "bullet":
            return level.shown
        return _PLACE.sub(lambda place: self._counted(kind, int(place[1]) - 1), level.shown).strip()

    def _counted(self, kind: str, depth: int) -> str:
        level = self.numbering.levels.get((kind, depth))
        count = self._counts[kind][depth]
        return _FORMATS.get(level.format, str)(count) if level else ""


@lru_cache(maxsize=32)
def read_numbering(styles_xml: bytes, numbering_xml: bytes) -> Numbering:
    """The numbering of a file by its two parts, b"" for one that is not there."""
    styles = _read_styles(styles_xml) if styles_xml else {}
    if not numbering_xml:
        return Numbering(styles, {}, {})
    root = parse_strictly(numbering_xml, part=NUMBERING)
    lists = {
        number.get(f"{W}numId") or "": _value(number.find(f"{W}abstractNumId"))
        for number in root.iter(f"{W}num")
    }
    levels = {
        (kind.get(f"{W}abstractNumId") or "", int(level.get(f"{W}ilvl") or 0)): Level(
            _value(level.find(f"{W}numFmt")) or "decimal",
            _value(level.find(f"{W}lvlText")),
            int(_value(level.find(f"{W}start")) or 1),
        )
        for kind in root.iter(f"{W}abstractNum")
        for level in kind.iter(f"{W}lvl")
    }
    return Numbering(styles, lists, levels)


def _read_styles(styles_xml: bytes) -> dict[str, Style]:
    root = parse_strictly(styles_xml, part=STYLES)
    elements = {one.get(f"{W}styleId") or "": one for one in root.iter(f"{W}style")}
    return {key: _style(element, elements) for key, element in elements.items()}


def _style(element: etree._Element, elements: Mapping[str, etree._Element]) -> Style:
    """A style with what it takes over from those that it is based on; the nearest word counts."""
    name = _value(element.find(f"{W}name"))
    chain, key = [element], _value(element.find(f"{W}basedOn"))
    while key in elements and elements[key] not in chain:
        chain.append(elements[key])
        key = _value(elements[key].find(f"{W}basedOn"))
    properties = [one.find(f"{W}pPr") for one in chain]
    own = next((found for found in map(_own_list, properties) if found), ("", 0))
    outlines = (one.find(f"{W}outlineLvl") for one in properties if one is not None)
    outline = next((_value(found) for found in outlines if found is not None), "")
    return Style(name, *own, outline=int(outline) if outline.isdigit() else None)


def _own_list(properties: etree._Element | None) -> tuple[str, int] | None:
    """Number id and level that these properties name themselves; "0" takes a number away."""
    found = only_child(properties, f"{W}numPr")
    number = only_child(found, f"{W}numId")
    if number is None:
        return None
    depth = _value(only_child(found, f"{W}ilvl"))
    return _value(number), min(int(depth or 0), _MOST_LEVELS - 1)


def only_child(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with this tag, if there is one: many times faster than a path."""
    return None if element is None else next(element.iterchildren(tag), None)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_VALUE) or ""


def _lower_roman(number: int) -> str:
    shown = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        shown += sign * times
    return shown


def _lower_letter(number: int) -> str:
    """1 as a, 26 as z, 27 as aa: Word doubles the letter."""
    if number < 1:
        return ""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerRoman": _lower_roman,
    "upperRoman": lambda number: _lower_roman(number).upper(),
    "lowerLetter": _lower_letter,
    "upperLetter": lambda number: _lower_letter(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda number: "",
}
