"""The form about the parties of one engagement: what it is about, how long, and who is who."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from dpa_manager.domain.choices import CONTACT_ROLES
from dpa_manager.queries.contacts import People
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.options import options_of
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

_LONGEST_LINE, _LONGEST_NAME, _LONGEST_PROSE = 200, 300, 6000
_PROSE = [Length(max=_LONGEST_PROSE)]
_LINES = {"rows": 3}
SIGNATORY = "signatory"
# The names of the fields of persons are the anchors to which a checklist leads.
PERSON = "client-"


class PartiesForm(EditForm):
    """What an engagement says of itself; a field `client-<role>` a role follows below.

    A person chosen there stands in for the client's own in this engagement alone; "" is the
    client's own.
    """

    title = StringField(
        marked("Name of the engagement"), validators=[InputRequired(), Length(max=_LONGEST_LINE)]
    )
    subject_matter_nl = TextAreaField(
        marked("Subject matter, in Dutch"), validators=_PROSE, render_kw=_LINES
    )
    subject_matter_fr = TextAreaField(
        marked("Subject matter, in French"), validators=_PROSE, render_kw=_LINES
    )
    subject_matter_en = TextAreaField(
        marked("Subject matter, in English"), validators=_PROSE, render_kw=_LINES
    )
    controller_duties_nl = TextAreaField(
        marked("Extra duties of the client, in Dutch"), validators=_PROSE, render_kw=_LINES
    )
    controller_duties_fr = TextAreaField(
        marked("Extra duties of the client, in French"), validators=_PROSE, render_kw=_LINES
    )
    controller_duties_en = TextAreaField(
        marked("Extra duties of the client, in English"), validators=_PROSE, render_kw=_LINES
    )
    contract_name = StringField(
        marked("Main contract"),
        validators=[Length(max=_LONGEST_NAME)],
        description=marked("For example: Hosting agreement."),
    )
    contract_reference = StringField(marked("Its reference"), validators=[Length(max=120)])
    contract_signed_on = DateField(marked("Signed on"), validators=[Optional()])
    duration_kind = RadioField(
        marked("How long the agreement lasts"),
        choices=lambda: options_of("duration_kind"),
        validators=[Optional()],
    )
    start_on = DateField(marked("From"), validators=[Optional()])
    end_on = DateField(marked("Until and including"), validators=[Optional()])
    effective_on = DateField(
        marked("Takes effect on"),
        validators=[Optional()],
        description=marked("Empty: the day of the last signature."),
    )
    replaces = StringField(
        marked("Replaces an earlier agreement"),
        validators=[Length(max=_LONGEST_NAME)],
        description=marked("Its name and date, for example: processing agreement of 25 May 2018."),
    )
    add = HiddenField()

    def __init__(self, *, current: Mapping[str, Any], people: People) -> None:
        self.people = people
        super().__init__(current=current)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent, of the persons of this client."""
        persons = [(row.public_id, row.name) for row in self.people.contacts]
        for role in CONTACT_ROLES:
            field = self[person_field(role)]
            field.label.text = in_reader_language(vocabulary().contact_roles[role].label)
            own = [] if role == SIGNATORY else [("", self._of_client(role))]
            field.choices = choices([*own, *persons])
        super().process(formdata, *arguments, **options)

    def persons(self) -> dict[str, list[Any]]:
        """The contacts of each role in which another was chosen than stands there."""
        return {
            role: [found for key in self._chosen(role) if (found := self.people.named(key))]
            for role in CONTACT_ROLES
            if self._chosen(role) != _as_list(self.current[person_field(role)])
        }

    def _chosen(self, role: str) -> list[str]:
        return _as_list(self[person_field(role)].data)

    def _of_client(self, role: str) -> str:
        found = self.people.of_client.get(role, ())
        if not found:
            return gettext("nobody yet")
        return gettext("%(name)s (as always)") % {"name": found[0].name}


def person_field(role: str) -> str:
    """The name of the field of a role."""
    return f"{PERSON}{role}"


def persons_of(people: People) -> dict[str, Any]:
    """The values of the fields of persons, as they stand."""
    found: dict[str, Any] = {}
    for role in CONTACT_ROLES:
        keys = [row.public_id for row in people.of_engagement.get(role, ())]
        found[person_field(role)] = keys if role == SIGNATORY else next(iter(keys), "")
    return found


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) and value else list(value or ())


for _role in CONTACT_ROLES:
    _kind = ChoicesField if _role == SIGNATORY else SelectField
    setattr(PartiesForm, person_field(_role), _kind(validators=[Optional()]))
