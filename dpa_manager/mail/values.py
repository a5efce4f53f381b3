"""Values of mails: what a text names, put into words of the recipient's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from babel.dates import format_date

from dpa_manager.vocabulary.phrase import Phrase

Value = str | int | Phrase | datetime | Sequence[Phrase]
"""Words as they are, a number, words in three languages, an instant, or several such words."""

_MOMENTS = {
    "nl": "{day} om {hour}.{minute} uur",
    "fr": "{day} à {hour}h{minute}",
    "en": "{day} at {hour}:{minute}",
}
_AND = {"nl": " en ", "fr": " et ", "en": " and "}


def in_words(values: Mapping[str, Value], *, language: str, zone: tzinfo) -> dict[str, str]:
    """Every value on one line in `language`; instants are told in the local time of `zone`."""
    return {
        name: _one_line(_words(value, language=language, zone=zone))
        for name, value in values.items()
    }


def _words(value: Value, *, language: str, zone: tzinfo) -> str:
    if isinstance(value, Phrase):
        return value.in_language(language)
    if isinstance(value, datetime):
        return _moment(value.astimezone(zone), language=language)
    if isinstance(value, str | int):
        return str(value)
    return _enumerated([phrase.in_language(language) for phrase in value], language=language)


def _moment(local: datetime, *, language: str) -> str:
    day = format_date(local.date(), "d MMMM y", locale=language)
    return _MOMENTS[language].format(day=day, hour=f"{local:%H}", minute=f"{local:%M}")


def _enumerated(words: list[str], *, language: str) -> str:
    *others, last = words or [""]
    return _AND[language].join(([", ".join(others)] if others else []) + [last])


def _one_line(text: str) -> str:
    """Without line breaks and other control characters, which no mail needs in a value."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
