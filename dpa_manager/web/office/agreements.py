"""Agreements: one with its versions, its files and its history; and two versions compared."""

from flask import Blueprint, render_template, request

from dpa_manager.queries.agreements import agreement_sheet
from dpa_manager.queries.comparing import agreement_overview, compare_editions
from dpa_manager.queries.history import events_about
from dpa_manager.web.access import needs, scope
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.told_changes import told_parts, told_texts

blueprint = Blueprint("agreements", __name__)

_EVENTS = 200


@blueprint.get("/agreements/<agreement>")
@needs("agreement.read")
def agreement(agreement: str) -> str:
    """One agreement: its versions, what each changed, each file to save, its history."""
    toolbox, row = house(), scope().agreement(agreement)
    about, chain = row.engagement.public_id, row.client.public_id
    events = events_about("engagement", about, chain=chain, noun="agreement", limit=_EVENTS)
    return render_template(
        "office/agreement.html",
        overview=agreement_overview(row, on=toolbox.today(), portal_url=toolbox.portal_url),
        history=entries(events),
    )


@blueprint.get("/agreements/<agreement>/compare")
@needs("agreement.read")
def comparison(agreement: str) -> str:
    """Two versions, or one and today's data: what changed in words, and text beside text."""
    toolbox, row = house(), scope().agreement(agreement)
    numbers = [version.number for version in agreement_sheet(row).line.versions]
    asked = {side: request.args.get(side, "") for side in ("a", "b")}
    day, url = toolbox.today(), toolbox.portal_url
    found = compare_editions(row, numbers, **asked, on=day, portal_url=url)
    return render_template(
        "office/comparison.html",
        agreement=row,
        numbers=numbers,
        comparison=found,
        parts=told_parts(found.changes) if found else (),
        texts=told_texts(found.changes) if found else (),
    )
