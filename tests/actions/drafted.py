"""Drafted papers as a reader finds them: tables, clauses and figures of a DOCX, text of a PDF."""

import io
import re
import subprocess
from dataclasses import dataclass
from functools import cache

import docx

from dpa_manager.documents.cross_references import W, numbered_paragraphs

_GROUPED = re.compile(r"(?<=\d)[.,\u202f\u00a0 ](?=\d{3}\b)")


@dataclass(frozen=True)
class Paper:
    """One language of a drafted agreement: its DOCX and where its PDF is."""

    language: str
    docx: bytes
    pdf: object

    @property
    def text(self):
        """The text of the PDF with line breaks folded and plain spaces."""
        return folded(self.raw.replace("\f", " "))

    @property
    def raw(self):
        """The text of the PDF as pdftotext -raw gives it."""
        return _raw(self.pdf)


@cache
def _raw(pdf):
    return run("pdftotext", "-raw", pdf, "-")


def run(*command):
    done = subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, text=True
    )
    return done.stdout


def folded(text):
    """Plain spaces, one at a time, so that lines and care for numbers make no difference."""
    return " ".join(text.split())


@cache
def tables(data):
    """Every table as rows of cells' texts; a cell over several columns counts once."""
    found = []
    for table in docx.Document(io.BytesIO(data)).tables:
        rows = []
        for row in table.rows:
            cells = list(dict.fromkeys(cell._tc for cell in row.cells))
            rows.append([folded("\n".join(_paragraphs(cell))) for cell in cells])
        found.append(rows)
    return found


def _paragraphs(cell):
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in cell.iter(f"{W}p")]


@cache
def body(data):
    """The body of a DOCX as XML."""
    return docx.Document(io.BytesIO(data)).element.body


@cache
def printed(data):
    """The whole text of the body of a DOCX, a space between two paragraphs."""
    return folded(" ".join(_paragraphs(body(data))))


def figures(text):
    """The numbers of a text, sorted, whatever sign groups their thousands."""
    return sorted(re.findall(r"\d+", _GROUPED.sub("", text)))


@cache
def clauses(data):
    """Number and texts of each clause by its bookmark: heading first, up to the next heading."""
    found, here = {}, None
    for paragraph, number in numbered_paragraphs(body(data)):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else ""
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        if name == "Heading1":
            marks = [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]
            here = found.setdefault(marks[0], (number, []))[1]
        elif name in ("DPAAnnex", "DPAHeadingPlain"):
            here = None
        if here is not None:
            here.append(folded(text))
    return found
