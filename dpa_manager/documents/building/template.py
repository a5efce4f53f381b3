"""Turns structure and words into a template's DOCX."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from dpa_manager.documents.building import ooxml
from dpa_manager.documents.building.blocks import Block, Row, RowTag, Table, Tag, Value, Words
from dpa_manager.documents.building.look import LOOK, Look
from dpa_manager.documents.building.numbering import numbering_part
from dpa_manager.documents.building.package import (
    core_part,
    font_table_part,
    package,
    section,
    settings_part,
)
from dpa_manager.documents.building.structure import BODY
from dpa_manager.documents.building.styles import styles_part
from dpa_manager.documents.building.texts import LANGUAGES, LOCALES, read_texts, with_care
from dpa_manager.documents.cross_references import written_references

PREVIEW_KEY = "document.preview"
TITLE_KEY = "document.title"
PAGE_KEYS = ("document.page", "document.of")
FOOTER_KEY = "document.footer"
ANNEX_KEY = "document.annex"


def build_template(texts: Mapping[str, str], *, language: str, look: Look = LOOK) -> bytes:
    """The DOCX of the template in `language` from its texts; raises KeyError for a missing one."""
    locale = LOCALES[language]
    words = {key: with_care(text, language=language) for key, text in texts.items()}
    body = _Writer(words).write(BODY) + section(look)
    document = f"<w:document {ooxml.NAMESPACES}><w:body>{body}</w:body></w:document>"
    title = escape(words[TITLE_KEY]) + " {{ reference }}"
    return package(
        {
            "word/document.xml": written_references(document),
            "word/styles.xml": styles_part(look, locale=locale),
            "word/numbering.xml": numbering_part(look, annex_label=words[ANNEX_KEY]),
            "word/settings.xml": settings_part(locale=locale),
            "word/fontTable.xml": font_table_part(look),
            "word/header1.xml": _header(words, right=words[TITLE_KEY]),
            "word/header2.xml": _header(words, right="{{ kbits.letterhead }}"),
            "word/footer1.xml": _footer(words),
            "docProps/core.xml": core_part(title=title, locale=locale),
        }
    )


def build_folder(folder: Path) -> tuple[Path, ...]:
    """Builds `folder`/<language>.docx from each text file in `folder`/text; the files written."""
    written = []
    for language in LANGUAGES:
        source = folder / "text" / f"{language}.toml"
        if source.exists():
            target = folder / f"{language}.docx"
            target.write_bytes(build_template(read_texts(source), language=language))
            written.append(target)
    return tuple(written)


def keys_in_use(blocks: Iterable[Block] = BODY) -> tuple[str, ...]:
    """The keys that the structure asks for, in order, each once."""
    found = [*_block_keys(blocks), PREVIEW_KEY, FOOTER_KEY, *PAGE_KEYS, ANNEX_KEY]
    return tuple(dict.fromkeys(found))


def _block_keys(blocks: Iterable[Block]) -> list[str]:
    keys: list[str] = []
    for block in blocks:
        if isinstance(block, Words):
            keys.append(block.key)
        elif isinstance(block, Table):
            keys.append(block.caption)
            for row in block.rows:
                if isinstance(row, Row):
                    keys += [key for cell in row.cells for key in _block_keys(cell)]
    return keys


class _Writer:
    """Writes blocks as XML and gives bookmarks their numbers."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._bookmarks = 0

    def write(self, blocks: Iterable[Block]) -> str:
        """The XML of the blocks, in order."""
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Tag):
            return ooxml.paragraph("DPATag", ooxml.run("{%p " + block.code + " %}"))
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Value):
            return ooxml.paragraph(
                block.style, ooxml.inline(block.markup), keeps_next=block.keeps_next
            )
        inner = ooxml.inline(self._words[block.key])
        if block.bookmark:
            self._bookmarks += 1
            inner = ooxml.bookmarked(block.bookmark, self._bookmarks, inner)
        return ooxml.paragraph(block.style, inner, keeps_next=block.keeps_next)

    def _table(self, table: Table) -> str:
        opened = ooxml.table_open(
            table.style,
            table.widths,
            caption=self._words[table.caption],
            has_head=any(isinstance(row, Row) and row.is_head for row in table.rows),
            has_label_column=table.has_label_column,
        )
        return opened + "".join(self._row(row, table.widths) for row in table.rows) + "</w:tbl>"

    def _row(self, row: Row | RowTag, widths: tuple[float, ...]) -> str:
        if isinstance(row, RowTag):
            tag = ooxml.paragraph("DPATag", ooxml.run("{%tr " + row.code + " %}"))
            return ooxml.table_row((tag,), widths)
        cells = tuple(self.write(cell) for cell in row.cells)
        return ooxml.table_row(cells, widths, is_head=row.is_head)


def _header(words: Mapping[str, str], *, right: str) -> str:
    """A header: wordmark at the left, `right` at the right, and the mark of a preview."""

    def line(markup: str) -> str:
        inner = ooxml.run("KBITS", style="DPAWordmark") + ooxml.inline("\t" + markup)
        return ooxml.paragraph("Header", inner)

    def tag(code: str) -> str:
        return ooxml.paragraph("DPATag", ooxml.run("{%p " + code + " %}"))

    preview = f"=={words[PREVIEW_KEY]}== · {right}"
    return (
        f"<w:hdr {ooxml.NAMESPACES}>{tag('if is_preview')}{line(preview)}{tag('endif')}"
        f"{tag('if not is_preview')}{line(right)}{tag('endif')}</w:hdr>"
    )


def _footer(words: Mapping[str, str]) -> str:
    page, of = (words[key] for key in PAGE_KEYS)
    inner = (
        ooxml.inline(words[FOOTER_KEY] + "\t" + page + " ")
        + ooxml.field("PAGE", "1")
        + ooxml.inline(f" {of} ")
        + ooxml.field("NUMPAGES", "1")
    )
    return f"<w:ftr {ooxml.NAMESPACES}>{ooxml.paragraph('Footer', inner)}</w:ftr>"
