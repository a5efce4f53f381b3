"""The three lists of the agreement (PAPER 5): clauses, annexes with activities, measures.

Each level is tied to a style both ways, so that a person picks a style and gets the number, and a
clause that vanishes closes its gap.
"""

from xml.sax.saxutils import escape

from dpa_manager.documents.building.look import Look, twips
from dpa_manager.documents.building.ooxml import NAMESPACES

_EN_SPACE = "\u2002"


def numbering_part(look: Look, *, annex_label: str) -> str:
    """`word/numbering.xml`; `annex_label` is the word before an annex's number ("Bijlage")."""
    lists = (
        ("multilevel", _clauses(look)),
        ("multilevel", _annexes(look, annex_label)),
        ("hybridMultilevel", _measures(look)),
    )
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{levels}'
        "</w:abstractNum>"
        for number, (kind, levels) in enumerate(lists, start=1)
    )
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(lists) + 1)
    )
    return f"<w:numbering {NAMESPACES}>{kinds}{uses}</w:numbering>"


def _clauses(look: Look) -> str:
    column, step = look.number_column, look.item_step
    muted = f'<w:color w:val="{look.muted}"/>'
    return (
        _level(0, "decimal", "%1.", "Heading1", column, column)
        + _level(1, "decimal", "%1.%2", "DPAClause", column, column, muted)
        + _level(2, "lowerLetter", "(%3)", "DPAItem", column + step, step, muted)
        + _level(3, "lowerRoman", "(%4)", "DPASubitem", column + 2 * step, step, muted)
    )


def _annexes(look: Look, label: str) -> str:
    quiet = f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{look.muted}"/>'
    column = look.number_column
    return _level(
        0, "upperRoman", f"{escape(label)} %1{_EN_SPACE}", "DPAAnnex", 0, 0, quiet
    ) + _level(1, "decimal", "%1.%2", "DPAActivity", column, column)


def _measures(look: Look) -> str:
    return _level(0, "bullet", "–", "DPAMeasure", 5, 5, f'<w:color w:val="{look.accent}"/>')


def _level(
    level: int,
    number_format: str,
    shown: str,
    style: str,
    left: float,
    hanging: float,
    look: str = "",
) -> str:
    """One level of a list; indents in millimetres, no column for a number means a space."""
    tab = f'<w:tabs><w:tab w:val="num" w:pos="{twips(left)}"/></w:tabs>' if hanging else ""
    suffix = "" if hanging else '<w:suff w:val="space"/>'
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:pStyle w:val="{style}"/>{suffix}<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr>{tab}<w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/></w:pPr>'
        f"{properties}</w:lvl>"
    )
