"""Errors that a person is told about: a code, a sentence in three languages, a field."""

from dpa_manager.vocabulary.phrase import Phrase


class DomainError(Exception):
    """Something asked of the program that it cannot or may not do.

    `code` is stable and machine readable, `sentence` says why in words that a person can act on,
    `field` names the input that has to change, or "" when no single one does.
    """

    def __init__(self, code: str, sentence: Phrase, field: str = "") -> None:
        super().__init__(code, sentence, field)
        self.code = code
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return self.sentence.en or self.code


class NotFound(DomainError):
    """What was asked for is not there, or not this person's: both are answered alike."""


class Refused(DomainError):
    """The request is understood and refused by a rule; nothing was changed."""


class Forbidden(DomainError):
    """The person may see it, and may not do this to it."""


class SignedOut(DomainError):
    """The session in which somebody acts has ended; nothing was changed."""


class TooMany(DomainError):
    """Too much was asked in a short time; `wait_seconds` is how long to wait."""

    def __init__(self, code: str, sentence: Phrase, *, wait_seconds: int) -> None:
        super().__init__(code, sentence)
        self.wait_seconds = wait_seconds


class Incomplete(Refused):
    """Something is missing from the data before this can be done; nothing was changed."""


class Conflict(DomainError):
    """Somebody else changed the same thing first; nothing was changed."""


class Unavailable(DomainError):
    """A part of the program's surroundings (converter, store, database) fails at this moment."""


class Damaged(DomainError):
    """Something kept by the program is not what was once written."""
