"""The forms about people with an account."""

from typing import Any

from wtforms import EmailField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from dpa_manager.domain.choices import CLIENT_USER_ROLES, STAFF_ROLES
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.speaking import LANGUAGE_NAMES, in_reader_language, marked

_LONGEST_ADDRESS, _LONGEST_LINE, _LONGEST_NAME = 254, 200, 300
_NO_GUESSING = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


def _labelled(roles: tuple[str, ...], *, has_notes: bool = False) -> list[Any]:
    """The roles in the reader's language, asked for each time a form is made; or what each does."""
    terms = vocabulary().people_roles
    return choices(
        (role, in_reader_language(terms[role].note if has_notes else terms[role].label))
        for role in roles
    )


class ChoicesField(SelectMultipleField):  # type: ignore[misc] # WTForms says nothing of types.
    """Some of a few choices, a box each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PersonForm(Form):
    """Who somebody is: address, name and the language in which they are written to."""

    email = EmailField(
        marked("E-mail address"),
        validators=[InputRequired(), Length(max=_LONGEST_ADDRESS)],
        render_kw=_NO_GUESSING,
    )
    name = StringField(
        marked("Name"),
        validators=[InputRequired(), Length(max=_LONGEST_LINE)],
        render_kw={"autocomplete": "off"},
    )
    language = RadioField(
        marked("Language"),
        choices=choices(LANGUAGE_NAMES.items()),
        default="nl",
        validators=[InputRequired()],
    )


class StaffForm(PersonForm):
    """A new member of staff, with one role or more."""

    role = ChoicesField(marked("Roles"), choices=lambda: _labelled(STAFF_ROLES))


class ClientPersonForm(PersonForm):
    """A new person of a client."""

    client = StringField(
        marked("Client"),
        validators=[InputRequired(), Length(max=_LONGEST_NAME)],
        description=marked("Enterprise number, or the name as registered."),
        render_kw={"autocomplete": "off"},
    )
    role = RadioField(
        marked("Role"),
        choices=lambda: _labelled(CLIENT_USER_ROLES),
        validators=[InputRequired()],
        default="client-reader",
    )


class ColleagueForm(PersonForm):
    """A new colleague, whom a person of the client itself invites."""

    role = RadioField(
        marked("Role"),
        choices=lambda: _labelled(CLIENT_USER_ROLES, has_notes=True),
        validators=[InputRequired()],
        default="client-reader",
    )


class RolesForm(Form):
    """The roles of a member of staff."""

    role = ChoicesField(marked("Roles"), choices=lambda: _labelled(STAFF_ROLES))


class SeatRoleForm(Form):
    """The role of somebody at a client."""

    role = RadioField(
        marked("Role"),
        choices=lambda: _labelled(CLIENT_USER_ROLES),
        validators=[InputRequired()],
    )


class AssignmentForm(Form):
    """A client for somebody to look after, as people name it."""

    client = StringField(
        marked("Client"),
        validators=[InputRequired(), Length(max=_LONGEST_NAME)],
        description=marked("Enterprise number, or the name as registered."),
        render_kw={"autocomplete": "off"},
    )


class ManagerForm(Form):
    """An account manager for a client; `managers` are public ids and names."""

    manager = SelectField(marked("Account manager"), validators=[InputRequired()])

    def __init__(self, managers: tuple[tuple[str, str], ...], **options: Any) -> None:
        self.offered = choices(managers)
        super().__init__(**options)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent, of those who are offered."""
        self.manager.choices = self.offered
        super().process(formdata, *arguments, **options)
