"""The portal's home: what KBITS does for this client, and the agreements to read."""

from flask import Blueprint, render_template

from dpa_manager.queries.agreements import agreement_sheet
from dpa_manager.queries.portals import portal_home
from dpa_manager.web.access import needs, scope

blueprint = Blueprint("portal", __name__, url_prefix="/portal")


@blueprint.get("")
@needs("agreement.read")
def home() -> str:
    """The client's engagements, and the agreements that were sent to it."""
    return render_template("portal/home.html", home=portal_home(scope()))


@blueprint.get("/agreements/<agreement>")
@needs("agreement.read")
def agreement(agreement: str) -> str:
    """One agreement that was sent to the client, with its files."""
    sheet = agreement_sheet(scope().agreement(agreement))
    return render_template("portal/agreement.html", sheet=sheet)
