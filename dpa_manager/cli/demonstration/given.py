"""What a step of the story is given: TOML values as texts, days counted from today, phrases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dpa_manager.domain.typed_activity import Place
from dpa_manager.domain.wording.voice import typeset
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase


class StoryError(ValueError):
    """The story says something that its reader does not understand."""


@dataclass
class Given:
    """The values of one table; days in it count from `today`. Each value is taken once.

    What nobody takes is a slip in the story: `refuse_rest` names it.
    """

    values: dict[str, Any]
    today: date
    where: str
    _taken: set[str] = field(default_factory=set)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; raises StoryError when it is missing and has no default."""
        return str(self._take(name, default))

    def texts(self, name: str) -> tuple[str, ...]:
        """Some texts, none by default."""
        return tuple(self._take(name, ()))

    def is_true(self, name: str) -> bool:
        """Yes or no, no by default."""
        return bool(self._take(name, False))

    def number(self, name: str, default: int | None = None) -> int:
        """A number."""
        return int(self._take(name, default))

    def table(self, name: str) -> dict[str, Any]:
        """A table of names and values, empty by default."""
        return dict(self._take(name, {}))

    def day(self, name: str) -> date | None:
        """A day counted from today, None by default."""
        distance = self._take(name, "")
        return None if distance == "" else self.today + timedelta(days=distance)

    def known_day(self, name: str) -> date:
        """A day counted from today, which must be there."""
        return self.today + timedelta(days=self._take(name, None))

    def phrase(self, name: str) -> Phrase:
        """Words in three languages with their typographic spaces, empty by default."""
        words: Mapping[str, str] = self._take(name, {})
        if words and set(words) != set(LANGUAGES):
            raise StoryError(f"{self.where}: {name} is not in each language")
        return Phrase.of(
            {language: typeset(text, language=language) for language, text in words.items()}
        )

    def places(self, name: str) -> tuple[Place, ...]:
        """Places written as "country/kind"."""
        pairs = [place.partition("/") for place in self.texts(name)]
        return tuple((country, kind) for country, _, kind in pairs)

    def rows(self, name: str) -> list["Given"]:
        """The tables of a list, each with all of its values still to take."""
        return [Given(dict(row), self.today, self.where) for row in self._take(name, ())]

    def has(self, name: str) -> bool:
        """Does the story say anything about this?"""
        return name in self.values

    def refuse_rest(self) -> None:
        """Raises StoryError for values that nobody took."""
        rest = sorted(set(self.values) - self._taken)
        if rest:
            raise StoryError(f"{self.where}: nobody knows {', '.join(rest)}")

    def _take(self, name: str, default: Any) -> Any:
        self._taken.add(name)
        value = self.values.get(name, default)
        if value is None:
            raise StoryError(f"{self.where}: {name} is missing")
        return value
