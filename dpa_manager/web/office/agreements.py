"""Agreements: the engagements with their documents, what is missing, and what happened."""

import io
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, send_file

from dpa_manager.domain.completeness import Severity
from dpa_manager.queries.agreements import (
    EngagementLine,
    document_line,
    engagement_line,
    engagement_lines,
)
from dpa_manager.queries.history import events_about
from dpa_manager.queries.problems import missing_counts, problems_of
from dpa_manager.web.house import house

blueprint = Blueprint("agreements", __name__)


@dataclass(frozen=True)
class Shown:
    """An engagement beside the number of things that keep it from a new version."""

    engagement: EngagementLine
    missing: int


@blueprint.get("/")
def overview() -> str:
    """All engagements with their newest documents."""
    lines = engagement_lines()
    toolbox = house()
    counts = missing_counts(
        [line.id for line in lines], on=toolbox.today(), portal_url=toolbox.portal_url
    )
    shown = [Shown(line, counts[line.id]) for line in lines]
    return render_template("office/overview.html", rows=shown)


@blueprint.get("/engagements/<public_id>")
def engagement(public_id: str) -> str:
    """One engagement: its versions, what is missing, its history."""
    line = engagement_line(public_id)
    toolbox = house()
    problems = problems_of(public_id, on=toolbox.today(), portal_url=toolbox.portal_url)
    missing = sum(problem.severity is Severity.BLOCK for problem in problems)
    return render_template(
        "office/engagement.html",
        row=Shown(line, missing),
        problems=problems,
        events=events_about("engagement", line.public_id),
    )


@blueprint.get("/documents/<public_id>")
def document(public_id: str) -> Response:
    """The stored bytes of a document, as a file to save."""
    line = document_line(public_id)
    answer = send_file(
        io.BytesIO(house().store.read(line.sha256)),
        mimetype=line.media_type,
        as_attachment=True,
        download_name=line.name,
    )
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer
