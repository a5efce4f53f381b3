"""The measures that protect the client's data."""

from flask import Blueprint, render_template

from dpa_manager.queries.portal_measures import shown_measures
from dpa_manager.web.access import needs, scope
from dpa_manager.web.house import house

blueprint = Blueprint("portal_measures", __name__)


@blueprint.get("/portal/measures")
@needs("measure.read")
def measures() -> str:
    """The measures by what they are for, as far as the firm shows them."""
    toolbox = house()
    found = shown_measures(scope(), on=toolbox.today(), portal_url=toolbox.portal_url)
    return render_template("portal/measures.html", headings=found)
