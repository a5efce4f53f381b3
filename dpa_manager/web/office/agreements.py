"""Agreements: one with its versions, its files and its history."""

from flask import Blueprint, render_template

from dpa_manager.queries.agreements import agreement_sheet
from dpa_manager.queries.history import events_about
from dpa_manager.web.access import needs, scope
from dpa_manager.web.history import entries

blueprint = Blueprint("agreements", __name__)

_EVENTS = 200


@blueprint.get("/agreements/<agreement>")
@needs("agreement.read")
def agreement(agreement: str) -> str:
    """One agreement: what was drafted, when and by whom, each file to save."""
    row = scope().agreement(agreement)
    events = events_about(
        "engagement",
        row.engagement.public_id,
        chain=row.client.public_id,
        noun="agreement",
        limit=_EVENTS,
    )
    history = entries(events)
    return render_template("office/agreement.html", sheet=agreement_sheet(row), history=history)
