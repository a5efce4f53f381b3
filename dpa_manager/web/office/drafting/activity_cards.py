"""The activities of a desk as cards: each with what is missing in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from dpa_manager.domain.completeness import Problem, Severity
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.domain.facts import ActivityFacts
from dpa_manager.queries.desks import Desk


@dataclass(frozen=True)
class ActivityCard:
    """An activity with the problems that stop a version and are solved in it."""

    activity: ActivityFacts
    missing: tuple[Problem, ...]


def cards_of(desk: Desk) -> Iterator[ActivityCard]:
    """The cards of a desk in the order of Annex II."""
    stopping = [one for one in desk.problems if one.severity is Severity.BLOCK]
    where = [(place_of(one.field, one.subject).activity, one) for one in stopping]
    for activity in desk.facts.activities:
        missing = tuple(one for number, one in where if number == activity.number)
        yield ActivityCard(activity, missing)
