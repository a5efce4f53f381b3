"""Today: what waits for this person, and nothing else."""

from flask import Blueprint, render_template

from dpa_manager.queries.subprocessors import proposed_subprocessors
from dpa_manager.queries.worklists import undelivered_mails, waiting_work
from dpa_manager.web.access import scope, signed_in, visitor
from dpa_manager.web.house import house

blueprint = Blueprint("today", __name__)

_MOST_PROPOSALS = 20


@blueprint.get("/today")
@signed_in
def today() -> str:
    """Engagements to fill in or to draft, mails that did not arrive, proposals to complete."""
    toolbox = house()
    work = waiting_work(scope(), on=toolbox.today(), portal_url=toolbox.portal_url)
    return render_template(
        "office/today.html",
        work=work,
        mails=undelivered_mails(scope()),
        proposals=proposed_subprocessors(scope(), limit=_MOST_PROPOSALS),
        visitor=visitor(),
    )
