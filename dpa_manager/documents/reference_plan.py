"""Cross-references in a compiled template: marked once, numbered at every filling in one pass."""

import re
from collections.abc import Mapping

from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from dpa_manager.documents.cross_references import LostReferenceError, shown_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE = re.compile(r"\s*REF\s+(\w+)")
# Processing instructions mark the places: no value can look like one, since < is escaped in it.
_NAME = "dpa-mark"
_BEGIN, _END = f"<?{_NAME} ", "?>"
_NUMBERED, _PLAIN, _BOOKMARK, _REFERENCE = "n", "p", "b", "r"
_DEPTH = 4


def mark_references(root: BaseOxmlElement, *, levels: Mapping[str, tuple[int, int]]) -> bool:
    """Mark the REF fields of a template and all that decides their numbers; whether there is any.

    `levels` goes from the key of a numbered style to its list and level.
    """
    targets = _mark_shown_numbers(root)
    if targets:
        for paragraph in list(root.iter(f"{_W}p")):
            _mark_paragraph(paragraph, targets, levels)
    return bool(targets)


def _mark_shown_numbers(root: BaseOxmlElement) -> set[str]:
    targets: set[str] = set()
    target, is_shown = "", False
    for piece in list(root.iter(f"{_W}instrText", f"{_W}fldChar", f"{_W}t")):
        if piece.tag == f"{_W}instrText":
            code = _CODE.match(piece.text or "")
            target = code[1] if code else ""
        elif piece.tag == f"{_W}fldChar":
            is_shown = piece.get(f"{_W}fldCharType") == "separate" and bool(target)
        elif is_shown:
            piece.text = None
            piece.append(_mark(_REFERENCE, target))
            targets.add(target)
            is_shown = False
    return targets


def _mark_paragraph(
    paragraph: etree._Element, targets: set[str], levels: Mapping[str, tuple[int, int]]
) -> None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val") or "") if style is not None else None
    bookmarks = [
        mark for mark in paragraph.iter(f"{_W}bookmarkStart") if mark.get(f"{_W}name") in targets
    ]
    if level is not None:
        paragraph.insert(0, _mark(_NUMBERED, f"{level[0]} {level[1]}"))
    elif bookmarks:
        paragraph.insert(0, _mark(_PLAIN, ""))
    for bookmark in bookmarks:
        bookmark.addprevious(_mark(_BOOKMARK, str(bookmark.get(f"{_W}name"))))


def _mark(kind: str, said: str) -> etree._ProcessingInstruction:
    return etree.ProcessingInstruction(_NAME, f"{kind} {said}".strip())


def number_references(xml: str) -> str:
    """Put the numbers of the filled body `xml` at its marks; raises LostReferenceError.

    The same counting as `cross_references.write_references`, on marks instead of on a tree: the
    equality of the two is held by a test, and the tree would cost as much as the filling.
    """
    first, *others = xml.split(_BEGIN)
    pieces = [first]
    for other in others:
        pieces += other.split(_END, 1)
    counts = {"1": [0] * _DEPTH, "2": [0] * _DEPTH}
    numbers: dict[str, str] = {}
    references: list[tuple[int, str]] = []
    shown: tuple[str, int] | None = None
    for index in range(1, len(pieces), 2):
        kind, *said = pieces[index].split()
        pieces[index] = ""
        if kind == _NUMBERED:
            shown = (said[0], int(said[1]))
            count = counts[said[0]]
            count[shown[1]] += 1
            count[shown[1] + 1 :] = [0] * (_DEPTH - shown[1] - 1)
        elif kind == _PLAIN:
            shown = None
        elif kind == _BOOKMARK:
            numbers[said[0]] = _number(counts, shown)
        else:
            references.append((index, said[0]))
    for index, target in references:
        if not numbers.get(target):
            raise LostReferenceError(target)
        pieces[index] = numbers[target]
    return "".join(pieces)


def _number(counts: Mapping[str, list[int]], shown: tuple[str, int] | None) -> str:
    if shown is None:
        return ""
    kind, depth = shown
    return shown_number(int(kind), counts[kind][: depth + 1])
