"""The forms about clients and the persons of a client."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from dpa_manager.domain import register_numbers
from dpa_manager.domain.choices import CLIENT_ROLES
from dpa_manager.domain.errors import Refused
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.forms.rows import RowForm, RowsField
from dpa_manager.web.speaking import LANGUAGE_NAMES, gettext, in_reader_language, marked

_LONGEST_ADDRESS, _LONGEST_LINE, _LONGEST_NAME = 254, 200, 300
_LONGEST_NOTE = 1000
_NO_GUESSING = {"autocomplete": "off", "spellcheck": "false"}
# What somebody is there for beside the seven subjects, and signing.
OFFICES = ("privacy", "dpo", "eu_representative")


def labelled(terms: Mapping[str, Any], *, none: str = "") -> list[Any]:
    """The terms of a list with their names in the reader's language; `none` names an empty one."""
    return choices(_pairs(terms, none=none))


def _pairs(terms: Mapping[str, Any], *, none: str) -> Iterable[tuple[str, str]]:
    if none:
        yield "", gettext(none)
    for key, term in terms.items():
        yield key, in_reader_language(term.label)


def _roles() -> Mapping[str, Any]:
    options = vocabulary().options
    return {role: options["client_role"][role] for role in CLIENT_ROLES}


class EndControllerRow(RowForm):
    """A controller behind a client that is itself a processor."""

    name = StringField(marked("Name"), validators=[DataRequired(), Length(max=_LONGEST_NAME)])
    address = StringField(marked("Address"), validators=[Length(max=500)])
    contact = StringField(marked("Contact"), validators=[Length(max=500)])


