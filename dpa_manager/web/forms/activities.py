"""The forms about activities: adding some, and describing one with all that Annex II says of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from dpa_manager.domain.typed_activity import Place, TypedActivity, TypedPlatform
from dpa_manager.domain.wording.order import label_key
from dpa_manager.queries.engaged_activities import ActivitySheet
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.terms import ServiceKind
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

LONGEST_TITLE = 200
_LONGEST_TEXT, _LONGEST_NAME = 6000, 200
_MOST_PEOPLE = 10**9
# Empty rows at the end of a list, and how many rows one page takes.
_SPARE_ROWS, _MOST_ROWS = 2, 40
_NEAR = ("BE", "NL", "FR", "LU", "DE")
_TEXTS = ("title", "purposes", "automated_decision")
_LISTS = ("service_kinds", "operations", "channels", "own_purposes")
_PLAIN = ("client_role", "has_remote_access", "runs_on_platform", "began_on")


def _labelled(terms: Mapping[str, Any]) -> list[Any]:
    return choices((key, in_reader_language(term.label)) for key, term in terms.items())


def _options(name: str, *keys: str) -> list[Any]:
    terms = vocabulary().options[name]
    return _labelled({key: terms[key] for key in keys or terms})


def _contracts() -> list[Any]:
    words = {
        "": gettext("not asked yet"),
        "client": gettext("of the client"),
        "kbits": gettext("of our firm"),
    }
    return choices(words.items())


class PresetsForm(Form):
    """Which services an engagement gets an activity for."""

    service_kinds = ChoicesField(marked("Services"))

    def __init__(self, kinds: Mapping[str, ServiceKind], **options: Any) -> None:
        self.kinds = kinds
        super().__init__(**options)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent, of the services that are offered."""
        self.service_kinds.choices = _labelled(self.kinds)
        super().process(formdata, *arguments, **options)


class BlankForm(Form):
    """An activity of which no more than its name is known."""

    title = StringField(
        marked("Name of the activity"),
        validators=[InputRequired(), Length(max=LONGEST_TITLE)],
        render_kw={"autocomplete": "off"},
    )


