"""Recipients in forms: the officer adds and changes them, and the grounds of transfer."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import directing, subcontracting
from dpa_manager.queries.recipients import RecipientSheet, recipient_sheet
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import did, doing, pressed
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.recipients import RecipientForm, current_of
from dpa_manager.web.forms.transfers import TransfersForm, current_rows, mechanisms
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Recipient

blueprint = Blueprint("recipient_forms", __name__)

Page = str | tuple[str, int] | Response
_WRITE = "recipient.write"


@blueprint.get("/dpo/recipients/new")
@needs("recipient.write")
def new() -> str:
    """Ask what is known of a new recipient."""
    return _page(RecipientForm(current={}), None)


@blueprint.post("/dpo/recipients/new")
@needs("recipient.write")
def add() -> Page:
    """Add a recipient."""
    form = RecipientForm(current={})
    row = accepted(form, lambda: directing.add_recipient(form.typed(), **doing()))
    if row is None:
        return _page(form, None), 400
    flash(gettext("%(name)s is added.") % {"name": row.name})
    return redirect(url_for("recipients.recipient", recipient=row.public_id), code=303)


@blueprint.get("/dpo/recipients/<recipient>/edit")
@needs("recipient.write")
def edit(recipient: str) -> str:
    """The data of a recipient in a form."""
    row = scope().recipient(recipient, act=_WRITE)
    return _page(RecipientForm(current=current_of(row)), row)


@blueprint.post("/dpo/recipients/<recipient>/edit")
@needs("recipient.write")
def change(recipient: str) -> Page:
    """Keep what changed about a recipient."""
    row = scope().recipient(recipient, act=_WRITE)
    form = RecipientForm(current=current_of(row))
    if not form.merge():
        return _page(form, row), 409
    if not did(form, directing.change_recipient, row, form.typed()):
        return _page(form, row), 400
    return _kept(row)


@blueprint.get("/dpo/recipients/<recipient>/transfers")
@needs("recipient.write")
def transfers(recipient: str) -> str:
    """The ground on which data of a recipient leave the EEA, in a form."""
    sheet = _sheet(recipient)
    return _grounds_page(_grounds_form(sheet), sheet)


@blueprint.post("/dpo/recipients/<recipient>/transfers")
@needs("recipient.write")
def set_transfers(recipient: str) -> Page:
    """Keep the grounds; one that changed has to be approved anew."""
    sheet = _sheet(recipient)
    form = _grounds_form(sheet)
    if form.add.data:
        return _grounds_page(form, sheet)
    if not form.merge():
        return _grounds_page(form, sheet), 409
    typed = form.typed(sheet.transfers)
    if not did(form, subcontracting.set_transfers, sheet.row, typed):
        return _grounds_page(form, sheet), 400
    return _kept(sheet.row)


@blueprint.post("/dpo/recipients/<recipient>/approve")
@needs("recipient.write")
def approve(recipient: str) -> Response:
    """The officer's yes to the grounds as they stand."""
    row = scope().recipient(recipient, act=_WRITE)
    if pressed(subcontracting.approve_transfers, row):
        flash(gettext("The grounds are approved."))
    return redirect(url_for("recipients.recipient", recipient=row.public_id), code=303)


def _sheet(public_id: str) -> RecipientSheet:
    row = scope().recipient(public_id, act=_WRITE)
    return recipient_sheet(scope(), row, on=house().today())


def _grounds_form(sheet: RecipientSheet) -> TransfersForm:
    known = {row.country_code for row in sheet.transfers}
    code = sheet.row.country_code
    missing = [] if sheet.facts.is_eea or code in known else [code]
    return TransfersForm(current=current_rows(sheet.transfers, missing=missing))


def _grounds_page(form: TransfersForm, sheet: RecipientSheet) -> str:
    country = sheet.facts.country
    return render_template(
        "register/transfers.html",
        form=form,
        heading=sheet.row.name,
        back=url_for("recipients.recipient", recipient=sheet.row.public_id),
        outside=[] if sheet.facts.is_eea or country is None else [country],
        decisions=sheet.decisions,
        mechanisms=mechanisms(),
    )


def _page(form: RecipientForm, row: "Recipient | None") -> str:
    groups = vocabulary().recipient_groups.values()
    return render_template("register/recipient_form.html", form=form, row=row, groups=groups)


def _kept(row: "Recipient") -> Response:
    flash(gettext("The data are kept; agreements that exist keep theirs."))
    return redirect(url_for("recipients.recipient", recipient=row.public_id), code=303)
