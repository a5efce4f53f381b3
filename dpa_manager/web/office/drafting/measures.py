"""The measures of an engagement: chosen from the firm's set, with their concrete text."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, url_for

from dpa_manager.actions import measuring
from dpa_manager.queries.engaged_measures import EngagedMeasures, engaged_measures
from dpa_manager.web.access import needs
from dpa_manager.web.doing import pressed
from dpa_manager.web.forms.measures import MeasuresForm
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page, saved
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("measures", __name__)


@blueprint.get("/engagements/<engagement>/measures")
@needs("engagement.write")
def measures(engagement: str) -> str:
    """The measures of the engagement's set, those chosen ticked."""
    row = open_engagement(engagement)
    sheet = engaged_measures(row)
    return _page(row, sheet, MeasuresForm(sheet))


@blueprint.post("/engagements/<engagement>/measures")
@needs("engagement.write")
def choose(engagement: str) -> Page:
    """Keep which measures hold for this engagement."""
    row = open_engagement(engagement)
    sheet = engaged_measures(row)
    form = MeasuresForm(sheet)
    return saved(
        form,
        lambda **doing: _choose(row, sheet, form, **doing),
        row=row,
        task="measures",
        page=lambda: _page(row, sheet, form),
        then=url_for(".measures", engagement=engagement),
    )


@blueprint.post("/engagements/<engagement>/measures/renew")
@needs("engagement.write")
def renew(engagement: str) -> Page:
    """Take over the firm's newest set."""
    row = open_engagement(engagement)
    if pressed(measuring.renew_measures, row):
        flash(gettext("The newest set of measures is taken over."))
    return redirect(url_for(".measures", engagement=engagement), code=303)


def _choose(row: "Engagement", sheet: EngagedMeasures, form: MeasuresForm, **doing: Any) -> None:
    measuring.choose_measures(
        row, form.chosen(), measure_set=sheet.measure_set, reasons=form.reasons(), **doing
    )


def _page(row: "Engagement", sheet: EngagedMeasures, form: MeasuresForm) -> str:
    return part_page("drafting/measures.html", row, task="measures", sheet=sheet, form=form)
