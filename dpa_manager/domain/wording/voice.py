"""The voice of a document: its fixed words, dates, numbers and lists in one language.

Only words of ours are set typographically; names, addresses and texts that people typed are
printed exactly as they are.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
_BRUSSELS = ZoneInfo("Europe/Brussels")
_THOUSANDS = {"nl": ".", "fr": NARROW_NO_BREAK, "en": ","}
_COLON = {"nl": ": ", "fr": f"{NO_BREAK}: ", "en": ": "}
_SEMICOLON = {"nl": "; ", "fr": f"{NARROW_NO_BREAK}; ", "en": "; "}
_NUMBERED = re.compile(
    r"\b(Bijlage|Annexe|Annex|artikel|article|Article|art\.|Art\.|lid|paragraphe) (?=[\dIVX])"
)


def typeset(text: str, *, language: str) -> str:
    """Words of ours with curly apostrophes and with spaces that must not break."""
    text = _NUMBERED.sub(rf"\1{NO_BREAK}", text.replace("'", "’"))
    if language == "fr":
        text = re.sub(r"[ \u00a0\u202f](?=[;?!])", NARROW_NO_BREAK, text)
        text = re.sub(r"[ \u00a0\u202f](?=[:»])", NO_BREAK, text)
        text = re.sub(r"«[ \u00a0\u202f]", f"«{NO_BREAK}", text)
    return text


class Voice:
    """One language of the house ("nl", "fr" or "en"); ask `voice(language)` for it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.of: Callable[[Phrase], str] = attrgetter(language)
        self._words = {
            key: typeset(phrase.in_language(language), language=language)
            for key, phrase in vocabulary().document_words.items()
        }
        self._days: dict[date, str] = {}

    def word(self, key: str) -> str:
        """A fixed word (vocabulary `document_words`); raises KeyError for an unknown one."""
        return self._words[key]

    def opening(self, key: str) -> str:
        """A fixed word with a capital, to open a value."""
        return capital(self._words[key])

    def line(self, key: str, **values: str) -> str:
        """A fixed line with its places filled; what is filled in stays as it is."""
        return self._words[key].format_map(values)

    def term(self, term: Worded | None) -> str:
        """The words of a term of the facts; "" for none."""
        return self.of(term.words) if term else ""

    def day(self, day: date | None) -> str:
        """1 november 2026; 1er novembre 2026; "" for none. No line breaks inside."""
        if day is None:
            return ""
        if day not in self._days:
            number = self.word("first_of_month") if day.day == 1 else str(day.day)
            parts = (number, self.word(f"month_{day.month}"), str(day.year))
            self._days[day] = NO_BREAK.join(parts)
        return self._days[day]

    def instant(self, at: datetime) -> str:
        """Day and time of an aware instant as clocks in Brussels show it."""
        local = at.astimezone(_BRUSSELS)
        line = self.line(
            "instant", day=self.day(local.date()), hour=f"{local:%H}", minute=f"{local:%M}"
        )
        return line.replace(
            f"{local:%H} h {local:%M}", f"{local:%H}{NO_BREAK}h{NO_BREAK}{local:%M}"
        )

    def number(self, number: int) -> str:
        """12.500; 12 500; 12,500."""
        return f"{number:,}".replace(",", _THOUSANDS[self.language])

    def counted(self, number: int | None, unit: str) -> str:
        """A number with its unit, 30 dagen; `unit` is day, working_day, hour, month or year."""
        if number is None:
            return self.word("period_unset")
        name = self.word(unit if self._is_singular(number) else f"{unit}s")
        return f"{self.number(number)}{NO_BREAK}{name}"

    def times_a_year(self, number: int) -> str:
        """One time a year in words, more in figures."""
        if number == 1:
            return self.word("once_a_year")
        return f"{self.number(number)}{NO_BREAK}{self.word('times_a_year')}"

    def money(self, euro: int | None) -> str:
        """25.000 euro; 25 000 euros; EUR 25,000; "" for none."""
        if euro is None:
            return ""
        key = "money_singular" if self._is_singular(euro) else "money_plural"
        return self.line(key, amount=self.number(euro)).replace(" ", NO_BREAK)

    def rate(self, euro: int | None) -> str:
        """95 euro per uur; "" for none."""
        return self.line("rate", money=self.money(euro)) if euro is not None else ""

    def listed(self, parts: Sequence[str]) -> str:
        """a, b en c; with semicolons when a part holds a comma itself."""
        if len(parts) < 2:
            return parts[0] if parts else ""
        has_commas = any("," in part for part in parts)
        comma = _SEMICOLON[self.language] if has_commas else ", "
        last = f"{comma if has_commas else ' '}{self.word('and')} "
        return f"{comma.join(parts[:-1])}{last}{parts[-1]}"

    def stacked(self, parts: Iterable[str]) -> str:
        """a; b; c: for parts that hold commas, with no word between; empty ones are left out."""
        return _SEMICOLON[self.language].join(part for part in parts if part)

    def labels(self, parts: Sequence[str]) -> str:
        """Labels in one line: in a sentence, or with semicolons where they open with a capital."""
        if any(part[:1].isupper() for part in parts[1:]):
            return self.stacked(parts)
        return self.listed(parts)

    def labelled(self, label: str, text: str) -> str:
        """label: text, with the space that French wants."""
        return f"{label}{_COLON[self.language]}{text}"

    def _is_singular(self, number: int) -> bool:
        return number == 1 or (self.language == "fr" and number == 0)


@cache
def voice(language: str) -> Voice:
    """The voice of a language; raises KeyError for one that the house does not speak."""
    return Voice(language)


def capital(text: str) -> str:
    """Words of ours with a capital first letter."""
    return text[:1].upper() + text[1:]


def joined(*parts: str) -> str:
    """The parts that are known, with commas between."""
    return ", ".join(part for part in parts if part)


def phone(number: str) -> str:
    """A phone number that no line breaks."""
    return number.replace(" ", NO_BREAK)
