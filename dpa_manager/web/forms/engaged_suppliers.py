"""The forms about the suppliers of one engagement; a page has many, so each knows its place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from dpa_manager.actions.directing import TypedAuthorisation, TypedDirection
from dpa_manager.domain.choices import AUTHORISATION_MODES
from dpa_manager.queries.engaged_suppliers import Offer
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.recipients import RecipientProposalForm
from dpa_manager.web.forms.subprocessors import ProposalForm, phrase_fields, phrase_of
from dpa_manager.web.kept_forms import kept_fields
from dpa_manager.web.speaking import gettext, in_reader_language, marked

if TYPE_CHECKING:
    from dpa_manager.models import Authorisation, EngagementRecipient, EngagementSubprocessor

_LONGEST_NAME, _LONGEST_LINE = 300, 200
_LINES = {"rows": 2}
_SHORT, _LONG = [Length(max=1000)], [Length(max=2000)]


class Placed:
    """What a form has of which a page holds several: a place, with which the ids begin.

    `at` is sent along, so that what was sent too late comes back to its own form alone.
    """

    at = HiddenField()

    def put(self, place: str) -> None:
        """Put the form in its place on the page."""
        self.place, self.at.data = place, place
        for field in cast(Form, self):
            field.id = f"{place}-{field.id}"
            field.label.field_id = field.id


def made_from(place: str, *, is_sent: bool) -> dict[str, Any]:
    """What a form in this place is made from: what was sent to it, or sent too late from here."""
    if is_sent:
        return {}
    kept = kept_fields()
    return {"formdata": kept if kept is not None and kept.get("at") == place else None}


class PlacedForm(Placed, EditForm):
    """A form about one row of a page; `place` is the anchor of that row."""

    def __init__(self, place: str, *, current: Mapping[str, Any], is_sent: bool = False) -> None:
        super().__init__(current=current, **made_from(place, is_sent=is_sent))
        if not is_sent and not self.seen.data:
            self.seen.data = self.fingerprints()
        self.put(place)

    def merge(self) -> bool:
        """As any form; what clashes is named by the id that its field has on the page."""
        is_clean = super().merge()
        self.clashes = tuple(replace(one, name=self[one.name].id) for one in self.clashes)
        return is_clean


class ListedForm(PlacedForm):
    """How the task of a sub-processor is marked off, and since when it works for this client."""

    delimitation_nl = TextAreaField(
        marked("Marked off from the others, in Dutch"), _SHORT, render_kw=_LINES
    )
    delimitation_fr = TextAreaField(
        marked("Marked off from the others, in French"), _SHORT, render_kw=_LINES
    )
    delimitation_en = TextAreaField(
        marked("Marked off from the others, in English"), _SHORT, render_kw=_LINES
    )
    since_on = DateField(marked("Works for this client since"), validators=[Optional()])
    starts_on = DateField(
        marked("Begins on"),
        validators=[Optional()],
        description=marked("Only for a new one: not before the time to object is over."),
    )

    def typed(self) -> dict[str, Any]:
        """What the action takes beside the engagement and the sub-processor."""
        return {
            "delimitation": phrase_of(self, "delimitation"),
            "since_on": self.since_on.data,
            "starts_on": self.starts_on.data,
        }


def _modes() -> list[Any]:
    terms = vocabulary().options["subproc_mode"]
    return choices(
        (mode, f"{in_reader_language(terms[mode].label)}: {_explained(terms[mode])}")
        for mode in AUTHORISATION_MODES
    )


def _explained(term: Any) -> str:
    return in_reader_language(term.explanation)


class AuthorisationForm(PlacedForm):
    """The client's yes to a sub-processor: how, when, in which document, by whom."""

    mode = RadioField(marked("Kind of authorisation"), choices=_modes)
    authorised_on = DateField(marked("Authorised on"), validators=[InputRequired()])
    document = StringField(
        marked("Document"),
        validators=[Length(max=_LONGEST_NAME)],
        description=marked("Where the yes stands: the agreement, a mail, a letter."),
    )
    person = StringField(marked("Said yes for the client"), validators=[Length(max=_LONGEST_LINE)])

    def typed(self) -> TypedAuthorisation:
        """What the action takes."""
        return TypedAuthorisation(
            mode=self.mode.data or "",
            authorised_on=self.authorised_on.data,
            document=self.document.data or "",
            person=self.person.data or "",
        )


