"""Rows in a form: a small table of fields that grows by one empty row, without a script."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field, FieldList, Form, FormField, SelectField, StringField
from wtforms.fields import DateField
from wtforms.meta import DefaultMeta

from dpa_manager.web.speaking import gettext, reader_language
from dpa_manager.web.strictness import is_plain

MOST_ROWS = 40
_LONGEST_INDEX = 3


class RowForm(Form):  # type: ignore[misc] # WTForms says nothing of its types.
    """One row; its form has no token of its own. A select left alone makes no row a filled one."""

    class Meta(DefaultMeta):  # type: ignore[misc] # As above.
        """How WTForms is used here."""

        @property
        def locales(self) -> list[str]:
            """The language in which WTForms tells what is wrong."""
            return [reader_language()]

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """A field of a row: the browser must not ask for what an empty row lacks."""
            return super().render_field(field, {"required": False, **render_kw})

    def is_empty(self) -> bool:
        """Whether nothing was typed here."""
        return not any(_is_typed(field) for field in self)


class RowsField(FieldList):  # type: ignore[misc] # As above.
    """Rows of one kind: those filled in, and an empty one to add to; an emptied row is gone.

    `data` holds the filled rows as dicts. The names are those of WTForms: `rows-0-name`.
    """

    def __init__(self, row: type[RowForm], label: str, **options: Any) -> None:
        super().__init__(FormField(row), label, max_entries=MOST_ROWS, **options)

    @property
    def data(self) -> list[Mapping[str, Any]]:
        """What the filled rows hold."""
        return [entry.data for entry in self.filled()]

    def filled(self) -> list[FormField]:
        """The rows in which something was typed."""
        return [entry for entry in self.entries if not entry.form.is_empty()]

    def shown(self) -> list[FormField]:
        """The rows to show: the filled ones and an empty one, if there may be more."""
        if self.entries and self.entries[-1].form.is_empty():
            return list(self.entries)
        if len(self.entries) < MOST_ROWS:
            self.append_entry()
        return list(self.entries)

    def populate_obj(self, obj: Any, name: str) -> None:
        """Nothing of ours is filled by name."""
        raise TypeError(name)

    def validate(self, form: Form, extra_validators: tuple[Any, ...] = ()) -> bool:
        """Whether each filled row is right; what is wrong is told with the number of the row."""
        del form, extra_validators
        self.errors = [
            gettext("Row %(number)s, %(field)s: %(error)s")
            % {"number": number, "field": gettext(field.label.text), "error": error}
            for number, entry in enumerate(self.entries, start=1)
            if not entry.form.is_empty()
            for field, error in _errors(entry.form)
        ]
        return not self.errors

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """The numbers of the rows that were sent; other names are none of a row."""
        for name in formdata:
            index, dash, _ = name.removeprefix(f"{prefix}-").partition("-")
            is_number = index.isascii() and index.isdecimal() and len(index) < _LONGEST_INDEX
            if name.startswith(f"{prefix}-") and dash and is_number:
                yield int(index)


def _is_typed(field: Field) -> bool:
    if isinstance(field, SelectField):
        return bool((field.data or "") != (field.default or ""))
    # A day that is no day is something that was typed.
    raw = field.raw_data[0] if isinstance(field, DateField) and field.raw_data else ""
    return bool(field.data.strip() if isinstance(field.data, str) else field.data or raw)


def _errors(form: RowForm) -> Iterator[tuple[Field, str]]:
    form.validate()
    for field in form:
        text = field.data if isinstance(field, StringField) else ""
        if isinstance(text, str) and not is_plain(text.replace("\r\n", "\n")):
            field.errors = [*field.errors, gettext("There is a sign in it that cannot be kept.")]
        for error in field.errors:
            yield field, error
