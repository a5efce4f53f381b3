"""The styles of the agreement (PAPER 4): our own `styles.xml`, no direct formatting anywhere."""

from dataclasses import dataclass

from dpa_manager.documents.building.look import Look, half_points, twips, twips_of_points
from dpa_manager.documents.building.ooxml import NAMESPACES


@dataclass(frozen=True)
class ParagraphStyle:
    """One paragraph style; `size`, colours and spacing "unset" (None) are those of `based_on`.

    `number` is (list, level); `border` is (side, eighths of a point, gap in points, colour).
    """

    key: str
    name: str
    size: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    bold: bool = False
    caps: bool = False
    colour: str = ""
    font: str = ""
    based_on: str = "Normal"
    follows: str = ""
    number: tuple[int, int] | None = None
    outline: int | None = None
    border: tuple[str, int, int, str] | None = None
    right_tab: float | None = None
    keeps_next: bool = False
    keeps_lines: bool = False
    page_break: bool = False
    no_indent: bool = False
    no_proof: bool = False
    is_builtin: bool = False
    priority: int = 9


def paragraph_styles(look: Look) -> tuple[ParagraphStyle, ...]:
    """All paragraph styles; names in Word's own spelling where Word has the style."""
    return _headings(look) + _texts(look) + _in_tables(look) + _marginal(look)


def _headings(look: Look) -> tuple[ParagraphStyle, ...]:
    style = ParagraphStyle
    size, accent, muted = look.size, look.accent, look.muted
    return (
        style("Title", "Title", 26, 0, 2, 1.0, True, colour=look.ink, follows="Subtitle",
              keeps_next=True, is_builtin=True),
        style("Subtitle", "Subtitle", 11, 0, 14, colour=muted, follows="BodyText",
              keeps_next=True, is_builtin=True),
        style("Heading1", "heading 1", 13, 16, 5, 1.05, True, colour=accent, follows="DPAClause",
              number=(1, 0), outline=0, keeps_next=True, keeps_lines=True, is_builtin=True),
        style("Heading2", "heading 2", size + 0.5, 14, 4, 1.05, True, colour=look.ink,
              follows="BodyText", outline=1, keeps_next=True, keeps_lines=True, is_builtin=True),
        style("Heading3", "heading 3", size - 0.5, 11, 3, 1.05, True, colour=muted,
              follows="BodyText", outline=2, keeps_next=True, keeps_lines=True, is_builtin=True),
        style("DPAHeadingPlain", "DPA Heading Plain", based_on="Heading1", follows="BodyText",
              number=(0, 0), no_indent=True),
        style("DPAPart", "DPA Part", 8.5, 22, 0, 1.0, True, caps=True, colour=muted,
              follows="Heading1", keeps_next=True,
              border=("bottom", 4, 3, look.hairline)),
        style("DPAAnnex", "DPA Annex", 17.5, 0, 9, 1.0, based_on="Heading1", follows="BodyText",
              number=(2, 0), page_break=True),
        style("DPAActivity", "DPA Activity", size + 1.5, 18, 5, 1.05, colour=accent,
              based_on="Heading2", follows="BodyText", number=(2, 1)),
    )  # fmt: skip


def _texts(look: Look) -> tuple[ParagraphStyle, ...]:
    style = ParagraphStyle
    size, muted = look.size, look.muted
    rule = ("top", 6, 3, look.ink)
    return (
        style("BodyText", "Body Text", size, 0, 6, is_builtin=True),
        style("DPAClause", "DPA Clause", size, 0, 5, follows="DPAClause", number=(1, 1)),
        style("DPAItem", "DPA Item", size, 0, 4, follows="DPAItem", number=(1, 2)),
        style("DPASubitem", "DPA Subitem", size, 0, 3, follows="DPASubitem", number=(1, 3)),
        style("DPAMeasure", "DPA Measure", size - 0.5, 0, 3, follows="DPAMeasure", number=(3, 0)),
        style("DPALabel", "DPA Label", size - 2, 0, 3, 1.0, True, colour=muted, keeps_next=True),
        style("DPALabelLower", "DPA Label Lower", before=11, based_on="DPALabel"),
        style("DPAParty", "DPA Party", size + 2, 0, 2, 1.05, True, follows="DPAPartyLine",
              keeps_next=True),
        style("DPAPartyLine", "DPA Party Line", size - 0.5, 0, 0, 1.15),
        style("DPAPartyLineLower", "DPA Party Line Lower", before=11, based_on="DPAPartyLine"),
        style("DPASummaryTitle", "DPA Summary Title", size + 1, 16, 5, 1.0, True,
              colour=look.accent, keeps_next=True),
        style("DPANote", "DPA Note", size - 1.5, 6, 0, 1.12, colour=muted),
        style("DPASignatureLine", "DPA Signature Line", size - 2, 27 * 72 / 25.4, 3, colour=muted,
              border=rule, keeps_next=True, keeps_lines=True),
        style("DPAWritingLine", "DPA Writing Line", size - 2, 10 * 72 / 25.4, 3, colour=muted,
              border=rule, keeps_next=True, keeps_lines=True),
    )  # fmt: skip


