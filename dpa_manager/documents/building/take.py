"""Takes the words of an edited template back into the keys of its text file."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from dpa_manager.documents.building.blocks import Block, Row, RowTag, Table, Words
from dpa_manager.documents.building.reading import ReadParagraph, read_paragraphs, read_parts
from dpa_manager.documents.building.structure import BODY
from dpa_manager.documents.building.template import (
    ANNEX_KEY,
    FOOTER_KEY,
    PAGE_KEYS,
    PREVIEW_KEY,
    keys_in_use,
)
from dpa_manager.documents.building.texts import without_care

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOOTER = re.compile(r"(.+)\t(.+) \[\[=PAGE\]\] (.+) \[\[=NUMPAGES\]\]")
_PREVIEW = re.compile(r"==(.+?)==")


class TakeError(ValueError):
    """A file whose paragraphs are not those of the structure, so that no key can be given."""


def take(docx: bytes) -> dict[str, str]:
    """The texts of a template by key, in the order of a text file.

    Editors keep paragraphs in their order, so each is known by its place. A key is left out when
    the file no longer holds its words: LibreOffice does not save the titles of tables. Raises
    TakeError when there are more or fewer paragraphs than the structure has; `skeleton.drift`
    says where.
    """
    parts = read_parts(docx)
    paragraphs = read_paragraphs(parts)
    body = [paragraph for paragraph in paragraphs if paragraph.part == "document"]
    plan = list(_paragraph_keys(BODY))
    if len(body) != len(plan):
        raise TakeError(f"{len(plan)} paragraphs expected, {len(body)} found")
    found = {
        key: paragraph.markup for key, paragraph in zip(plan, body, strict=True) if key is not None
    }
    found |= _captions(parts["word/document.xml"])
    found |= _margins(paragraphs)
    found[ANNEX_KEY] = _annex_label(parts["word/numbering.xml"])
    return {key: without_care(found[key]) for key in keys_in_use() if key in found}


def _paragraph_keys(blocks: Iterable[Block]) -> Iterator[str | None]:
    """The key of each paragraph of the body in order; None for variables and tags."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _row_keys(row)
        else:
            yield block.key if isinstance(block, Words) else None


def _row_keys(row: Row | RowTag) -> Iterator[str | None]:
    if isinstance(row, RowTag):
        yield None
        return
    for cell in row.cells:
        yield from _paragraph_keys(cell)


def _captions(document_xml: bytes) -> dict[str, str]:
    keys = [block.caption for block in BODY if isinstance(block, Table)]
    captions = etree.fromstring(document_xml).iter(f"{_W}tblCaption")
    return {
        key: caption.get(f"{_W}val") or "" for key, caption in zip(keys, captions, strict=False)
    }


def _margins(paragraphs: Iterable[ReadParagraph]) -> dict[str, str]:
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        preview = _PREVIEW.search(paragraph.markup) if paragraph.part == "header" else None
        footer = _FOOTER.fullmatch(paragraph.markup) if paragraph.part == "footer" else None
        if preview:
            found[PREVIEW_KEY] = preview.group(1)
        if footer:
            found |= dict(zip((FOOTER_KEY, *PAGE_KEYS), footer.groups(), strict=True))
    return found


def _annex_label(numbering_xml: bytes) -> str:
    for level in etree.fromstring(numbering_xml).iter(f"{_W}lvl"):
        kind = level.find(f"{_W}numFmt")
        shown = level.find(f"{_W}lvlText")
        if kind is not None and shown is not None and kind.get(f"{_W}val") == "upperRoman":
            return (shown.get(f"{_W}val") or "").partition("%1")[0].strip()
    raise TakeError("no list of annexes")
