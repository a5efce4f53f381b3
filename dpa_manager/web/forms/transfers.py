"""The form of the grounds on which a supplier's data leave the EEA: one row a country."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from dpa_manager.actions.subcontracting import TypedTransfer
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import TransferMechanism
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.countries import CountryField
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.rows import RowForm, RowsField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

if TYPE_CHECKING:
    from dpa_manager.models import Transfer

_LONGEST_NAME = 300
_WITHIN_EEA = "none_eea"
_TEXTS = ("country_code", "mechanism_key", "document", "fallback_key")
_SAID = (
    "signed_on", "checked_on", "is_listed", "covers_hr_data", "impact_assessment_on",
)  # fmt: skip


def mechanisms() -> dict[str, TransferMechanism]:
    """The grounds that may be chosen: all of chapter V, in the order of the list."""
    found = vocabulary().transfer_mechanisms
    return {key: term for key, term in found.items() if key != _WITHIN_EEA}


def _grounds(none: str) -> list[Any]:
    named = [("", none)]
    for key, term in mechanisms().items():
        article = f" ({term.article})" if term.article else ""
        named.append((key, in_reader_language(term.label) + article))
    return choices(named)


class TransferRow(RowForm):
    """The ground for one country, with the checks that it asks for."""

    country_code = CountryField(marked("Country"), validators=[InputRequired()])
    mechanism_key = SelectField(
        marked("Ground"),
        choices=lambda: _grounds(gettext("choose")),
        validators=[InputRequired()],
    )
    document = StringField(
        marked("Document"),
        validators=[Length(max=_LONGEST_NAME)],
        description=marked("The decision, the clauses with their version, or the letter."),
    )
    signed_on = DateField(marked("Signed on"), validators=[Optional()])
    checked_on = DateField(
        marked("Checked on"),
        validators=[Optional()],
        description=marked("When somebody last saw that the ground still holds."),
    )
    is_listed = BooleanField(marked("The firm stands on the list of the decision (DPF)"))
    covers_hr_data = BooleanField(marked("The listing covers data of employees"))
    impact_assessment_on = DateField(
        marked("Transfer impact assessment of"), validators=[Optional()]
    )
    fallback_key = SelectField(
        marked("What holds if this ground falls"), choices=lambda: _grounds(gettext("nothing yet"))
    )

    def is_empty(self) -> bool:
        """Whether there is no ground: a country that was only proposed asks nothing."""
        is_proposed = self.country_code.data == (self.country_code.object_data or "")
        others = [self.document.data, *(self[name].data for name in _SAID)]
        return is_proposed and not any((self.mechanism_key.data, self.fallback_key.data, *others))


class TransfersForm(EditForm):
    """The grounds of one supplier; a row whose ground is taken away goes."""

    transfers = RowsField(TransferRow, marked("Grounds of transfer"))
    add = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each row is right, and no country has two."""
        is_valid = bool(super().validate(extra_validators))
        return self._refuse_twice() and is_valid

    def typed(self, before: Iterable["Transfer"]) -> list[TypedTransfer]:
        """What the action takes; an approval stays with a ground that stays as it is."""
        approved = {_told(current_row(row)) for row in before if row.is_dpo_approved}
        return [
            TypedTransfer(**_columns(row), is_dpo_approved=_told(row) in approved)
            for row in self.transfers.data
        ]

    def _refuse_twice(self) -> bool:
        codes: set[str] = set()
        for entry in self.transfers.filled():
            field = entry.form.country_code
            if field.data in codes:
                field.errors = [*field.errors, gettext("This country has a row already.")]
                self.transfers.errors = [*self.transfers.errors, field.errors[-1]]
            codes.add(field.data)
        return not self.transfers.errors


def current_rows(rows: Iterable["Transfer"], *, missing: Iterable[str]) -> dict[str, Any]:
    """What the form shows: the grounds there are, and a row for each country without one."""
    known = [current_row(row) for row in rows]
    return {"transfers": [*known, *({"country_code": code} for code in missing)]}


def current_row(row: "Transfer") -> dict[str, Any]:
    """What the form shows of one ground."""
    return {name: getattr(row, name) for name in (*_TEXTS, *_SAID)}


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] or "" for name in _TEXTS} | {name: row[name] for name in _SAID}


def _told(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of a ground the officer says yes to."""
    return tuple(row[name] or None for name in (*_TEXTS, *_SAID))