def _in_tables(look: Look) -> tuple[ParagraphStyle, ...]:
    style = ParagraphStyle
    size = look.size
    return (
        style("DPACell", "DPA Cell", size - 1, 0, 0, 1.12),
        style("DPACellLabel", "DPA Cell Label", bold=True, colour=look.ink, based_on="DPACell"),
        style("DPACellMark", "DPA Cell Mark", before=2, bold=True, colour=look.accent,
              based_on="DPACell"),
        style("DPACellHead", "DPA Cell Head", size - 1.5, 0, 0, 1.0, True, colour=look.accent,
              based_on="DPACell", keeps_next=True),
        style("DPACellSmall", "DPA Cell Small", size - 2, 1, 0, 1.1, colour=look.muted,
              based_on="DPACell"),
        style("DPACellLead", "DPA Cell Lead", size - 2, 3, 0, 1.1, True, colour=look.muted,
              based_on="DPACell", keeps_next=True),
    )  # fmt: skip


def _marginal(look: Look) -> tuple[ParagraphStyle, ...]:
    style = ParagraphStyle
    width = look.text_width
    return (
        style("DPATag", "DPA Tag (program)", 8, 0, 0, 1.0, colour=look.tag, font=look.tag_font,
              no_proof=True, priority=99),
        style("Header", "header", 8.5, 0, 0, 1.0, colour=look.muted, right_tab=width,
              is_builtin=True, priority=99),
        style("Footer", "footer", 8.5, 0, 0, 1.0, colour=look.muted, right_tab=width,
              border=("top", 4, 6, look.hairline), is_builtin=True, priority=99),
    )  # fmt: skip


def styles_part(look: Look, *, locale: str) -> str:
    """`word/styles.xml` for a document in `locale` ("nl-BE")."""
    styles = "".join(_paragraph_style(style) for style in paragraph_styles(look))
    return (
        f"<w:styles {NAMESPACES}>{_defaults(look, locale)}{styles}"
        f"{_character_styles(look)}{_table_styles(look)}</w:styles>"
    )


def _defaults(look: Look, locale: str) -> str:
    # The ink colour is a matter of Normal: in the document defaults LibreOffice turns it into
    # direct formatting inside tables, and marks lose their accent (PAPER 4).
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(look.font)}{_size(look.size)}"
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 0, look.line)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/><w:pPr><w:widowControl/></w:pPr>"
        f"<w:rPr>{_colour(look.ink)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_cell_margins(0, 0, 0, 0)}</w:tblPr></w:style>"
    )


def _paragraph_style(style: ParagraphStyle) -> str:
    custom = "" if style.is_builtin else ' w:customStyle="1"'
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    shown = "" if style.priority == 99 else "<w:qFormat/>"
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.key}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style.based_on}"/>{follows}'
        f'<w:uiPriority w:val="{style.priority}"/>{shown}'
        f"<w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr>"
        "</w:style>"
    )


def _paragraph_properties(style: ParagraphStyle) -> str:
    # The order of the elements is that of the schema; Word repairs a file that departs from it.
    pieces = (
        (style.keeps_next, "<w:keepNext/>"),
        (style.keeps_lines, "<w:keepLines/>"),
        (style.page_break, "<w:pageBreakBefore/>"),
        (style.number is not None, _number(style.number)),
        (style.border is not None, _border(style.border)),
        (style.right_tab is not None, _right_tab(style.right_tab)),
        (style.after is not None or style.before is not None, _spacing_of(style)),
        (style.no_indent, '<w:ind w:left="0" w:firstLine="0"/>'),
        (style.outline is not None, f'<w:outlineLvl w:val="{style.outline}"/>'),
    )
    return "".join(xml for is_wanted, xml in pieces if is_wanted)


