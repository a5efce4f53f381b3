"""What the page of a matrix is made of: groups of rows with their cells, and what may be added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from dpa_manager.domain.flow_matrix import Cell, Column, Row, rows_of, written
from dpa_manager.domain.pasted_matrix import Fault, Pasted
from dpa_manager.queries.matrices import ActivityMatrix, Matrices
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import DataCategory, SubjectCategory, Term
from dpa_manager.web.forms.flows import FlowsForm
from dpa_manager.web.speaking import gettext, in_reader_language, marked

Kind = TypeVar("Kind", bound=Term)

_MOST_FAULTS = 40
_FAULTS = {
    "target": marked("line %(line)d, column %(column)d: “%(word)s” is nobody of this list"),
    "category": marked("line %(line)d, column %(column)d: “%(word)s” is no category of data"),
    "subject": marked("line %(line)d, column %(column)d: “%(word)s” is no group of people"),
    "whose": marked("line %(line)d, column %(column)d: “%(word)s” does not say whose data"),
    "cell": marked("line %(line)d, column %(column)d: “%(word)s” is neither yes nor no"),
    "table": marked(
        "line %(line)d, column %(column)d: “%(word)s” begins no table that can be read"
    ),
}


@dataclass(frozen=True)
class ShownCell:
    """A cell: its word in the form, the number of its column, and its ticks."""

    value: str
    place: int
    is_ticked: bool
    is_closed: bool


@dataclass(frozen=True)
class ShownRow:
    """A row with its cells; `is_full` when all that may be ticked are."""

    row: Row
    cells: tuple[ShownCell, ...]
    is_full: bool


@dataclass(frozen=True)
class ShownGroup:
    """The rows of one group of people."""

    subject: SubjectCategory
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class MatrixWords:
    """The page of a matrix.

    `column_ticks` has how many cells of each column are ticked, in their order. `usual_…` are what
    is usual for the services or there already; `other_…` the rest of the vocabulary.
    """

    groups: tuple[ShownGroup, ...]
    column_ticks: tuple[int, ...]
    row_count: int
    usual_subjects: tuple[SubjectCategory, ...]
    other_subjects: tuple[SubjectCategory, ...]
    usual_categories: tuple[DataCategory, ...]
    other_categories: tuple[DataCategory, ...]
    subprocessors: tuple[Column, ...]
    recipients: tuple[Column, ...]


def matrix_words(matrices: Matrices, at: ActivityMatrix, *, form: FlowsForm) -> MatrixWords:
    """The page of one matrix: what is kept and what was typed, the ticks as they were typed."""
    typed, terms = set(form.cells), vocabulary()
    rows = rows_of(at.cells | typed)
    shown = [_row(row, matrices.columns, typed) for row in rows]
    groups = groupby(shown, key=lambda one: one.row.subject)
    subjects = dict.fromkeys((*(row.subject.key for row in rows), *at.subjects))
    usual, other = _parted(terms.data_subjects, subjects)
    usual_data, other_data = _parted(terms.data_categories, at.categories)
    return MatrixWords(
        groups=tuple(ShownGroup(subject, tuple(found)) for subject, found in groups),
        column_ticks=tuple(
            sum(row.cells[n].is_ticked for row in shown) for n in range(len(matrices.columns))
        ),
        row_count=len(rows),
        usual_subjects=usual,
        other_subjects=other,
        usual_categories=usual_data,
        other_categories=other_data,
        subprocessors=tuple(c for c in matrices.offered if c.kind == "subprocessor"),
        recipients=tuple(c for c in matrices.offered if c.kind == "recipient"),
    )


def row_words(cell: Cell) -> str:
    """What the row of a cell is called: "Name (clients)"."""
    (row,) = rows_of([cell]) or (None,)
    if row is None:
        return gettext("The row")
    category, subject = (
        in_reader_language(row.category.label),
        in_reader_language(row.subject.label),
    )
    return f"{category} ({subject})"


def fault_words(pasted: Pasted) -> tuple[str, ...]:
    """What was not understood, a sentence each; of very many the first."""
    return tuple(map(_fault_words, pasted.faults[:_MOST_FAULTS]))


def _fault_words(fault: Fault) -> str:
    values = {"line": fault.line, "column": fault.column, "word": fault.word}
    return gettext(_FAULTS[fault.kind]) % values


def _row(row: Row, columns: Sequence[Column], typed: set[Cell]) -> ShownRow:
    where = (row.subject.key, row.category.key)
    cells = []
    for place, column in enumerate(columns):
        cell: Cell = (*where, column.kind, column.reference)
        is_ticked = cell in typed
        cells.append(ShownCell(written(cell), place, is_ticked, column.is_ended and not is_ticked))
    return ShownRow(row, tuple(cells), all(cell.is_ticked or cell.is_closed for cell in cells))


def _parted(
    terms: Mapping[str, Kind], usual: Iterable[str]
) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """The terms that are usual, in that order, and the others in theirs."""
    keys = [key for key in usual if key in terms]
    rest = sorted((terms[key] for key in terms.keys() - set(keys)), key=lambda term: term.order)
    return tuple(terms[key] for key in keys), tuple(rest)
