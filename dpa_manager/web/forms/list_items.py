"""The forms of the firm's lists: retention rules, measures and service presets, an entry each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from dpa_manager.domain.choices import MEASURE_STATUSES
from dpa_manager.queries.lists import Lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.terms import Entry, Measure, RetentionRule, ServiceKind
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

_LONGEST_LABEL, _LONGEST_TEXT = 300, 3000
_MOST = 100_000
_STATUSES = {
    "implemented": marked("in place"),
    "planned": marked("planned"),
    "not_applicable": marked("not applicable"),
}


def _labelled(terms: Mapping[str, Any]) -> list[Any]:
    return choices((key, in_reader_language(term.label)) for key, term in terms.items())


class ListItemForm(EditForm):
    """What every entry has; `phrases` are its texts in three languages with their words."""

    phrases: Mapping[str, str] = {
        "label": marked("What it is called"),
        "note": marked("Note for who chooses it"),
    }
    plain: tuple[str, ...] = ("order",)
    lists: tuple[str, ...] = ()

    key = StringField(
        marked("Code"),
        validators=[InputRequired(), Length(max=60), Regexp(r"^[A-Za-z0-9][A-Za-z0-9_.+-]+$")],
        description=marked("Letters, digits and dashes; it never changes afterwards."),
        render_kw={"autocomplete": "off"},
    )
    order = IntegerField(
        marked("Place in the list"),
        validators=[InputRequired(), NumberRange(min=0, max=_MOST)],
        default=500,
    )
    active_to = DateField(
        marked("Offered until"),
        validators=[Optional()],
        description=marked("Empty: it is offered. Agreements that use it keep it."),
    )

    def __init__(self, term: Any, lists: Lists, **options: Any) -> None:
        self.before, self.known = term, lists
        super().__init__(current=self._current(), **options)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent, of the choices that there are."""
        if self.before is not None and "key" in self:
            # A form that shows the code as text has no field for it, and takes none.
            del self.key
        self.offer(self.known)
        super().process(formdata, *arguments, **options)

    def offer(self, lists: Lists) -> None:
        """Set the choices of the fields that have some."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field is right; a label stands in every language."""
        is_valid = super().validate(extra_validators)
        for code in LANGUAGES:
            field = self[f"label_{code}"]
            if not (field.data or "").strip():
                field.errors = [*field.errors, gettext("This is needed in every language.")]
                is_valid = False
        return is_valid

    def typed(self, kind: type[Entry], *, on: date) -> Entry:
        """The entry as it was typed; what the form does not show stays as it was."""
        values: dict[str, Any] = {name: self[name].data for name in self.plain}
        values |= {name: self._chosen(name) for name in self.lists}
        values |= {name: self._phrase(name) for name in self.phrases}
        values["active_to"] = self.active_to.data
        if self.before is not None:
            changed: Entry = replace(self.before, **values)
            return changed
        return kind(key=self.key.data, active_from=on, **values)

    def _chosen(self, name: str) -> tuple[str, ...]:
        """The keys chosen: those that were there in their order, which counts, then new ones."""
        chosen, before = self[name].data or (), getattr(self.before, name, ())
        return (*(key for key in before if key in chosen), *(k for k in chosen if k not in before))

    def _phrase(self, name: str) -> Phrase:
        return Phrase.of({code: self[f"{name}_{code}"].data or "" for code in LANGUAGES})

    def _current(self) -> dict[str, Any]:
        if self.before is None:
            return {}
        given = {name: getattr(self.before, name) for name in (*self.plain, "active_to")}
        given |= {name: list(getattr(self.before, name)) for name in self.lists}
        for name in self.phrases:
            words: Phrase = getattr(self.before, name)
            given |= {f"{name}_{code}": words.in_language(code) for code in LANGUAGES}
        return given


