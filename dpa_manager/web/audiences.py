"""Audiences: whom a view answers, as it declares it beside its rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dpa_manager.domain import sessions
from dpa_manager.domain.visitors import Visitor

OFFICE, PORTAL = "office", "portal"


@dataclass(frozen=True)
class Audience:
    """Who may ask: anyone, whoever is at `stage` of signing in, or who may do `act`.

    `is_fresh` asks for a recent proof of who it is. `side` keeps the pages of the office to staff
    and those of the portal to people of clients; it is "" for what is open to both.
    """

    is_anyone: bool = False
    stage: str = sessions.OPEN
    act: str = ""
    is_fresh: bool = False
    side: str = ""

    def has(self, visitor: Visitor) -> bool:
        """Whether `visitor`, being at the right stage, belongs to it."""
        if self.side and (self.side == OFFICE) is not visitor.is_staff:
            return False
        return not self.act or visitor.may(self.act)


def audience_of(view: Callable[..., Any]) -> Audience | None:
    """What a view declares, or None."""
    return getattr(view, "audience", None)


def side_of(view: Callable[..., Any]) -> str:
    """The side of the house that a view stands on, by the package of its module; or ""."""
    parts = view.__module__.split(".")
    return next((side for side in (OFFICE, PORTAL) if side in parts), "")
