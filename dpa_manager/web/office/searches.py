"""Searches: one question over all that the reader may see, and the keys that lead there."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for

from dpa_manager.queries.matching import LONGEST_SEARCH
from dpa_manager.queries.searching import Group, Hit, found
from dpa_manager.web.access import scope, signed_in
from dpa_manager.web.speaking import gettext, marked

blueprint = Blueprint("searches", __name__)


@dataclass(frozen=True)
class _Kind:
    """What a kind of find is called, the page of one, and the list of all."""

    words: str
    page: str
    noun: str
    all: str = ""


_KINDS = {
    "client": _Kind(marked("Clients"), "clients.client", "client", "clients.clients"),
    "engagement": _Kind(
        marked("Engagements"), "engagements.engagement", "engagement", "engagements.engagements"
    ),
    "agreement": _Kind(
        marked("Agreements"), "agreements.agreement", "agreement", "agreements.agreements"
    ),
    "contact": _Kind(marked("Contacts"), "clients.client", "client"),
    "user": _Kind(marked("Users"), "users.user", "user", "users.users"),
    "member": _Kind(marked("People of clients"), "memberships.membership", "user"),
    "subprocessor": _Kind(
        marked("Sub-processors"),
        "subprocessors.subprocessor",
        "subprocessor",
        "subprocessors.subprocessors",
    ),
    "recipient": _Kind(
        marked("Recipients"), "recipients.recipient", "recipient", "recipients.recipients"
    ),
    "template": _Kind(marked("Templates"), "templates.template", "template", "templates.templates"),
}


@dataclass(frozen=True)
class ShownHit:
    """A find with the address of its page, "" where there is none."""

    hit: Hit
    link: str


@dataclass(frozen=True)
class ShownGroup:
    """The finds of one kind; `more` is the address of the list that holds the others."""

    words: str
    hits: tuple[ShownHit, ...]
    more: str


@blueprint.get("/search")
@signed_in
def search() -> str:
    """The best few of each kind for the words that were asked for."""
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    groups = tuple(_shown(group, asked) for group in found(scope(), asked))
    return render_template("office/search.html", asked=asked, groups=groups)


@blueprint.get("/help/keys")
@signed_in
def keys() -> str:
    """The keys that lead somewhere, for those who have no dialog."""
    return render_template("office/keys.html")


def _shown(group: Group, asked: str) -> ShownGroup:
    kind = _KINDS[group.kind]
    more = _address(kind.all, q=asked) if group.is_more and kind.all else ""
    hits = tuple(ShownHit(hit, _page(kind, hit)) for hit in group.hits)
    return ShownGroup(gettext(kind.words), hits, more)


def _page(kind: _Kind, hit: Hit) -> str:
    if kind.noun == "client":
        return _address(kind.page, client=hit.client or hit.public_id)
    named = {"client": hit.client} if hit.client else {}
    return _address(kind.page, **{kind.noun: hit.public_id}, **named)


def _address(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""
