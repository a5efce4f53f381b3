"""The activities of an engagement: seen as cards, added, copied, taken out and put back."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import copying, describing, presetting
from dpa_manager.domain.typed_activity import TypedActivity
from dpa_manager.queries.engaged_activities import activity_of, removed_activities
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.access import needs
from dpa_manager.web.doing import doing, pressed
from dpa_manager.web.flashes import flash_undo
from dpa_manager.web.forms.activities import BlankForm, PresetsForm
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.activity_cards import cards_of
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page
from dpa_manager.web.speaking import gettext, in_reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Activity, Engagement
    from dpa_manager.vocabulary.terms import ServiceKind

blueprint = Blueprint("activities", __name__)


@blueprint.get("/engagements/<engagement>/activities")
@needs("engagement.write")
def activities(engagement: str) -> str:
    """The activities in the order of Annex II, and what can be added."""
    return _page(open_engagement(engagement), PresetsForm(_kinds()), BlankForm())


@blueprint.post("/engagements/<engagement>/activities/add")
@needs("engagement.write")
def add(engagement: str) -> Page:
    """Add an activity for each chosen service, with what is usual for it."""
    row = open_engagement(engagement)
    form = PresetsForm(_kinds())
    chosen = accepted(
        form,
        lambda: presetting.add_preset_activities(row, form.service_kinds.data or (), **doing()),
    )
    if chosen is None:
        return _page(row, form, BlankForm(formdata=None)), 400
    for activity in chosen:
        flash(gettext("II.%(number)s is added.") % {"number": activity.number})
    return _to("activities", row)


@blueprint.post("/engagements/<engagement>/activities/blank")
@needs("engagement.write")
def add_blank(engagement: str) -> Page:
    """Add an activity of which no more than its name is known, and go on describing it."""
    row = open_engagement(engagement)
    form = BlankForm()
    added = accepted(
        form, lambda: describing.add_activity(row, _named(row, form.title.data), **doing())
    )
    if added is None:
        return _page(row, PresetsForm(_kinds(), formdata=None), form), 400
    return redirect(
        url_for("activity_pages.activity", engagement=row.public_id, activity=added.number),
        code=303,
    )


@blueprint.post("/engagements/<engagement>/activities/<activity>/copy")
@needs("engagement.write")
def copy(engagement: str, activity: str) -> Page:
    """Add an activity like this one."""
    row = open_engagement(engagement)
    found = activity_of(row, activity)
    if pressed(copying.copy_activity, row, found):
        told = {"number": found.number}
        flash(gettext("A copy of II.%(number)s is added; its role is still to be decided.") % told)
    return _to("activities", row)


@blueprint.post("/engagements/<engagement>/activities/<activity>/remove")
@needs("engagement.write")
def remove(engagement: str, activity: str) -> Page:
    """Take an activity out; it can be put back as it was."""
    row = open_engagement(engagement)
    found = activity_of(row, activity)
    back = url_for(".restore", engagement=row.public_id, activity=found.number)
    if pressed(describing.remove_activity, row, found):
        flash_undo(gettext("II.%(name)s is removed.") % {"name": _name(found)}, back)
    return _to("activities", row)


@blueprint.post("/engagements/<engagement>/activities/<activity>/restore")
@needs("engagement.write")
def restore(engagement: str, activity: str) -> Page:
    """Put back an activity that was taken out; one that is back already stays as it is."""
    row = open_engagement(engagement)
    found = activity_of(row, activity, also_removed=True)
    if pressed(describing.restore_activity, row, found):
        flash(gettext("II.%(name)s is put back.") % {"name": _name(found)})
    return _to("activities", row)


def _named(row: "Engagement", title: str) -> TypedActivity:
    """An activity named in the client's language, which is what the agreement is drafted in."""
    return TypedActivity(title=Phrase.of({row.client.language: title}))


def _name(activity: "Activity") -> str:
    return f"{activity.number} {in_reader_language(activity.title)}"


def _kinds() -> "dict[str, ServiceKind]":
    return offered(read_lists("service_kinds").service_kinds, on=house().today())


def _to(endpoint: str, row: "Engagement") -> Response:
    return redirect(url_for(f".{endpoint}", engagement=row.public_id), code=303)


def _page(row: "Engagement", presets: PresetsForm, blank: BlankForm) -> str:
    return part_page(
        "drafting/activities.html",
        row,
        task="activities",
        cards=cards_of,
        presets=presets,
        blank=blank,
        removed=removed_activities(row),
    )
