"""Sub-processors in forms: the officer adds and changes them, their contracts and their grounds."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import subcontracting
from dpa_manager.queries.subprocessors import SubprocessorSheet, subprocessor_sheet
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import did, doing, pressed
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.subprocessors import (
    ContractForm,
    SubprocessorForm,
    current_contract,
    current_of,
)
from dpa_manager.web.forms.transfers import TransfersForm, current_rows, mechanisms
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Subprocessor

blueprint = Blueprint("subprocessor_forms", __name__)

Page = str | tuple[str, int] | Response
_WRITE = "subprocessor.write"


@blueprint.get("/dpo/subprocessors/new")
@needs("subprocessor.write")
def new() -> str:
    """Ask what is known of a new sub-processor."""
    return _page(SubprocessorForm(current={}), None)


@blueprint.post("/dpo/subprocessors/new")
@needs("subprocessor.write")
def add() -> Page:
    """Add a sub-processor; it stays proposed until the officer makes it active."""
    form = SubprocessorForm(current={})
    if form.add.data:
        return _page(form, None)
    row = accepted(
        form,
        lambda: subcontracting.add_subprocessor(form.typed(state="proposed"), **doing()),
    )
    if row is None:
        return _page(form, None), 400
    flash(gettext("%(name)s is added. Its contract comes next.") % {"name": row.legal_name})
    return redirect(url_for(".contract", subprocessor=row.public_id), code=303)


@blueprint.get("/dpo/subprocessors/<subprocessor>/edit")
@needs("subprocessor.write")
def edit(subprocessor: str) -> str:
    """The data of a sub-processor in a form."""
    row = scope().subprocessor(subprocessor, act=_WRITE)
    return _page(SubprocessorForm(current=current_of(row)), row)


@blueprint.post("/dpo/subprocessors/<subprocessor>/edit")
@needs("subprocessor.write")
def change(subprocessor: str) -> Page:
    """Keep what changed about a sub-processor."""
    row = scope().subprocessor(subprocessor, act=_WRITE)
    form = SubprocessorForm(current=current_of(row))
    if form.add.data:
        return _page(form, row)
    if not form.merge():
        return _page(form, row), 409
    if not did(form, subcontracting.change_subprocessor, row, form.typed(state=row.state)):
        return _page(form, row), 400
    return _kept(row)


@blueprint.get("/dpo/subprocessors/<subprocessor>/contract")
@needs("subprocessor.write")
def contract(subprocessor: str) -> str:
    """The contract with a sub-processor in a form."""
    row = scope().subprocessor(subprocessor, act=_WRITE)
    form = ContractForm(current=current_contract(row))
    return render_template("register/contract.html", form=form, row=row)


@blueprint.post("/dpo/subprocessors/<subprocessor>/contract")
@needs("subprocessor.write")
def record_contract(subprocessor: str) -> Page:
    """Keep the contract, and which duties it mirrors."""
    row = scope().subprocessor(subprocessor, act=_WRITE)
    form = ContractForm(current=current_contract(row))
    is_mine = form.merge()
    if not is_mine or not did(form, subcontracting.record_contract, row, form.typed()):
        page = render_template("register/contract.html", form=form, row=row)
        return page, 400 if is_mine else 409
    return _kept(row)


@blueprint.get("/dpo/subprocessors/<subprocessor>/transfers")
@needs("subprocessor.write")
def transfers(subprocessor: str) -> str:
    """The grounds on which data of a sub-processor leave the EEA, in a form."""
    sheet = _sheet(subprocessor)
    return _grounds_page(_grounds_form(sheet), sheet)


@blueprint.post("/dpo/subprocessors/<subprocessor>/transfers")
@needs("subprocessor.write")
def set_transfers(subprocessor: str) -> Page:
    """Keep the grounds; one that changed has to be approved anew."""
    sheet = _sheet(subprocessor)
    form = _grounds_form(sheet)
    if form.add.data:
        return _grounds_page(form, sheet)
    if not form.merge():
        return _grounds_page(form, sheet), 409
    typed = form.typed(sheet.transfers)
    if not did(form, subcontracting.set_transfers, sheet.row, typed):
        return _grounds_page(form, sheet), 400
    return _kept(sheet.row)


@blueprint.post("/dpo/subprocessors/<subprocessor>/approve")
@needs("subprocessor.write")
def approve(subprocessor: str) -> Response:
    """The officer's yes to the grounds as they stand."""
    row = scope().subprocessor(subprocessor, act=_WRITE)
    if pressed(subcontracting.approve_transfers, row):
        flash(gettext("The grounds are approved."))
    return redirect(url_for("subprocessors.subprocessor", subprocessor=row.public_id), code=303)


def _sheet(public_id: str) -> SubprocessorSheet:
    row = scope().subprocessor(public_id, act=_WRITE)
    return subprocessor_sheet(scope(), row, on=house().today())


def _grounds_form(sheet: SubprocessorSheet) -> TransfersForm:
    known = {row.country_code for row in sheet.transfers}
    missing = [one.country.key for one in sheet.facts.transfers if one.country.key not in known]
    return TransfersForm(current=current_rows(sheet.transfers, missing=missing))


def _grounds_page(form: TransfersForm, sheet: SubprocessorSheet) -> str:
    return render_template(
        "register/transfers.html",
        form=form,
        heading=sheet.row.legal_name,
        back=url_for("subprocessors.subprocessor", subprocessor=sheet.row.public_id),
        outside=[one.country for one in sheet.facts.transfers],
        decisions=sheet.decisions,
        mechanisms=mechanisms(),
    )


def _page(form: EditForm, row: "Subprocessor | None") -> str:
    return render_template("register/subprocessor_form.html", form=form, row=row)


def _kept(row: "Subprocessor") -> Response:
    flash(gettext("The data are kept; agreements that exist keep theirs."))
    return redirect(url_for("subprocessors.subprocessor", subprocessor=row.public_id), code=303)
