"""Read-back: proof that every value printed stands verbatim in the finished document."""

from collections.abc import Mapping, Sequence
from typing import cast

from lxml import etree

from dpa_manager.documents.faults import BrokenTemplate, ValueLost

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _TAB, _BREAK, _PARAGRAPH = f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p"
_SEEN = (_TEXT, _TAB, _BREAK, _PARAGRAPH)
# Between two paragraphs stands a character that no value may hold, so none reaches over it.
PARAGRAPH_END = "\x1e"
_TEXTS_OF_RUNS = etree.XPath("//w:t/text()", namespaces={"w": _W.strip("{}")}, smart_strings=False)
_MARKS = {_TAB: "\t", _BREAK: "\n", _PARAGRAPH: PARAGRAPH_END}


def strict_parser() -> etree.XMLParser:
    """A parser that mends nothing, fetches nothing and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )


def visible_text(root: etree._Element) -> str:
    """The text of a Word part as Word shows it: breaks as line feeds, tabs as tabs."""
    pieces: list[str] = []
    for element in root.iter(_SEEN):
        mark = _MARKS.get(element.tag)
        pieces.append(mark if mark is not None else element.text or "")
    return "".join(pieces)


def read_back(parts: Mapping[str, bytes], printed: Mapping[str, Sequence[str]]) -> None:
    """Parse the finished `parts` and find every value of `printed` (by part, in printed order).

    Raises BrokenTemplate where a part is no well-formed XML and ValueLost where a value is not
    there letter for letter. Line feeds and tabs are Word's breaks and tabs; nothing else is folded.
    """
    for part, values in printed.items():
        root = parse_strictly(parts[part], part=part)
        _find_in_order(_text_of(root, values), values, part=part)


def parse_strictly(content: bytes, *, part: str) -> etree._Element:
    """The root of a part; raises BrokenTemplate where docxtpl would silently mend (TECH A)."""
    try:
        return etree.fromstring(content, strict_parser())
    except etree.XMLSyntaxError as error:
        raise BrokenTemplate(part=part, detail=f"no well-formed XML: {error.msg}") from error


def _text_of(root: etree._Element, values: Sequence[str]) -> str:
    if not root.tag.startswith(_W):
        return PARAGRAPH_END.join(str(piece) for piece in root.itertext())
    if any("\n" in value or "\t" in value for value in values):
        return visible_text(root)
    # A value without breaks stands in one run whole, so the runs may be kept apart: half the time.
    texts = cast("list[str]", _TEXTS_OF_RUNS(root))
    return PARAGRAPH_END.join(texts)


def _find_in_order(text: str, values: Sequence[str], *, part: str) -> None:
    position = 0
    for value in values:
        found = text.find(value, position)
        if found < 0:
            raise ValueLost(value=value, part=part)
        position = found + len(value)
