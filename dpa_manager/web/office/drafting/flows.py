"""Flows of an engagement: every activity, and the matrix of one: whose data, which, to whom."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import mapping
from dpa_manager.actions.writing_flows import TypedFlow
from dpa_manager.documents.workbook import Head, write_csv
from dpa_manager.domain.flow_matrix import Cell, cells_between, rows_of
from dpa_manager.domain.pasted_matrix import read_pasted, table_of
from dpa_manager.queries.matrices import ActivityMatrix, Matrices, matrices_of
from dpa_manager.web.access import needs, scope
from dpa_manager.web.answers import file_answer
from dpa_manager.web.doing import pressed
from dpa_manager.web.flashes import flash_undo
from dpa_manager.web.forms.base import only_pressed
from dpa_manager.web.forms.flows import ADD_COLUMN, PASTE, FlowsForm
from dpa_manager.web.house import house
from dpa_manager.web.office.drafting.desks import part_page
from dpa_manager.web.office.drafting.matrix_words import fault_words, matrix_words, row_words
from dpa_manager.web.office.drafting.saving import Page, is_autosave, saved
from dpa_manager.web.speaking import gettext, reader_language

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("flows", __name__)

TASK = "activities"
_MATRIX = "/engagements/<engagement>/flows/<activity>"
_MOST_COLUMNS = 40


@blueprint.get("/engagements/<engagement>/flows")
@needs("engagement.write")
def flows(engagement: str) -> str:
    """Every activity with what its matrix adds up to."""
    row = _open(engagement)
    return part_page("drafting/flows.html", row, task=TASK, matrices=_matrices(row))


@blueprint.get(_MATRIX)
@needs("engagement.write")
def matrix(engagement: str, activity: str) -> str:
    """The matrix of one activity."""
    row = _open(engagement)
    matrices = _matrices(row)
    at = matrices.of(activity)
    return _page(row, matrices, at, FlowsForm(cells=at.cells))


@blueprint.post(_MATRIX)
@needs("engagement.write")
def save_matrix(engagement: str, activity: str) -> Page:
    """Keep the ticks after what a pressed button does to them, or show what was pasted."""
    row = _open(engagement)
    matrices = _matrices(row)
    at = matrices.of(activity)
    form = FlowsForm(cells=at.cells, is_pressed=not is_autosave())
    if form.do.data == PASTE:
        return _pasted(row, matrices, at, form)
    gone = form.press(matrices.columns)
    answer = _saved(row, matrices, at, form)
    if gone and isinstance(answer, Response):
        _offer_back(gone, to=partial(_to, row, at, view=".restore_row"))
    return answer


@blueprint.post(f"{_MATRIX}/restore")
@needs("engagement.write")
def restore_row(engagement: str, activity: str) -> Page:
    """Tick again what was taken out with a row."""
    only_pressed()
    row = _open(engagement)
    at = _matrices(row).of(activity)
    cells = cells_between([request.args.get("row", "")], request.args.get("to", "").split(","))
    typed = [TypedFlow(at.number, *cell) for cell in cells]
    if pressed(mapping.add_flows, row, typed):
        flash(gettext("It is back as it was."))
    return redirect(_to(row, at), code=303)


@blueprint.get(f"{_MATRIX}/summary")
@needs("engagement.write")
def summary(engagement: str, activity: str) -> str:
    """The sentence about one activity alone, for the page that just saved itself."""
    at = _matrices(_open(engagement)).of(activity)
    return render_template("drafting/flow_summary.html", counts=at.counts)


@blueprint.get(f"{_MATRIX}.csv")
@needs("engagement.read")
def matrix_table(engagement: str, activity: str) -> Response:
    """The matrix as a table that a spreadsheet opens, and that can be pasted back."""
    row = scope().engagement(engagement)
    matrices = _matrices(row)
    at, language = matrices.of(activity), reader_language()
    table = table_of(rows_of(at.cells), matrices.columns, at.cells, language=language)
    data = write_csv([Head(words) for words in table[0]], table[1:])
    name = f"{row.reference} {at.title.in_language(language) or at.number}.csv"
    return file_answer(data, name=name, media_type="text/csv", language=language)


def _open(engagement: str) -> "Engagement":
    """The engagement to work on; ticks merge one by one, so nothing has to be unchanged."""
    return scope().engagement(engagement, act="engagement.write")


def _matrices(row: "Engagement") -> Matrices:
    """The matrices with the columns that the address asks for besides those that there are."""
    found = matrices_of(row, on=house().today())
    return found.with_columns(request.args.get("with", "").split(",")[:_MOST_COLUMNS])


def _to(
    row: "Engagement",
    at: ActivityMatrix,
    *,
    view: str = ".matrix",
    query: Mapping[str, Any] | None = None,
) -> str:
    return url_for(view, engagement=row.public_id, activity=at.number, **(query or {}))


def _saved(row: "Engagement", matrices: Matrices, at: ActivityMatrix, form: FlowsForm) -> Page:
    return saved(
        form,
        lambda **doing: mapping.replace_activity_flows(
            row,
            at.number,
            [TypedFlow(at.number, *cell) for cell in form.cells],
            seen=[TypedFlow(at.number, *cell) for cell in at.cells],
            **doing,
        ),
        row=row,
        task=TASK,
        page=lambda: _page(row, matrices, at, form),
        then=_to(row, at, query={"with": _shown_besides(matrices, form) or None}),
    )


def _pasted(row: "Engagement", matrices: Matrices, at: ActivityMatrix, form: FlowsForm) -> Page:
    """What a pasted table ticks; nothing is kept before the person says so."""
    if not form.validate():
        return _page(row, matrices, at, form), 400
    text, columns = form.pasted.data or "", (*matrices.columns, *matrices.offered)
    pasted = read_pasted(text, columns=columns, present=form.cells)
    form.clear(pasted.cleared)
    form.tick(pasted.ticked)
    form.merge()
    return _page(row, matrices, at, form, pasted=pasted, faults=fault_words(pasted))


def _offer_back(gone: Sequence[Cell], *, to: Callable[..., str]) -> None:
    """Say which row was taken out, with a button that takes it back."""
    targets = ",".join("|".join(cell[2:]) for cell in gone)
    query = {"row": "|".join(gone[0][:2]), "to": targets}
    flash_undo(gettext("%(row)s is taken out.") % {"row": row_words(gone[0])}, to(query=query))


def _shown_besides(matrices: Matrices, form: FlowsForm) -> str:
    """The columns to show that nobody flows to yet: those asked for, and the one just chosen."""
    asked = request.args.get("with", "").split(",")[:_MOST_COLUMNS]
    known = {column.reference for column in (*matrices.columns, *matrices.offered)}
    added = [form.add_target.data] if form.do.data == ADD_COLUMN else []
    return ",".join(dict.fromkeys(one for one in [*asked, *added] if one and one in known))


def _page(
    row: "Engagement", matrices: Matrices, at: ActivityMatrix, form: FlowsForm, **context: Any
) -> str:
    """The page of the matrix; whoever is ticked has a column, also when nothing is kept yet."""
    ticked = {cell[3] for cell in form.cells}
    shown = matrices.with_columns(ticked)
    shown = shown.without_ended(besides=ticked | {cell[3] for cell in at.cells})
    return part_page(
        "drafting/matrix.html",
        row,
        task=TASK,
        at=at,
        form=form,
        columns=shown.columns,
        words=matrix_words(shown, at, form=form),
        before=matrices.beside(at, step=-1),
        after=matrices.beside(at, step=1),
        **context,
    )
