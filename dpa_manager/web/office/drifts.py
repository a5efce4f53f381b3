"""Drift: what an engagement's last version no longer says, on the map, and on any day before."""

from flask import Blueprint, render_template

from dpa_manager.domain.data_map.comparing import MARKS
from dpa_manager.domain.data_map.telling import rows_of
from dpa_manager.queries.drifting import DriftSheet, drift_sheet
from dpa_manager.web.access import needs, scope
from dpa_manager.web.asked_days import AskedDay, asked_day, in_order
from dpa_manager.web.house import house
from dpa_manager.web.speaking import reader_language

blueprint = Blueprint("drifts", __name__)


@blueprint.get("/engagements/<engagement>/drift")
@needs("engagement.read")
def drift(engagement: str) -> tuple[str, int]:
    """The last version beside today (or two days of the past), or the map of one day (`on`)."""
    toolbox, row = house(), scope().engagement(engagement)
    days = _asked_days()
    on, since, until = days
    sheet = drift_sheet(
        scope(),
        row,
        since=on.day or since.day,
        until=on.day or until.day,
        on=toolbox.today(),
        portal_url=toolbox.portal_url,
    )
    page = render_template(
        "office/drift.html",
        engagement=row,
        sheet=sheet,
        on=on,
        since=since,
        until=until,
        marked_rows=_marked_rows(sheet),
    )
    return page, 400 if any(day.error for day in days) else 200


def _asked_days() -> tuple[AskedDay, AskedDay, AskedDay]:
    today = house().today()
    on, since, until = (asked_day(name, today=today) for name in ("on", "from", "to"))
    return on, since, in_order(since, until)


def _marked_rows(sheet: DriftSheet) -> list[tuple[str, object]]:
    """The rows of the table whose flows are new, gone or changed, in these groups."""
    language = reader_language()
    found = ((mark, rows_of(sheet.marked.only(mark), language=language)) for mark in MARKS)
    return [(mark, rows) for mark, rows in found if rows]
