"""The pages that a person may go to: the navigation of the frames, and where each begins."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request

from dpa_manager.domain.visitors import Visitor
from dpa_manager.web.audiences import audience_of
from dpa_manager.web.speaking import gettext, marked

# Endpoints, their words, and an act beyond what the page itself asks for, in order; only what is
# there and of use to the reader is shown. Without clients' work, Today would be empty.
_PLACES = (
    ("today.today", marked("Today"), "client.read"),
    ("clients.clients", marked("Clients"), ""),
    ("engagements.engagements", marked("Engagements"), ""),
    ("agreements.agreements", marked("Agreements"), ""),
    ("templates.templates", marked("Templates"), "template.write"),
    ("subprocessors.subprocessors", marked("Sub-processors"), ""),
    ("users.users", marked("Users"), ""),
    ("organisations.organisation", marked("Organisation"), ""),
    ("mails.mails", marked("Mails"), ""),
    ("security_entries.security_entries", marked("Security"), ""),
    ("portal.home", marked("Your agreements"), ""),
)
_OWN_PAGE = "own_account.me"
# Blueprints whose pages belong to the part of another one.
_PART_OF = {
    "subprocessor_forms": "subprocessors",
    "recipients": "subprocessors",
    "recipient_forms": "subprocessors",
}


@dataclass(frozen=True)
class Place:
    """A page in the navigation; `is_here` says that the reader is on it or in its part."""

    endpoint: str
    words: str
    is_here: bool


def places(visitor: Visitor | None) -> tuple[Place, ...]:
    """The places of the navigation for `visitor`, in their order."""
    blueprint = (request.endpoint or "").partition(".")[0]
    part = _PART_OF.get(blueprint, blueprint)
    return tuple(
        Place(endpoint, gettext(words), endpoint.partition(".")[0] == part)
        for endpoint, words in _open_to(visitor)
    )


def home_of(visitor: Visitor) -> str:
    """The endpoint where `visitor` begins."""
    return next((endpoint for endpoint, _ in _open_to(visitor)), _OWN_PAGE)


def _open_to(visitor: Visitor | None) -> Iterator[tuple[str, str]]:
    if visitor is None or not visitor.is_open:
        return
    for endpoint, words, act in _PLACES:
        view = current_app.view_functions.get(endpoint)
        audience = audience_of(view) if view else None
        if audience and audience.has(visitor) and (not act or visitor.may(act)):
            yield endpoint, words
