"""Persons of a client: added, changed, left out of agreements to come, and taken back."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import onboarding
from dpa_manager.domain.refusals import not_found
from dpa_manager.domain.typed_parties import TypedPerson
from dpa_manager.queries.contacts import contact_of, has_contacts
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import did, doing, pressed
from dpa_manager.web.flashes import flash_undo
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.clients import ContactForm, ticked
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Client, Contact, Engagement

blueprint = Blueprint("contact_forms", __name__)

Page = str | tuple[str, int] | Response
_TEXTS = ("name", "position", "email", "phone", "capacity_key")
_SIGNING = ("mandate_on", "is_authority_confirmed")


@blueprint.get("/clients/<client>/contacts/new")
@needs("client.write")
def new_contact(client: str) -> str:
    """Ask who the new person is; the first of a client is proposed for everything."""
    row = scope().client(client, act="client.write")
    engagement, asked = _engagement(row), request.args.get("role", "")
    is_first = not asked and not has_contacts(row)
    proposed = ticked([asked]) if asked else {}
    if is_first:
        proposed = {"is_for_everything": True, "is_signatory": True}
    reach = "engagement" if engagement and not is_first else "client"
    form = ContactForm(current={}, reach=reach, **proposed)
    return _page(form, row, engagement=engagement, is_first=is_first)


@blueprint.post("/clients/<client>/contacts/new")
@needs("client.write")
def add_contact(client: str) -> Page:
    """Add a person of a client, for all its work or for one engagement."""
    row = scope().client(client, act="client.write")
    engagement, form = _engagement(row), ContactForm(current={})
    bound = engagement if form.reach.data == "engagement" else None
    added = accepted(
        form, lambda: onboarding.add_contact(row, _typed(form), engagement=bound, **doing())
    )
    if added is None:
        return _page(form, row, engagement=engagement), 400
    flash(gettext("%(name)s is added.") % {"name": added.name})
    return redirect(_next(form, row, engagement), code=303)


@blueprint.get("/clients/<client>/contacts/<contact>")
@needs("client.write")
def contact(client: str, contact: str) -> str:
    """A person of a client in a form; one who was left out can be taken back here."""
    row = scope().client(client, act="client.write")
    person, roles = contact_of(row, contact)
    return _page(ContactForm(current=_current(person, roles)), row, person=person)


@blueprint.post("/clients/<client>/contacts/<contact>")
@needs("client.write")
def change_contact(client: str, contact: str) -> Page:
    """Keep what changed about a person of a client."""
    row = scope().client(client, act="client.write")
    person, roles = contact_of(row, contact)
    form = ContactForm(current=_current(person, roles))
    if not form.merge():
        return _page(form, row, person=person), 409
    if not did(form, onboarding.change_contact, row, person, _typed(form)):
        return _page(form, row, person=person), 400
    flash(gettext("The data are kept; agreements that exist keep theirs."))
    return redirect(url_for("clients.client", client=client), code=303)


@blueprint.post("/clients/<client>/contacts/<contact>/remove")
@needs("client.write")
def remove_contact(client: str, contact: str) -> Page:
    """Leave a person of a client out of agreements to come."""
    row = scope().client(client, act="client.write")
    person, _ = contact_of(row, contact)
    if pressed(onboarding.remove_contact, row, person):
        back = url_for(".restore_contact", client=client, contact=contact)
        flash_undo(gettext("%(name)s is in no agreement to come.") % {"name": person.name}, back)
    return redirect(url_for("clients.client", client=client), code=303)


@blueprint.post("/clients/<client>/contacts/<contact>/restore")
@needs("client.write")
def restore_contact(client: str, contact: str) -> Page:
    """Take a person back who was left out."""
    row = scope().client(client, act="client.write")
    person, _ = contact_of(row, contact)
    if pressed(onboarding.restore_contact, row, person):
        flash(gettext("%(name)s is back, with the same tasks.") % {"name": person.name})
    return redirect(url_for(".contact", client=client, contact=contact), code=303)


def _engagement(row: "Client") -> "Engagement | None":
    """The engagement from which somebody is added, if the address names one of this client."""
    asked = request.args.get("engagement", "")
    if not asked:
        return None
    found = scope().engagement(asked, act="engagement.write")
    if found.client_id != row.id:
        raise not_found("page-not-found")
    return found


def _page(
    form: ContactForm,
    row: "Client",
    *,
    person: "Contact | None" = None,
    engagement: "Engagement | None" = None,
    is_first: bool = False,
) -> str:
    return render_template(
        "office/contact_form.html",
        form=form,
        client=row,
        contact=person,
        engagement=engagement,
        is_first=is_first,
    )


def _next(form: ContactForm, row: "Client", engagement: "Engagement | None") -> str:
    """Where the pressed button leads: back to the work, to another person, or to new work."""
    if form.then.data == "another":
        asked = engagement.public_id if engagement else None
        return url_for(".new_contact", client=row.public_id, engagement=asked)
    if engagement is not None:
        return url_for("parties.parties", engagement=engagement.public_id)
    if form.then.data == "engagement":
        return url_for("new_engagements.new_engagement", client=row.public_id)
    return url_for("clients.client", client=row.public_id)


def _current(person: "Contact", roles: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(person, name) for name in (*_TEXTS, *_SIGNING)} | ticked(roles)


def _typed(form: ContactForm) -> TypedPerson:
    given: dict[str, Any] = {name: form[name].data or "" for name in _TEXTS}
    given |= {name: form[name].data for name in _SIGNING}
    return TypedPerson(**given, roles=form.roles())
