"""The firm's lists: services, measures and retention rules, an entry a page, with history."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions.configuring import change_list_item
from dpa_manager.queries.history import events_about_list
from dpa_manager.queries.list_sheets import list_counts, list_entry, list_lines, lists_of
from dpa_manager.queries.matching import LONGEST_SEARCH
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import did
from dpa_manager.web.forms.list_items import FORMS, KIND_OF, ListItemForm
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.lists import Head, Shown, table_answer
from dpa_manager.web.speaking import gettext, in_reader_language, marked

blueprint = Blueprint("lists", __name__)

Page = str | tuple[str, int] | Response

_NAMES = {
    "service_kinds": marked("Services and their presets"),
    "measures": marked("Measures"),
    "retention_rules": marked("Retention rules"),
}
_HEADS = (
    Head("key", marked("Code"), lambda line: line.key, width=24),
    Head("label", marked("Name"), lambda line: in_reader_language(line.label), width=48),
    Head("detail", marked("Text"), lambda line: in_reader_language(line.detail), width=80),
    Head(
        "active",
        marked("Offered"),
        lambda line: _yes_or_no(line.is_active),
    ),
)


@blueprint.get("/dpo/lists")
@needs("list.read")
def lists() -> str:
    """The lists that the firm writes itself."""
    counts = list_counts(scope(), on=house().today())
    return render_template("office/lists.html", counts=counts, names=_names())


@blueprint.get("/dpo/lists/<list_name>")
@needs("list.read")
def entries_of(list_name: str) -> str:
    """One list with its entries."""
    search = request.args.get("q", "")[:LONGEST_SEARCH]
    return render_template(
        "office/list.html",
        name=list_name,
        lines=list_lines(scope(), list_name, on=house().today(), search=search),
        search=search,
        names=_names(),
    )


@blueprint.get("/dpo/lists/<list_name>.xlsx")
@blueprint.get("/dpo/lists/<list_name>.csv")
@needs("list.read")
def list_file(list_name: str) -> Response:
    """One list as a file."""
    lines = list_lines(scope(), list_name, on=house().today())
    return table_answer(Shown(_NAMES[list_name], "", _HEADS), lines)


@blueprint.get("/dpo/lists/<list_name>/new")
@needs("list.write")
def new_entry(list_name: str) -> str:
    """Ask for a new entry."""
    known = lists_of(scope(), list_name)
    return _page(list_name, FORMS[list_name](None, known))


@blueprint.post("/dpo/lists/<list_name>/new")
@needs("list.write")
def add(list_name: str) -> Page:
    """Add an entry."""
    known = lists_of(scope(), list_name)
    form = FORMS[list_name](None, known)
    if form.key.data in getattr(known, list_name):
        form.key.errors = [gettext("There is an entry with this code already.")]
        return _page(list_name, form), 400
    return _kept(list_name, form)


@blueprint.get("/dpo/lists/<list_name>/<list_key>")
@needs("list.write")
def entry(list_name: str, list_key: str) -> str:
    """An entry in a form, with what happened to it."""
    term, known = list_entry(scope(), list_name, list_key)
    return _page(list_name, FORMS[list_name](term, known))


@blueprint.post("/dpo/lists/<list_name>/<list_key>")
@needs("list.write")
def change(list_name: str, list_key: str) -> Page:
    """Keep what changed about an entry."""
    term, known = list_entry(scope(), list_name, list_key)
    form = FORMS[list_name](term, known)
    return _kept(list_name, form) if form.merge() else (_page(list_name, form), 409)


def _kept(list_name: str, form: ListItemForm) -> Page:
    def keep(**doing: Any) -> None:
        term = form.typed(KIND_OF[list_name], on=house().today())
        change_list_item(list_name, term, **doing)

    if not did(form, keep):
        return _page(list_name, form), 400
    flash(gettext("The entry is kept; agreements that exist keep their words."))
    return redirect(url_for(".entries_of", list_name=list_name), code=303)


def _page(list_name: str, form: ListItemForm) -> str:
    term = form.before
    events = events_about_list(list_name, term.key) if term is not None else ()
    return render_template(
        "office/list_entry.html",
        name=list_name,
        names=_names(),
        term=term,
        form=form,
        may_write=visitor().may("list.write"),
        history=entries(events),
    )


def _yes_or_no(is_so: bool) -> str:
    return gettext("yes") if is_so else gettext("no")


def _names() -> dict[str, str]:
    return {name: gettext(words) for name, words in _NAMES.items()}
