"""One row of an imported table as typed values, and the column that a refusal is about."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from dpa_manager.documents.workbook import TableRow
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.refusals import refused
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

# A year has four digits: "31/01/26" could be one of two centuries, or of two orders.
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)

# Nine digits are more than any number here, and few enough to be read as one.
_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_YES = frozenset(("yes", "ja", "oui", "true", "1"))
_NO = frozenset(("no", "nee", "non", "false", "0", ""))


class ColumnError(Exception):
    """The value in `column` cannot come in; `sentence` says why."""

    def __init__(self, column: str, sentence: Phrase) -> None:
        super().__init__(column)
        self.column = column
        self.sentence = sentence


class TypedRow:
    """A row whose cells are read by column; those known to be bad give what lets the rest be tried.

    So every bad cell of a row can be told at once.
    """

    def __init__(self, row: TableRow, bad: Collection[str] = ()) -> None:
        self._row = row
        self._bad = frozenset(bad)

    @property
    def number(self) -> int:
        """The number of the row in its file."""
        return self._row.number

    def is_bad(self, column: str) -> bool:
        """Whether this cell was told already."""
        return column in self._bad

    def text(self, column: str, default: str = "") -> str:
        """The text of a column, or `default` when it is empty or bad."""
        return ("" if self.is_bad(column) else self._row.text(column)) or default

    def name(self, column: str) -> str:
        """The text of a column whose value must be there for others to count; a dash when bad."""
        return "–" if self.is_bad(column) else self._row.text(column)

    def required(self, column: str) -> str:
        """The same for a column that may not be empty; raises ColumnError."""
        text = self.name(column)
        if not text:
            raise ColumnError(column, refused("import-empty-cell").sentence)
        return text

    def phrase(self, column: str) -> Phrase:
        """The words of the columns column_nl, column_fr and column_en."""
        return Phrase.of({language: self.text(f"{column}_{language}") for language in LANGUAGES})

    def day(self, column: str) -> date | None:
        """A date written 2026-01-31 or 31/01/2026; raises ColumnError."""
        return day_of(self.text(column), column=column)

    def whole_number(self, column: str) -> int | None:
        """A whole number in digits; raises ColumnError."""
        text = self.text(column)
        if text and not _DIGITS.fullmatch(text):
            raise ColumnError(column, refused("import-whole-number").sentence)
        return int(text) if text else None

    def names(self, column: str) -> tuple[str, ...]:
        """The keys in a cell, separated by commas."""
        return tuple(name.strip() for name in self.text(column).split(",") if name.strip())


def day_of(text: str, *, column: str) -> date | None:
    """The day that a text of `column` tells, None for ""; raises ColumnError."""
    if not text:
        return None
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    try:
        parts = found.groupdict() if found else {"year": "0", "month": "0", "day": "0"}
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError as error:
        raise ColumnError(column, refused("import-date").sentence) from error


def is_yes(text: str, *, column: str) -> bool:
    """Whether a text of `column` says yes; an empty one says no. Raises ColumnError."""
    if folded(text) in _YES:
        return True
    if says_no(text):
        return False
    raise ColumnError(column, refused("import-yes-or-no").sentence)


def says_no(text: str) -> bool:
    """Whether a text says no, or nothing."""
    return folded(text) in _NO


def printable(text: str) -> str:
    """The text with every character that a console cannot show, or obeys, as its number."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


@contextmanager
def columns_of(fields: Mapping[str, str], *, otherwise: str) -> Iterator[None]:
    """Turn a refusal about a field into one about the column that the field came from."""
    try:
        yield
    except DomainError as error:
        raise ColumnError(fields.get(error.field, otherwise), error.sentence) from error
