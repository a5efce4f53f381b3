"""What others save meanwhile: asked for by an open page, every now and then."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request

from dpa_manager.queries.desks import last_save
from dpa_manager.web.access import needs, scope, visitor

blueprint = Blueprint("desks", __name__)


@blueprint.get("/engagements/<engagement>/saves")
@needs("engagement.read")
def saves(engagement: str) -> Response:
    """A line when somebody else saved after `since`; nothing (204) otherwise."""
    save = last_save(scope().engagement(engagement))
    since = _instant(request.args.get("since", ""))
    is_news = save and since and save.saved_at > since and save.by_email != visitor().email
    if not is_news:
        return Response(status=204)
    return Response(render_template("drafting/others.html", save=save))


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else None
