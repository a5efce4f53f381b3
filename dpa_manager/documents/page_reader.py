"""The page reader: a DOCX becomes a page with the numbers that Word prints (DECISIONS 16).

What is shown to be read comes from the finished document and from nothing else, so that a screen
shows what will be signed. Text that our templates do not have (text boxes, notes) is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from dpa_manager.documents.package import read_package
from dpa_manager.documents.page import Block, Cell, Entry, Page, Paragraph, Piece, Row, Table
from dpa_manager.documents.printed_numbers import (
    NUMBERING,
    STYLES,
    Counter,
    Numbering,
    Style,
    W,
    only_child,
    read_numbering,
)
from dpa_manager.documents.readback import parse_strictly, visible_text
from dpa_manager.documents.template_source import BODY
from dpa_manager.domain.wording.gaps import SIGNS, VALUE_OPENS, gap_number

_P, _TBL, _TR, _TC, _R, _SDT = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "sdt"))
_T, _TAB, _BR, _FIELD, _CODE = (f"{W}{name}" for name in ("t", "tab", "br", "fldChar", "instrText"))
_PPR, _RPR, _PSTYLE, _VALUE = (f"{W}{name}" for name in ("pPr", "rPr", "pStyle", "val"))
_IN_PARAGRAPHS = (_R, f"{W}bookmarkStart")
_REFERENCE = re.compile(r"\s*REF\s+(\w+)")
_LOOKS = {"Strong": "strong", "DPA Mark": "mark", "DPA Muted": "muted", "DPA Wordmark": "mark"}
_NO_STYLE = Style("")
_MOST_LEVELS = 4


def read_page(docx: bytes, *, gaps: int | None = None) -> Page:
    """The page of a DOCX; with `gaps`, one of a preview in which signs of that many gaps stand.

    Raises UnsafePackage or BrokenTemplate.
    """
    package = read_package(docx)
    numbering = read_numbering(package.get(STYLES, b""), package.get(NUMBERING, b""))
    body = parse_strictly(package[BODY], part=BODY).find(f"{W}body")
    reading = _Reading(numbering, Counter(numbering), gaps)
    blocks = tuple(reading.blocks(body)) if body is not None else ()
    return Page(blocks, tuple(reading.outline), _marginal(package))


def _marginal(package: dict[str, bytes]) -> tuple[str, ...]:
    lines = (
        SIGNS.sub("", visible_text(parse_strictly(content, part=name))).strip("\x1e\t ")
        for name, content in sorted(package.items())
        if name.startswith("word/header")
    )
    return tuple(dict.fromkeys(line.replace("\t", " · ") for line in lines if line))


@dataclass(slots=True)
class _Look:
    """How the text at hand looks: changed by runs, fields and signs on the way through it."""

    look: str = ""
    is_italic: bool = False
    gap: int = -1
    is_value: bool = False
    target: str = ""
    is_shown: bool = False


class _Reading:
    """One reading from the first paragraph to the last: numbers go on from one to the next."""

    def __init__(self, numbering: Numbering, counter: Counter, gaps: int | None) -> None:
        self.outline: list[Entry] = []
        self._numbering = numbering
        self._counter = counter
        self._gaps = gaps
        self._kinds: dict[str, str] = {}
        self._level = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables in a body, a cell or a content control."""
        for child in parent:
            if child.tag == _P:
                yield self._paragraph(child)
            elif child.tag == _TBL:
                yield self._table(child)
            elif child.tag == _SDT:
                for content in child.iterfind(f"{W}sdtContent"):
                    yield from self.blocks(content)

    def _paragraph(self, element: etree._Element) -> Paragraph:
        properties = only_child(element, _PPR)
        style = self._style(properties, _PSTYLE)
        number = self._counter.number(properties, style)
        pieces, anchors = self._inside(element)
        level = self._heading(style)
        paragraph = Paragraph(self._kind(style), number, pieces, anchors, level)
        if level and pieces:
            anchor = anchors[0] if anchors else f"part{len(self.outline) + 1}"
            self.outline.append(Entry(anchor, number, paragraph.text, level))
            paragraph = replace(paragraph, anchors=anchors or (anchor,))
        return paragraph

    def _heading(self, style: Style) -> int:
        """The level of a heading: at most one below the heading before, as screens want it."""
        if style.outline is None or style.outline >= _MOST_LEVELS:
            return 0
        self._level = min(style.outline + 1, self._level + 1)
        return self._level

    def _kind(self, style: Style) -> str:
        name = style.name
        if name not in self._kinds:
            short = name.lower().removeprefix("dpa ").replace(" ", "-")
            self._kinds[name] = "".join(sign for sign in short if sign.isalnum() or sign == "-")
        return self._kinds[name] or "text"

    def _style(self, properties: etree._Element | None, tag: str) -> Style:
        found = only_child(properties, tag)
        key = found.get(_VALUE) or "" if found is not None else ""
        return self._numbering.styles.get(key, _NO_STYLE)

    def _inside(self, element: etree._Element) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
        pieces: list[Piece] = []
        anchors: list[str] = []
        look = _Look()
        for child in element.iter(_IN_PARAGRAPHS):
            if child.tag == _R:
                self._read_run(child, look, pieces)
            else:
                anchors.append(child.get(f"{W}name") or "")
        return tuple(pieces), tuple(anchors)

    def _read_run(self, run: etree._Element, look: _Look, pieces: list[Piece]) -> None:
        properties = only_child(run, _RPR)
        look.look, look.is_italic = "", False
        if properties is not None:
            look.look, look.is_italic = self._look(properties), _is_on(properties, "i")
        for child in run:
            if child.tag == _T:
                self._read_text(child.text or "", look, pieces)
            elif child.tag in (_TAB, _BR):
                _add(pieces, look, "\t" if child.tag == _TAB else "\n")
            elif child.tag == _CODE:
                code = _REFERENCE.match(child.text or "")
                look.target = code[1] if code else ""
            elif child.tag == _FIELD:
                look.is_shown = child.get(f"{W}fldCharType") == "separate"

    def _look(self, properties: etree._Element) -> str:
        named = _LOOKS.get(self._style(properties, f"{W}rStyle").name, "")
        return named or ("strong" if _is_on(properties, "b") else "")

    def _read_text(self, text: str, look: _Look, pieces: list[Piece]) -> None:
        """Text with its signs taken out; one that this preview did not put there stays."""
        start = 0
        for sign in SIGNS.finditer(text) if self._gaps is not None else ():
            gap = gap_number(sign[1]) if sign[1] else -1
            if sign[1] and not 0 <= gap < (self._gaps or 0):
                continue
            _add(pieces, look, text[start : sign.start()])
            start = sign.end()
            look.gap, look.is_value = gap, sign[0] == VALUE_OPENS
        _add(pieces, look, text[start:])

    def _table(self, element: etree._Element) -> Table:
        properties = only_child(element, f"{W}tblPr")
        style = self._style(properties, f"{W}tblStyle")
        looks = only_child(properties, f"{W}tblLook")
        has_labels = looks is not None and looks.get(f"{W}firstColumn") == "1"
        caption = only_child(properties, f"{W}tblCaption")
        return Table(
            self._kind(style),
            caption.get(_VALUE) or "" if caption is not None else "",
            tuple(self._row(row, has_labels=has_labels) for row in element.iterfind(_TR)),
            len(element.findall(f"{W}tblGrid/{W}gridCol")),
        )

    def _row(self, element: etree._Element, *, has_labels: bool) -> Row:
        properties = only_child(element, f"{W}trPr")
        is_head = only_child(properties, f"{W}tblHeader") is not None
        cells = []
        for place, cell in enumerate(element.iterfind(_TC)):
            span = only_child(only_child(cell, f"{W}tcPr"), f"{W}gridSpan")
            cells.append(
                Cell(
                    tuple(self.blocks(cell)),
                    int(span.get(_VALUE) or 1) if span is not None else 1,
                    is_head=is_head or (has_labels and place == 0),
                )
            )
        return Row(tuple(cells), is_head)


def _add(pieces: list[Piece], at: _Look, text: str) -> None:
    """Text at the end of a paragraph; it joins the piece before where both look the same."""
    if not text:
        return
    target = at.target if at.is_shown else ""
    piece = Piece(text, at.look, at.is_italic, target, at.gap, at.is_value)
    if pieces and replace(pieces[-1], text=text) == piece:
        piece = replace(piece, text=pieces.pop().text + text)
    pieces.append(piece)


def _is_on(properties: etree._Element, tag: str) -> bool:
    found = only_child(properties, f"{W}{tag}")
    return found is not None and found.get(_VALUE) not in ("0", "false", "off")
