"""The pages that a person may go to: the navigation of the frames, and where each begins."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request

from dpa_manager.domain.visitors import Visitor
from dpa_manager.web.audiences import audience_of
from dpa_manager.web.speaking import gettext, marked

Listed = tuple[tuple[str, str, str], ...]

# Endpoints, their words, and an act beyond what the page itself asks for, in order; only what is
# there and of use to the reader is shown. Without clients' work, Today would be empty.
_PLACES = (
    ("today.today", marked("Today"), "client.read"),
    ("clients.clients", marked("Clients"), ""),
    ("engagements.engagements", marked("Engagements"), ""),
    ("agreements.agreements", marked("Agreements"), ""),
    ("subprocessors.subprocessors", marked("Sub-processors"), ""),
    ("portal.home", marked("Your agreements"), ""),
)
# What the firm keeps and chooses stands behind one place, with its pages beside each other.
_FIRM = marked("Firm")
_FIRMS_PLACES = (
    ("templates.templates", marked("Templates"), "template.write"),
    ("lists.lists", marked("Lists"), "list.write"),
    ("measure_sets.measure_sets", marked("Measures"), "list.write"),
    ("users.users", marked("Users"), ""),
    ("organisations.organisation", marked("Organisation"), ""),
    ("settings.settings", marked("Settings"), ""),
    ("mails.mails", marked("Mails"), ""),
    ("security_entries.security_entries", marked("Security"), ""),
)
_OWN_PAGE = "own_account.me"
# Blueprints whose pages belong to the part of another one.
_PART_OF = {
    "subprocessor_forms": "subprocessors",
    "recipients": "subprocessors",
    "recipient_forms": "subprocessors",
    "memberships": "users",
    "client_forms": "clients",
    "assignments": "clients",
}


@dataclass(frozen=True)
class Place:
    """A page in the navigation; `is_here` says that the reader is on it or in its part."""

    endpoint: str
    words: str
    is_here: bool


def places(visitor: Visitor | None) -> tuple[Place, ...]:
    """The places of the navigation for `visitor`, in their order.

    Several pages of the firm are one place, which leads to the first of them.
    """
    found = _shown(visitor, _PLACES)
    firm = _shown(visitor, _FIRMS_PLACES)
    if len(firm) < 2:
        return found + firm
    is_here = any(place.is_here for place in firm)
    return (*found, Place(firm[0].endpoint, gettext(_FIRM), is_here))


def firm_places(visitor: Visitor | None) -> tuple[Place, ...]:
    """The pages of the firm beside the one that the reader is on; () anywhere else."""
    firm = _shown(visitor, _FIRMS_PLACES)
    return firm if len(firm) > 1 and any(place.is_here for place in firm) else ()


def home_of(visitor: Visitor) -> str:
    """The endpoint where `visitor` begins."""
    all_places = (*_PLACES, *_FIRMS_PLACES)
    return next((endpoint for endpoint, _ in _open_to(visitor, all_places)), _OWN_PAGE)


def _shown(visitor: Visitor | None, listed: Listed) -> tuple[Place, ...]:
    blueprint = (request.endpoint or "").partition(".")[0]
    part = _PART_OF.get(blueprint, blueprint)
    return tuple(
        Place(endpoint, gettext(words), endpoint.partition(".")[0] == part)
        for endpoint, words in _open_to(visitor, listed)
    )


def _open_to(visitor: Visitor | None, listed: Listed) -> Iterator[tuple[str, str]]:
    if visitor is None or not visitor.is_open:
        return
    for endpoint, words, act in listed:
        view = current_app.view_functions.get(endpoint)
        audience = audience_of(view) if view else None
        if audience and audience.has(visitor) and (not act or visitor.may(act)):
            yield endpoint, words
