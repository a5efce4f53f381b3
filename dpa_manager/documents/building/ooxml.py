"""A small vocabulary of WordprocessingML: runs, fields, paragraphs, tables, as strings."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from dpa_manager.documents.building.look import twips

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# **strong**, ==mark==, ~~muted~~, [[bookmark]] (a reference to its number) and a tab; the rest is
# printed as it stands, variables included.
_MARKUP = re.compile(r"\*\*(.+?)\*\*|==(.+?)==|~~(.+?)~~|\[\[(\w+)\]\]|(\t)")
MARKS = {"Strong": "**", "DPAMark": "==", "DPAMuted": "~~"}


def run(text: str, *, style: str = "") -> str:
    """Text in one character style."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    # Word drops spaces at the edges unless told otherwise; a value may bring such a space too.
    # Said only where needed, since every draft is parsed strictly and a thousand of these tell.
    has_edge = text != text.strip() or text.startswith("{{") or text.endswith("}}")
    space = ' xml:space="preserve"' if has_edge else ""
    return f"<w:r>{properties}<w:t{space}>{escape(text)}</w:t></w:r>"


def field(code: str, shown: str) -> str:
    """A field with the text that is shown until somebody updates it."""
    inner = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{piece}</w:r>" for piece in inner)


def reference(bookmark: str) -> str:
    """A field that shows the number of the bookmarked paragraph."""
    return field(f"REF {bookmark} \\r \\h", "0")


def inline(markup: str) -> str:
    """The runs of a text with markup."""
    pieces: list[str] = []
    end = 0
    for match in _MARKUP.finditer(markup):
        if match.start() > end:
            pieces.append(run(markup[end : match.start()]))
        pieces.append(_marked(match))
        end = match.end()
    if end < len(markup):
        pieces.append(run(markup[end:]))
    return "".join(pieces)


def _marked(match: re.Match[str]) -> str:
    strong, mark, muted, target, tab = match.groups()
    if target:
        return reference(target)
    if tab:
        return "<w:r><w:tab/></w:r>"
    style = "Strong" if strong else "DPAMark" if mark else "DPAMuted"
    return run(strong or mark or muted, style=style)


def bookmarked(name: str, number: int, inner: str) -> str:
    """Runs between the two ends of a bookmark."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def paragraph(style: str, inner: str, *, keeps_next: bool = False) -> str:
    """A paragraph in a style; keeping with the next is the one thing a style cannot know."""
    keep = "<w:keepNext/>" if keeps_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{inner}</w:p>'


def table_open(
    style: str, widths: Sequence[float], *, caption: str, has_head: bool, has_label_column: bool
) -> str:
    """The start of a table up to its first row."""
    look = 0x0400 | (0x0020 if has_head else 0) | (0x0080 if has_label_column else 0)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    words = quoteattr(caption)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(twips(width) for width in widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="{int(has_head)}" w:lastRow="0" '
        f'w:firstColumn="{int(has_label_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={words}/><w:tblDescription w:val={words}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def table_row(cells: Sequence[str], widths: Sequence[float], *, is_head: bool = False) -> str:
    """A row that never splits over two pages; one cell for several widths spans them all."""
    head = "<w:tblHeader/>" if is_head else ""
    if len(cells) == 1 < len(widths):
        inner = _cell(cells[0], sum(twips(width) for width in widths), span=len(widths))
    else:
        pairs = zip(cells, widths, strict=True)
        inner = "".join(_cell(content, twips(width)) for content, width in pairs)
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inner}</w:tr>"


def _cell(content: str, width: int, *, span: int = 1) -> str:
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}</w:tcPr>{content}</w:tc>'
