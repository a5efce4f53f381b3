"""Refusals: errors with their sentence of the vocabulary, by code."""

from dpa_manager.domain.errors import Conflict, NotFound, Refused
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import filled, sentences


def refused(code: str, *, field: str = "", **values: str | Phrase) -> Refused:
    """A refusal by a rule, with the sentence of `code`; `values` fill the places in it."""
    return Refused(code, filled(sentences()[code], values), field)


def not_found(code: str, **values: str | Phrase) -> NotFound:
    """What was asked for is not there, with the sentence of `code`."""
    return NotFound(code, filled(sentences()[code], values))


def conflict(code: str, *, field: str = "", **values: str | Phrase) -> Conflict:
    """Something of the same name is there already, with the sentence of `code`."""
    return Conflict(code, filled(sentences()[code], values), field)
