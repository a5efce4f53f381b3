"""Choices from closed lists: what is offered is taken, all else is refused with its field."""

from collections.abc import Container, Iterable
from typing import Any

from dpa_manager.domain.refusals import refused


def one_of(value: str, values: Container[str], *, field: str) -> str:
    """The value, when the list has it; raises Refused."""
    if value not in values:
        raise refused("choice-unknown", field=field, choice=_shown(value))
    return value


def one_or_none(value: str, values: Container[str], *, field: str) -> str:
    """The value, when the list has it or it is ""; raises Refused."""
    return value and one_of(value, values, field=field)


def each_of(chosen: Iterable[str], values: Container[str], *, field: str) -> list[str]:
    """The chosen values once each, in the order given; raises Refused for an unknown one."""
    return [one_of(value, values, field=field) for value in dict.fromkeys(chosen)]


def whole_number(value: Any, *, field: str, least: int = 0, most: int = 10**9) -> int:
    """A whole number within its bounds, no yes/no and no fraction; raises Refused."""
    if type(value) is not int or not least <= value <= most:
        raise refused("number-out-of-bounds", field=field, least=str(least), most=str(most))
    return value


def _shown(value: Any) -> str:
    """The start of what was chosen, in characters that any console can show."""
    return repr(value)[:60].encode("ascii", "backslashreplace").decode()
