"""Rights and contacts: whom to write at the firm, which rights people have, where to complain."""

from flask import Blueprint, render_template

from dpa_manager.queries.portal_contacts import portal_contacts
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope
from dpa_manager.web.speaking import gettext, marked

blueprint = Blueprint("portal_rights", __name__)

# What each right means to somebody who is no lawyer. The others are duties of the firm and its
# clients towards these people, or stand under their own heading.
_RIGHTS = {
    "access": marked("know which data there are about them, and get a copy"),
    "rectification": marked("have mistakes corrected"),
    "erasure": marked("have data erased that are not needed any more"),
    "restriction": marked("have data kept without being used, while something is unclear"),
    "portability": marked("get their data in a form that another service can read"),
    "objection": marked("object to what is done with their data"),
    "automated_decisions": marked("not be judged by a computer alone"),
    "withdraw_consent": marked("withdraw a consent, as easily as they gave it"),
}


@blueprint.get("/portal/rights")
@needs("client.read")
def rights() -> str:
    """Whom to write, what people may ask, and the supervisory authority of this client."""
    terms = vocabulary().rights
    return render_template(
        "portal/rights.html",
        contacts=portal_contacts(scope()),
        rights=[(terms[key], gettext(words)) for key, words in _RIGHTS.items()],
    )
