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
    ("portal.home", marked("Overview"), ""),
    ("portal_maps.whole", marked("Data map"), ""),
    ("portal_engagements.engagements", marked("Engagements"), ""),
    ("portal_agreements.agreements", marked("Agreements"), ""),
    ("portal_receivers.receivers", marked("Who gets data"), ""),
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
# What a client reads now and then, behind one place too.
_GOOD_TO_KNOW = marked("Good to know")
_GOOD_PLACES = (
    ("portal_rights.rights", marked("Rights and contacts"), ""),
    ("portal_measures.measures", marked("Protection"), ""),
    ("portal_team.team", marked("Your team"), ""),
)
_GROUPS = ((_FIRM, _FIRMS_PLACES), (_GOOD_TO_KNOW, _GOOD_PLACES))
_OWN_PAGE = "own_account.me"
# Blueprints whose pages belong to the part of another one.
_PART_OF = {
    "subprocessor_forms": "subprocessors",
    "recipients": "subprocessors",
    "recipient_forms": "subprocessors",
    "memberships": "users",
    "client_forms": "clients",
    "assignments": "clients",
    "drifts": "engagements",
}


@dataclass(frozen=True)
class Place:
    """A page in the navigation; `is_here` says that the reader is on it or in its part."""

    endpoint: str
    words: str
    is_here: bool


def places(visitor: Visitor | None) -> tuple[Place, ...]:
    """The places of the navigation for `visitor`, in their order.

    Several pages of the firm are one place, which leads to the first of them; so are those that a
    client reads now and then.
    """
    found = _shown(visitor, _PLACES)
    for words, listed in _GROUPS:
        group = _shown(visitor, listed)
        if len(group) > 1:
            is_here = any(place.is_here for place in group)
            group = (Place(group[0].endpoint, gettext(words), is_here),)
        found += group
    return found


def beside_places(visitor: Visitor | None) -> tuple[str, tuple[Place, ...]]:
    """The pages beside the one that the reader is on, with what they are called together.

    ("", ()) where there are none.
    """
    for words, listed in _GROUPS:
        group = _shown(visitor, listed)
        if len(group) > 1 and any(place.is_here for place in group):
            return gettext(words), group
    return "", ()


def good_places(visitor: Visitor | None) -> tuple[Place, ...]:
    """What is good for a client to know."""
    return _shown(visitor, _GOOD_PLACES)


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
