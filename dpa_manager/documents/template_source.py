"""A template opened: the parts in which words stand, as the text that Jinja is given."""

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from dpa_manager.documents.cross_references import levels_of
from dpa_manager.documents.faults import BrokenTemplate
from dpa_manager.documents.package import read_package
from dpa_manager.documents.reference_plan import mark_references

BODY = "word/document.xml"
CORE = "docProps/core.xml"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOR_US = re.compile(r"\{[{%#]|<\?dpa-mark ")
_PARAGRAPH = re.compile(r"<w:p(?=[ >/])")
_FOOTNOTES = "wordprocessingml.footnotes+xml"
_UNREADABLE = (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError)


@dataclass(frozen=True)
class PartSource:
    """One part of a template: `source` is filled by Jinja, `head` and `tail` stand around it."""

    part: str
    source: str
    head: str = ""
    tail: str = ""

    @property
    def has_tags(self) -> bool:
        """Whether anything in this part has to be filled in."""
        return _FOR_US.search(self.source) is not None


class OpenedTemplate:
    """A template read once by docxtpl, whose language (`{%p if … %}`) its parts are written in."""

    def __init__(self, data: bytes) -> None:
        """Open `data` within the bounds of `read_package`; raises BrokenTemplate, UnsafePackage."""
        self.names = tuple(read_package(data))
        self.document = DocxTemplate(io.BytesIO(data))
        try:
            self.document.render_init()
            self._body_xml: str = self.document.get_xml()
            self.levels = levels_of(self.document.docx.part._styles_part.blob)
        except _UNREADABLE as error:
            raise BrokenTemplate(part=BODY, detail="no Word document inside") from error

    def mark_references(self) -> None:
        """Mark where the body's REF fields show numbers, for `reference_plan.number_references`."""
        if mark_references(self.document.docx.element, levels=self.levels):
            self._body_xml = self.document.get_xml()

    @cached_property
    def normalised(self) -> dict[str, bytes]:
        """The parts as python-docx writes them, in its order: what docxtpl would start from."""
        saved = io.BytesIO()
        self.document.docx.save(saved)
        with zipfile.ZipFile(saved) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def sources(self, *, counts_paragraphs: bool = False) -> list[PartSource]:
        """The parts that docxtpl fills: body, headers, footers, footnotes, core properties.

        With `counts_paragraphs` every paragraph begins a line, so that Jinja's line number minus
        one is the number of the paragraph.
        """
        found = [self._body(counts_paragraphs=counts_paragraphs)]
        for uri in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
            for _, part in self.document.get_headers_footers(uri):
                xml = self.document.get_part_xml(part)
                found.append(
                    self._part(part, xml, head=_DECLARATION, counts_paragraphs=counts_paragraphs)
                )
        for part in self.document.docx.part.package.parts:
            if part.content_type.endswith(_FOOTNOTES):
                xml = _decoded(part.blob, part=_name(part))
                found.append(self._part(part, xml, counts_paragraphs=counts_paragraphs))
        if CORE in self.normalised:
            xml = self.normalised[CORE].decode("utf-8")
            found.append(PartSource(CORE, self.document.patch_xml(xml)))
        return _once_each(found)

    def _body(self, *, counts_paragraphs: bool) -> PartSource:
        # The body's own declarations of namespaces are those of the root around it.
        xml = re.sub(r"^<w:body[^>]*>", "<w:body>", self._body_xml)
        root = etree.tostring(self.document.docx.element, encoding="unicode")
        start, end = root.index("<w:body"), root.rindex("</w:body>") + len("</w:body>")
        source = self._patched(xml, counts_paragraphs=counts_paragraphs)
        return PartSource(BODY, source, head=_DECLARATION + root[:start], tail=root[end:])

    def _part(
        self, part: object, xml: str, *, counts_paragraphs: bool, head: str = ""
    ) -> PartSource:
        source = self._patched(xml, counts_paragraphs=counts_paragraphs)
        return PartSource(_name(part), source, head=head)

    def _patched(self, xml: str, *, counts_paragraphs: bool) -> str:
        if counts_paragraphs:
            xml = _PARAGRAPH.sub("\n<w:p", xml.replace("\n", " "))
        return str(self.document.patch_xml(xml))

    def has_fixed_columns(self) -> bool:
        """Whether every table keeps its columns whatever rows are kept or repeated.

        Otherwise docxtpl mends the grid of the table after filling, and has to do it itself.
        """
        body = self.document.docx.element.body
        return all(_is_fixed(table) for table in body.iter(f"{_W}tbl"))


def _is_fixed(table: etree._Element) -> bool:
    grid = table.find(f"{_W}tblGrid")
    columns = 0 if grid is None else len(grid.findall(f"{_W}gridCol"))
    always_there = 0
    depth = 0
    for row in table.iter(f"{_W}tr"):
        text = "".join(str(piece) for piece in row.itertext())
        if re.search(r"\{[%{]\s*(tc|colspan|cellbg|hm|vm)\b", text):
            return False
        control = re.search(r"\{%tr\s+(if|for|end)?", text)
        if control:
            depth += {"if": 1, "for": 1, "end": -1}.get(control[1] or "", 0)
            continue
        if _width(row) != columns:
            return False
        always_there += depth == 0
    return always_there > 0


def _width(row: etree._Element) -> int:
    spans = (cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in row.findall(f"{_W}tc"))
    return sum(1 if span is None else int(span.get(f"{_W}val", "1")) for span in spans)


def _decoded(blob: bytes, *, part: str) -> str:
    try:
        return blob.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenTemplate(part=part, detail="not written in UTF-8") from error


def _name(part: object) -> str:
    return str(part.partname)[1:]  # type: ignore[attr-defined]  # python-docx has no types here.


def _once_each(sources: list[PartSource]) -> list[PartSource]:
    """A part that two sections share is one part."""
    return list({source.part: source for source in sources}.values())
