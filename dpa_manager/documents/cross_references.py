"""Clause numbers: computes what Word will show, and writes it into the cross-references.

Numbers come from the styles (PAPER 5), so they are known only after rendering. LibreOffice
recomputes a REF field when it opens the file, Word does not; the DOCX must be right by itself.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Style to (list, level); by key, and by name for files that an editor has saved with other keys.
LEVELS = {
    "Heading1": (1, 0),
    "DPAClause": (1, 1),
    "DPAItem": (1, 2),
    "DPASubitem": (1, 3),
    "DPAAnnex": (2, 0),
    "DPAActivity": (2, 1),
}
_NAMES = {
    "heading 1": (1, 0),
    "dpa clause": (1, 1),
    "dpa item": (1, 2),
    "dpa subitem": (1, 3),
    "dpa annex": (2, 0),
    "dpa activity": (2, 1),
}
_DEPTH = 4
_REFERENCE = re.compile(r"\s*REF\s+(\w+)")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class LostReferenceError(ValueError):
    """A cross-reference whose target is not in the document."""

    def __init__(self, bookmark: str) -> None:
        super().__init__(f"cross-reference to a clause that is not there: {bookmark}")
        self.bookmark = bookmark


def levels_of(styles_xml: bytes) -> dict[str, tuple[int, int]]:
    """The numbered styles of a document by their key, found by name, which editors keep."""
    found = {}
    for style in etree.fromstring(styles_xml).iter(f"{W}style"):
        name = style.find(f"{W}name")
        level = _NAMES.get((name.get(f"{W}val") or "").lower()) if name is not None else None
        if level is not None:
            found[style.get(f"{W}styleId") or ""] = level
    return found


def numbered_paragraphs(
    root: etree._Element, *, levels: Mapping[str, tuple[int, int]] = LEVELS
) -> Iterator[tuple[etree._Element, str]]:
    """Each paragraph in order with its number as references show it: "9", "9.1", "9.1(a)", "II.1".

    A paragraph without a number comes with "".
    """
    counts = {1: [0] * _DEPTH, 2: [0] * _DEPTH}
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val") or "") if style is not None else None
        if level is None:
            yield paragraph, ""
            continue
        kind, depth = level
        count = counts[kind]
        count[depth] += 1
        count[depth + 1 :] = [0] * (_DEPTH - depth - 1)
        yield paragraph, shown_number(kind, count[: depth + 1])


def clause_numbers(
    root: etree._Element, *, levels: Mapping[str, tuple[int, int]] = LEVELS
) -> dict[str, str]:
    """The number of each bookmarked paragraph by its bookmark; "" where it has none."""
    return {
        mark.get(f"{W}name") or "": number
        for paragraph, number in numbered_paragraphs(root, levels=levels)
        for mark in paragraph.iter(f"{W}bookmarkStart")
    }


def write_references(
    root: etree._Element, *, levels: Mapping[str, tuple[int, int]] = LEVELS
) -> int:
    """Writes the numbers into the REF fields of a rendered document; how many there were.

    Raises LostReferenceError when a target is gone or has no number.
    """
    numbers = clause_numbers(root, levels=levels)
    written = 0
    target, is_shown = "", False
    for piece in root.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
        if piece.tag == f"{W}instrText":
            match = _REFERENCE.match(piece.text or "")
            target = match.group(1) if match else ""
        elif piece.tag == f"{W}fldChar":
            is_shown = piece.get(f"{W}fldCharType") == "separate" and bool(target)
        elif is_shown:
            if not numbers.get(target):
                raise LostReferenceError(target)
            piece.text = numbers[target]
            written += 1
            # An editor may have split the shown number over runs: the first holds it all.
            is_shown = False
    return written


def written_references(document_xml: str) -> str:
    """`word/document.xml` as text with its references written."""
    root = etree.fromstring(document_xml)
    write_references(root)
    return etree.tostring(root, encoding="unicode")


def shown_number(kind: int, count: list[int]) -> str:
    """The number of a paragraph of list `kind` whose levels stand at `count`: "9.1(a)"."""
    first = _roman(count[0]) if kind == 2 else str(count[0])
    parts = [first, *(str(number) for number in count[1:2])]
    letters = "".join(f"({_letter(number)})" for number in count[2:3])
    small = "".join(f"({_roman(number).lower()})" for number in count[3:4])
    return ".".join(parts) + letters + small


def _letter(number: int) -> str:
    """1 as a, 26 as z, 27 as aa: Word doubles the letter."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def _roman(number: int) -> str:
    shown = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        shown += sign * count
    return shown
