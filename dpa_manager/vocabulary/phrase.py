"""A phrase: the same words in Dutch, French and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True)
class Phrase:
    """The same words in the languages of the house; "" means "not written yet"."""

    nl: str = ""
    fr: str = ""
    en: str = ""

    @classmethod
    def of(cls, words: Mapping[str, str] | None) -> Self:
        """Read a phrase from a mapping of language to words; unknown languages are refused."""
        return cls(**(words or {}))

    @classmethod
    def same(cls, words: str) -> Self:
        """The same words in every language, for names that are never translated."""
        return cls(words, words, words)

    def in_language(self, language: str) -> str:
        """The words in `language` ("nl", "fr" or "en"); raises KeyError for any other."""
        return self.as_dict()[language]

    def as_dict(self) -> dict[str, str]:
        """The phrase as {"nl": …, "fr": …, "en": …}."""
        return {"nl": self.nl, "fr": self.fr, "en": self.en}

    def __bool__(self) -> bool:
        return any((self.nl, self.fr, self.en))
