"""Clients: the list, and one with its people, its work and its history."""

from flask import Blueprint, Response, render_template

from dpa_manager.queries.client_lists import client_lines, client_list
from dpa_manager.queries.clients import client_sheet
from dpa_manager.queries.history import events
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.history import entries
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page, said
from dpa_manager.web.speaking import LANGUAGE_NAMES, marked

blueprint = Blueprint("clients", __name__)

_EVENTS = 50
_STATES = {"active": marked("Active"), "ended": marked("Ended")}
_LIST = Shown(
    title=marked("Clients"),
    search=marked("Name, city or enterprise number"),
    heads=(
        Head("name", marked("Name"), lambda line: line.name, width=40),
        Head("number", marked("Enterprise number"), lambda line: line.register_no),
        Head("city", marked("City"), lambda line: line.city),
        Head("language", marked("Language"), lambda line: LANGUAGE_NAMES[line.language]),
        Head("engagements", marked("Engagements"), lambda line: line.engagements, is_number=True),
        Head(
            "state",
            marked("State"),
            lambda line: said(_STATES)("active" if line.is_active else "ended"),
            is_on_page=False,
        ),
    ),
    choices=(
        Choice("state", marked("State"), tuple(_STATES), said(_STATES), is_counted=True),
        Choice("whose", marked("Whose"), ("mine",), said({"mine": marked("Mine")})),
    ),
)


@blueprint.get("/clients")
@needs("client.read")
def clients() -> str:
    """The clients, a page at a time."""
    listed = listed_page(_LIST, client_list(scope()), client_lines)
    return render_template("office/clients.html", listed=listed)


@blueprint.get("/clients.xlsx")
@blueprint.get("/clients.csv")
@needs("client.read")
def clients_file() -> Response:
    """The clients as a file."""
    return list_file(_LIST, client_list(scope()), client_lines)


@blueprint.get("/clients/<client>")
@needs("client.read")
def client(client: str) -> str:
    """One client: contacts, engagements, agreements, who signs in for it, its history."""
    row = scope().client(client)
    sheet = client_sheet(scope(), row)
    names = {line.public_id: line.title for line in sheet.engagements}
    return render_template(
        "office/client.html",
        sheet=sheet,
        history=entries(events(row.public_id, limit=_EVENTS), names=names),
        may_write=_may("client.write", client_id=row.id),
        may_assign=_may("client.assign", client_id=row.id),
        may_invite=_may("team.write", client_id=row.id),
    )


def _may(act: str, *, client_id: int) -> bool:
    return visitor().may(act) and scope().may(act, client_id=client_id)
