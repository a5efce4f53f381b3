"""One activity: everything that Annex II says of it beside its flows, saved at once."""

from typing import TYPE_CHECKING

from flask import Blueprint, url_for

from dpa_manager.actions import describing
from dpa_manager.queries.engaged_activities import ActivitySheet, activity_sheet
from dpa_manager.queries.lists import read_lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import ServiceKind
from dpa_manager.web.access import needs
from dpa_manager.web.forms.activities import ActivityForm, activity_form
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page, saved
from dpa_manager.web.speaking import in_reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("activity_pages", __name__)


@blueprint.get("/engagements/<engagement>/activities/<activity>")
@needs("engagement.write")
def activity(engagement: str, activity: str) -> str:
    """What is said of an activity, to be changed."""
    row = open_engagement(engagement)
    sheet = activity_sheet(row, activity)
    kinds = _kinds(sheet)
    return _page(row, sheet, activity_form(sheet, kinds=kinds), kinds)


@blueprint.post("/engagements/<engagement>/activities/<activity>")
@needs("engagement.write")
def describe(engagement: str, activity: str) -> Page:
    """Keep what is said of an activity, all of it at once."""
    row = open_engagement(engagement)
    sheet = activity_sheet(row, activity)
    kinds = _kinds(sheet)
    form = activity_form(sheet, kinds=kinds)
    return saved(
        form,
        lambda **doing: describing.change_activity(
            row, sheet.activity, form.typed(), counts=form.counts(), **doing
        ),
        row=row,
        task="activities",
        page=lambda: _page(row, sheet, form, kinds),
        then=url_for(".activity", engagement=engagement, activity=activity),
    )


def _kinds(sheet: ActivitySheet) -> dict[str, ServiceKind]:
    """The services that may be chosen today, and those that already are."""
    listed, today = read_lists("service_kinds").service_kinds, house().today()
    chosen = sheet.activity.service_kinds
    return {key: one for key, one in listed.items() if one.is_active(on=today) or key in chosen}


def _page(
    row: "Engagement", sheet: ActivitySheet, form: ActivityForm, kinds: dict[str, ServiceKind]
) -> str:
    mine = [kinds[key] for key in sheet.activity.service_kinds if key in kinds]
    return part_page(
        "drafting/activity.html",
        row,
        task="activities",
        form=form,
        sheet=sheet,
        usual={
            "service_kinds": {kind.key for kind in mine},
            "operations": {key for kind in mine for key in kind.operations},
            "channels": {key for kind in mine for key in kind.channels},
            "own_purposes": set(),
        },
        usual_purposes=[kind.purpose for kind in mine],
        hints={
            key: in_reader_language(option.explanation)
            for key, option in vocabulary().options["client_role"].items()
        },
    )
