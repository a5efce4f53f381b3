"""Data maps in the office: of one engagement, and of all that go on of a client."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from dpa_manager.queries.data_maps import Mapped, mapped_client, mapped_engagement
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.data_maps import Edit, map_answer, map_page
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.addresses import part_address

if TYPE_CHECKING:
    from dpa_manager.models import Client, Engagement

blueprint = Blueprint("maps", __name__)


@blueprint.get("/engagements/<engagement>/map")
@needs("engagement.read")
def engagement_map(engagement: str) -> str:
    """Where the data of one engagement go.

    Beside the matrix the picture alone is asked for, after each save; there a card leads to where
    its row is changed.
    """
    row = scope().engagement(engagement)
    mapped, is_beside = _of_engagement(row), request.headers.get("HX-Request") == "true"
    page = map_page(mapped, edit=_editing(mapped), leads_to_edit=is_beside)
    if is_beside:
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
    mapped = _of_client(row)
    page = map_page(mapped, edit=_editing(mapped))
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


def _editing(mapped: Mapped) -> Edit | None:
    """Where rows of the map are changed; None for those who may not, and where all has ended."""
    rows = {row.reference: row for row in mapped.rows if row.is_active}
    act = "engagement.write"
    may = rows and visitor().may(act) and scope().may(act, client_id=mapped.rows[0].client_id)
    return partial(_edited_at, rows, mapped) if may else None


def _edited_at(rows: Mapping[str, "Engagement"], mapped: Mapped, kind: str, key: str) -> str:
    """The page on which a row is changed, in the engagement and activity of its first flow.

    Data and people are changed in the activity's matrix, who gets them in the annex.
    """
    flow = next(one for one in mapped.data_map.flows if getattr(one, kind) == key)
    activity = mapped.data_map.activity[flow.activity]
    row = rows.get(activity.engagement)
    if row is None:
        return ""
    if kind == "receiver":
        return f"{part_address(row, 'subprocessors')}#{mapped.place_of(key, row.reference)}"
    return part_address(row, "activities" if kind == "activity" else "flows", activity.number)
