"""Reads the paragraphs of a template's DOCX back as style, bookmarks and markup."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from lxml import etree

from dpa_manager.documents.building.ooxml import MARKS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELD = re.compile(r"\s*(\w+)(?:\s+(\w+))?")
_PRINTED_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph as it stands in a file; `style` is the style's name in lower case.

    `markup` is written as in a text file: **strong**, ==mark==, ~~muted~~, [[clSub]]; a field that
    is no reference reads [[=PAGE]].
    """

    part: str
    style: str
    bookmarks: tuple[str, ...]
    markup: str
    is_in_table: bool


def read_parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a DOCX by name; the file is one of ours or has passed the upload check."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_paragraphs(parts: dict[str, bytes]) -> list[ReadParagraph]:
    """The paragraphs of the body, then of headers and footers, each in printed order.

    A header or footer that repeats another is read once: LibreOffice saves one for each kind of
    page.
    """
    names = _style_names(parts["word/styles.xml"])
    printed = sorted(name for name in parts if _PRINTED_PARTS.fullmatch(name))
    pieces: list[list[ReadParagraph]] = []
    for part in printed:
        kind = re.sub(r"\d", "", part.removeprefix("word/").removesuffix(".xml"))
        root = etree.fromstring(parts[part])
        read = [_read(element, part=kind, names=names) for element in root.iter(f"{_W}p")]
        if read not in pieces:
            pieces.append(read)
    return [paragraph for read in pieces for paragraph in read]


def _style_names(styles_xml: bytes) -> dict[str, str]:
    # An editor may give a style another key, but never another name.
    names = {}
    for style in etree.fromstring(styles_xml).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId") or ""] = (name.get(f"{_W}val") or "").lower()
    return names


def _read(element: etree._Element, *, part: str, names: dict[str, str]) -> ReadParagraph:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    key = style.get(f"{_W}val") or "" if style is not None else ""
    marks = {name.lower(): sign for name, sign in _MARK_NAMES.items()}
    bookmarks = (mark.get(f"{_W}name") or "" for mark in element.iter(f"{_W}bookmarkStart"))
    return ReadParagraph(
        part=part,
        style=names.get(key, "normal"),
        bookmarks=tuple(name for name in bookmarks if not name.startswith("_")),
        markup=_joined(_pieces(element, names=names, marks=marks)),
        is_in_table=any(True for _ in element.iterancestors(f"{_W}tc")),
    )


_MARK_NAMES = {
    "Strong": MARKS["Strong"],
    "DPA Mark": MARKS["DPAMark"],
    "DPA Muted": MARKS["DPAMuted"],
}


def _joined(pieces: Iterable[tuple[str, str]]) -> str:
    """Pieces of (sign, text) as markup; Word splits runs, so equal neighbours become one."""
    written = []
    for sign, group in groupby(pieces, key=lambda piece: piece[0]):
        written.append(sign + "".join(text for _, text in group) + sign)
    return "".join(written)


def _pieces(
    element: etree._Element, *, names: dict[str, str], marks: dict[str, str]
) -> Iterator[tuple[str, str]]:
    code, is_in_field = "", False
    for run in element.iter(f"{_W}r"):
        mark = run.find(f"{_W}fldChar")
        if mark is not None:
            kind = mark.get(f"{_W}fldCharType")
            is_in_field = kind != "end"
            if kind == "begin":
                code = ""
            elif kind == "separate":
                yield "", _field(code)
        elif is_in_field:
            code += "".join(piece.text or "" for piece in run.iter(f"{_W}instrText"))
        else:
            style = run.find(f"{_W}rPr/{_W}rStyle")
            key = style.get(f"{_W}val") or "" if style is not None else ""
            text = "".join(_text(piece) for piece in run)
            if text:
                yield marks.get(names.get(key, ""), ""), text


def _field(code: str) -> str:
    match = _FIELD.match(code)
    kind, target = match.groups() if match else ("", None)
    return f"[[{target}]]" if kind == "REF" else f"[[={kind}]]"


def _text(piece: etree._Element) -> str:
    if piece.tag == f"{_W}t":
        return piece.text or ""
    return "\t" if piece.tag == f"{_W}tab" else ""