def _run_properties(style: ParagraphStyle) -> str:
    pieces = (
        (bool(style.font), _font(style.font)),
        (style.bold, "<w:b/><w:bCs/>"),
        (style.caps, "<w:caps/>"),
        (style.no_proof, "<w:noProof/>"),
        (bool(style.colour), _colour(style.colour)),
        (style.caps, '<w:spacing w:val="20"/>'),
        (style.size is not None, _size(style.size or 0)),
    )
    return "".join(xml for is_wanted, xml in pieces if is_wanted)


def _number(number: tuple[int, int] | None) -> str:
    kind, level = number or (0, 0)
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{kind}"/></w:numPr>'


def _border(border: tuple[str, int, int, str] | None) -> str:
    if border is None:
        return ""
    side, weight, gap, colour = border
    line = f'w:val="single" w:sz="{weight}" w:space="{gap}" w:color="{colour}"'
    return f"<w:pBdr><w:{side} {line}/></w:pBdr>"


def _right_tab(position: float | None) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips(position or 0)}"/></w:tabs>'


def _spacing_of(style: ParagraphStyle) -> str:
    return _spacing(style.before, style.after, style.line)


def _spacing(before: float | None, after: float | None, line: float | None) -> str:
    pieces = []
    if before is not None:
        pieces.append(f'w:before="{twips_of_points(before)}"')
    if after is not None:
        pieces.append(f'w:after="{twips_of_points(after)}"')
    if line is not None:
        pieces.append(f'w:line="{round(240 * line)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(pieces)}/>"


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _character_styles(look: Look) -> str:
    bold = "<w:b/><w:bCs/>"
    kinds = (
        ("Strong", "Strong", "", bold),
        ("DPAMark", "DPA Mark", ' w:customStyle="1"', bold + _colour(look.accent)),
        ("DPAMuted", "DPA Muted", ' w:customStyle="1"', "<w:b w:val=\"0\"/>" + _colour(look.muted)),
        ("DPAWordmark", "DPA Wordmark", ' w:customStyle="1"',
         bold + _colour(look.accent) + '<w:spacing w:val="30"/>' + _size(12)),
    )  # fmt: skip
    return "".join(
        f'<w:style w:type="character"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
        for key, name, custom, properties in kinds
    )


def _table_styles(look: Look) -> str:
    hairline, accent = (4, look.hairline), (8, look.accent)
    under_head = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:top w:val="nil"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{look.accent}"/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    framed_head = under_head.replace('<w:top w:val="nil"/>', "")
    tint = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.tint}"/></w:tcPr>'
    bar = {"left": (24, look.accent)}
    between = {"bottom": hairline, "insideH": hairline}
    frame = dict.fromkeys(("top", "left", "bottom", "right"), accent) | {"insideH": hairline}
    return (
        _table_style("DPARules", "DPA Rules", between, (1.1, 0, 1.1, 3), under_head)
        + _table_style("DPAFacts", "DPA Facts", between | {"top": hairline}, (1.1, 0, 1.1, 3))
        + _table_style("DPAColumns", "DPA Columns", {}, (0, 0, 0, 8))
        + _table_style("DPASummary", "DPA Summary", bar, (1.1, 4, 1.1, 4), tint)
        + _table_style("DPAFrame", "DPA Frame", frame, (1.3, 3, 1.3, 3), framed_head)
    )  # fmt: skip


def _table_style(
    key: str,
    name: str,
    borders: dict[str, tuple[int, str]],
    margins: tuple[float, float, float, float],
    further: str = "",
) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(_side(side, borders.get(side)) for side in sides)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{lines}</w:tblBorders>{_cell_margins(*margins)}</w:tblPr>{further}</w:style>"
    )


def _side(side: str, line: tuple[int, str] | None) -> str:
    if line is None:
        return f'<w:{side} w:val="nil"/>'
    return f'<w:{side} w:val="single" w:sz="{line[0]}" w:space="0" w:color="{line[1]}"/>'


def _cell_margins(top: float, left: float, bottom: float, right: float) -> str:
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    inner = "".join(
        f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides.items()
    )
    return f"<w:tblCellMar>{inner}</w:tblCellMar>"
