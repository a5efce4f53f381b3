"""Data maps in the office: of one engagement, and of all that go on of a client."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from dpa_manager.domain.data_map.telling import NodeSheet
from dpa_manager.queries.data_maps import Mapped, mapped_client, mapped_engagement
from dpa_manager.web.access import needs, scope
from dpa_manager.web.data_maps import map_answer, map_page
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.addresses import part_address

if TYPE_CHECKING:
    from dpa_manager.models import Client, Engagement

blueprint = Blueprint("maps", __name__)


@blueprint.get("/engagements/<engagement>/map")
@needs("engagement.read")
def engagement_map(engagement: str) -> str:
    """Where the data of one engagement go; a node leads to where it is changed.

    Beside the matrix the picture alone is asked for, after each save.
    """
    row = scope().engagement(engagement)
    mapped = _of_engagement(row)
    page = map_page(mapped, edit=lambda node: _edited_at(row, node, mapped))
    if request.headers.get("HX-Request") == "true":
        return render_template("office/map_picture.html", page=page)
    return render_template("office/map.html", client=row.client, engagement=row, page=page)


@blueprint.get("/engagements/<engagement>/map/<kind>")
@needs("engagement.read")
def engagement_file(engagement: str, kind: str) -> Response:
    """The map of one engagement as a file."""
    return map_answer(_of_engagement(scope().engagement(engagement)), kind)


@blueprint.get("/clients/<client>/map")
@needs("client.read")
def client_map(client: str) -> str:
    """Where the data of all engagements of a client go."""
    row = scope().client(client)
    page = map_page(_of_client(row))
    return render_template("office/map.html", client=row, engagement=None, page=page)


@blueprint.get("/clients/<client>/map/<kind>")
@needs("client.read")
def client_file(client: str, kind: str) -> Response:
    """The map of all engagements of a client as a file."""
    return map_answer(_of_client(scope().client(client)), kind)


def _of_engagement(row: "Engagement") -> Mapped:
    toolbox = house()
    return mapped_engagement(row, on=toolbox.today(), portal_url=toolbox.portal_url)


def _of_client(row: "Client") -> Mapped:
    toolbox = house()
    return mapped_client(scope(), row, on=toolbox.today(), portal_url=toolbox.portal_url)


def _edited_at(row: "Engagement", node: NodeSheet, mapped: Mapped) -> str:
    """The page on which what a node shows is changed; data and people in the first matrix."""
    if node.kind == "receiver":
        return part_address(row, "subprocessors")
    first = mapped.data_map.flows[node.flows[0]].activity
    number = mapped.data_map.activity[first].number
    part = "flows" if node.kind in ("subject", "category") else "activities"
    return part_address(row, part, number)
