"""Security entries: who signed in, what was denied, the newest first."""

from flask import Blueprint, render_template, request

from dpa_manager.queries import security
from dpa_manager.queries.people import names_of
from dpa_manager.web.access import needs, scope

blueprint = Blueprint("security_entries", __name__)

_LONGEST_SEARCH = 254


@blueprint.get("/admin/security")
@needs("security_log.read")
def security_entries() -> str:
    """The security log of the last months, of everybody or of one person."""
    person = request.args.get("q", "")[:_LONGEST_SEARCH]
    found = security.security_entries(scope(), request.args.get("after", ""), person=person)
    shown = found[: security.ENTRIES_PER_PAGE]
    return render_template(
        "office/security.html",
        entries=shown,
        names=names_of(scope(), {entry.user for entry in shown if entry.user}),
        search=person,
        next_after=shown[-1].cursor if len(found) > security.ENTRIES_PER_PAGE else "",
    )
