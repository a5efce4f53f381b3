"""The pieces that a template is made of: paragraphs, program tags and tables, without their XML."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A paragraph whose words come from the text file, under `key`."""

    style: str
    key: str
    bookmark: str = ""
    keeps_next: bool = False


@dataclass(frozen=True)
class Value:
    """A paragraph that is the same in every language: a variable, or a dash."""

    style: str
    markup: str
    keeps_next: bool = False


@dataclass(frozen=True)
class Tag:
    """A program tag in a paragraph of its own; the paragraph vanishes when it is rendered."""

    code: str


@dataclass(frozen=True)
class RowTag:
    """A program tag in a table row of its own; the row vanishes when it is rendered."""

    code: str


@dataclass(frozen=True)
class Row:
    """A table row: one tuple of paragraphs and tags a cell; `spans` makes one cell of the row."""

    cells: tuple[tuple["Words | Value | Tag", ...], ...]
    is_head: bool = False
    spans: bool = False


@dataclass(frozen=True)
class Table:
    """A table of fixed column widths (millimetres); `caption` is a key of the text file."""

    style: str
    widths: tuple[float, ...]
    rows: tuple[Row | RowTag, ...]
    caption: str
    has_label_column: bool = False


@dataclass(frozen=True)
class Item:
    """A lettered item of a clause, by the last part of its key."""

    name: str


Block = Words | Value | Tag | Table
Part = str | Item | Value | Tag
Nested = Block | RowTag | Row | Item | str | tuple["Nested", ...]


def flat(parts: Iterable[Nested]) -> list[Block | RowTag | Row | Item | str]:
    """The pieces of nested tuples, in order."""
    pieces: list[Block | RowTag | Row | Item | str] = []
    for part in parts:
        if isinstance(part, tuple):
            pieces += flat(part)
        else:
            pieces.append(part)
    return pieces


def when(condition: str, *parts: Nested) -> tuple[Nested, ...]:
    """The parts, printed only under the condition."""
    return (Tag(f"if {condition}"), *parts, Tag("endif"))


def each(loop: str, *parts: Nested) -> tuple[Nested, ...]:
    """The parts, printed once for each turn of `loop` ("contact in contacts")."""
    return (Tag(f"for {loop}"), *parts, Tag("endfor"))


def row_when(condition: str, *rows: Nested) -> tuple[Nested, ...]:
    """The rows, printed only under the condition."""
    return (RowTag(f"if {condition}"), *rows, RowTag("endif"))


def row_each(loop: str, *rows: Nested) -> tuple[Nested, ...]:
    """The rows, printed once for each turn of `loop`."""
    return (RowTag(f"for {loop}"), *rows, RowTag("endfor"))


def blocks(*parts: Nested) -> tuple[Block, ...]:
    """The parts as blocks of the body; raises TypeError when something else is among them."""
    found = flat(parts)
    wrong = [part for part in found if not isinstance(part, Block)]
    if wrong:
        raise TypeError(f"no block of a document: {wrong[0]!r}")
    return tuple(part for part in found if isinstance(part, Block))


def cell(*parts: Nested) -> tuple[Words | Value | Tag, ...]:
    """The parts as the content of a table cell."""
    inner = blocks(*parts)
    return tuple(part for part in inner if not isinstance(part, Table))


def table(
    style: str,
    widths: tuple[float, ...],
    caption: str,
    *rows: Nested,
    has_label_column: bool = False,
) -> Table:
    """A table; rows may be nested as `row_when` and `row_each` give them."""
    found = tuple(row for row in flat(rows) if isinstance(row, Row | RowTag))
    return Table(style, widths, found, caption, has_label_column=has_label_column)


def head(*keys: str) -> Row:
    """The head row of a table, repeated on each page."""
    return Row(tuple((Words("DPACellHead", key),) for key in keys), is_head=True)


def fact(key: str, *value: Nested) -> Row:
    """A row of a facts table: its label, then its value."""
    return Row((cell(Words("DPACellLabel", key)), cell(*value)))


def value(name: str) -> Value:
    """A table paragraph that holds one variable."""
    return Value("DPACell", "{{ " + name + " }}")


def lines(name: str, *, style: str = "DPACell") -> tuple[Nested, ...]:
    """A list, one item a paragraph; an en dash when it is empty, since no cell may be."""
    return (
        each(f"line in {name}", Value(style, "{{ line }}")),
        when(f"not {name}", Value(style, "–")),
    )


def clause(name: str, *parts: Nested, ends_kept: bool = False) -> tuple[Block, ...]:
    """A clause: its heading, bookmarked `name`, then its paragraphs.

    A string is a numbered paragraph and an `Item` a lettered one, both by the last part of their
    key. A paragraph before items stays with them; `ends_kept` keeps the last paragraph, a string,
    on the page of what follows, so that signatures never stand alone.
    """
    placed: list[Block] = [Words("Heading1", f"{name}.heading", bookmark=name)]
    pieces = flat(parts)
    for index, part in enumerate(pieces):
        rest = pieces[index + 1 :]
        if isinstance(part, str):
            keeps_next = _next_is_item(rest) or (ends_kept and not rest)
            placed.append(Words("DPAClause", f"{name}.{part}", keeps_next=keeps_next))
        elif isinstance(part, Item):
            placed.append(Words("DPAItem", f"{name}.{part.name}"))
        elif isinstance(part, Block):
            placed.append(part)
        else:
            raise TypeError(f"no part of a clause: {part!r}")
    return tuple(placed)


def _next_is_item(rest: Iterable[object]) -> bool:
    for part in rest:
        if not isinstance(part, Tag):
            return isinstance(part, Item) or (isinstance(part, Value) and part.style == "DPAItem")
        if part.code.startswith("end"):
            return False
    return False
