"""Annex IV of an engagement: its sub-processors and recipients, picked or proposed on the spot."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, request, url_for

from dpa_manager.actions import directing, proposing
from dpa_manager.queries.engaged_suppliers import (
    EngagedRecipient,
    EngagedSubprocessor,
    EngagedSuppliers,
    engaged_suppliers,
    new_recipient,
    new_subprocessor,
)
from dpa_manager.queries.matching import LONGEST_SEARCH
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import Form, accepted
from dpa_manager.web.forms.engaged_suppliers import (
    AuthorisationForm,
    DirectedForm,
    ListedForm,
    NewRecipientForm,
    NewSubprocessorForm,
    OfferForm,
    RecipientOfferForm,
    current_authorisation,
    current_direction,
    current_listing,
)
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page, saved
from dpa_manager.web.office.register_places import gaps
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("suppliers", __name__)

_TASK = "subprocessors"


@blueprint.get("/engagements/<engagement>/subprocessors")
@needs("engagement.write")
def suppliers(engagement: str) -> str:
    """The sub-processors and recipients of an engagement, each with its own small forms."""
    row = open_engagement(engagement)
    search = request.args.get("q", "")[:LONGEST_SEARCH]
    return _page(row, engaged_suppliers(scope(), row, search=search), search=search)


@blueprint.post("/engagements/<engagement>/subprocessors/<subprocessor>")
@needs("engagement.write")
def change(engagement: str, subprocessor: str) -> Page:
    """Keep how the task of a sub-processor is marked off, and since when it works here."""
    row = open_engagement(engagement)
    sheet = engaged_suppliers(scope(), row)
    one = sheet.subprocessor(subprocessor)
    form = _listed_form(one, is_sent=True)
    return _saved(
        form,
        lambda **doing: directing.list_on_engagement(row, one.row, **form.typed(), **doing),
        row=row,
        sheet=sheet,
        anchor=f"subprocessor-{one.listed.number}",
    )


@blueprint.post("/engagements/<engagement>/subprocessors/<subprocessor>/authorise")
@needs("engagement.write")
def authorise(engagement: str, subprocessor: str) -> Page:
    """Keep the client's yes to a sub-processor."""
    row = open_engagement(engagement)
    sheet = engaged_suppliers(scope(), row)
    one = sheet.subprocessor(subprocessor)
    form = _authorisation_form(row, one, is_sent=True)
    return _saved(
        form,
        lambda **doing: directing.authorise(row.client, one.row, form.typed(), **doing),
        row=row,
        sheet=sheet,
        anchor=f"subprocessor-{one.listed.number}",
    )


@blueprint.post("/engagements/<engagement>/subprocessors/add")
@needs("engagement.write")
def add(engagement: str) -> Page:
    """Put a sub-processor of the register into Annex IV.A."""
    row = open_engagement(engagement)
    sheet = engaged_suppliers(scope(), row)
    form = OfferForm(sheet.offered_subprocessors, is_sent=True)

    def act() -> str:
        chosen = new_subprocessor(scope(), row, form.subprocessor.data or "")
        directing.list_on_engagement(row, chosen, **doing())
        return chosen.legal_name

    return _added(form, act, row=row, sheet=sheet)


@blueprint.post("/engagements/<engagement>/subprocessors/propose")
@needs("engagement.write")
def propose(engagement: str) -> Page:
    """Propose a sub-processor that the register lacks, and put it into Annex IV.A."""
    row = open_engagement(engagement)
    sheet, form = engaged_suppliers(scope(), row), NewSubprocessorForm(is_sent=True)

    def act() -> str:
        typed = form.typed(language=row.client.language)
        return proposing.propose_for_engagement(row, typed, **doing()).legal_name

    return _added(form, act, row=row, sheet=sheet)


@blueprint.post("/engagements/<engagement>/recipients/<recipient>")
@needs("engagement.write")
def direct(engagement: str, recipient: str) -> Page:
    """Keep what a recipient gets data for, and by which instruction."""
    row = open_engagement(engagement)
    sheet = engaged_suppliers(scope(), row)
    one = sheet.recipient(recipient)
    form = _directed_form(one, is_sent=True)
    return _saved(
        form,
        lambda **doing: directing.direct_recipient(row, one.row, form.typed(), **doing),
        row=row,
        sheet=sheet,
        anchor=f"recipient-{one.listed.number}",
    )


