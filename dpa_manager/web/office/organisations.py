"""The own organisation: what agreements print of the firm, and of its persons."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import configuring
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.queries.organisations import own_contact as find_own_contact
from dpa_manager.queries.organisations import own_sheet
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.access import needs, visitor
from dpa_manager.web.doing import did, pressed
from dpa_manager.web.forms.base import Form
from dpa_manager.web.forms.organisation import OrganisationForm, OwnContactForm
from dpa_manager.web.speaking import gettext

blueprint = Blueprint("organisations", __name__)

Page = str | tuple[str, int] | Response
_REGISTERED = (
    "legal_name", "trade_name", "legal_form", "register_kind", "register_no", "street",
    "postcode", "city", "country_code",
)  # fmt: skip
_REACHED = (
    "general_email", "privacy_email", "instruction_email", "phone", "privacy_officer_kind",
)  # fmt: skip
_PERSONAL = ("name", "position", "email", "phone", "capacity_key")
_SIGNING = ("mandate_on", "is_authority_confirmed")


@blueprint.get("/admin/organisation")
@needs("setting.read")
def organisation() -> str:
    """The firm and its persons."""
    may_write = visitor().may("setting.write")
    return render_template("office/organisation.html", sheet=own_sheet(), may_write=may_write)


@blueprint.get("/admin/organisation/edit")
@needs("setting.write")
def edit() -> str:
    """The firm's data in a form."""
    row = own_sheet().organisation
    names = (*_REGISTERED, *_REACHED, "privacy_statement_on")
    given = {name: getattr(row, name) for name in names} if row else {}
    words = row.staff_confidentiality if row else Phrase()
    given |= {f"staff_confidentiality_{code}": words.in_language(code) for code in LANGUAGES}
    return render_template("office/organisation_form.html", form=OrganisationForm(data=given))


@blueprint.post("/admin/organisation/edit")
@needs("setting.write")
def describe() -> Page:
    """Keep the firm's data."""
    form = OrganisationForm()
    if not did(form, configuring.describe_firm, _typed_firm(form)):
        return render_template("office/organisation_form.html", form=form), 400
    flash(gettext("The data are kept; agreements that exist keep theirs."))
    return redirect(url_for(".organisation"), code=303)


@blueprint.get("/admin/organisation/contacts/new")
@needs("setting.write")
def new_contact() -> str:
    """Ask who the new person is."""
    return render_template("office/own_contact.html", form=OwnContactForm(), number=0)


@blueprint.post("/admin/organisation/contacts/new")
@needs("setting.write")
def add_contact() -> Page:
    """Add a person of the firm."""
    form = OwnContactForm()
    if not did(form, configuring.add_own_contact, _typed_person(form)):
        return render_template("office/own_contact.html", form=form, number=0), 400
    flash(gettext("%(name)s is added.") % {"name": form.name.data})
    return redirect(url_for(".organisation"), code=303)


@blueprint.get("/admin/organisation/contacts/<own_contact>")
@needs("setting.write")
def contact(own_contact: str) -> str:
    """A person of the firm in a form."""
    _, line = find_own_contact(own_contact)
    given = {name: getattr(line, name) for name in (*_PERSONAL, *_SIGNING)} | {
        "roles": list(line.roles)
    }
    form = OwnContactForm(data=given)
    return render_template("office/own_contact.html", form=form, number=line.number)


@blueprint.post("/admin/organisation/contacts/<own_contact>")
@needs("setting.write")
def change_contact(own_contact: str) -> Page:
    """Keep what changed about a person of the firm."""
    (row, line), form = find_own_contact(own_contact), OwnContactForm()
    if not did(form, configuring.change_own_contact, row, _typed_person(form)):
        return render_template("office/own_contact.html", form=form, number=line.number), 400
    flash(gettext("The data are kept; agreements that exist keep theirs."))
    return redirect(url_for(".organisation"), code=303)


@blueprint.post("/admin/organisation/contacts/<own_contact>/remove")
@needs("setting.write")
def remove_contact(own_contact: str) -> Page:
    """Take a person of the firm out of agreements to come."""
    row, line = find_own_contact(own_contact)
    if pressed(configuring.remove_own_contact, row):
        flash(gettext("%(name)s is in no agreement to come.") % {"name": line.name})
    return redirect(url_for(".organisation"), code=303)


def _typed_firm(form: OrganisationForm) -> configuring.TypedFirm:
    words = {code: form[f"staff_confidentiality_{code}"].data or "" for code in LANGUAGES}
    return configuring.TypedFirm(
        TypedOrganisation(**_texts(form, _REGISTERED)),
        **_texts(form, _REACHED),
        privacy_statement_on=form.privacy_statement_on.data,
        staff_confidentiality=Phrase.of(words),
    )


def _typed_person(form: OwnContactForm) -> TypedPerson:
    signing = {name: form[name].data for name in _SIGNING}
    roles = tuple(form.roles.data or ())
    return TypedPerson(**_texts(form, _PERSONAL), **signing, roles=roles)


def _texts(form: Form, names: tuple[str, ...]) -> dict[str, Any]:
    """What these fields hold; a field that was not sent is an empty one."""
    return {name: form[name].data or "" for name in names}
