"""The portal's home: what KBITS does for this client, what waits, and for whom somebody acts."""

from flask import Blueprint, render_template

from dpa_manager.domain.data_map.summing_up import sentence_of
from dpa_manager.queries.portals import portal_home
from dpa_manager.web.access import needs, scope, signed_in
from dpa_manager.web.house import house

blueprint = Blueprint("portal", __name__)


@blueprint.get("/portal")
@needs("agreement.read")
def home() -> str:
    """What is done with the client's data in a sentence, what waits, and the way to the rest."""
    toolbox = house()
    found = portal_home(scope(), on=toolbox.today(), portal_url=toolbox.portal_url)
    sentence = sentence_of(found.data_map)
    return render_template("portal/home.html", home=found, sentence=sentence)


@blueprint.get("/portal/clients")
@signed_in
def clients() -> str:
    """For whom to act, for somebody who acts for several."""
    return render_template("portal/clients.html")
