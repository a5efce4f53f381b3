"""The user guide in the program: its index, a page a chapter, and the pictures in them."""

from flask import Blueprint, Flask, Response, abort, render_template, request, send_file, url_for

from dpa_manager.web.access import signed_in
from dpa_manager.web.guide import LANGUAGE, Chapter, Guide, read_guide
from dpa_manager.web.house import house

blueprint = Blueprint("help", __name__, url_prefix="/help")

# The chapter that explains a part of drafting, by the blueprint of its pages.
CHAPTERS = {
    "parties": "partijen-en-afspraken",
    "terms": "partijen-en-afspraken",
    "activities": "activiteiten-en-rol",
    "activity_pages": "activiteiten-en-rol",
    "roles": "activiteiten-en-rol",
    "flows": "de-matrix",
    "suppliers": "subverwerkers-en-ontvangers",
    "measures": "beveiliging",
    "retention": "bewaartermijnen",
    "checks": "nakijken-en-opstellen",
}


@blueprint.get("")
@signed_in
def index() -> str:
    """What the program is for, and the chapters."""
    guide = _guide()
    return _page(guide, guide.index)


@blueprint.get("/<chapter>")
@signed_in
def chapter(chapter: str) -> str:
    """One chapter."""
    guide = _guide()
    return _page(guide, guide.chapter(chapter) or abort(404))


@blueprint.get("/img/<filename>")
@signed_in
def picture(filename: str) -> Response:
    """A picture of the guide; only names that stand in it are looked for."""
    return send_file(_guide().picture(filename) or abort(404), mimetype="image/png")


def explain_parts(app: Flask) -> None:
    """Give the pages of `app` the address of the chapter that explains them, "" for none."""
    app.context_processor(lambda: {"explanation": _explanation()})


def _explanation() -> str:
    name = CHAPTERS.get(request.blueprint or "")
    return url_for("help.chapter", chapter=name) if name else ""


def _guide() -> Guide:
    return read_guide(house().config.guide)


def _page(guide: Guide, shown: Chapter) -> str:
    return render_template(
        "guide/chapter.html", guide=guide, chapter=shown, guide_language=LANGUAGE
    )