class RetentionRuleForm(ListItemForm):
    """When data go."""

    phrases = {
        **ListItemForm.phrases,
        "sentence": marked("Sentence as it is printed"),
        "period": marked("Period in words"),
        "statute": marked("Law and article, where one binds"),
    }
    plain = (
        "order", "start", "action", "period_days", "period_months",
        "is_own_controller_only", "is_criteria",
    )  # fmt: skip

    start = SelectField(marked("Counts from"), validators=[InputRequired()])
    action = SelectField(marked("What happens then"), validators=[InputRequired()])
    period_days = IntegerField(
        marked("Days"), validators=[Optional(), NumberRange(min=0, max=_MOST)]
    )
    period_months = IntegerField(
        marked("Months"), validators=[Optional(), NumberRange(min=0, max=_MOST)]
    )
    is_own_controller_only = BooleanField(marked("Only for the firm's own files"))
    is_criteria = BooleanField(marked("Each agreement needs words of its own"))

    def offer(self, lists: Lists) -> None:
        """Events and actions are closed lists."""
        self.start.choices = _labelled(vocabulary().retention_starts)
        self.action.choices = _labelled(vocabulary().retention_actions)


class MeasureForm(ListItemForm):
    """A measure of the catalogue, from which sets are published."""

    phrases = {**ListItemForm.phrases, "text": marked("Concrete text as Annex III prints it")}
    plain = ("order", "heading", "status", "is_visible_to_clients")

    heading = SelectField(marked("Heading of Annex III"), validators=[InputRequired()])
    status = RadioField(marked("State"), validators=[InputRequired()], default="implemented")
    is_visible_to_clients = BooleanField(marked("Clients may read the text"), default=True)

    def offer(self, lists: Lists) -> None:
        """Headings that take measures, and the states."""
        headings = vocabulary().measure_headings.items()
        self.heading.choices = choices(
            (key, f"III.{key} {in_reader_language(term.label)}")
            for key, term in headings
            if term.takes_measures
        )
        self.status.choices = choices((key, gettext(_STATUSES[key])) for key in MEASURE_STATUSES)


class ServiceKindForm(ListItemForm):
    """A service with what is usual for it: the preset of an activity."""

    phrases = {**ListItemForm.phrases, "purpose": marked("Purpose as it is first worded")}
    plain = ("order", "runs_on_platform", "has_remote_access", "is_usually_own_controller")
    lists = ("operations", "subjects", "data", "channels", "retention", "measures")

    operations = ChoicesField(marked("What is done with the data"))
    subjects = ChoicesField(marked("Whose data, usually"))
    data = ChoicesField(marked("Which data, usually"))
    channels = ChoicesField(marked("How the data come in"))
    retention = ChoicesField(marked("How long, usually (the first one counts)"))
    measures = ChoicesField(marked("Measures that go with it"))
    runs_on_platform = BooleanField(marked("It runs on a platform of somebody else"))
    has_remote_access = BooleanField(marked("Our people reach the data from a distance"))
    is_usually_own_controller = BooleanField(marked("The firm usually decides itself here"))

    def offer(self, lists: Lists) -> None:
        """The closed lists, and the firm's own rules and measures."""
        words = vocabulary()
        self.operations.choices = _labelled(words.operations)
        self.subjects.choices = _labelled(words.data_subjects)
        self.data.choices = _labelled(words.data_categories)
        self.channels.choices = _labelled(words.channels)
        self.retention.choices = _labelled(lists.retention_rules)
        self.measures.choices = _labelled(lists.measures)


FORMS: Mapping[str, type[ListItemForm]] = {
    "service_kinds": ServiceKindForm,
    "measures": MeasureForm,
    "retention_rules": RetentionRuleForm,
}
KIND_OF: Mapping[str, type[Entry]] = {
    "service_kinds": ServiceKind,
    "measures": Measure,
    "retention_rules": RetentionRule,
}


def _text_field(words: str, code: str, *, is_label: bool) -> Field:
    longest = _LONGEST_LABEL if is_label else _LONGEST_TEXT
    kind = StringField if is_label else TextAreaField
    more = {"lang": code} if is_label else {"lang": code, "rows": 3}
    return kind(words, validators=[Length(max=longest)], render_kw=more)


for _form in FORMS.values():
    for _name, _words in _form.phrases.items():
        for _code in LANGUAGES:
            setattr(
                _form, f"{_name}_{_code}", _text_field(_words, _code, is_label=_name == "label")
            )
