"""The form about the terms of one agreement: all choices and figures, and four lists beside."""

from collections.abc import Mapping
from typing import Any, get_type_hints

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.choices import BOUND_BY, TERM_CHOICES, TERM_NAMES
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.options import hints_of, options_of, usual_words
from dpa_manager.web.forms.rows import RowForm, RowsField
from dpa_manager.web.forms.term_words import CLAUSES, term_hint, term_label
from dpa_manager.web.speaking import LANGUAGE_NAMES, gettext, marked

_MOST = 10**9
_SHORT = [Length(max=1000)]
_PROSE = [Length(max=6000)]
_LINES = {"rows": 2}
_DUTCH, _FRENCH, _ENGLISH = marked("In Dutch"), marked("In French"), marked("In English")
_BOUND_BY = {"contract": marked("by contract"), "law": marked("by law")}
_KINDS = get_type_hints(AgreementTerms)


def _bound_by() -> list[Any]:
    return choices((key, gettext(_BOUND_BY[key])) for key in BOUND_BY)


def _clauses() -> list[Any]:
    return choices(
        [("", gettext("choose a clause")), *((k, gettext(w)) for k, w in CLAUSES.items())]
    )


class WordsRow(RowForm):
    """A row with texts in three languages: one of them at least is needed of `needed`."""

    needed: tuple[str, ...] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the row is whole."""
        is_valid = bool(super().validate(extra_validators))
        for name in self.needed:
            fields = [self[f"{name}_{code}"] for code in LANGUAGES]
            if not any(field.data and field.data.strip() for field in fields):
                words = gettext("Write this in one language at least.")
                fields[0].errors = [*fields[0].errors, words]
                is_valid = False
        return is_valid


class AccessFunctionRow(WordsRow):
    """A function with access to sensitive data."""

    needed = ("function",)
    bound_by_key = SelectField(marked("Bound to secrecy"), choices=_bound_by, default="contract")


class LegalRetentionRow(WordsRow):
    """Data that a law obliges the processor to keep."""

    needed = ("data",)


class OnwardPermissionRow(WordsRow):
    """A written permission for use by others."""

    needed = ("scope",)
    document = StringField(
        marked("Document that permits it"), validators=[DataRequired(), Length(max=300)]
    )
    given_on = DateField(marked("Given on"), validators=[Optional()])
    withdrawn_on = DateField(marked("Withdrawn on"), validators=[Optional()])


class SpecialTermRow(WordsRow):
    """A negotiated term."""

    needed = ("text",)
    reference = SelectField(
        marked("Clause that it changes"),
        choices=_clauses,
        validators=[DataRequired()],
        default="",
        validate_choice=False,
    )
    is_contradicting = BooleanField(marked("It contradicts the standard text"))

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent; a clause that has another name stays as it was written."""
        super().process(formdata, *arguments, **options)
        written = self.reference.data or ""
        if written and written not in CLAUSES:
            self.reference.choices = [*_clauses(), *choices([(written, written)])]


# The texts of each kind of row, in their order, with the words of their labels.
PHRASES: Mapping[type[WordsRow], Mapping[str, str]] = {
    AccessFunctionRow: {"function": marked("Function"), "tasks": marked("Tasks")},
    LegalRetentionRow: {
        "data": marked("Which data"),
        "statute": marked("Law and article"),
        "until": marked("Until when"),
        "access": marked("Who has access"),
    },
    OnwardPermissionRow: {"scope": marked("What is permitted")},
    SpecialTermRow: {"text": marked("Text")},
}


class TermsForm(EditForm):
    """The terms by their names in AgreementTerms, and the lists; the fields follow below.

    `usual` are the terms that the firm starts from; what is usual says so.
    """

    access_functions = RowsField(AccessFunctionRow, marked("Functions with access"))
    legal_retention = RowsField(LegalRetentionRow, marked("Data kept after the end by law"))
    onward_permissions = RowsField(OnwardPermissionRow, marked("Permissions for use by others"))
    special_terms = RowsField(SpecialTermRow, marked("Special terms"))
    add = HiddenField()

    def __init__(self, *, current: Mapping[str, Any], usual: AgreementTerms) -> None:
        self.usual = usual
        super().__init__(current=current)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent; words are those of the reader."""
        for name in TERM_NAMES:
            field = self[name]
            field.label.text, field.description = term_label(name), term_hint(name)
            if name in TERM_CHOICES:
                field.choices = self._choices(name)
        super().process(formdata, *arguments, **options)

    def hints(self, name: str) -> dict[str, str]:
        """What each value of a choice means."""
        return {} if name == "authentic_language" else hints_of(name)

    def values(self) -> dict[str, Any]:
        """The terms as they were typed, each of its own type."""
        typed = {name: self[name].data for name in TERM_NAMES}
        return {name: _text(name, value) for name, value in typed.items()}

    def _choices(self, name: str) -> list[Any]:
        usual = getattr(self.usual, name)
        if name != "authentic_language":
            return options_of(name, usual=usual)
        words = {"": gettext("the client's language"), **LANGUAGE_NAMES}
        return choices((k, usual_words(w, is_usual=k == usual)) for k, w in words.items())


def _text(name: str, value: Any) -> Any:
    """A choice or text that was not sent is an empty one."""
    return value or "" if _KINDS[name] is str else value


def _may_be_open(name: str) -> bool:
    return bool(_KINDS[name] == int | None)


def _field_of(name: str) -> Field:
    """The unbound field of a term, by its type."""
    if name in TERM_CHOICES:
        return RadioField(validators=[Optional()])
    if _KINDS[name] is bool:
        return BooleanField()
    if _KINDS[name] is str:
        return StringField(validators=[Length(max=300)])
    needed = Optional() if _may_be_open(name) else InputRequired()
    return IntegerField(
        validators=[needed, NumberRange(min=0, max=_MOST)], render_kw={"min": 0, "step": 1}
    )


for _name in TERM_NAMES:
    setattr(TermsForm, _name, _field_of(_name))
for _row, _phrases in PHRASES.items():
    for _phrase, _words in _phrases.items():
        for _code, _language in zip(LANGUAGES, (_DUTCH, _FRENCH, _ENGLISH), strict=True):
            _kwargs: dict[str, Any] = {**_LINES, "lang": _code}
            setattr(
                _row,
                f"{_phrase}_{_code}",
                TextAreaField(
                    _language,
                    validators=_PROSE if _phrase == "text" else _SHORT,
                    render_kw=_kwargs,
                ),
            )
