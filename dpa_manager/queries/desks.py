"""A desk: what everybody who works on an engagement sees beside the form they fill in."""

from dataclasses import dataclass
from datetime import date, datetime

from dpa_manager.domain.completeness import Problem, Severity
from dpa_manager.domain.drafting_tasks import Task, tasks_of
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.models import Engagement
from dpa_manager.queries.history import events_about
from dpa_manager.queries.remembered_facts import judged_engagement


@dataclass(frozen=True)
class Save:
    """The last change of an engagement: when, and by whom ("" when the name was erased)."""

    saved_at: datetime
    by_name: str
    by_email: str


@dataclass(frozen=True)
class Desk:
    """An engagement (its client joined) with its facts today, what is missing, and its tasks."""

    engagement: Engagement
    facts: AgreementFacts
    problems: tuple[Problem, ...]
    tasks: tuple[Task, ...]
    last_save: Save | None

    @property
    def missing(self) -> int:
        """How many things are missing before a version can be drafted."""
        return sum(problem.severity is Severity.BLOCK for problem in self.problems)


def desk_of(row: Engagement, *, on: date, portal_url: str = "") -> Desk:
    """The desk of an engagement, its client joined, on this day: 3 to 6 queries."""
    judged = judged_engagement(row.id, on=on, portal_url=portal_url)
    tasks = tasks_of(judged.facts, judged.problems)
    return Desk(row, judged.facts, judged.problems, tasks, last_save(row))


def last_save(row: Engagement) -> Save | None:
    """Who changed an engagement last, its client joined: 2 queries."""
    events = events_about("engagement", row.public_id, chain=row.client.public_id, limit=1)
    if not events:
        return None
    event = events[0]
    by = event.personal.get("by", {})
    return Save(event.happened_at, str(by.get("name", "")), str(by.get("email", "")))
