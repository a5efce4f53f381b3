"""The form about the firm's choices: every setting by its name, each of its own type."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Regexp

from dpa_manager.domain.choices import TERM_NAMES
from dpa_manager.domain.settings import SETTINGS, Setting, Value
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import choices
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.options import options_of
from dpa_manager.web.forms.term_words import term_unit
from dpa_manager.web.speaking import gettext, in_reader_language, marked

_MOST = 100_000
_OFFICERS = {
    "formal_dpo": marked("a data protection officer (Art. 37 GDPR)"),
    "privacy_contact": marked("a contact for privacy, without an officer"),
}
_MORE_UNITS = {
    "months": marked("months"),
    "percent": marked("percent"),
    "characters": marked("signs"),
}


class SettingsForm(EditForm):
    """Every setting by its name; the fields follow below."""

    def __init__(self, *, current: Mapping[str, Value]) -> None:
        super().__init__(current={name: _shown(value) for name, value in current.items()})

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent; words are those of the reader."""
        for name in SETTINGS:
            words = vocabulary().settings[name]
            self[name].label.text = in_reader_language(words.label)
            self[name].description = in_reader_language(words.explanation)
            if isinstance(SETTINGS[name].default, str):
                self[name].choices = _choices(name)
        super().process(formdata, *arguments, **options)

    def values(self) -> dict[str, Value]:
        """The settings as they were typed, each of its own type."""
        return {name: _value(SETTINGS[name], self[name].data) for name in SETTINGS}


def groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The settings as they are shown: what new engagements propose, and how the firm works."""
    proposed = tuple(name for name in SETTINGS if name in TERM_NAMES)
    own = tuple(name for name in SETTINGS if name not in TERM_NAMES)
    return (
        (gettext("What a new agreement starts from"), proposed),
        (gettext("How the firm works"), own),
    )


def setting_unit(name: str) -> str:
    """What a number counts, as it stands behind it; "" for what is no number."""
    unit = SETTINGS[name].unit
    return gettext(_MORE_UNITS[unit]) if unit in _MORE_UNITS else term_unit(name)


def _choices(name: str) -> list[Any]:
    words = vocabulary()
    if name in words.options:
        return options_of(name)
    if name == "privacy_officer_kind":
        return choices((key, gettext(told)) for key, told in _OFFICERS.items())
    known: dict[str, Mapping[str, Any]] = {
        "min_signature_level": words.signature_levels,
        "default_authority": words.authorities,
    }
    terms = known[name]
    return choices((key, in_reader_language(term.label)) for key, term in terms.items())


def _shown(value: Value) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _value(setting: Setting, typed: Any) -> Value:
    if isinstance(setting.default, tuple):
        return tuple(int(number) for number in (typed or "").replace(" ", "").split(",") if number)
    if isinstance(setting.default, bool):
        return bool(typed)
    return typed if isinstance(typed, int) else str(typed or "")


def _field_of(setting: Setting) -> Field:
    """The unbound field of a setting, by the type of its default."""
    if isinstance(setting.default, bool):
        return BooleanField()
    if isinstance(setting.default, int):
        return IntegerField(
            validators=[InputRequired(), NumberRange(min=0, max=_MOST)],
            render_kw={"min": 0, "step": 1},
        )
    if isinstance(setting.default, tuple):
        told = marked("Write whole numbers with commas between them.")
        pattern = Regexp(r"^\s*\d{1,4}(\s*,\s*\d{1,4}){0,9}\s*$", message=told)
        return StringField(validators=[InputRequired(), pattern])
    kind = SelectField if setting.name == "default_authority" else RadioField
    return kind(validators=[InputRequired()])


for _setting in SETTINGS.values():
    setattr(SettingsForm, _setting.name, _field_of(_setting))
