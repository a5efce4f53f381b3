"""Adding and changing clients: the number first, the rest as far as it is needed."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import onboarding
from dpa_manager.domain import register_numbers
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.queries.contacts import end_controllers_of, known_client
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.clients import ClientForm, in_each_language
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Client

blueprint = Blueprint("client_forms", __name__)

Page = str | tuple[str, int] | Response
_REGISTERED = (
    "legal_name", "trade_name", "legal_form", "register_kind", "register_no", "street",
    "postcode", "city", "country_code",
)  # fmt: skip
_DECIDED = ("is_natural_person", "role", "language", "public_body", "authority_key",
            "signature_level_key", "is_signed_on_paper")  # fmt: skip


@blueprint.get("/clients/new")
@needs("client.create")
def new_client() -> str:
    """Ask who the new client is; what was searched for and not found is its name."""
    name = request.args.get("name", "")
    return _page(ClientForm(current={}, legal_name=name))


@blueprint.post("/clients/new")
@needs("client.create")
def add_client() -> Page:
    """Add a client, and go on to its first contact."""
    form = ClientForm(current={})
    if form.add.data:
        return _page(form)
    added = accepted(form, lambda: onboarding.add_client(_typed(form), **doing()))
    if added is None:
        return _page(form), 400
    flash(gettext("%(name)s is added.") % {"name": added.legal_name})
    return redirect(url_for("contact_forms.new_contact", client=added.public_id), code=303)


@blueprint.get("/clients/<client>/edit")
@needs("client.write")
def edit(client: str) -> str:
    """A client in a form."""
    row = scope().client(client, act="client.write")
    return _page(ClientForm(current=_current(row)), row)


@blueprint.post("/clients/<client>/edit")
@needs("client.write")
def change(client: str) -> Page:
    """Keep what changed about a client."""
    row = scope().client(client, act="client.write")
    form = ClientForm(current=_current(row))
    if form.add.data:
        return _page(form, row)
    if not form.merge():
        return _page(form, row), 409
    kept = accepted(form, lambda: onboarding.change_client(row, _typed(form), **doing()))
    if kept is None:
        return _page(form, row), 400
    flash(gettext("The data are kept; agreements that exist keep theirs."))
    return redirect(url_for("clients.client", client=client), code=303)


def _page(form: ClientForm, row: "Client | None" = None) -> str:
    return render_template(
        "office/client_form.html", form=form, client=row, known=_known(form, row)
    )


def _known(form: ClientForm, row: "Client | None") -> "Client | None":
    """Another client with the number that was typed: told at once, whatever else is wrong."""
    if not form.is_submitted():
        return None
    number, kind = form.stored_number, form.register_kind.data
    found = known_client(scope(), register_kind=kind, register_no=number)
    return None if found == row else found


def _current(row: "Client") -> dict[str, Any]:
    given = {name: getattr(row, name) for name in (*_REGISTERED, *_DECIDED)}
    shown = register_numbers.shown(row.register_kind, row.register_no)
    kind = row.register_kind or register_numbers.ENTERPRISE
    return {
        **given,
        **in_each_language("end_controllers_note", row.end_controllers_note),
        "register_no": shown,
        "register_kind": kind,
        "end_controllers": end_controllers_of(row),
    }


def _typed(form: ClientForm) -> onboarding.TypedClient:
    registered = {name: form[name].data or "" for name in _REGISTERED}
    if not registered["register_no"]:
        registered["register_kind"] = ""
    note = {code: form[f"end_controllers_note_{code}"].data or "" for code in LANGUAGES}
    return onboarding.TypedClient(
        TypedOrganisation(**registered),
        **{name: form[name].data for name in _DECIDED},
        end_controllers=tuple(
            onboarding.TypedEndController(**row) for row in form.end_controllers.data
        ),
        end_controllers_note=Phrase.of(note),
    )
