"""Addresses of drafting: of each part's page, and of the field in which something is missing."""

from typing import TYPE_CHECKING

from flask import Flask

from dpa_manager.domain.completeness import Problem
from dpa_manager.domain.drafting_places import Place, place_of
from dpa_manager.web.current import current_visitor

if TYPE_CHECKING:
    from dpa_manager.models import Engagement

# The page of each part; a test opens every one of them.
_PAGES = {
    "parties": "/engagements/{engagement}/parties",
    "terms": "/engagements/{engagement}/terms",
    "activities": "/engagements/{engagement}/activities",
    "role": "/engagements/{engagement}/activities/{activity}/role",
    "flows": "/engagements/{engagement}/flows/{activity}",
    "subprocessors": "/engagements/{engagement}/subprocessors",
    "measures": "/engagements/{engagement}/measures",
    "retention": "/engagements/{engagement}/retention",
    "check": "/engagements/{engagement}/check",
    "preview": "/engagements/{engagement}/preview",
    "page": "/engagements/{engagement}/preview/page",
    "client": "/clients/{client}/edit",
    "firm": "/admin/organisation",
    "register": "/engagements/{engagement}/subprocessors",
    "templates": "/dpo/templates",
}
_ACTIVITY = "/engagements/{engagement}/activities/{activity}"
# What has pages for everybody, while only some may write there.
_ACTS = {
    "firm": "setting.write",
    "register": "subprocessor.write",
    "templates": "template.write",
    "client": "client.write",
}
_WORK = "engagement.write"
# The persons of the firm stand on its page, its own data in a form.
_FIRM_PERSONS = "contacts"


def know_addresses(app: Flask) -> None:
    """Give the pages of `app` the addresses of drafting."""
    app.jinja_env.globals |= {"part_address": part_address, "problem_address": problem_address}


def part_address(row: "Engagement", part: str, activity: int | None = None) -> str:
    """The page of a part of an engagement, its client joined."""
    pattern = _PAGES[part]
    if activity is not None and part == "activities":
        pattern = _ACTIVITY
    elif activity is None and "{activity}" in pattern:
        pattern = _PAGES["activities"]
    return pattern.format(engagement=row.public_id, client=row.client.public_id, activity=activity)


def problem_address(row: "Engagement", problem: Problem) -> str:
    """Where this person can solve a problem, or "" when somebody else has to."""
    return place_address(row, place_of(problem.field, problem.subject))


def place_address(row: "Engagement", place: Place) -> str:
    """The field that a place names, or "" when this person may not write there."""
    found = current_visitor()
    if found is None or not found.may(_ACTS.get(place.part, _WORK)):
        return ""
    return field_address(row, place)


def field_address(row: "Engagement", place: Place) -> str:
    """The page of a place and the field on it, whoever may write there."""
    address, anchor = part_address(row, place.part, place.activity), place.anchor
    if place.part == "firm" and anchor not in ("", _FIRM_PERSONS):
        address = f"{address}/edit"
    if place.row is not None:
        # What a supplier's own data lack is told in its row here, which leads on to the register.
        anchor = f"subprocessor-{place.row}"
    return f"{address}#{anchor}" if anchor else address
