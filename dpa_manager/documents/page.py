"""A page: what a Word document shows, as plain data that a screen can show too."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look: "" or strong, mark, muted; `target` is the bookmark that it refers to.

    `gap` is the number of the gap that stands here, -1 for none; `is_value` says that the text is
    a value which the preview was asked to mark.
    """

    text: str
    look: str = ""
    is_italic: bool = False
    target: str = ""
    gap: int = -1
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its kind, its number as Word prints it, its pieces and its bookmarks.

    `kind` is the name of its style in short ("clause", "item", "cell-head"); `level` is that of a
    heading from 1 on, 0 for anything else.
    """

    kind: str
    number: str
    pieces: tuple[Piece, ...]
    anchors: tuple[str, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        """What is written here, without the number."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `span` columns; a head says what its column or its row is about."""

    blocks: tuple["Block", ...]
    span: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a head row says what the columns hold."""

    cells: tuple[Cell, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the name of its style in short; without heads it only puts things in columns."""

    kind: str
    caption: str
    rows: tuple[Row, ...]
    columns: int

    @property
    def is_layout(self) -> bool:
        """Nothing in it is a head: it is read from left to right, cell by cell."""
        return not any(cell.is_head for row in self.rows for cell in row.cells)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: a heading with the anchor to go to."""

    anchor: str
    number: str
    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document; `marginal` are the lines of its headers, each once."""

    blocks: tuple[Block, ...]
    outline: tuple[Entry, ...]
    marginal: tuple[str, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in the order of reading."""
        for block in self.blocks:
            yield from _paragraphs(block)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, a line a paragraph that has any."""
        return tuple(line for line in (one.text for one in self.paragraphs()) if line)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                yield from _paragraphs(inner)
