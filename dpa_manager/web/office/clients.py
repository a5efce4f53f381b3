"""Clients: the list, and one with its people, its work and its history."""

from flask import Blueprint, render_template, request

from dpa_manager.queries.clients import client_page, client_sheet
from dpa_manager.queries.history import events
from dpa_manager.web.access import needs, scope
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
    history = entries(events(row.public_id, limit=_EVENTS))
    return render_template("office/client.html", sheet=client_sheet(scope(), row), history=history)
