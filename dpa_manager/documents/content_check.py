"""What stands in the parts of an uploaded document: changes, comments, fields, stray tags."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from dpa_manager.documents.template_report import Place, TemplateProblem
from dpa_manager.domain.template_words import (
    ANNEXES,
    CLAUSES,
    OPTIONAL_CLAUSES,
    SECOND_SIGNATURE_PLACES,
    SIGNATURE_PLACES,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRACKED = (
    "ins del moveFrom moveTo delText delInstrText cellIns cellDel cellMerge numberingChange "
    "rPrChange pPrChange tblPrChange tblPrExChange trPrChange tcPrChange sectPrChange "
    "tblGridChange moveFromRangeStart moveToRangeStart conflictIns conflictDel"
)
_CODES = {
    **dict.fromkeys(_TRACKED.split(), "tracked-change"),
    **dict.fromkeys(("comment", "commentReference", "commentRangeStart"), "comment"),
    **dict.fromkeys(("object", "control", "OLEObject", "ocx", "movie"), "active-content"),
    **dict.fromkeys(("altChunk", "subDoc", "attachedTemplate", "mailMerge"), "outside-content"),
    **dict.fromkeys(("vanish", "specVanish"), "hidden-text"),
}
_OFF = ("0", "false", "off")
_FIELDS = ("PAGE", "NUMPAGES", "REF")
_TAG = re.compile(r"\{[{%#]|[}%#]\}")
_CLAUSES = frozenset(
    (*CLAUSES, *OPTIONAL_CLAUSES, *ANNEXES, *SIGNATURE_PLACES, *SECOND_SIGNATURE_PLACES)
)
_ADDRESS = re.compile(r"(?:https?|ftp|file|smb|data):|\\\\|//", re.IGNORECASE)
_ADDRESS_ATTRIBUTES = ("src", "href", "link")
FILLED_PROPERTIES = ("creator", "description", "identifier", "language", "subject", "title")


def is_clause_name(name: str) -> bool:
    """Whether a bookmark names a clause, an annex or a place to sign."""
    return name in _CLAUSES


@dataclass(frozen=True)
class Located:
    """An element of a part, with the place where it stands."""

    element: etree._Element
    place: Place


def located(name: str, root: etree._Element) -> Iterator[Located]:
    """Every element of a part in order, with the paragraph and the clause it belongs to."""
    paragraph, clause = 0, ""
    for element in root.iter(etree.Element):
        if element.tag == f"{_W}p":
            paragraph += 1
        elif element.tag == f"{_W}bookmarkStart":
            mark = str(element.get(f"{_W}name", ""))
            clause = mark if is_clause_name(mark) else clause
        yield Located(element, Place(name, paragraph, clause))


def content_problems(
    roots: Mapping[str, etree._Element], *, filled: frozenset[str]
) -> Iterator[TemplateProblem]:
    """Everything in the parts that may not stand there; `filled` are the parts docxtpl fills."""
    for name, root in roots.items():
        if name.startswith("word/") and name.endswith(".xml"):
            yield from _word_problems(name, root)
        if name in filled and name.startswith("word/"):
            yield from _misplaced_tags(name, root)
        elif name.startswith("docProps/core"):
            yield from _unfilled_properties(name, root)
        elif not name.endswith(".rels"):
            yield from _unfilled_tags(name, root)


def _word_problems(name: str, root: etree._Element) -> Iterator[TemplateProblem]:
    told: set[tuple[str, int]] = set()
    is_style_part = name == "word/styles.xml"
    fields = _Fields()
    for item in located(name, root):
        local = etree.QName(item.element).localname
        code = _CODES.get(local, "")
        if code == "hidden-text" and (is_style_part or _is_off(item.element)):
            code = ""
        if code and (code, item.place.paragraph) not in told:
            told.add((code, item.place.paragraph))
            yield TemplateProblem(code, item.place, local)
        for field in fields.closed_by(item.element):
            yield TemplateProblem("field-not-allowed", item.place, field)
        yield from _addresses(item)


def _is_off(element: etree._Element) -> bool:
    return str(element.get(f"{_W}val", "1")).lower() in _OFF


class _Fields:
    """Follows field codes over their runs: a code may be cut into any number of pieces."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []

    def closed_by(self, element: etree._Element) -> Iterator[str]:
        """The names of fields that are not allowed and whose code is complete with `element`."""
        if element.tag == f"{_W}fldSimple":
            yield from _refused(str(element.get(f"{_W}instr", "")))
        elif element.tag == f"{_W}instrText" and self._open:
            self._open[-1].append(element.text or "")
        elif element.tag == f"{_W}instrText":
            yield from _refused(element.text or "")
        elif element.tag == f"{_W}fldChar":
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                self._open.append([])
            elif kind in ("separate", "end") and self._open:
                code = "".join(self._open.pop())
                if kind == "separate":
                    self._open.append([])
                yield from _refused(code)


def _refused(code: str) -> Iterator[str]:
    words = code.split()
    if words and (words[0].upper() not in _FIELDS or "{" in code or "}" in code):
        yield words[0][:40]


def _addresses(item: Located) -> Iterator[TemplateProblem]:
    for attribute, value in item.element.items():
        local = etree.QName(attribute).localname
        if local in _ADDRESS_ATTRIBUTES and _ADDRESS.match(str(value)):
            yield TemplateProblem("external-link", item.place, str(value)[:120])
        elif local == "hidden" and str(value).lower() not in _OFF:
            yield TemplateProblem("hidden-text", item.place, local)


def _misplaced_tags(name: str, root: etree._Element) -> Iterator[TemplateProblem]:
    """Tags in attributes or in other text than a run's: a value there would be no text."""
    for item in located(name, root):
        texts = [str(value) for value in item.element.values()]
        if item.element.tag != f"{_W}t":
            texts.append(item.element.text or "")
        texts.append(item.element.tail or "")
        for text in texts:
            if _TAG.search(text):
                yield TemplateProblem("tag-outside-text", item.place, text.strip()[:80])


def _unfilled_tags(name: str, root: etree._Element) -> Iterator[TemplateProblem]:
    text = "".join(str(piece) for piece in root.itertext())
    found = _TAG.search(text)
    if found:
        shown = text[max(found.start() - 10, 0) : found.start() + 70].strip()
        yield TemplateProblem("tag-not-filled", Place(name), shown)
        return
    for item in located(name, root):
        for value in item.element.values():
            if "{{" in str(value) or "{%" in str(value):
                yield TemplateProblem("tag-not-filled", item.place, str(value)[:80])


def _unfilled_properties(name: str, root: etree._Element) -> Iterator[TemplateProblem]:
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        text = element.text or ""
        if _TAG.search(text) and local not in FILLED_PROPERTIES:
            yield TemplateProblem("tag-not-filled", Place(name), f"{local}: {text}"[:80])
