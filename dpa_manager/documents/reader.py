"""Reading documents: text and clause numbers of a DOCX, and what rules ask about templates."""

from dataclasses import dataclass

from dpa_manager.documents.cross_references import clause_numbers, levels_of
from dpa_manager.documents.package import read_package
from dpa_manager.documents.readback import PARAGRAPH_END, parse_strictly, visible_text
from dpa_manager.documents.template_check import check
from dpa_manager.documents.template_report import TemplateReport
from dpa_manager.documents.template_source import BODY
from dpa_manager.domain.completeness.case import TemplateFacts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = "word/styles.xml"


@dataclass(frozen=True)
class DocumentText:
    """What can be read in a DOCX: its paragraphs' text by part, numbers by bookmark."""

    parts: dict[str, tuple[str, ...]]
    numbers: dict[str, str]

    @property
    def text(self) -> str:
        """The whole text, a line a paragraph: body first, then headers, footers and notes."""
        return "\n".join(line for lines in self.parts.values() for line in lines)


def read_document(docx: bytes) -> DocumentText:
    """The text and clause numbers of a DOCX; raises UnsafePackage or BrokenTemplate."""
    package = read_package(docx)
    body = parse_strictly(package[BODY], part=BODY)
    texts = {BODY: _lines(visible_text(body))}
    for name, content in package.items():
        if name.startswith(("word/header", "word/footer", "word/footnotes")):
            texts[name] = _lines(visible_text(parse_strictly(content, part=name)))
    levels = levels_of(package[_STYLES]) if _STYLES in package else {}
    return DocumentText(texts, clause_numbers(body, levels=levels))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split(PARAGRAPH_END) if line)


def template_facts(
    data: bytes, *, kind: str, language: str, report: TemplateReport | None = None
) -> TemplateFacts:
    """What the rules of completeness ask about a template (R-TPL-2), from a check of it."""
    report = report or check(data, kind=kind, language=language)
    return TemplateFacts(
        kind=kind,
        language=language,
        clauses={name: text for name, text in report.clauses.items() if text},
        bookmarks=frozenset(_bookmarks(data)),
        unknown_words=tuple(p.detail for p in report.problems if p.code == "unknown-word"),
    )


def _bookmarks(data: bytes) -> list[str]:
    body = parse_strictly(read_package(data)[BODY], part=BODY)
    return [str(mark.get(f"{_W}name")) for mark in body.iter(f"{_W}bookmarkStart")]
