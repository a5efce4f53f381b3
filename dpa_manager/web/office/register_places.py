"""Where the register of suppliers is filled in: the page and the field of what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from dpa_manager.domain.completeness import Problem, Severity
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.access import visitor

SUBPROCESSORS, RECIPIENTS = "subprocessors", "recipients"
_NOUNS = {SUBPROCESSORS: "subprocessor", RECIPIENTS: "recipient"}
_PAGES = ("contract", "transfers")
# What the engagement itself says of a recipient; all else of it is the register's.
_OF_DIRECTION = ("flows", "purpose", "instruction_on", "event")
_OF_RECIPIENT = {
    "country": "country_code",
    "name": "name",
    "group": "group_key",
    "kind": "kind_key",
}


@dataclass(frozen=True)
class Gap:
    """Something missing of a supplier: its sentence, and where this reader fills it in.

    Without an address somebody else has to: the data protection officer. What is no `is_block`
    only asks for a reason, or is good to know.
    """

    sentence: Phrase
    address: str
    is_block: bool


def gaps(
    found: Iterable[Problem], *, register: str, number: int, public_id: str
) -> tuple[Gap, ...]:
    """What is missing of the row `number` of an annex, in `register` the supplier `public_id`."""
    return tuple(
        Gap(
            problem.sentence,
            _address(problem, register, number, public_id),
            problem.severity is Severity.BLOCK,
        )
        for problem in found
        if problem.field.split(".")[:2] == [register, str(number)]
    )


def _address(problem: Problem, register: str, number: int, public_id: str) -> str:
    noun = _NOUNS[register]
    path = problem.field.split(".")[2:]
    anchor = _register_anchor(problem, register, path)
    if not anchor:
        return f"#{noun}-{number}-edit"
    if not visitor().may(f"{noun}.write"):
        return ""
    given: dict[str, Any] = {noun: public_id}
    if anchor in _PAGES:
        return url_for(f"{noun}_forms.{anchor}", **given)
    return url_for(f"{noun}_forms.edit", **given, _anchor=anchor)


def _register_anchor(problem: Problem, register: str, path: list[str]) -> str:
    """The field of the register that a problem is about, "" for one of the engagement's own."""
    if register == SUBPROCESSORS:
        place = place_of(problem.field, problem.subject)
        return place.anchor if place.part == "register" else ""
    head = path[0] if path else ""
    if head == "transfer":
        return "transfers"
    return "" if head in _OF_DIRECTION else _OF_RECIPIENT.get(head, "street")
