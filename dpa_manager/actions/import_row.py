"""One row of an imported table as typed values, and the column that a refusal is about."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from dpa_manager.documents.workbook import TableRow
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.refusals import refused
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase


class ColumnError(Exception):
    """The value in `column` cannot come in; `sentence` says why."""

    def __init__(self, column: str, sentence: Phrase) -> None:
        super().__init__(column)
        self.column = column
        self.sentence = sentence


class TypedRow:
    """A row whose cells are read by column; the cells known to be bad read as empty."""

    def __init__(self, row: TableRow, bad: Collection[str] = ()) -> None:
        self._row = row
        self._bad = frozenset(bad)

    def text(self, column: str, default: str = "") -> str:
        """The text of a column, or `default` when it is empty."""
        return ("" if column in self._bad else self._row.text(column)) or default

    def required(self, column: str) -> str:
        """The text of a column that may not be empty; raises ColumnError."""
        text = self.text(column)
        if not text and column not in self._bad:
            raise ColumnError(column, refused("import-empty-cell").sentence)
        # A bad cell was told already; the dash lets the other cells of the row be tried.
        return text or "–"

    def phrase(self, column: str) -> Phrase:
        """The words of the columns column_nl, column_fr and column_en."""
        return Phrase.of({language: self.text(f"{column}_{language}") for language in LANGUAGES})

    def day(self, column: str) -> date | None:
        """A date written 2026-01-31 or 31/01/2026; raises ColumnError."""
        text = self.text(column)
        if not text:
            return None
        parts = text.replace(".", "/").replace("-", "/").split("/")
        if len(parts) == 3 and len(parts[0]) <= 2:
            parts.reverse()
        try:
            year, month, day = (int(part) for part in parts)
            return date(year, month, day)
        except ValueError as error:
            raise ColumnError(column, refused("import-date").sentence) from error

    def names(self, column: str) -> tuple[str, ...]:
        """The keys in a cell, separated by commas."""
        return tuple(name.strip() for name in self.text(column).split(",") if name.strip())


@contextmanager
def columns_of(fields: Mapping[str, str], *, otherwise: str) -> Iterator[None]:
    """Turn a refusal about a field into one about the column that the field came from."""
    try:
        yield
    except DomainError as error:
        raise ColumnError(fields.get(error.field, otherwise), error.sentence) from error
