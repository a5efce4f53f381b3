"""Previews: the agreement as it would read now, on a page of its own and beside the form."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    make_response,
    render_template,
    request,
    send_file,
)

from dpa_manager.actions import previewing
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.domain.wording import Gap
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.vocabulary.sentences import field_names
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.answers import DOCUMENT_POLICY
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.addresses import place_address
from dpa_manager.web.speaking import gettext, in_reader_language, reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("previews", __name__)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The pages of drafting whose values are marked while one of them is open, by the task they are in.
_PARTS_OF = {
    "parties": frozenset({"parties", "client", "terms"}),
    "activities": frozenset({"activities", "role", "flows"}),
    "subprocessors": frozenset({"subprocessors", "register"}),
    "measures": frozenset({"measures"}),
    "retention": frozenset({"retention"}),
}


@dataclass(frozen=True)
class Mark:
    """What is missing at a place of the document, and the field to go to ("" for no link).

    `row` says in the document's language of which row of it, "" where there is only one.
    """

    words: str
    row: str
    address: str


_Written = tuple[previewing.Key | None, tuple[Mark, ...], int, str]
_WRITTEN: RecentlyUsed[_Written, str] = RecentlyUsed(most=previewing.MOST_PAGES_KEPT)


@blueprint.get("/engagements/<engagement>/preview")
@needs("engagement.read")
def preview(engagement: str) -> str:
    """The whole document, with an outline and the list of what is missing."""
    return _whole(scope().engagement(engagement))


@blueprint.get("/engagements/<engagement>/preview/page")
@needs("engagement.read")
def page(engagement: str) -> Response:
    """The bare document for the pane beside a form; on its own the whole page answers."""
    row = scope().engagement(engagement)
    is_pane = bool(request.headers.get("HX-Request"))
    answer = make_response(_pane(row) if is_pane else _whole(row))
    answer.vary.add("HX-Request")
    return answer


@blueprint.get("/engagements/<engagement>/preview.docx")
@needs("engagement.read")
def file(engagement: str) -> Response:
    """The preview as a Word document, which says on each page that it is one."""
    row = scope().engagement(engagement)
    language = _document_language(row)
    data = previewing.preview_docx(row, language=language, toolbox=house())
    name = f"{row.reference}-{gettext('preview')}-{language}.docx"
    answer = send_file(io.BytesIO(data), mimetype=_WORD, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    answer.headers["Content-Language"] = language
    return answer


def _whole(row: "Engagement") -> str:
    return render_template("drafting/preview.html", **_shown(row, base=2))


def _pane(row: "Engagement") -> str:
    return render_template("drafting/preview_pane.html", **_shown(row, base=3))


def _shown(row: "Engagement", *, base: int) -> dict[str, Any]:
    """What both pages show; the title of the document is a heading of the level `base`."""
    task = request.args.get("part", "")
    found = previewing.preview(
        row,
        language=_document_language(row),
        toolbox=house(),
        parts=_PARTS_OF.get(task, frozenset()),
    )
    may_write = _may_write(row)
    marks = tuple(_mark(gap, row, may_write=may_write) for gap in found.gaps)
    return {
        "engagement": row,
        "client": row.client,
        "preview": found,
        "document": _document(found, marks, base=base),
        "missing": [marks[number] for number in _numbers(found)],
        "part": task if task in _PARTS_OF else "",
    }


def _document(found: previewing.Preview, marks: tuple[Mark, ...], *, base: int) -> str:
    """The document as HTML, which is kept: writing it takes longer than all the rest of a page."""
    screen = reader_language()

    def make() -> str:
        macro = get_template_attribute("components/document_page.html", "document_page")
        shown: str = macro(found.page, found.language, marks, base=base, screen=screen)
        return shown

    return _WRITTEN.get((found.key, marks, base, screen), make) if found.page else ""


def _numbers(found: previewing.Preview) -> list[int]:
    return [found.gaps.index(gap) for gap in found.missing]


def _mark(gap: Gap, row: "Engagement", *, may_write: bool) -> Mark:
    words = in_reader_language(field_names()[gap.name])
    address = place_address(row, place_of(gap.field)) if may_write else ""
    return Mark(words, gap.row, address)


def _may_write(row: "Engagement") -> bool:
    """Whether this person works on this client's engagements, not just on some."""
    act = "engagement.write"
    return visitor().may(act) and scope().may(act, client_id=row.client_id)


def _document_language(row: "Engagement") -> str:
    """The language of the document, which is not that of the screen; the client's unless asked."""
    asked = request.args.get("document_language", "")
    return asked if asked in LANGUAGES else row.client.language
