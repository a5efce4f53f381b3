"""Whether the house is well: /healthz."""

from flask import Blueprint, Response, jsonify

from dpa_manager.queries.house import database_state
from dpa_manager.web.house import house

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 when database and store work; the converter and its sandbox are told beside them."""
    toolbox = house()
    store_state = "ok" if toolbox.store.is_healthy else "failing"
    states = {"database": database_state(), "store": store_state, "queue": "missing"}
    is_well = states["database"] == states["store"] == "ok"
    if toolbox.converter is not None:
        states |= toolbox.converter.states()
    return jsonify(states), 200 if is_well else 503