class ClientForm(EditForm):
    """A client as its register and its agreements know it; the number comes first."""

    register_no = StringField(
        marked("Enterprise number"),
        validators=[Length(max=60)],
        description=marked("For example 0123.456.789. It may follow later."),
        render_kw=_NO_GUESSING,
    )
    legal_name = StringField(
        marked("Name as registered"), validators=[InputRequired(), Length(max=_LONGEST_NAME)]
    )
    legal_form = StringField(
        marked("Legal form"),
        validators=[Length(max=120)],
        description=marked("For example NV, BV, VZW, gemeente."),
    )
    street = StringField(marked("Street and number"), validators=[Length(max=_LONGEST_NAME)])
    postcode = StringField(marked("Postcode"), validators=[Length(max=20)])
    city = StringField(marked("City"), validators=[Length(max=120)])
    language = RadioField(
        marked("Language of the agreement"),
        choices=lambda: choices([("", gettext("usual at this address")), *LANGUAGE_NAMES.items()]),
        description=marked(
            "Dutch in Flanders, French in Wallonia. In Brussels the client chooses."
        ),
        default="",
        validators=[Optional()],
    )
    country_code = SelectField(
        marked("Country"), choices=lambda: labelled(vocabulary().countries), default="BE"
    )
    register_kind = SelectField(
        marked("Register of the number"),
        choices=lambda: labelled(vocabulary().register_kinds),
        default=register_numbers.ENTERPRISE,
    )
    trade_name = StringField(marked("Trade name"), validators=[Length(max=_LONGEST_NAME)])
    is_natural_person = BooleanField(marked("A natural person, for example a sole proprietor"))
    role = RadioField(
        marked("What the client is for these data"),
        choices=lambda: labelled(_roles()),
        default="controller",
    )
    end_controllers = RowsField(EndControllerRow, marked("For whom the client works itself"))
    end_controllers_note_nl = TextAreaField(
        marked("Or in words, in Dutch"), validators=[Length(max=_LONGEST_NOTE)]
    )
    end_controllers_note_fr = TextAreaField(
        marked("The same in French"), validators=[Length(max=_LONGEST_NOTE)]
    )
    end_controllers_note_en = TextAreaField(
        marked("The same in English"), validators=[Length(max=_LONGEST_NOTE)]
    )
    public_body = SelectField(
        marked("Public body"),
        choices=lambda: labelled(vocabulary().public_bodies, none=marked("no public body")),
        default="",
    )
    authority_key = SelectField(
        marked("Supervisory authority"),
        choices=lambda: labelled(
            vocabulary().authorities, none=marked("the usual one for this country")
        ),
        default="",
    )
    signature_level_key = SelectField(
        marked("How it has to be signed at least"),
        choices=lambda: labelled(vocabulary().signature_levels),
        default="simple",
    )
    is_signed_on_paper = BooleanField(marked("This client signs on paper"))
    add = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the fields hold what they ask for; a right number is shown as it is printed."""
        is_valid = super().validate(extra_validators)
        number = self.register_no.data or ""
        try:
            if number:
                stored = register_numbers.parse(self.register_kind.data, number)
                self.register_no.data = register_numbers.shown(self.register_kind.data, stored)
        except Refused as error:
            sentence = in_reader_language(error.sentence)
            self.register_no.errors = [*self.register_no.errors, sentence]
            is_valid = False
        return is_valid

    @property
    def stored_number(self) -> str:
        """The number as rows keep it; "" for none, and for one that is not right."""
        try:
            return register_numbers.parse(self.register_kind.data, self.register_no.data or "")
        except Refused:
            return ""


class ContactForm(EditForm):
    """A person of a client, with what they are there for."""

    name = StringField(
        marked("Name"),
        validators=[InputRequired(), Length(max=_LONGEST_LINE)],
        render_kw=_NO_GUESSING,
    )
    position = StringField(marked("Position"), validators=[Length(max=_LONGEST_LINE)])
    email = EmailField(
        marked("E-mail address"),
        validators=[Length(max=_LONGEST_ADDRESS)],
        render_kw=_NO_GUESSING,
    )
    phone = TelField(
        marked("Phone"),
        validators=[Length(max=40)],
        description=marked("Needed of whoever is called when data leak."),
        render_kw=_NO_GUESSING,
    )
    is_for_everything = BooleanField(
        marked("The contact for everything"),
        description=marked(
            "For all seven subjects of the agreement: instructions, breaches, requests, "
            "sub-processors, audits and the end."
        ),
    )
    subjects = ChoicesField(
        marked("Or for some subjects only"),
        choices=lambda: labelled(vocabulary().contact_subjects),
    )
    is_signatory = BooleanField(marked("Signs the agreement"))
    capacity_key = SelectField(
        marked("In which capacity they sign"),
        choices=lambda: labelled(vocabulary().capacities, none=marked("not known yet")),
        default="",
    )
    mandate_on = DateField(
        marked("Date of the mandate"),
        validators=[Optional()],
        description=marked("Only for a proxy holder."),
    )
    is_authority_confirmed = BooleanField(marked("The authority to sign was checked"))
    offices = ChoicesField(
        marked("What else they are"),
        choices=lambda: labelled({key: vocabulary().contact_roles[key] for key in OFFICES}),
    )
    reach = RadioField(
        marked("For which work"),
        choices=lambda: choices(
            [
                ("client", gettext("all work for this client")),
                ("engagement", gettext("this engagement alone")),
            ]
        ),
        default="client",
        validators=[Optional()],
    )
    then = HiddenField()

    def roles(self) -> tuple[str, ...]:
        """The keys of all that was ticked."""
        every = tuple(vocabulary().contact_subjects)
        subjects = every if self.is_for_everything.data else tuple(self.subjects.data or ())
        signing = ("signatory",) if self.is_signatory.data else ()
        return (*subjects, *(self.offices.data or ()), *signing)


def ticked(roles: Iterable[str]) -> dict[str, Any]:
    """The values of a contact's form for these roles."""
    given, subjects = set(roles), vocabulary().contact_subjects
    is_for_everything = given >= set(subjects)
    return {
        "is_for_everything": is_for_everything,
        "subjects": [] if is_for_everything else [key for key in subjects if key in given],
        "offices": [key for key in OFFICES if key in given],
        "is_signatory": "signatory" in given,
    }


def in_each_language(name: str, words: Any) -> dict[str, str]:
    """A phrase as the values of its three fields."""
    return {f"{name}_{code}": words.in_language(code) for code in LANGUAGES}
