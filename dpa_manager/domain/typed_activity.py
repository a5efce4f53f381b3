"""An activity as people describe it, checked against the vocabularies."""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dpa_manager.domain import typed_text
from dpa_manager.domain.choices import ACTIVITY_CLIENT_ROLES, PLATFORM_CONTRACTS
from dpa_manager.domain.choosing import each_of, one_of
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

Place = tuple[str, str]
"""A country's code and a kind of place (key of `place_kinds`)."""


@dataclass(frozen=True)
class TypedPlatform:
    """A platform that the activity runs on; `contract_of` is client, kbits or "" (not asked)."""

    name: str
    contract_of: str = ""


@dataclass(frozen=True)
class TypedActivity:
    """An activity without its flows; lists hold keys of the vocabularies of the same name."""

    title: Phrase
    client_role: str = "controller"
    service_kinds: tuple[str, ...] = ()
    purposes: Phrase = field(default_factory=Phrase)
    own_purposes: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    locations: tuple[Place, ...] = ()
    platforms: tuple[TypedPlatform, ...] = ()
    has_remote_access: bool = False
    runs_on_platform: bool = False
    automated_decision: Phrase = field(default_factory=Phrase)
    began_on: date | None = None


def activity_columns(typed: TypedActivity, *, service_kinds: Container[str]) -> dict[str, Any]:
    """The columns of an activity; raises Refused with the field that is wrong.

    `service_kinds` are the keys that the firm's own list has (DECISIONS 9).
    """
    words = vocabulary()
    return {
        "title": typed_text.phrase(typed.title, field="title", max_length=200, required=True),
        "client_role": one_of(typed.client_role, ACTIVITY_CLIENT_ROLES, field="client_role"),
        "service_kinds": each_of(typed.service_kinds, service_kinds, field="service_kinds"),
        "purposes": typed_text.phrase(typed.purposes, field="purposes"),
        "own_purposes": each_of(typed.own_purposes, words.own_purposes, field="own_purposes"),
        "operations": each_of(typed.operations, words.operations, field="operations"),
        "channels": each_of(typed.channels, words.channels, field="channels"),
        "locations": place_rows(typed.locations, field="locations"),
        "platforms": [_platform(platform) for platform in typed.platforms],
        "has_remote_access": typed.has_remote_access,
        "runs_on_platform": typed.runs_on_platform,
        "automated_decision": typed_text.phrase(
            typed.automated_decision, field="automated_decision"
        ),
        "began_on": typed.began_on,
    }


def place_rows(places: tuple[Place, ...], *, field: str) -> list[dict[str, str]]:
    """Places as a row keeps them, once each; raises Refused for an unknown country or kind."""
    words = vocabulary()
    return [
        {
            "country": one_of(country, words.countries, field=field),
            "place": one_of(kind, words.place_kinds, field=field),
        }
        for country, kind in dict.fromkeys(places)
    ]


def _platform(typed: TypedPlatform) -> dict[str, str]:
    return {
        "name": typed_text.line(typed.name, field="platforms", required=True),
        "contract_of": one_of(typed.contract_of, PLATFORM_CONTRACTS, field="platforms"),
    }
