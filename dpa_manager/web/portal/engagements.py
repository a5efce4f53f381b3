"""Engagements in the portal: the list, and one with what is done with whose data."""

from flask import Blueprint, render_template

from dpa_manager.queries.portal_engagements import engagement_lines, engagement_sheet
from dpa_manager.web.access import needs, scope
from dpa_manager.web.house import house

blueprint = Blueprint("portal_engagements", __name__)


@blueprint.get("/portal/engagements")
@needs("engagement.read")
def engagements() -> str:
    """What KBITS does for the client, and what it did."""
    return render_template("portal/engagements.html", lines=engagement_lines(scope()))


@blueprint.get("/portal/engagements/<engagement>")
@needs("engagement.read")
def engagement(engagement: str) -> str:
    """One engagement: its activities, whose data, which, for how long, and who gets them."""
    toolbox, row = house(), scope().engagement(engagement)
    return render_template(
        "portal/engagement.html",
        sheet=engagement_sheet(scope(), row, on=toolbox.today(), portal_url=toolbox.portal_url),
    )
