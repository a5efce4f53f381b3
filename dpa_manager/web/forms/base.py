"""The base of all forms: exactly its own fields, each once, in one form of writing."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import abort, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import (
    Field,
    FieldList,
    FormField,
    PasswordField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import FileField, MultipleFileField, SubmitField, TextAreaField

from dpa_manager.domain.errors import Conflict, DomainError, Refused
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.web.kept_forms import kept_fields
from dpa_manager.web.speaking import gettext, in_reader_language, reader_language
from dpa_manager.web.strictness import UNSAFE_METHODS, is_plain

Answer = TypeVar("Answer")

_NESTED = (FieldList, FormField)
_SENT = object()
_MULTIPLE = (SelectMultipleField, MultipleFileField)


class Form(FlaskForm):  # type: ignore[misc] # WTForms says nothing of its types.
    """A form of ours; made in a POST, it holds what was sent.

    What is no field of it, or is sent twice, is an answer 400: no page of ours sends it. Words
    are stripped of outer spaces and composed (NFC); passwords stay as they were typed.
    `Form()` itself is a button that needs no more than the token.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc] # As above.
        """How WTForms is used here."""

        @property
        def locales(self) -> list[str]:
            """The language in which WTForms tells what is wrong."""
            return [reader_language()]

    def __init__(self, *, formdata: Any = _SENT, **data: Any) -> None:
        if formdata is _SENT:
            is_sent = request.method in UNSAFE_METHODS
            sent: Any = CombinedMultiDict([request.form, request.files])
            formdata = sent if is_sent else self._kept()
        super().__init__(formdata=formdata, **data)

    def process(self, formdata: Any = None, *args: Any, **options: Any) -> None:
        """Take in what was sent; answers 400 for anything that the form does not ask for."""
        if formdata is not None:
            self._refuse_strange()
        super().process(formdata, *args, **options)
        for field in self:
            if isinstance(field, StringField) and isinstance(field.data, str) and _is_words(field):
                field.data = unicodedata.normalize("NFC", field.data).strip()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the fields hold what they ask for; what is wrong stands in their `errors`."""
        is_valid = bool(super().validate(extra_validators))
        return _refuse_hidden_signs(self) and is_valid

    def _kept(self) -> Any:
        """What was sent to this very form too late, to stand in it once more; else None."""
        kept = kept_fields()
        names = {name for name, _ in self._unbound_fields}
        if kept is None or not all({name, name.partition("-")[0]} & names for name in kept):
            return None
        return kept

    def _refuse_strange(self) -> None:
        for sent in (request.form, request.files):
            for name, values in sent.lists():
                field = self._field_of(name)
                is_file = isinstance(field, FileField)
                if field is None or is_file is not (sent is request.files):
                    abort(400)
                if len(values) > 1 and not isinstance(field, _MULTIPLE):
                    abort(400)

    def _field_of(self, name: str) -> Field | None:
        for field in self:
            if field.name == name and not isinstance(field, _NESTED):
                return field
            if isinstance(field, _NESTED) and name.startswith(f"{field.name}-"):
                return field
        return None


def only_pressed() -> None:
    """Answer 400 when a button that sends no more than its token came with anything else."""
    Form()


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """The choices of a field, from pairs of a value and its words."""
    return [SelectChoice(value, words) for value, words in pairs]


def accepted(form: Form, act: Callable[[], Answer]) -> Answer | None:
    """What `act` gives when the form is right; None when the form or a rule refuses it.

    Then the reasons stand beside the fields, and the view shows the form again with status 400.
    """
    if not form.validate():
        return None
    try:
        return act()
    except (Refused, Conflict) as error:
        tell(form, error)
        return None


def tell(form: Form, error: DomainError) -> None:
    """Put a refusal beside the field that it is about, or above the form."""
    sentence = in_reader_language(error.sentence)
    field = _field_named(form, error.field)
    if field is None:
        form.form_errors.append(sentence)
    else:
        field.errors = [*field.errors, sentence]


def _field_named(form: Form, name: str) -> Field | None:
    """The field of a name; a text in three languages ("title", "title.nl") has a field each."""
    spellings = (name, name.replace(".", "_"), *(f"{name}_{code}" for code in LANGUAGES))
    return next((form._fields[one] for one in spellings if one in form._fields), None)


def _is_words(field: StringField) -> bool:
    return not isinstance(field, PasswordField | SubmitField)


def _refuse_hidden_signs(form: Form) -> bool:
    is_clean = True
    for field in form:
        if not isinstance(field, StringField) or not isinstance(field.data, str):
            continue
        lines = field.data.replace("\r\n", "\n")
        has_lines = isinstance(field, TextAreaField)
        if not is_plain(lines) or (not has_lines and ("\n" in lines or "\r" in lines)):
            field.errors = [*field.errors, gettext("There is a sign in it that cannot be kept.")]
            is_clean = False
    return is_clean
