"""The matrix of an activity: whose data and which (rows), to whom (columns), and what it counts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dpa_manager.domain.choices import FLOW_TARGETS
from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import DataCategory, SubjectCategory

_SIGN = "|"
STAYS = FLOW_TARGETS[0]
_PARTS = 4
NO_CONTROLLERS = frozenset({"own_processor", "internal_team", "data_subject"})
"""What a recipient may be and still do only what others decide (Arts. 4(8) and 29)."""

Cell = tuple[str, str, str, str]
"""One tick: a subject's and a category's key, the kind of target and its reference."""


@dataclass(frozen=True)
class Column:
    """To whom data go: `kind` is stays, subprocessor or recipient, `reference` that one's or "".

    `outside` are the countries outside the EEA where it has data, is reached from or passes them
    on to. `role` is what a recipient is under the GDPR; one that decides for itself is no
    processor of anybody. Nothing new goes to one that has `is_ended`.
    """

    kind: str = STAYS
    reference: str = ""
    name: str = ""
    country: Worded | None = None
    outside: tuple[Worded, ...] = ()
    role: Phrase | None = None
    is_own_controller: bool = False
    is_ended: bool = False

    @property
    def value(self) -> str:
        """The column in one word, as forms send it."""
        return f"{self.kind}{_SIGN}{self.reference}"


@dataclass(frozen=True)
class Row:
    """Whose data, which: the vocabulary's terms."""

    subject: SubjectCategory
    category: DataCategory

    @property
    def value(self) -> str:
        """The row in one word, as forms send it."""
        return f"{self.subject.key}{_SIGN}{self.category.key}"


@dataclass(frozen=True)
class FlowCounts:
    """What the ticks of a matrix add up to; countries and `outside` are of all who receive data.

    `subprocessor_countries` are the countries of the sub-processors alone.
    """

    cells: int = 0
    categories: int = 0
    subjects: int = 0
    subprocessors: int = 0
    subprocessor_countries: int = 0
    recipients: int = 0
    outside: int = 0


def written(cell: Cell) -> str:
    """A cell in one word, as forms send it."""
    return _SIGN.join(cell)


def read_cell(text: str) -> Cell | None:
    """The cell that a form sent; None when it is no such word."""
    parts = text.split(_SIGN)
    if len(parts) != _PARTS or parts[2] not in FLOW_TARGETS:
        return None
    return parts[0], parts[1], parts[2], parts[3]


def rows_of(cells: Iterable[Cell]) -> tuple[Row, ...]:
    """The rows that these cells lie in, in printed order; what the vocabulary lacks is left out."""
    words = vocabulary()
    found = [
        Row(words.data_subjects[subject], words.data_categories[category])
        for subject, category in {cell[:2] for cell in cells}
        if subject in words.data_subjects and category in words.data_categories
    ]
    return tuple(sorted(found, key=lambda row: (row.subject.order, row.category.order)))


def cells_between(rows: Iterable[str], columns: Iterable[str]) -> tuple[Cell, ...]:
    """The cells where rows and columns meet, both in one word as forms send them."""
    targets = list(columns)
    found = (read_cell(f"{row}{_SIGN}{column}") for row in rows for column in targets)
    return tuple(cell for cell in found if cell is not None)


def counts_of(cells: Collection[Cell], columns: Sequence[Column]) -> FlowCounts:
    """What these ticks add up to."""
    reached = {cell[2:] for cell in cells}
    receivers = [column for column in columns if (column.kind, column.reference) in reached]
    processors = [column for column in receivers if column.kind == "subprocessor"]
    return FlowCounts(
        cells=len(cells),
        categories=len({cell[1] for cell in cells}),
        subjects=len({cell[0] for cell in cells}),
        subprocessors=len(processors),
        subprocessor_countries=len({c.country.key for c in processors if c.country}),
        recipients=sum(column.kind == "recipient" for column in receivers),
        outside=sum(bool(column.outside) for column in receivers),
    )
