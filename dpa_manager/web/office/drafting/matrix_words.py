"""What the page of a matrix is made of: groups of rows with their cells, and what may be added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeVar

from dpa_manager.domain.flow_matrix import STAYS, Cell, Column, Row, rows_of, written
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


class ShownCell(NamedTuple):
    """A cell: its word in the form, its column's number and words, and how it is ticked.

    There are thousands, so a page finds all that it writes of one here.
    """

    value: str
    place: int
    words: str
    is_outside: bool
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

    `outside` has the mark of each column, `column_ticks` how many of its cells are ticked.
    `usual_…` are what is usual for the services or there already; `other_…` the rest of the
    vocabulary.
    """

    groups: tuple[ShownGroup, ...]
    outside: tuple[str, ...]
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
    columns = [(column, column_words(column)) for column in matrices.columns]
    shown = [_row(row, columns, typed) for row in rows]
    groups = groupby(shown, key=lambda one: one.row.subject)
    subjects = dict.fromkeys((*(row.subject.key for row in rows), *at.subjects))
    usual, other = _parted(terms.data_subjects, subjects)
    usual_data, other_data = _parted(terms.data_categories, at.categories)
    return MatrixWords(
        groups=tuple(ShownGroup(subject, tuple(found)) for subject, found in groups),
        outside=tuple(outside_words(c) if c.outside else "" for c in matrices.columns),
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


def column_words(column: Column) -> str:
    """Whom a column is about: "Transcripta Inc. · outside the EEA: United States"."""
    name = column.name if column.kind != STAYS else gettext("Stays with us")
    return f"{name} · {outside_words(column)}" if column.outside else name


def outside_words(column: Column) -> str:
    """In which countries outside the EEA a column's data are: "outside the EEA: India"."""
    countries = ", ".join(in_reader_language(country.words) for country in column.outside)
    return gettext("outside the EEA: %(countries)s") % {"countries": countries}


def _row(row: Row, columns: Sequence[tuple[Column, str]], typed: set[Cell]) -> ShownRow:
    subject, category = row.subject.key, row.category.key
    cells = []
    for place, (column, words) in enumerate(columns):
        cell: Cell = (subject, category, column.kind, column.reference)
        is_ticked = cell in typed
        is_closed = column.is_ended and not is_ticked
        is_outside = bool(column.outside)
        cells.append(ShownCell(written(cell), place, words, is_outside, is_ticked, is_closed))
    return ShownRow(row, tuple(cells), all(cell.is_ticked or cell.is_closed for cell in cells))


def _parted(
    terms: Mapping[str, Kind], usual: Iterable[str]
) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """The terms that are usual, in that order, and the others in theirs."""
    keys = [key for key in usual if key in terms]
    rest = sorted((terms[key] for key in terms.keys() - set(keys)), key=lambda term: term.order)
    return tuple(terms[key] for key in keys), tuple(rest)
