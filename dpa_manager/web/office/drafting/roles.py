"""The role of an activity: six questions, one a page, and what the answers mean."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for

from dpa_manager.actions import describing
from dpa_manager.domain.errors import Conflict
from dpa_manager.queries.engaged_activities import activity_of, has_agreement
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import accepted, tell
from dpa_manager.web.forms.roles import RoleForm, Walk, walk_of
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Activity, Engagement

blueprint = Blueprint("roles", __name__)


@blueprint.get("/engagements/<engagement>/activities/<activity>/role")
@needs("engagement.write")
def role(engagement: str, activity: str) -> Page:
    """The question that is open, or what the answers in the address mean."""
    row = open_engagement(engagement)
    found = activity_of(row, activity)
    walk = walk_of(request.args, found)
    form = RoleForm(seen=describing.decision_mark(found))
    return _page(row, found, walk, form), 400 if walk.error else 200


@blueprint.post("/engagements/<engagement>/activities/<activity>/role")
@needs("engagement.write")
def decide(engagement: str, activity: str) -> Page:
    """Keep the decision with its answers."""
    row = open_engagement(engagement)
    found = activity_of(row, activity)
    form = RoleForm()
    walk = walk_of(form.sent(), found)
    status = _decide(row, found, walk, form)
    if status == 200:
        flash(gettext("The role of II.%(number)s is decided.") % {"number": found.number})
        return redirect(url_for("activities.activities", engagement=engagement), code=303)
    form.seen.data = describing.decision_mark(found)
    return _page(row, found, walk, form), status


def _decide(row: "Engagement", found: "Activity", walk: Walk, form: RoleForm) -> int:
    """The status of the answer: 200 decided, 400 refused, 409 somebody else was before."""
    overtaken: list[Conflict] = []

    def do() -> bool:
        try:
            describing.decide_role(
                row,
                found,
                walk.path,
                own_part=form.own_part(),
                seen=form.seen.data or "",
                **doing(),
            )
        except Conflict as error:
            overtaken.append(error)
        return True

    if accepted(form, do) is None:
        return 400
    for error in overtaken:
        tell(form, error)
    return 409 if overtaken else 200


def _page(row: "Engagement", found: "Activity", walk: Walk, form: RoleForm) -> str:
    return part_page(
        "drafting/role.html",
        row,
        task="activities",
        activity=found,
        walk=walk,
        form=form,
        questions=vocabulary().role_questions,
        outcomes=vocabulary().role_outcomes,
        is_agreed=has_agreement(row),
    )