@blueprint.post("/engagements/<engagement>/recipients/add")
@needs("engagement.write")
def add_recipient(engagement: str) -> Page:
    """Put a recipient of the register into Annex IV.B."""
    row = open_engagement(engagement)
    sheet = engaged_suppliers(scope(), row)
    form = RecipientOfferForm(sheet.offered_recipients, is_sent=True)

    def act() -> str:
        chosen = new_recipient(scope(), row, form.recipient.data or "")
        directing.direct_recipient(row, chosen, form.typed(), **doing())
        return chosen.name

    return _added(form, act, row=row, sheet=sheet)


@blueprint.post("/engagements/<engagement>/recipients/propose")
@needs("engagement.write")
def propose_recipient(engagement: str) -> Page:
    """Add a recipient that the register lacks, and put it into Annex IV.B."""
    row = open_engagement(engagement)
    sheet, form = engaged_suppliers(scope(), row), NewRecipientForm(is_sent=True)

    def act() -> str:
        about = (row, form.typed(), form.direction())
        return proposing.propose_recipient_for_engagement(*about, **doing()).name

    return _added(form, act, row=row, sheet=sheet)


def _saved(
    form: Any,
    act: Callable[..., object],
    *,
    row: "Engagement",
    sheet: EngagedSuppliers,
    anchor: str,
) -> Page:
    """Save one of the small forms; one that is refused stands open in its place."""
    return saved(
        form,
        act,
        row=row,
        task=_TASK,
        page=lambda: _page(row, sheet, sent=form),
        then=url_for(".suppliers", engagement=row.public_id, _anchor=anchor),
    )


def _added(
    form: Form, act: Callable[[], str], *, row: "Engagement", sheet: EngagedSuppliers
) -> Page:
    """Add a supplier by `act`, which gives its name; refused, all that was typed stands there."""
    name = accepted(form, act)
    if name is None:
        return _page(row, sheet, sent=form), 400
    flash(gettext("%(name)s is added. Tick in the matrix which data it gets.") % {"name": name})
    return redirect(url_for(".suppliers", engagement=row.public_id), code=303)


def _page(row: "Engagement", sheet: EngagedSuppliers, *, sent: Any = None, search: str = "") -> str:
    """The page; the form that was `sent` takes the place of the one that would stand there."""
    forms = {form.place: form for form in _forms(row, sheet)}
    if sent is not None:
        forms[sent.place] = sent
    return part_page(
        "drafting/suppliers.html",
        row,
        task=_TASK,
        sheet=sheet,
        forms=forms,
        sent=sent,
        search=search,
        groups=vocabulary().recipient_groups.values(),
        gaps=gaps,
        may_read=visitor().may("subprocessor.read"),
    )


def _forms(row: "Engagement", sheet: EngagedSuppliers) -> Iterator[Any]:
    for one in sheet.subprocessors:
        yield _listed_form(one)
        yield _authorisation_form(row, one)
    for other in sheet.recipients:
        yield _directed_form(other)
    yield OfferForm(sheet.offered_subprocessors)
    yield NewSubprocessorForm()
    yield RecipientOfferForm(sheet.offered_recipients)
    yield NewRecipientForm()


def _listed_form(one: EngagedSubprocessor, *, is_sent: bool = False) -> ListedForm:
    """The form of a row of Annex IV.A."""
    place = f"subprocessor-{one.listed.number}-edit"
    return ListedForm(place, current=current_listing(one.listed), is_sent=is_sent)


def _authorisation_form(
    row: "Engagement", one: EngagedSubprocessor, *, is_sent: bool = False
) -> AuthorisationForm:
    """The form of this client's yes to a sub-processor."""
    mode = str(row.terms.get("subproc_mode") or "")
    current = current_authorisation(one.authorisation, mode=mode)
    return AuthorisationForm(f"authorise-{one.row.reference}", current=current, is_sent=is_sent)


def _directed_form(one: EngagedRecipient, *, is_sent: bool = False) -> DirectedForm:
    """The form of a row of Annex IV.B."""
    place = f"recipient-{one.listed.number}-edit"
    return DirectedForm(place, current=current_direction(one.listed), is_sent=is_sent)
