"""Whether the house is well: /healthz."""

from flask import Blueprint, Response, jsonify

from dpa_manager.queries.house import OK, database_state, store_state
from dpa_manager.web.access import anyone
from dpa_manager.web.house import house

blueprint = Blueprint("health", __name__)

_NEEDED = ("database", "store")


@blueprint.get("/healthz")
@anyone
def healthz() -> tuple[Response, int]:
    """200 when database and store work; converter, sandbox, fonts and queue are told beside."""
    toolbox = house()
    states = {
        "database": database_state(toolbox.database),
        "store": store_state(toolbox.store),
        "queue": toolbox.background.state() if toolbox.background else "missing",
    }
    if toolbox.converter is not None:
        states |= toolbox.converter.states()
    is_well = all(states[part] == OK for part in _NEEDED)
    return jsonify(states), 200 if is_well else 503
