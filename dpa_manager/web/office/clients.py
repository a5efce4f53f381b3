"""Clients: the list, and one with its people, its work and its history."""

from flask import Blueprint, render_template, request

from dpa_manager.queries.clients import client_page, client_sheet
from dpa_manager.queries.history import events
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.history import entries

blueprint = Blueprint("clients", __name__)

_EVENTS = 50


@blueprint.get("/clients")
@needs("client.read")
def clients() -> str:
    """The clients by name, a page at a time."""
    search, after = request.args.get("q", ""), request.args.get("after", "")
    page = client_page(scope(), search=search, after=after)
    return render_template("office/clients.html", page=page, search=search)


@blueprint.get("/clients/<client>")
@needs("client.read")
def client(client: str) -> str:
    """One client: contacts, engagements, agreements, who signs in for it, its history."""
    row = scope().client(client)
    return render_template(
        "office/client.html",
        sheet=client_sheet(scope(), row),
        history=entries(events(row.public_id, limit=_EVENTS)),
        may_assign=_may("client.assign", client_id=row.id),
        may_invite=_may("team.write", client_id=row.id),
    )


def _may(act: str, *, client_id: int) -> bool:
    return visitor().may(act) and scope().may(act, client_id=client_id)
