"""Security entries: who signed in, what was denied, the newest first."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template

from dpa_manager.queries.people import names_of
from dpa_manager.queries.security import security_batches, security_list, security_page
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope
from dpa_manager.web.devices import browser_name
from dpa_manager.web.lists import Choice, Head, Shown, asked_for, listed, table_answer
from dpa_manager.web.security_words import security_details
from dpa_manager.web.speaking import in_reader_language, marked

blueprint = Blueprint("security_entries", __name__)


@blueprint.get("/admin/security")
@needs("security_log.read")
def security_entries() -> str:
    """The security log of the last months, of everybody or of one person."""
    found = security_list(scope())
    page = security_page(scope(), asked_for(found))
    names = names_of(scope(), {entry.user for entry in page.rows if entry.user})
    return render_template(
        "office/security.html", listed=listed(_shown(), found, page, list), names=names
    )


@blueprint.get("/admin/security.xlsx")
@blueprint.get("/admin/security.csv")
@needs("security_log.read")
def security_file() -> Response:
    """The security log as a file."""
    asked = asked_for(security_list(scope()))
    return table_answer(_shown(), _told(security_batches(scope(), asked)))


def _told(batches: Iterator[tuple[Any, ...]]) -> Iterator[Any]:
    for batch in batches:
        names = names_of(scope(), {entry.user for entry in batch if entry.user})
        for entry in batch:
            yield entry, names.get(entry.user, "")


def _shown() -> Shown:
    return Shown(
        title=marked("Security"),
        search=marked("E-mail address"),
        heads=(
            Head("when", marked("When"), lambda told: told[0].happened_at),
            Head("what", marked("What"), lambda told: in_reader_language(told[0].label), width=36),
            Head(
                "details",
                marked("Details"),
                lambda told: security_details(told[0].details),
                is_on_page=False,
            ),
            Head("who", marked("Who"), lambda told: told[1]),
            Head(
                "email",
                marked("E-mail address"),
                lambda told: told[0].email,
                is_on_page=False,
                width=36,
            ),
            Head("from", marked("From where"), lambda told: told[0].address),
            Head(
                "device",
                marked("Browser"),
                lambda told: browser_name(told[0].device) if told[0].device else "",
                is_on_page=False,
            ),
        ),
        choices=(Choice("kind", marked("What"), tuple(vocabulary().security_events), _kind),),
    )


def _kind(key: str) -> str:
    return in_reader_language(vocabulary().security_events[key].label)
