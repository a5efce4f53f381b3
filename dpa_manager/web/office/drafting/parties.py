"""The parties of an engagement: who they are, who stands for the client, what the work is about."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, url_for

from dpa_manager.actions import agreeing, engaging
from dpa_manager.domain.choices import CONTACT_ROLES
from dpa_manager.queries.contacts import people_of
from dpa_manager.queries.proposals import proposed_subject_matter
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.access import needs, scope
from dpa_manager.web.doing import pressed
from dpa_manager.web.flashes import flash_undo
from dpa_manager.web.forms.clients import in_each_language
from dpa_manager.web.forms.options import hints_of
from dpa_manager.web.forms.parties import SIGNATORY, PartiesForm, person_field, persons_of
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page, saved
from dpa_manager.web.speaking import gettext

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("parties", __name__)

_TEXTS = ("title", "contract_name", "contract_reference", "duration_kind", "replaces")
_DAYS = ("contract_signed_on", "effective_on", "start_on", "end_on")
_PHRASES = ("subject_matter", "controller_duties")
_SUBJECTS = CONTACT_ROLES[:7]
_OFFICES = tuple(role for role in CONTACT_ROLES[7:] if role != SIGNATORY)


@blueprint.get("/engagements/<engagement>/parties")
@needs("engagement.write")
def parties(engagement: str) -> str:
    """The parties in a form."""
    row = open_engagement(engagement)
    return _page(row, _form(row))


@blueprint.post("/engagements/<engagement>/parties")
@needs("engagement.write")
def save_parties(engagement: str) -> Page:
    """Keep what an engagement says, and who stands for its client."""
    row = open_engagement(engagement)
    form = _form(row)
    if form.add.data:
        _propose(row, form)
        return _page(row, form)
    return saved(
        form,
        lambda **doing: agreeing.describe_parties(
            row, _typed(form), people=form.persons(), **doing
        ),
        row=row,
        task="parties",
        page=lambda: _page(row, form),
        then=url_for(".parties", engagement=engagement),
    )


@blueprint.post("/engagements/<engagement>/end")
@needs("engagement.write")
def end(engagement: str) -> Page:
    """Close an engagement for new work."""
    row = scope().engagement(engagement, act="engagement.write")
    if pressed(engaging.end_engagement, row):
        back = url_for(".reopen", engagement=engagement)
        flash_undo(gettext("%(reference)s is ended.") % {"reference": row.reference}, back)
    return redirect(url_for("engagements.engagement", engagement=engagement), code=303)


@blueprint.post("/engagements/<engagement>/reopen")
@needs("engagement.write")
def reopen(engagement: str) -> Page:
    """Open an engagement again that was ended."""
    row = scope().engagement(engagement, act="engagement.write")
    if pressed(agreeing.reopen_engagement, row):
        flash(gettext("%(reference)s is open again.") % {"reference": row.reference})
    return redirect(url_for(".parties", engagement=engagement), code=303)


def _form(row: "Engagement") -> PartiesForm:
    people = people_of(row)
    current: dict[str, Any] = {name: getattr(row, name) for name in (*_TEXTS, *_DAYS)}
    for name in _PHRASES:
        current |= in_each_language(name, getattr(row, name))
    return PartiesForm(current=current | persons_of(people), people=people)


def _page(row: "Engagement", form: PartiesForm) -> str:
    return part_page(
        "drafting/parties.html",
        row,
        task="parties",
        form=form,
        subjects=[form[person_field(role)] for role in _SUBJECTS],
        offices=[form[person_field(role)] for role in _OFFICES],
        signatory=form[person_field(SIGNATORY)],
        duration_hints=hints_of("duration_kind"),
    )


def _propose(row: "Engagement", form: PartiesForm) -> None:
    """Fill the empty languages of the subject matter; what was typed stays."""
    words = proposed_subject_matter(row)
    for code in LANGUAGES:
        field = form[f"subject_matter_{code}"]
        field.data = field.data or words.in_language(code)


def _typed(form: PartiesForm) -> engaging.TypedEngagement:
    given: dict[str, Any] = {name: form[name].data or "" for name in _TEXTS}
    given |= {name: form[name].data for name in _DAYS}
    for name in _PHRASES:
        texts = {code: form[f"{name}_{code}"].data or "" for code in LANGUAGES}
        given[name] = Phrase.of(texts)
    return engaging.TypedEngagement(**given)
