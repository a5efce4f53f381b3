"""How long the data of an engagement are kept: a rule for each category in each activity."""

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from dpa_manager.actions import retaining
from dpa_manager.queries.retained_data import RetentionSheet, retention_sheet
from dpa_manager.web.access import needs
from dpa_manager.web.forms.retention import RetentionForm, asked_texts, retention_form, rule_name
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page, saved

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("retention", __name__)


@blueprint.get("/engagements/<engagement>/retention")
@needs("engagement.write")
def retention(engagement: str) -> str:
    """The categories of each activity, with their rule and what else must be said of them."""
    row = open_engagement(engagement)
    sheet = retention_sheet(row, on=house().today())
    return _page(row, sheet, retention_form(sheet))


@blueprint.post("/engagements/<engagement>/retention")
@needs("engagement.write")
def retain(engagement: str) -> Page:
    """Keep what is said of all categories, at once."""
    row = open_engagement(engagement)
    sheet = retention_sheet(row, on=house().today())
    form = retention_form(sheet)
    return saved(
        form,
        lambda **doing: retaining.retain(row, form.rows(), **doing),
        row=row,
        task="retention",
        page=lambda: _page(row, sheet, form),
        then=url_for(".retention", engagement=engagement),
    )


def _page(row: "Engagement", sheet: RetentionSheet, form: RetentionForm) -> str:
    return part_page(
        "drafting/retention.html",
        row,
        task="retention",
        sheet=sheet,
        form=form,
        asked_texts=asked_texts,
        rule_name=rule_name,
    )
