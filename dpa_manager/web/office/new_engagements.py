"""New engagements: from what the firm sells, as a copy of a good one, or blank."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions import engaging
from dpa_manager.queries.beginnings import clients_to_work_for, engagements_to_copy
from dpa_manager.web.access import needs, scope, visitor
from dpa_manager.web.doing import doing
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.new_engagements import NewEngagementForm, kinds_on_offer
from dpa_manager.web.office.presets import preset_groups
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Client, Engagement

blueprint = Blueprint("new_engagements", __name__)

Page = str | tuple[str, int] | Response
_LONGEST_TITLE = 200


@blueprint.get("/engagements/new")
@needs("engagement.write")
def new_engagement() -> str:
    """Ask for whom and from what; step by step where the address does not say it yet."""
    asked, search = request.args.get("client", ""), request.args.get("q", "")
    if not asked:
        return _choose_client(search)
    row = scope().client(asked, act="engagement.write")
    if request.args.get("way") == "copy":
        found = engagements_to_copy(scope(), row, search)
        return render_template(
            "office/engagement_to_copy.html", client=row, found=found, search=search
        )
    return _ask(row)


@blueprint.post("/engagements/new")
@needs("engagement.write")
def begin() -> Page:
    """Open the engagement, and go on to its first part."""
    asked, form = request.args.get("client", ""), NewEngagementForm(kinds_on_offer())
    if not asked:
        return _choose_client(""), 400
    row, source = scope().client(asked, act="engagement.write"), _source(form.kinds)
    opened = accepted(form, lambda: _open(row, form, source))
    if opened is None:
        return _page(row, form, source), 400
    words = gettext("%(reference)s is opened. What is usual is filled in: go on part by part.")
    flash(words % {"reference": opened.reference})
    return redirect(url_for("parties.parties", engagement=opened.public_id), code=303)


def _choose_client(search: str) -> str:
    """The clients to choose from; who looks after one alone has nothing to choose."""
    found = clients_to_work_for(scope(), search)
    if len(found) == 1 and not search:
        return _ask(found[0])
    return render_template(
        "office/client_to_work_for.html",
        found=found,
        search=search,
        begun_from=request.args.get("from") or None,
        may_add=visitor().may("client.create"),
    )


def _ask(row: "Client") -> str:
    kinds = kinds_on_offer()
    asked = request.args.get("from", "")
    is_kind, source = asked in kinds, _source(kinds)
    form = NewEngagementForm(
        kinds,
        service_kinds=[asked] if is_kind else [],
        title=source.title if source else "",
    )
    return _page(row, form, source)


def _page(row: "Client", form: NewEngagementForm, source: "Engagement | None") -> str:
    return render_template(
        "office/new_engagement.html",
        client=row,
        form=form,
        source=source,
        groups=preset_groups(form.kinds),
    )


def _source(kinds: Mapping[str, object]) -> "Engagement | None":
    """The engagement that the address names to be copied; raises NotFound for a strange one."""
    asked = request.args.get("from", "")
    return scope().engagement(asked) if asked and asked not in kinds else None


def _open(row: "Client", form: NewEngagementForm, source: "Engagement | None") -> "Engagement":
    title = (form.title.data or "").strip()
    if source is not None:
        typed = engaging.TypedEngagement(title or source.title)
        return engaging.engage_from_copy(row, typed, source=source, **doing())
    if form.way.data == "blank":
        return engaging.engage(row, engaging.TypedEngagement(title), **doing())
    chosen = list(form.service_kinds.data or ())
    typed = engaging.TypedEngagement(title or _usual_title(row, form))
    return engaging.engage_from_presets(row, typed, service_kinds=chosen, **doing())


def _usual_title(row: "Client", form: NewEngagementForm) -> str:
    """The names of the services in the client's language, for whoever typed none."""
    chosen = [form.kinds[key].label for key in form.service_kinds.data or ()]
    words = ", ".join(label.in_language(row.language) for label in chosen)
    return words[:_LONGEST_TITLE] or "-"