class DirectedForm(PlacedForm):
    """What a recipient gets data for, and by which instruction of the client."""

    purpose_nl = TextAreaField(marked("What for, in Dutch"), _LONG, render_kw=_LINES)
    purpose_fr = TextAreaField(marked("What for, in French"), _LONG, render_kw=_LINES)
    purpose_en = TextAreaField(marked("What for, in English"), _LONG, render_kw=_LINES)
    instruction_on = DateField(
        marked("Instruction of the client of"),
        validators=[Optional()],
        description=marked("The day on which the client asked for it in writing."),
    )
    event = StringField(
        marked("Event"),
        validators=[Length(max=_LONGEST_NAME)],
        description=marked("For commercial partners only: the one event it is for."),
    )

    def typed(self) -> TypedDirection:
        """What the action takes."""
        return TypedDirection(
            phrase_of(self, "purpose"), self.instruction_on.data, self.event.data or ""
        )


class OfferForm(Placed, Form):
    """A sub-processor of the register to add."""

    subprocessor = SelectField(marked("Sub-processor"), validate_choice=False)

    def __init__(self, offers: Iterable[Offer], *, is_sent: bool = False) -> None:
        super().__init__(**made_from("add", is_sent=is_sent))
        states = vocabulary().options["subprocessor_state"]
        groups = {key: in_reader_language(term.label) for key, term in states.items()}
        self.subprocessor.choices = _offered(offers, groups=groups)
        self.put("add")


class RecipientOfferForm(DirectedForm):
    """A recipient of the register to add, with what it gets data for."""

    recipient = SelectField(marked("Recipient"), validate_choice=False)

    def __init__(self, offers: Iterable[Offer], *, is_sent: bool = False) -> None:
        super().__init__("add-recipient", current={}, is_sent=is_sent)
        terms = vocabulary().recipient_groups
        groups = {key: in_reader_language(term.label) for key, term in terms.items()}
        ordered = sorted(offers, key=lambda offer: list(terms).index(offer.kind))
        self.recipient.choices = _offered(ordered, groups=groups)


class NewSubprocessorForm(Placed, ProposalForm):
    """A sub-processor that the register lacks, proposed on the spot."""

    def __init__(self, *, is_sent: bool = False) -> None:
        super().__init__(**made_from("propose", is_sent=is_sent))
        self.put("propose")


class NewRecipientForm(Placed, RecipientProposalForm):
    """A recipient that the register lacks, proposed on the spot with what it gets data for."""

    purpose_nl = TextAreaField(marked("What for, in Dutch"), _LONG, render_kw=_LINES)
    purpose_fr = TextAreaField(marked("What for, in French"), _LONG, render_kw=_LINES)
    purpose_en = TextAreaField(marked("What for, in English"), _LONG, render_kw=_LINES)
    instruction_on = DateField(marked("Instruction of the client of"), validators=[Optional()])
    event = StringField(marked("Event"), validators=[Length(max=_LONGEST_NAME)])

    def __init__(self, *, is_sent: bool = False) -> None:
        super().__init__(**made_from("propose-recipient", is_sent=is_sent))
        self.put("propose-recipient")

    def direction(self) -> TypedDirection:
        """What the action takes about this engagement."""
        return TypedDirection(
            phrase_of(self, "purpose"), self.instruction_on.data, self.event.data or ""
        )


def current_listing(listed: "EngagementSubprocessor") -> dict[str, Any]:
    """What the form of a sub-processor's row shows."""
    return phrase_fields("delimitation", listed.delimitation) | {
        "since_on": listed.since_on,
        "starts_on": listed.starts_on,
    }


def current_direction(listed: "EngagementRecipient") -> dict[str, Any]:
    """What the form of a recipient's row shows."""
    return phrase_fields("purpose", listed.purpose) | {
        "instruction_on": listed.instruction_on,
        "event": listed.event,
    }


def current_authorisation(row: "Authorisation | None", *, mode: str) -> dict[str, Any]:
    """What the form of a client's yes shows; before there is one, the `mode` of the agreement."""
    if row is None:
        usual = mode if mode in AUTHORISATION_MODES else AUTHORISATION_MODES[0]
        return {"mode": usual, "authorised_on": None, "document": "", "person": ""}
    return {name: getattr(row, name) for name in ("mode", "authorised_on", "document", "person")}


def _offered(offers: Iterable[Offer], *, groups: Mapping[str, str]) -> list[SelectChoice]:
    """The choices of a select, those of one kind together, after an empty one."""
    empty = SelectChoice("", gettext("choose"))
    grouped = groupby(offers, key=lambda offer: offer.kind)
    return [empty, *(
        SelectChoice(offer.public_id, offer.name, optgroup=groups[kind])
        for kind, members in grouped
        for offer in members
    )]  # fmt: skip
