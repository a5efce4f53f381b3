"""The shapes of words that a template may use: text, yes/no, groups and rows of them only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words, printed as they are; `may_be_empty` only where a condition beside it says so."""

    meaning: str
    may_be_empty: bool = False


@dataclass(frozen=True)
class YesNo:
    """A condition for `{%p if … %}`."""

    meaning: str


@dataclass(frozen=True)
class Group:
    """Words under one name: `client.legal_name`."""

    meaning: str
    words: dict[str, "Word"]


@dataclass(frozen=True)
class Rows:
    """A list to loop over: `{%p for activity in activities %}`."""

    meaning: str
    words: dict[str, "Word"]


@dataclass(frozen=True)
class Lines:
    """A list of plain texts to loop over."""

    meaning: str


Word = Text | YesNo | Group | Rows | Lines


def optional(meaning: str) -> Text:
    """A text that may be empty; a condition beside it says when."""
    return Text(meaning, may_be_empty=True)
