"""The desk of a drafting page: the engagement one works on, and the frame around each part."""

from typing import TYPE_CHECKING, Any

from flask import render_template

from dpa_manager.actions.changing import expect_unchanged
from dpa_manager.domain.completeness import Severity
from dpa_manager.domain.drafting_tasks import task_of
from dpa_manager.queries.desks import Desk, desk_of
from dpa_manager.web.access import scope
from dpa_manager.web.house import house

if TYPE_CHECKING:
    from dpa_manager.models import Engagement


def open_engagement(engagement: str) -> "Engagement":
    """The engagement to work on; what is done to it refuses to overwrite what is newer.

    Raises NotFound, Forbidden.
    """
    return expect_unchanged(scope().engagement(engagement, act="engagement.write"))


def desk(row: "Engagement") -> Desk:
    """The desk of an engagement as its data stand at this moment."""
    toolbox = house()
    return desk_of(row, on=toolbox.today(), portal_url=toolbox.portal_url)


def part_page(
    template: str, row: "Engagement", *, task: str, known: Desk | None = None, **context: Any
) -> str:
    """A page of one part in the frame of drafting; `task` is the one of the six it belongs to.

    `known` is the desk where the view asked for it already.
    """
    return render_template(template, **desk_context(row, task=task, known=known), **context)


def desk_context(row: "Engagement", *, task: str, known: Desk | None = None) -> dict[str, Any]:
    """What the frame of drafting shows: what is missing, here first, and how far each task is."""
    at = known or desk(row)
    missing = [problem for problem in at.problems if problem.severity is Severity.BLOCK]
    return {
        "desk": at,
        "here": task,
        "engagement": row,
        "client": row.client,
        "checklist": sorted(missing, key=lambda problem: task_of(problem) != task),
    }
