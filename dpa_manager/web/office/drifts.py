"""Drift: what an engagement's last version no longer says, on the map, and on any day before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from markupsafe import Markup

from dpa_manager.domain.data_map.comparing import MARKS
from dpa_manager.domain.data_map.picture import picture_of
from dpa_manager.domain.data_map.saying import map_word
from dpa_manager.domain.data_map.summing_up import sentence_of
from dpa_manager.domain.data_map.telling import MapRow, rows_of
from dpa_manager.queries.drifting import DriftSheet, drift_sheet
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.access import needs, scope
from dpa_manager.web.asked_days import AskedDay, asked_day, in_order
from dpa_manager.web.house import house
from dpa_manager.web.speaking import reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("drifts", __name__)


@dataclass(frozen=True)
class DrawnMap:
    """Both maps as one: the later one's sentence, the picture with its marks, all rows."""

    sentence: Phrase
    picture: Markup
    rows: tuple[MapRow, ...]


@blueprint.get("/engagements/<engagement>/drift")
@needs("engagement.read")
def drift(engagement: str) -> tuple[str, int]:
    """The last version beside today (or two days of the past), or the map of one day (`on`)."""
    row, days = scope().engagement(engagement), _asked_days()
    sheet = _sheet(row, days)
    page = render_template(
        "office/drift.html",
        engagement=row,
        sheet=sheet,
        map=_drawn(sheet),
        marked_rows=_marked_rows(sheet),
        **days,
    )
    return page, 400 if any(day.error for day in days.values()) else 200


def _asked_days() -> dict[str, AskedDay]:
    """The days that the address asks for, as the page calls them."""
    today = house().today()
    names = {"on": "on", "since": "from", "until": "to"}
    days = {name: asked_day(asked, today=today) for name, asked in names.items()}
    return days | {"until": in_order(days["since"], days["until"])}


def _sheet(row: "Engagement", days: Mapping[str, AskedDay]) -> DriftSheet:
    """The map of one day is a day compared with itself."""
    toolbox, on = house(), days["on"].asked_on
    return drift_sheet(
        scope(),
        row,
        since=on or days["since"].asked_on,
        until=on or days["until"].asked_on,
        on=toolbox.today(),
        portal_url=toolbox.portal_url,
    )


def _drawn(sheet: DriftSheet) -> DrawnMap | None:
    """The map to show; None where there is nothing to draw."""
    data_map, marks, language = sheet.marked.data_map, sheet.marked.marks, reader_language()
    if not data_map.flows:
        return None
    picture = picture_of(data_map, language=language, marks=marks)
    later = data_map.with_flows({one for one in data_map.flows if marks.get(one) != "removed"})
    rows = rows_of(data_map, language=language)
    return DrawnMap(sentence_of(later), Markup(picture), rows)  # noqa: S704 - our own drawing.


def _marked_rows(sheet: DriftSheet) -> list[tuple[str, Phrase, tuple[MapRow, ...]]]:
    """The rows of the table whose flows are new, gone or changed: the mark, its word, the rows."""
    language = reader_language()
    found = [(mark, rows_of(sheet.marked.only(mark), language=language)) for mark in MARKS]
    return [(mark, map_word(f"mark-{mark}"), rows) for mark, rows in found if rows]
