"""Engagements: the list, and one with its versions, what is missing and what happened."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template

from dpa_manager.domain.completeness import Severity
from dpa_manager.domain.drafting_tasks import Task, tasks_of
from dpa_manager.queries.agreements import EngagementLine, engagement_lines
from dpa_manager.queries.comparing import engagement_overview
from dpa_manager.queries.engagement_lists import engagement_list
from dpa_manager.queries.history import events_about
from dpa_manager.queries.listing import Listing
from dpa_manager.queries.worklists import JudgedLine, judged_lines
from dpa_manager.web.access import needs, scope
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.office.drafting.addresses import part_address
from dpa_manager.web.speaking import marked

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("engagements", __name__)

_EVENTS = 200
_STATES = {
    "undrafted": marked("No version yet"),
    "drafted": marked("With a version"),
    "ending": marked("Ends soon"),
    "ended": marked("Ended"),
}
_DRIFTS = {"drifted": marked("Differs from its last version")}
_LIST = Shown(
    title=marked("Engagements"),
    search=marked("Title, reference or client"),
    heads=(
        Head("client", marked("Client"), lambda line: line.client, width=36),
        Head("title", marked("Engagement"), lambda line: line.title, width=36),
        Head("reference", marked("Reference"), lambda line: line.reference, is_on_page=False),
        Head("state", marked("State"), lambda line: _state(line)),
        Head("version", marked("Version"), lambda line: _version(line, "number"), is_on_page=False),
        Head("dated", marked("Dated"), lambda line: _version(line, "dated_on"), is_on_page=False),
        Head("next", marked("Next step")),
        Head("expires", marked("Ends on"), lambda line: line.ends_on),
    ),
    choices=(
        Choice("state", marked("State"), tuple(_STATES), said(_STATES), is_counted=True),
        Choice("drift", marked("Drift"), tuple(_DRIFTS), said(_DRIFTS)),
        Choice("whose", marked("Whose"), ("mine",), said({"mine": marked("Mine")})),
    ),
)
_GRAVEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.INFO)


@blueprint.get("/engagements")
@needs("engagement.read")
def engagements() -> str:
    """The engagements and what each waits for, a page at a time."""
    return render_template("office/engagements.html", listed=listed_page(_LIST, _asked(), _judged))


@blueprint.get("/engagements.xlsx")
@blueprint.get("/engagements.csv")
@needs("engagement.read")
def engagements_file() -> Response:
    """The engagements as a file."""
    return list_file(_LIST, _asked(), engagement_lines)


@blueprint.get("/engagements/<engagement>")
@needs("engagement.read")
def engagement(engagement: str) -> str:
    """One engagement: its versions, what is missing, its data in short, its history."""
    toolbox, row = house(), scope().engagement(engagement)
    day, url = toolbox.today(), toolbox.portal_url
    overview = engagement_overview(scope(), row, on=day, portal_url=url)
    events = events_about("engagement", row.public_id, chain=row.client.public_id, limit=_EVENTS)
    tasks = tasks_of(overview.sheet.facts, overview.sheet.problems)
    return render_template(
        "office/engagement.html",
        overview=overview,
        engagement=row,
        tasks=tasks,
        next_part=_next_part(row, tasks),
        problems=sorted(overview.sheet.problems, key=lambda p: _GRAVEST_FIRST.index(p.severity)),
        history=entries(events, facts=overview.sheet.facts),
        is_history_whole=len(events) < _EVENTS,
    )


def _next_part(row: "Engagement", tasks: tuple[Task, ...]) -> str:
    """The page of the first part in which something is missing, "" when nothing is."""
    key = next((task.key for task in tasks if task.missing), "")
    return part_address(row, key) if key else ""


def _asked() -> Listing:
    toolbox = house()
    return engagement_list(scope(), on=toolbox.today(), portal_url=toolbox.portal_url)


def _judged(rows: Any) -> tuple[JudgedLine, ...]:
    toolbox = house()
    lines = engagement_lines(rows)
    return judged_lines(lines, on=toolbox.today(), portal_url=toolbox.portal_url)


def _state(line: EngagementLine) -> str:
    drafted = "drafted" if line.version else "undrafted"
    return said(_STATES)(drafted if line.is_active else "ended")


def _version(line: EngagementLine, name: str) -> Any:
    return getattr(line.version, name) if line.version else None
