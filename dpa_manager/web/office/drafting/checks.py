"""Checking one's answers, and drafting: what the agreement will say, then the document itself."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions.drafting import DraftChoices, Drafted, DraftRefused, draft_agreement
from dpa_manager.queries.agreements import agreement_state_of
from dpa_manager.queries.desks import Desk
from dpa_manager.queries.drifting import drift_since_last
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import accepted, tell
from dpa_manager.web.forms.drafting import DraftForm, draft_form
from dpa_manager.web.office.drafting.desks import desk, part_page
from dpa_manager.web.speaking import gettext, in_reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("checks", __name__)

Page = str | tuple[str, int] | Response


@blueprint.get("/engagements/<engagement>/check")
@needs("engagement.write")
def check(engagement: str) -> str:
    """Everything that was answered, with a way to change each, and the button that drafts."""
    row = scope().engagement(engagement, act="engagement.write")
    at = desk(row)
    return _page(row, draft_form(at.problems)(language=row.client.language), at=at)


@blueprint.post("/engagements/<engagement>/check")
@needs("agreement.draft")
def draft(engagement: str) -> Page:
    """Draft the agreement as a version that never changes any more."""
    row = scope().engagement(engagement, act="agreement.draft")
    scope().require("agreement.draft", client_id=row.client_id, state=agreement_state_of(row))
    at = desk(row)
    form = draft_form(at.problems)()
    drafted = accepted(form, lambda: _draft(row, form))
    if drafted is None:
        return _page(row, form, at=at), 400
    for sentence in _told(drafted):
        flash(sentence)
    return redirect(url_for("agreements.agreement", agreement=drafted.agreement), code=303)


def _draft(row: "Engagement", form: DraftForm) -> Drafted | None:
    choices = DraftChoices(language=form.language.data, reasons=form.reasons())
    try:
        return draft_agreement(row.public_id, choices=choices, **doing())
    except DraftRefused as error:
        tell(form, error)
        return None


def _told(drafted: Drafted) -> list[str]:
    """What came of it: the version, and why there is no PDF if there is none."""
    told = gettext("Version %(number)s is drafted.") % {"number": drafted.version}
    problem = drafted.pdf_problem
    return [told] + ([in_reader_language(problem)] if problem else [])


def _page(row: "Engagement", form: DraftForm, *, at: Desk) -> str:
    drift = drift_since_last(row, at.facts)
    return part_page("drafting/check.html", row, task="check", known=at, form=form, drift=drift)
