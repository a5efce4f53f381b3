"""Who may see a page: nobody signs in yet, so only this computer, and invented data only."""

from flask import Flask, abort, request

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import is_loopback
from dpa_manager.queries.house import is_demonstration

# What anybody may ask: whether the house is well, and the looks of an error page.
OPEN_ENDPOINTS = frozenset({"health.healthz", "static"})


def guard_access(app: Flask, house: Toolbox) -> None:
    """Refuse every page of `app` to other computers, and wherever the data are real.

    An address that does not exist is refused alike, so that nobody learns which ones do.
    """

    def refuse_others() -> None:
        if request.endpoint in OPEN_ENDPOINTS:
            return
        if not is_loopback(request.remote_addr or ""):
            abort(403)
        house.database.connect(reuse_if_open=True)
        if not is_demonstration():
            abort(403)

    def close_connection(_: BaseException | None) -> None:
        if not house.database.is_closed():
            house.database.close()

    app.before_request(refuse_others)
    app.teardown_request(close_connection)
