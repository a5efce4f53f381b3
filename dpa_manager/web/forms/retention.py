"""The form in which categories of data get their retention, and sensitive ones safeguards."""

from collections.abc import Iterator
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from dpa_manager.actions.retaining import TypedCare
from dpa_manager.queries.retained_data import RetainedCategory, RetentionSheet
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.terms import RetentionRule
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

EVERYWHERE = "all"
_LONGEST_WORDS, _LONGEST_TEXT = 1000, 2000
_TEXTS = {
    "words": ("retention_words", marked("Own wording instead of the rule's sentence")),
    "description": ("description", marked("What it holds")),
    "reason": ("sensitive_reason", marked("Why these data are needed")),
    "legal_basis": ("legal_basis", marked("Law or permission on which the client relies")),
}


class RetentionForm(EditForm):
    """What is said of each category; the fields of one end in its name, "rule-2-health".

    `apply` is the number of an activity, or "all", of which every category gets one rule: the one
    chosen in `every-…`. Fields are made by `retention_form`.
    """

    data_of_form: tuple[RetainedCategory, ...] = ()

    apply = StringField(widget=HiddenInput())

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field is right; the button of one rule for all needs that rule."""
        self._spread()
        is_valid = super().validate(extra_validators)
        every = self._every()
        if every is None or every.data:
            return is_valid
        every.errors = [*every.errors, gettext("Choose the rule that is to hold for all of them.")]
        return False

    def rows(self) -> list[TypedCare]:
        """What was typed of each category."""
        return [self._row(one) for one in self.data_of_form]

    def _every(self) -> Any:
        """The field of the rule that is to hold for several, when its button was pressed."""
        return self._fields.get(f"every-{self.apply.data}") if self.apply.data else None

    def _spread(self) -> None:
        every = self._every()
        if every is None or not every.data:
            return
        for one in self.data_of_form:
            if self.apply.data in (EVERYWHERE, str(one.activity)):
                self[f"rule-{one.name}"].data = every.data

    def _row(self, one: RetainedCategory) -> TypedCare:
        safeguards = self._fields.get(f"safeguards-{one.name}")
        return TypedCare(
            one.activity,
            one.term.key,
            rule=self[f"rule-{one.name}"].data or "",
            words=self._phrase(f"words-{one.name}") or Phrase(),
            description=self._phrase(f"description-{one.name}"),
            reason=self._phrase(f"reason-{one.name}"),
            legal_basis=self._phrase(f"legal_basis-{one.name}"),
            safeguards=None if safeguards is None else tuple(safeguards.data or ()),
        )

    def _phrase(self, name: str) -> Phrase | None:
        """The words of a text; None when the form does not ask for it."""
        if f"{name}_nl" not in self._fields:
            return None
        return Phrase.of({code: self[f"{name}_{code}"].data or "" for code in LANGUAGES})


def retention_form(sheet: RetentionSheet) -> RetentionForm:
    """The form for all categories of a sheet."""
    fields: dict[str, Any] = {"data_of_form": sheet.data}
    for one in sheet.data:
        fields |= dict(_fields_of(one, sheet))
    for activity in (*(one.number for one in sheet.activities), EVERYWHERE):
        # A page has no such field where there is one category alone; then it is empty.
        fields[f"every-{activity}"] = SelectField(
            marked("One rule for all of them"),
            choices=_rules(sheet, none=gettext("choose a rule")),
            default="",
        )
    form: type[RetentionForm] = type("RetentionFormOfSheet", (RetentionForm,), fields)
    return form(current=_current(sheet))


def asked_texts(one: RetainedCategory) -> tuple[str, ...]:
    """The texts that are asked about a category, beside its rule."""
    asked = {
        "words": True,
        "description": one.is_described,
        "reason": bool(one.term.nature),
        "legal_basis": one.term.nature == "nrn" or bool(one.row.legal_basis),
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def rule_name(rule: RetentionRule) -> str:
    """A rule by its label, with its period where the label does not say it."""
    label, period = in_reader_language(rule.label), in_reader_language(rule.period)
    is_said = rule.is_criteria or not rule.period_days and not rule.period_months
    is_said = is_said or period.casefold() in label.casefold()
    return label if is_said else f"{label} ({period})"


def _fields_of(one: RetainedCategory, sheet: RetentionSheet) -> Iterator[tuple[str, Any]]:
    about = in_reader_language(one.term.label)
    how_long, safeguards = gettext("Kept how long"), gettext("Safeguards")
    rules = _rules(sheet, none=gettext("not chosen yet"), usual=one.usual)
    yield f"rule-{one.name}", SelectField(f"{how_long}: {about}", choices=rules)
    for name in asked_texts(one):
        words = f"{gettext(_TEXTS[name][1])}: {about}"
        most = _LONGEST_WORDS if name == "words" else _LONGEST_TEXT
        for code in LANGUAGES:
            yield (
                f"{name}-{one.name}_{code}",
                TextAreaField(words, validators=[Length(max=most)], render_kw={"rows": 2}),
            )
    if one.term.nature:
        yield (
            f"safeguards-{one.name}",
            ChoicesField(f"{safeguards}: {about}", choices=_safeguards(one, sheet)),
        )


def _rules(sheet: RetentionSheet, *, none: str, usual: str = "") -> list[Any]:
    """The rules to choose from, the usual one first and named so."""
    names = {key: rule_name(rule) for key, rule in sheet.rules.items()}
    mark = gettext("usual")
    first = {usual: f"{names[usual]} – {mark}"} if usual in names else {}
    return choices([("", none), *(first | {k: n for k, n in names.items() if k != usual}).items()])


def _safeguards(one: RetainedCategory, sheet: RetentionSheet) -> list[Any]:
    """The measures chosen for sensitive data; one that was since left out stays to be unticked."""
    known = {key: in_reader_language(label) for key, label in sheet.safeguards.items()}
    gone = {key: key for key in one.row.safeguard_keys if key not in known}
    return choices((known | gone).items())


def _current(sheet: RetentionSheet) -> dict[str, Any]:
    """What the form shows as the rows stand now."""
    current: dict[str, Any] = {}
    for one in sheet.data:
        current[f"rule-{one.name}"] = one.row.retention_key
        for name in asked_texts(one):
            words = getattr(one.row, _TEXTS[name][0]).as_dict()
            current |= {f"{name}-{one.name}_{code}": text for code, text in words.items()}
        if one.term.nature:
            current[f"safeguards-{one.name}"] = list(one.row.safeguard_keys)
    return current
