"""The form of the matrix: one tick a flow, in which people who tick different cells never clash."""

import base64
import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from wtforms import Field, SelectMultipleField, StringField, ValidationError
from wtforms.validators import Length
from wtforms.widgets import TextArea

from dpa_manager.domain.flow_matrix import (
    STAYS,
    Cell,
    Column,
    cells_between,
    read_cell,
    rows_of,
    written,
)
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.speaking import gettext, marked

ROW, COLUMN = "row:", "column:"
ADD_ROWS, ADD_COLUMN, PASTE = "rows", "column", "paste"
LONGEST_PASTE = 100_000
_HASH_BYTES, _HASH_SIGNS = 6, 8


class PastedField(Field):  # type: ignore[misc] # WTForms says nothing of its types.
    """A text as it was pasted: a tab at its very beginning is an empty cell, not to be stripped."""

    widget = TextArea()

    def _value(self) -> str:
        return self.data or ""


class FlowsForm(EditForm):
    """The ticks of one activity, and the buttons that set many of them.

    `flow` holds cells as "subject|category|target|reference". `all` and `none` name a row
    ("row:subject|category") or a column ("column:target|reference"); `remove` names a row.
    """

    flow = SelectMultipleField(marked("Flows"), choices=(), validate_choice=False)
    all = StringField()
    none = StringField()
    remove = StringField()
    do = StringField()
    add_subject = SelectMultipleField(marked("Whose data"), choices=(), validate_choice=False)
    add_category = SelectMultipleField(marked("Which data"), choices=(), validate_choice=False)
    add_target = StringField(marked("To whom"), validators=[Length(max=40)])
    pasted = PastedField(
        marked("The table"),
        validators=[Length(max=LONGEST_PASTE)],
        render_kw={"rows": "6", "spellcheck": "false", "autocomplete": "off"},
    )

    def __init__(self, *, cells: Iterable[Cell], is_pressed: bool = True, **options: Any) -> None:
        super().__init__(current={"flow": sorted(written(cell) for cell in cells)}, **options)
        if not is_pressed:
            # A page that saves itself sends whichever button had the focus.
            for button in (self.all, self.none, self.remove, self.do):
                button.data = ""
        self._typed: list[str] = list(self.flow.data or [])

    @property
    def cells(self) -> list[Cell]:
        """The cells that are ticked; what is no cell was refused by the check of the field."""
        return [cell for cell in map(read_cell, self.flow.data or []) if cell]

    def tick(self, cells: Iterable[Cell]) -> None:
        """Tick cells."""
        self._set(dict.fromkeys([*(self.flow.data or []), *map(written, cells)]))

    def clear(self, cells: Iterable[Cell]) -> None:
        """Take ticks away."""
        gone = set(map(written, cells))
        self._set(cell for cell in self.flow.data or [] if cell not in gone)

    def press(self, columns: Collection[Column]) -> tuple[Cell, ...]:
        """Do what the pressed button says to the ticks; returns the cells of a row taken out."""
        self.tick(self._meant(self.all.data or "", [c for c in columns if not c.is_ended]))
        self.clear(self._meant(self.none.data or "", columns))
        gone = tuple(cell for cell in self.cells if "|".join(cell[:2]) == self.remove.data)
        self.clear(gone)
        if self.do.data == ADD_ROWS:
            there = {cell[:2] for cell in self.cells}
            self.tick(cell for cell in self._added() if cell[:2] not in there)
        return gone

    def merge(self) -> bool:
        """Take over each cell that others set and this person left; there is never a clash.

        A cell has but two states: if both changed it, they changed it to the same.
        """
        seen = _hashes_in(self.seen.data or "")
        if seen is not None:
            now, mine = set(self.current["flow"]), set(self.flow.data or [])
            both, either = now & mine, now | mine
            data = [one for one in sorted(either) if one in both or _hash(one) not in seen]
            self.flow.data = data
        self.seen.data = self.fingerprints()
        return True

    def fingerprints(self) -> str:
        """The ticks as they stand now, each as a short hash: what `merge` compares with."""
        return _fingerprints(self.current["flow"])

    def remember(self) -> None:
        """Take what the page shows for what the person has seen: it does not show others' ticks."""
        self.seen.data = _fingerprints(self._typed)

    def validate_flow(self, input: SelectMultipleField) -> None:  # WTForms' name.
        """Refuse what is no cell."""
        if not all_cells(input.data or []):
            raise ValidationError(gettext("This page sends no such tick. Open it anew."))

    def validate_add_category(self, _: SelectMultipleField) -> None:
        """Rows need both: whose data and which."""
        if self.do.data == ADD_ROWS and not self._added():
            raise ValidationError(gettext("Choose at least one group of people and one category."))

    def validate_add_target(self, input: StringField) -> None:  # WTForms' name.
        """A column needs somebody."""
        if self.do.data == ADD_COLUMN and not input.data:
            raise ValidationError(gettext("Choose to whom the data go."))

    def _set(self, data: Iterable[str]) -> None:
        self.flow.data = self._typed = list(data)

    def _added(self) -> tuple[Cell, ...]:
        subjects, categories = self.add_subject.data or [], self.add_category.data or []
        rows = (f"{subject}|{category}" for subject in subjects for category in categories)
        return cells_between(rows, [f"{STAYS}|"])

    def _meant(self, word: str, columns: Iterable[Column]) -> tuple[Cell, ...]:
        """The cells of the row or column that a button names, of those that there are."""
        targets = [column.value for column in columns]
        if word.startswith(ROW):
            return cells_between([word.removeprefix(ROW)], targets)
        if word.startswith(COLUMN) and word.removeprefix(COLUMN) in targets:
            shown = map(read_cell, {*self.current["flow"], *(self.flow.data or [])})
            rows = [row.value for row in rows_of(cell for cell in shown if cell)]
            return cells_between(rows, [word.removeprefix(COLUMN)])
        return ()


def all_cells(words: Iterable[str]) -> bool:
    """Whether each of these is a cell as the matrix sends it."""
    return None not in map(read_cell, words)


def _fingerprints(cells: Iterable[str]) -> str:
    return json.dumps({"flow": "".join(sorted(map(_hash, cells)))})


def _hash(cell: str) -> str:
    digest = hashlib.sha256(cell.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest[:_HASH_BYTES]).decode()


def _hashes_in(text: str) -> set[str] | None:
    """The hashes that a page was loaded with; None when it does not say."""
    try:
        found = json.loads(text)["flow"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    if not isinstance(found, str):
        return None
    return {found[place : place + _HASH_SIGNS] for place in range(0, len(found), _HASH_SIGNS)}
