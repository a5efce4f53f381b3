"""Small Word documents made part by part, so that a test can say exactly what is in them."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    "word/document.xml": f"{_WORD_TYPE}document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}settings+xml",
    "word/header1.xml": f"{_WORD_TYPE}header+xml",
    "word/footer1.xml": f"{_WORD_TYPE}footer+xml",
    "word/footnotes.xml": f"{_WORD_TYPE}footnotes+xml",
    "word/endnotes.xml": f"{_WORD_TYPE}endnotes+xml",
    "word/comments.xml": f"{_WORD_TYPE}comments+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_WORD_PARTS = ("styles", "settings", "header1", "footer1", "footnotes", "endnotes", "comments")
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
)


def run(text: str) -> str:
    """One run of text, written as XML."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, *, style: str = "Normal", bookmark: str = "") -> str:
    """One paragraph, with a bookmark around its text when one is named."""
    inner = run(text)
    if bookmark:
        number = abs(hash(bookmark)) % 10_000
        inner = (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def field(code: str, *, shown: str = "99") -> str:
    """The five runs of a field with this code."""

    def piece(inner: str) -> str:
        return f"<w:r>{inner}</w:r>"

    return (
        piece('<w:fldChar w:fldCharType="begin"/>')
        + piece(f'<w:instrText xml:space="preserve"> {code} \\r \\h </w:instrText>')
        + piece('<w:fldChar w:fldCharType="separate"/>')
        + piece(f"<w:t>{shown}</w:t>")
        + piece('<w:fldChar w:fldCharType="end"/>')
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table of fixed columns; a row of one text starting with {%tr is a row for the program."""
    columns = max(len(row) for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * columns
    body = "".join(_row(row, columns=columns) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(cells: tuple[str, ...], *, columns: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if len(cells) < columns else ""
    inner = "".join(f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{inner}</w:tr>"


def core(*, title: str = "A title", extra: str = "") -> str:
    """Core properties with this title."""
    return (
        "<cp:coreProperties xmlns:cp="
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>KBITS</dc:creator>{extra}"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def word_file(
    body: str,
    *,
    header: str = "",
    footer: str = "",
    notes: Mapping[str, str] | None = None,
    properties: str | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    types: Mapping[str, str] | None = None,
    relations: str = "",
    main_type: str = "",
) -> bytes:
    """A DOCX of `body`; `notes` are footnotes, endnotes or comments, `parts` come as they are."""
    made: dict[str, str | bytes] = {
        "word/document.xml": _root(
            "document", f"<w:body>{body}{_section(header, footer)}</w:body>"
        ),
        "word/styles.xml": _root("styles", STYLES),
    }
    if properties != "":
        made["docProps/core.xml"] = core() if properties is None else properties
    if header:
        made["word/header1.xml"] = _root("hdr", header)
    if footer:
        made["word/footer1.xml"] = _root("ftr", footer)
    for kind, inner in (notes or {}).items():
        made[f"word/{kind}.xml"] = _root(kind, inner)
    made |= dict(parts or {})
    known = _TYPES | dict(types or {})
    if main_type:
        known["word/document.xml"] = main_type
    made |= {
        "[Content_Types].xml": _content_types(made, known),
        "_rels/.rels": _package_relations(made),
        "word/_rels/document.xml.rels": _document_relations(made, relations),
    }
    return zipped({"[Content_Types].xml": made.pop("[Content_Types].xml"), **made})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of the parts, as Word would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _root(name: str, inner: str) -> str:
    return f"{_DECLARATION}<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def _section(header: str, footer: str) -> str:
    references = ""
    if header:
        references += '<w:headerReference w:type="default" r:id="header1"/>'
    if footer:
        references += '<w:footerReference w:type="default" r:id="footer1"/>'
    return f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def _content_types(made: Mapping[str, object], known: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{known[name]}"/>'
        for name in made
        if name in known
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f"{overrides}</Types>"
    )


def _relations(inner: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def relation(name: str, kind: str, target: str, *, is_external: bool = False) -> str:
    """One relationship, as it stands in a .rels part."""
    mode = ' TargetMode="External"' if is_external else ""
    kind = kind if kind.startswith("http") else f"{R}/{kind}"
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{mode}/>'


def _package_relations(made: Mapping[str, object]) -> str:
    found = relation("rId1", "officeDocument", "word/document.xml")
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    for name, kind in (
        ("docProps/core.xml", f"{package}/core-properties"),
        ("docProps/app.xml", "extended-properties"),
        ("docProps/custom.xml", "custom-properties"),
    ):
        if name in made:
            found += relation(name.replace("/", ""), kind, name)
    return _relations(found)


def _document_relations(made: Mapping[str, object], extra: str) -> str:
    found = "".join(
        relation(name, name.rstrip("1"), f"{name}.xml")
        for name in _WORD_PARTS
        if f"word/{name}.xml" in made
    )
    return _relations(found + extra)
