"""Printed references: what a rendered DOCX says of its own clauses, beside the heading it means."""

import re
from collections.abc import Iterator

from lxml import etree

from dpa_manager.documents.cross_references import W, levels_of, numbered_paragraphs
from dpa_manager.documents.package import read_package
from dpa_manager.documents.readback import parse_strictly
from dpa_manager.documents.template_source import BODY
from dpa_manager.domain.completeness.case import PrintedReference

_STYLES = "word/styles.xml"
_REFERENCE = re.compile(r"\s*REF\s+(\w+)")
_NAME = re.compile(r"\s*\(([^()]+)\)")


def read_references(docx: bytes, *, language: str) -> tuple[PrintedReference, ...]:
    """Each reference "9 (Sub-processors)" with the number and the name of the heading meant.

    A reference without a name in brackets after it says nothing that could differ, since its
    number is the program's own. Raises UnsafePackage or BrokenTemplate.
    """
    package = read_package(docx)
    body = parse_strictly(package[BODY], part=BODY)
    levels = levels_of(package[_STYLES]) if _STYLES in package else {}
    headings = {
        mark.get(f"{W}name") or "": (number, _plain(_text(paragraph)))
        for paragraph, number in numbered_paragraphs(body, levels=levels)
        for mark in paragraph.iter(f"{W}bookmarkStart")
    }
    return tuple(
        PrintedReference(language, number, name, *headings.get(target, ("", "")))
        for paragraph in body.iter(f"{W}p")
        if paragraph.find(f".//{W}instrText") is not None
        for target, number, name in _references(paragraph)
    )


def _references(paragraph: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Target, number and name of each named reference of a paragraph."""
    text, target, start, found = "", "", -1, []
    for piece in paragraph.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
        if piece.tag == f"{W}t":
            text += piece.text or ""
        elif piece.tag == f"{W}instrText":
            match = _REFERENCE.match(piece.text or "")
            target = match.group(1) if match else ""
        elif piece.get(f"{W}fldCharType") == "separate":
            start = len(text)
        elif piece.get(f"{W}fldCharType") == "end" and target:
            found.append((target, start, len(text)))
            target = ""
    for bookmark, begin, end in found:
        name = _NAME.match(text, end)
        if name:
            yield bookmark, text[begin:end], _plain(name.group(1))


def _text(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))


def _plain(text: str) -> str:
    return " ".join(text.split())
