"""Engagements: the list, and one with its versions, what is missing and what happened."""

from flask import Blueprint, render_template, request

from dpa_manager.domain.completeness import Severity
from dpa_manager.queries.agreements import engagement_page, engagement_sheet
from dpa_manager.queries.history import events_about
from dpa_manager.queries.worklists import judged_lines
from dpa_manager.web.access import needs, scope
from dpa_manager.web.history import entries
from dpa_manager.web.house import house

blueprint = Blueprint("engagements", __name__)

_EVENTS = 200
_GRAVEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.INFO)


@blueprint.get("/engagements")
@needs("engagement.read")
def engagements() -> str:
    """The engagements with their newest documents, a page at a time."""
    search, after = request.args.get("q", ""), request.args.get("after", "")
    page = engagement_page(scope(), search=search, after=after)
    toolbox = house()
    rows = judged_lines(page.lines, on=toolbox.today(), portal_url=toolbox.portal_url)
    return render_template(
        "office/engagements.html", rows=rows, search=search, next_after=page.next_after
    )


@blueprint.get("/engagements/<engagement>")
@needs("engagement.read")
def engagement(engagement: str) -> str:
    """One engagement: its versions, what is missing, its data in short, its history."""
    toolbox, row = house(), scope().engagement(engagement)
    sheet = engagement_sheet(row, on=toolbox.today(), portal_url=toolbox.portal_url)
    events = events_about("engagement", row.public_id, chain=row.client.public_id, limit=_EVENTS)
    return render_template(
        "office/engagement.html",
        sheet=sheet,
        client=row.client,
        problems=sorted(sheet.problems, key=lambda p: _GRAVEST_FIRST.index(p.severity)),
        history=entries(events, facts=sheet.facts),
        is_history_whole=len(events) < _EVENTS,
    )
