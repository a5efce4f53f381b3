"""The forms about a recipient in the register: its data, and a proposal of the few known facts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wtforms import EmailField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from dpa_manager.actions.directing import TypedRecipient
from dpa_manager.actions.proposing import RecipientProposal
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.countries import CountryField
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.speaking import in_reader_language, marked

if TYPE_CHECKING:
    from dpa_manager.models import Recipient

_LONGEST_NAME, _LONGEST_ADDRESS = 300, 254
_TEXTS = (
    "name", "group_key", "kind_key", "street", "postcode", "city", "country_code", "contact_email",
)  # fmt: skip
_PROPOSED = ("name", "group_key", "kind_key", "country_code", "contact_email")


def _labelled(terms: Mapping[str, Any]) -> list[Any]:
    return choices((key, in_reader_language(term.label)) for key, term in terms.items())


def _kinds() -> list[Any]:
    """What a recipient can be; who works on the client's behalf is a sub-processor."""
    kinds = vocabulary().recipient_kinds
    return _labelled({key: kind for key, kind in kinds.items() if not kind.is_sub_processor})


def _group() -> SelectField:
    return SelectField(
        marked("Group"),
        choices=lambda: _labelled(vocabulary().recipient_groups),
        default="controller_directed",
        validators=[InputRequired()],
    )


def _kind() -> SelectField:
    return SelectField(
        marked("Role under the GDPR"),
        choices=_kinds,
        default="independent_controller",
        validators=[InputRequired()],
    )


def _name() -> StringField:
    return StringField(marked("Name"), validators=[InputRequired(), Length(max=_LONGEST_NAME)])


class RecipientForm(EditForm):
    """All that is known of a recipient, besides the ground on which data leave the EEA."""

    name = _name()
    group_key = _group()
    kind_key = _kind()
    street = StringField(marked("Street and number"), validators=[Length(max=_LONGEST_NAME)])
    postcode = StringField(marked("Postcode"), validators=[Length(max=20)])
    city = StringField(marked("City"), validators=[Length(max=120)])
    country_code = CountryField(marked("Country"))
    contact_email = EmailField(marked("E-mail address"), validators=[Length(max=_LONGEST_ADDRESS)])

    def typed(self) -> TypedRecipient:
        """What the action takes."""
        return TypedRecipient(**{name: self[name].data or "" for name in _TEXTS})


class RecipientProposalForm(Form):
    """The few facts of a new recipient."""

    name = _name()
    group_key = _group()
    kind_key = _kind()
    country_code = CountryField(marked("Country"))
    contact_email = EmailField(marked("E-mail address"), validators=[Length(max=_LONGEST_ADDRESS)])

    def typed(self) -> RecipientProposal:
        """What the action takes."""
        return RecipientProposal(**{name: self[name].data or "" for name in _PROPOSED})


def current_of(row: "Recipient") -> dict[str, Any]:
    """What the form of a recipient shows of its row."""
    return {name: getattr(row, name) for name in _TEXTS}
