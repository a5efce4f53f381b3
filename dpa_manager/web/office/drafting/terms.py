"""The terms of an agreement: its choices and periods, and what this engagement adds to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, url_for

from dpa_manager.actions import agreeing, supplementing
from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.choices import TERM_NAMES
from dpa_manager.domain.completeness import Problem
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.queries.settings_in_force import usual_terms
from dpa_manager.queries.supplements import Supplements, supplements_of
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.access import needs
from dpa_manager.web.forms.clients import in_each_language
from dpa_manager.web.forms.term_words import GROUPS, TermGroup, term_label, term_unit, term_value
from dpa_manager.web.forms.terms import (
    PHRASES,
    AccessFunctionRow,
    LegalRetentionRow,
    OnwardPermissionRow,
    SpecialTermRow,
    TermsForm,
    WordsRow,
)
from dpa_manager.web.office.drafting.desks import open_engagement, part_page
from dpa_manager.web.office.drafting.saving import Page, saved

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

blueprint = Blueprint("terms", __name__)

# Each list: the row of its form, what an action takes for it, and what is no text in languages.
_LISTS: Mapping[str, tuple[type[WordsRow], type[Any], tuple[str, ...]]] = {
    "access_functions": (
        AccessFunctionRow, supplementing.TypedAccessFunction, ("bound_by_key",),
    ),
    "legal_retention": (LegalRetentionRow, supplementing.TypedLegalRetention, ()),
    "onward_permissions": (
        OnwardPermissionRow, supplementing.TypedOnwardPermission,
        ("document", "given_on", "withdrawn_on"),
    ),
    "special_terms": (
        SpecialTermRow, supplementing.TypedSpecialTerm, ("reference", "is_contradicting"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Departure:
    """A term that differs from what the firm usually agrees, in words."""

    name: str
    label: str
    here: str
    usual: str


@blueprint.get("/engagements/<engagement>/terms")
@needs("engagement.write")
def terms(engagement: str) -> str:
    """The terms in a form."""
    row = open_engagement(engagement)
    return _page(row, _form(row))


@blueprint.post("/engagements/<engagement>/terms")
@needs("engagement.write")
def save_terms(engagement: str) -> Page:
    """Keep the terms and the lists beside them, all at once."""
    row = open_engagement(engagement)
    form = _form(row)
    if form.add.data:
        return _page(row, form)
    return saved(
        form,
        lambda **doing: agreeing.agree_terms(row, _typed(form), **doing),
        row=row,
        task="parties",
        page=lambda: _page(row, form),
        then=url_for(".terms", engagement=engagement),
    )


def _form(row: "Engagement") -> TermsForm:
    now = AgreementTerms(**row.terms)
    current = {name: getattr(now, name) for name in TERM_NAMES}
    return TermsForm(current=current | _rows(supplements_of(row)), usual=usual_terms())


def _page(row: "Engagement", form: TermsForm) -> str:
    return part_page(
        "drafting/terms.html",
        row,
        task="parties",
        form=form,
        groups=GROUPS,
        departures=_departures(row, form),
        is_open=lambda group: _is_open(form, group),
        beside=_beside,
        unit=term_unit,
        usual=lambda name: term_value(name, getattr(form.usual, name)),
        is_usual=lambda name: form[name].data == getattr(form.usual, name),
        phrases={name: PHRASES[kind] for name, (kind, _, _) in _LISTS.items()},
    )


def _departures(row: "Engagement", form: TermsForm) -> list[Departure]:
    """What differs from what is usual, as it is kept now."""
    now = AgreementTerms(**row.terms)
    pairs = ((name, getattr(now, name), getattr(form.usual, name)) for name in TERM_NAMES)
    return [
        Departure(name, term_label(name), term_value(name, here), term_value(name, usual))
        for name, here, usual in pairs
        if here != usual
    ]


def _is_open(form: TermsForm, group: TermGroup) -> bool:
    """Periods are unfolded where one differs from what is usual, or is wrong."""
    return any(
        form[name].errors or form[name].data != getattr(form.usual, name) for name in group.periods
    )


def _beside(problems: Iterable[Problem], anchor: str) -> list[Problem]:
    """What the rules say of one place of this page."""
    places = ((problem, place_of(problem.field, problem.subject)) for problem in problems)
    return [p for p, place in places if place.part == "terms" and place.anchor == anchor]


def _rows(found: Supplements) -> dict[str, list[dict[str, Any]]]:
    """The kept rows as their fields hold them."""
    return {
        name: [
            {one: getattr(row, one) for one in others}
            | {
                field: text
                for phrase in PHRASES[kind]
                for field, text in in_each_language(phrase, getattr(row, phrase)).items()
            }
            for row in getattr(found, name)
        ]
        for name, (kind, _, others) in _LISTS.items()
    }


def _typed(form: TermsForm) -> agreeing.TypedAgreement:
    lists = {
        name: [
            typed(
                **{phrase: _phrase(row, phrase) for phrase in PHRASES[kind]},
                **{one: row[one] for one in others},
            )
            for row in form[name].data
        ]
        for name, (kind, typed, others) in _LISTS.items()
    }
    return agreeing.TypedAgreement(form.values(), **lists)


def _phrase(row: Mapping[str, Any], name: str) -> Phrase:
    return Phrase.of({code: row[f"{name}_{code}"] or "" for code in LANGUAGES})
