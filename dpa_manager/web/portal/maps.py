"""Data maps in the portal: of everything that is done for a client, and of one engagement."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from dpa_manager.queries.data_maps import Mapped, mapped_client, mapped_engagement
from dpa_manager.web.access import needs, scope
from dpa_manager.web.data_maps import map_answer, map_page
from dpa_manager.web.house import house

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("portal_maps", __name__)


@blueprint.get("/portal/map")
@needs("engagement.read")
def whole() -> str:
    """Where the data of the client acted for go."""
    return render_template("portal/map.html", engagement=None, page=map_page(_whole()))


@blueprint.get("/portal/map/<kind>")
@needs("engagement.read")
def whole_file(kind: str) -> Response:
    """The same as a file, or the client's own register prefilled from it."""
    return map_answer(_whole(), kind)


@blueprint.get("/portal/engagements/<engagement>/map")
@needs("engagement.read")
def engagement_map(engagement: str) -> str:
    """Where the data of one engagement go."""
    row = scope().engagement(engagement)
    return render_template("portal/map.html", engagement=row, page=map_page(_one(row)))


@blueprint.get("/portal/engagements/<engagement>/map/<kind>")
@needs("engagement.read")
def engagement_file(engagement: str, kind: str) -> Response:
    """The same as a file."""
    return map_answer(_one(scope().engagement(engagement)), kind)


def _whole() -> Mapped:
    toolbox = house()
    return mapped_client(scope(), on=toolbox.today(), portal_url=toolbox.portal_url)


def _one(row: "Engagement") -> Mapped:
    toolbox = house()
    return mapped_engagement(row, on=toolbox.today(), portal_url=toolbox.portal_url)