class ActivityForm(EditForm):
    """An activity; its lists of places and platforms have numbered fields, made by its subclass.

    `people` are the keys of those whose data flow, `places` and `platforms` count rows.
    """

    people: tuple[str, ...] = ()
    places: int = 0
    platforms: int = 0

    service_kinds = ChoicesField(marked("Services"))
    operations = ChoicesField(
        marked("What is done with the data"), choices=lambda: _labelled(vocabulary().operations)
    )
    channels = ChoicesField(
        marked("How the data come in"), choices=lambda: _labelled(vocabulary().channels)
    )
    own_purposes = ChoicesField(
        marked("Purposes of our firm itself"), choices=lambda: _labelled(vocabulary().own_purposes)
    )
    has_remote_access = BooleanField(marked("Our people reach the data from a distance"))
    runs_on_platform = BooleanField(marked("It runs on a platform of somebody else"))
    client_role = RadioField(
        marked("What the client is here"),
        choices=lambda: _options("client_role", "controller", "processor"),
        validators=[InputRequired()],
    )
    began_on = DateField(marked("Since when"), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field is right, and every row is whole."""
        is_valid = super().validate(extra_validators)
        wrong = [*self._unnamed(), *self._half_rows()]
        for name, sentence in wrong:
            self[name].errors = [*self[name].errors, sentence]
        return is_valid and not wrong

    def typed(self) -> TypedActivity:
        """The activity as it was typed."""
        plain: dict[str, Any] = {name: self[name].data for name in _PLAIN}
        plain |= {name: self._chosen(name) for name in _LISTS}
        return TypedActivity(
            title=self._phrase("title"),
            purposes=self._phrase("purposes"),
            automated_decision=self._phrase("automated_decision"),
            locations=tuple(self._typed_places()),
            platforms=tuple(self._typed_platforms()),
            **plain,
        )

    def counts(self) -> dict[str, int | None]:
        """About how many people there are of each category."""
        return {key: self[f"count_{key}"].data for key in self.people}

    def _chosen(self, name: str) -> tuple[str, ...]:
        """The keys of a list: those that were there in their order, then the new ones."""
        chosen, before = self[name].data or (), self.current[name]
        return (*(key for key in before if key in chosen), *(k for k in chosen if k not in before))

    def _phrase(self, name: str) -> Phrase:
        return Phrase.of({code: self[f"{name}_{code}"].data or "" for code in LANGUAGES})

    def _typed_places(self) -> Iterator[Place]:
        for number in range(1, self.places + 1):
            country, kind = self[f"country_{number}"].data, self[f"place_{number}"].data
            if country and kind:
                yield country, kind

    def _typed_platforms(self) -> Iterator[TypedPlatform]:
        for number in range(1, self.platforms + 1):
            name = self[f"platform_{number}"].data
            if name:
                yield TypedPlatform(name, self[f"contract_of_{number}"].data or "")

    def _unnamed(self) -> Iterator[tuple[str, str]]:
        if not self._phrase("title"):
            yield f"title_{LANGUAGES[0]}", gettext("Give the activity a name.")

    def _half_rows(self) -> Iterator[tuple[str, str]]:
        for number in range(1, self.places + 1):
            country, kind = self[f"country_{number}"], self[f"place_{number}"]
            if country.data and not kind.data:
                yield kind.name, gettext("Choose what kind of place it is.")
            if kind.data and not country.data:
                yield country.name, gettext("Choose the country.")
        for number in range(1, self.platforms + 1):
            name, contract = self[f"platform_{number}"], self[f"contract_of_{number}"]
            if contract.data and not name.data:
                yield name.name, gettext("Name the platform.")


def activity_form(sheet: ActivitySheet, *, kinds: Mapping[str, ServiceKind]) -> ActivityForm:
    """The form of an activity with the services that may be chosen, and its rows."""
    row = sheet.activity
    places = _rows(len(row.locations), sent="country")
    platforms = _rows(len(row.platforms), sent="platform")
    fields = {
        "people": tuple(sheet.counts),
        "places": places,
        "platforms": platforms,
        "service_kinds": ChoicesField(marked("Services"), choices=_labelled(kinds)),
    }
    fields |= dict(_text_fields()) | dict(_place_fields(places))
    fields |= dict(_platform_fields(platforms)) | dict(_count_fields(sheet.counts))
    form: type[ActivityForm] = type("ActivityFormOfRow", (ActivityForm,), fields)
    return form(current=_current(sheet, places=places, platforms=platforms))


def _rows(kept: int, *, sent: str) -> int:
    """How many rows a list has: those kept with some to spare, or as many as were sent."""
    numbers = [name.removeprefix(f"{sent}_") for name in request.form if name.startswith(sent)]
    asked = [int(one) for one in numbers if one.isascii() and one.isdecimal() and len(one) < 4]
    return max(kept + _SPARE_ROWS, *(min(one, _MOST_ROWS) for one in asked), 0)


def _text_fields() -> Iterator[tuple[str, Any]]:
    for code in LANGUAGES:
        yield (
            f"title_{code}",
            StringField(
                marked("Name of the activity"),
                validators=[Length(max=LONGEST_TITLE)],
                render_kw={"autocomplete": "off"},
            ),
        )
        for name, words in (
            ("purposes", marked("What it is for")),
            ("automated_decision", marked("Decisions without a person")),
        ):
            rows = {"rows": 3 if name == "purposes" else 2}
            long_enough = [Length(max=_LONGEST_TEXT)]
            yield f"{name}_{code}", TextAreaField(words, validators=long_enough, render_kw=rows)


def _place_fields(count: int) -> Iterator[tuple[str, Any]]:
    # Made once: every row has all of them.
    countries = choices([("", "–"), *country_choices()])
    kinds = choices([("", "–"), *_pairs(vocabulary().place_kinds)])
    for number in range(1, count + 1):
        yield f"country_{number}", SelectField(marked("Country"), choices=countries)
        yield f"place_{number}", SelectField(marked("Kind of place"), choices=kinds)


def _platform_fields(count: int) -> Iterator[tuple[str, Any]]:
    for number in range(1, count + 1):
        yield (
            f"platform_{number}",
            StringField(
                marked("Platform"),
                validators=[Length(max=_LONGEST_NAME)],
                render_kw={"autocomplete": "off"},
            ),
        )
        yield f"contract_of_{number}", SelectField(marked("Whose contract"), choices=_contracts)


def _count_fields(subjects: Iterable[str]) -> Iterator[tuple[str, Any]]:
    terms = vocabulary().data_subjects
    for key in subjects:
        yield (
            f"count_{key}",
            IntegerField(
                in_reader_language(terms[key].label),
                validators=[Optional(), NumberRange(0, _MOST_PEOPLE)],
                render_kw={"inputmode": "numeric", "min": "0"},
            ),
        )


def country_choices() -> list[tuple[str, str]]:
    """The countries by name, those nearby first."""
    names = dict(_pairs(vocabulary().countries))
    far = sorted(set(names) - set(_NEAR), key=lambda code: label_key(names[code]))
    return [(code, names[code]) for code in (*_NEAR, *far)]


def _pairs(terms: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, term in terms.items():
        yield key, in_reader_language(term.label)


def _current(sheet: ActivitySheet, *, places: int, platforms: int) -> dict[str, Any]:
    """What the form shows as the row stands now."""
    row = sheet.activity
    current: dict[str, Any] = {name: getattr(row, name) for name in (*_LISTS, *_PLAIN)}
    for name in _TEXTS:
        words = getattr(row, name).as_dict()
        current |= {f"{name}_{code}": text for code, text in words.items()}
    current |= _numbered(row.locations, {"country": "country", "place": "place"}, count=places)
    names = {"name": "platform", "contract_of": "contract_of"}
    current |= _numbered(row.platforms, names, count=platforms)
    return current | {f"count_{key}": count for key, count in sheet.counts.items()}


def _numbered(
    rows: list[dict[str, str]], names: Mapping[str, str], *, count: int
) -> dict[str, str]:
    """The fields of a list, a number at the end of each; those of spare rows are empty."""
    filled = [*rows, *({} for _ in range(count - len(rows)))]
    return {
        f"{name}_{number}": row.get(key, "")
        for number, row in enumerate(filled, start=1)
        for key, name in names.items()
    }
