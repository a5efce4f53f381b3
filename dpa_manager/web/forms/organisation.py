"""The forms about the own organisation and the persons whom agreements print."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

_LONGEST_ADDRESS, _LONGEST_LINE, _LONGEST_NAME = 254, 200, 300
_LONGEST_PROSE = 6000
_MAILBOX = [Length(max=_LONGEST_ADDRESS)]
_OFFICERS = (
    ("formal_dpo", marked("a data protection officer (Art. 37 GDPR)")),
    ("privacy_contact", marked("a contact for privacy, without an officer")),
)


def _labelled(terms: Mapping[str, Any], *, is_optional: bool = False) -> list[Any]:
    """The terms of a list with their names in the reader's language."""
    return choices(_pairs(terms, is_optional=is_optional))


def _pairs(terms: Mapping[str, Any], *, is_optional: bool) -> Iterator[tuple[str, str]]:
    if is_optional:
        yield "", gettext("none")
    for key, term in terms.items():
        yield key, in_reader_language(term.label)


class OrganisationForm(Form):
    """The firm as it stands in its register, and how it is reached."""

    legal_name = StringField(
        marked("Name as registered"), validators=[InputRequired(), Length(max=_LONGEST_NAME)]
    )
    trade_name = StringField(marked("Trade name"), validators=[Length(max=_LONGEST_NAME)])
    legal_form = StringField(marked("Legal form"), validators=[Length(max=120)])
    register_kind = SelectField(
        marked("Register"),
        choices=lambda: _labelled(vocabulary().register_kinds, is_optional=True),
    )
    register_no = StringField(marked("Number in the register"), validators=[Length(max=60)])
    street = StringField(marked("Street and number"), validators=[Length(max=_LONGEST_NAME)])
    postcode = StringField(marked("Postcode"), validators=[Length(max=20)])
    city = StringField(marked("City"), validators=[Length(max=120)])
    country_code = SelectField(
        marked("Country"), choices=lambda: _labelled(vocabulary().countries), default="BE"
    )
    phone = TelField(marked("Phone"), validators=[Length(max=40)])
    general_email = EmailField(marked("General e-mail address"), validators=_MAILBOX)
    privacy_email = EmailField(marked("E-mail address for privacy"), validators=_MAILBOX)
    instruction_email = EmailField(marked("E-mail address for instructions"), validators=_MAILBOX)
    privacy_officer_kind = RadioField(
        marked("Who answers for data protection"),
        choices=lambda: choices((key, gettext(words)) for key, words in _OFFICERS),
        validators=[InputRequired()],
    )
    privacy_statement_on = DateField(
        marked("Date of the privacy statement"), validators=[Optional()]
    )
    staff_confidentiality_nl = TextAreaField(
        marked("How staff is bound to confidentiality, in Dutch"),
        validators=[Length(max=_LONGEST_PROSE)],
        render_kw={"lang": "nl"},
    )
    staff_confidentiality_fr = TextAreaField(
        marked("The same in French"),
        validators=[Length(max=_LONGEST_PROSE)],
        render_kw={"lang": "fr"},
    )
    staff_confidentiality_en = TextAreaField(
        marked("The same in English"),
        validators=[Length(max=_LONGEST_PROSE)],
        render_kw={"lang": "en"},
    )


class OwnContactForm(Form):
    """A person of the firm, with what they are there for."""

    name = StringField(marked("Name"), validators=[InputRequired(), Length(max=_LONGEST_LINE)])
    position = StringField(marked("Position"), validators=[Length(max=_LONGEST_LINE)])
    email = EmailField(marked("E-mail address"), validators=_MAILBOX)
    phone = TelField(marked("Phone"), validators=[Length(max=40)])
    roles = ChoicesField(
        marked("What they are there for"), choices=lambda: _labelled(vocabulary().contact_roles)
    )
    capacity_key = SelectField(
        marked("In which capacity they sign"),
        choices=lambda: _labelled(vocabulary().capacities, is_optional=True),
    )
    mandate_on = DateField(marked("Date of the mandate"), validators=[Optional()])
    is_authority_confirmed = BooleanField(marked("The authority to sign was checked"))
