"""The form on the page of parts: a field of each kind, some of them refused."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.public.part_samples import ENDLESS_NAME, LONG_NAME
from dpa_manager.web.speaking import gettext, in_reader_language, marked

_LONGEST_NAME = 300


def _terms(terms: Any) -> Any:
    return choices((key, in_reader_language(term.label)) for key, term in terms.items())


class SampleForm(Form):
    """A field of each kind; nobody sends it."""

    legal_name = StringField(
        marked("Name as registered"),
        validators=[InputRequired(), Length(max=_LONGEST_NAME)],
        description=marked("As it stands in the register, with its legal form."),
    )
    postcode = StringField(marked("Postcode"), validators=[Length(max=20)])
    city = StringField(marked("City"), validators=[Length(max=60)])
    notice_days = IntegerField(marked("Notice of changes"), validators=[InputRequired()])
    mandate_on = DateField(marked("Date of the mandate"))
    country_code = SelectField(
        marked("Country"), choices=lambda: _terms(vocabulary().countries), default="BE"
    )
    document = FileField(marked("File"))
    role = RadioField(marked("Role"), choices=lambda: _terms(vocabulary().people_roles))
    roles = ChoicesField(
        marked("What they are there for"), choices=lambda: _terms(vocabulary().contact_roles)
    )
    is_authority_confirmed = BooleanField(marked("The authority to sign was checked"))
    code = StringField(marked("Code"), validators=[InputRequired(), Length(max=6)])
    subject_nl = TextAreaField(marked("Dutch"))
    subject_fr = TextAreaField(marked("French"))
    subject_en = TextAreaField(marked("English"))


def sample_form() -> SampleForm:
    """The form as it comes back from a person who left things out and typed too much."""
    form = SampleForm(
        legal_name=LONG_NAME,
        city=ENDLESS_NAME,
        role="dpo",
        roles=["breaches"],
        subject_nl=LONG_NAME,
    )
    form.notice_days.errors = [gettext("Fill in a whole number, such as 30.")]
    form.subject_fr.errors = [gettext("There is a sign in it that cannot be kept.")]
    form.role.errors = [gettext("There is a sign in it that cannot be kept.")]
    form.form_errors.append(gettext("There is a sign in it that cannot be kept."))
    return form
