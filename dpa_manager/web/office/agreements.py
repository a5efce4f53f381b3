"""Agreements: the engagements with their documents, what is missing, and what happened."""

import io
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, send_file

from dpa_manager.domain.completeness import Severity
from dpa_manager.queries.agreements import (
    EngagementLine,
    engagement_page,
    engagement_sheet,
    read_document,
)
from dpa_manager.queries.history import events_about
from dpa_manager.queries.problems import missing_counts
from dpa_manager.web.answers import DOCUMENT_POLICY
from dpa_manager.web.history import entries
from dpa_manager.web.house import house

blueprint = Blueprint("agreements", __name__)

_EVENTS = 200
_RECENT = 10
_GRAVEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.INFO)


@dataclass(frozen=True)
class Shown:
    """An engagement beside the number of things that keep it from a new version."""

    line: EngagementLine
    missing: int


@blueprint.get("/")
def overview() -> str:
    """The engagements with their newest documents, a page at a time."""
    page = engagement_page(after=request.args.get("after", ""))
    toolbox = house()
    counts = missing_counts(
        [line.id for line in page.lines], on=toolbox.today(), portal_url=toolbox.portal_url
    )
    rows = [Shown(line, counts[line.id]) for line in page.lines]
    return render_template("office/overview.html", rows=rows, next_after=page.next_after)


@blueprint.get("/engagements/<public_id>")
def engagement(public_id: str) -> str:
    """One engagement: its versions, what is missing, its data in short, its history."""
    toolbox = house()
    sheet = engagement_sheet(public_id, on=toolbox.today(), portal_url=toolbox.portal_url)
    events = events_about("engagement", sheet.line.public_id, limit=_EVENTS)
    lines = entries(events, facts=sheet.facts)
    return render_template(
        "office/engagement.html",
        sheet=sheet,
        problems=sorted(sheet.problems, key=lambda p: _GRAVEST_FIRST.index(p.severity)),
        recent=lines[:_RECENT],
        earlier=lines[_RECENT:],
        is_history_whole=len(events) < _EVENTS,
    )


@blueprint.get("/documents/<public_id>")
def document(public_id: str) -> Response:
    """The stored bytes of a document, as a file to save."""
    line, data = read_document(public_id, store=house().store)
    answer = send_file(
        io.BytesIO(data),
        mimetype=line.media_type,
        as_attachment=True,
        download_name=line.name,
    )
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    answer.headers["Content-Language"] = line.language
    return answer
