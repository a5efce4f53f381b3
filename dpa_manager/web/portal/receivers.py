"""Who gets the client's data: sub-processors and recipients, with a search by name."""

from flask import Blueprint, render_template, request

from dpa_manager.queries.portal_receivers import receivers_of
from dpa_manager.web.access import needs, scope
from dpa_manager.web.house import house

blueprint = Blueprint("portal_receivers", __name__)

_LONGEST_SEARCH = 100


@blueprint.get("/portal/subprocessors")
@needs("subprocessor.read")
def receivers() -> str:
    """Everybody who gets data of this client, where they are and on what ground."""
    toolbox, words = house(), request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    return render_template(
        "portal/receivers.html",
        words=words,
        found=receivers_of(scope(), words=words, on=toolbox.today(), portal_url=toolbox.portal_url),
    )
