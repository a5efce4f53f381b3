"""Data maps for pages: of one engagement, or of all engagements of a client that go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.models import Client, Engagement
from dpa_manager.queries.map_files import MapFile, map_file, told_agreements
from dpa_manager.queries.portal_facts import active_engagements, engaged
from dpa_manager.queries.scope import Scope


@dataclass(frozen=True)
class Mapped:
    """The engagements that a map is about, and what their data say on a day."""

    rows: tuple[Engagement, ...]
    facts: tuple[AgreementFacts, ...]
    on: date

    @cached_property
    def data_map(self) -> DataMap:
        """The whole map."""
        return map_of(self.facts)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the engagements by their references."""
        return {row.reference: row.title for row in self.rows}

    def measures_of(self, activities: frozenset[str]) -> tuple[str, ...]:
        """The keys of the headings under which measures hold for these activities, each once."""
        return tuple(
            dict.fromkeys(
                measure.heading
                for facts in self.facts
                for measure in facts.measures.measures
                if measure.is_visible_to_clients
                and any(
                    f"{facts.engagement}/{activity.number}" in activities
                    and (not measure.activities or activity.number in measure.activities)
                    for activity in facts.in_agreement()
                )
            )
        )

    def place_of(self, receiver: str, engagement: str) -> str:
        """The row of a receiver, by the key of the map, in the annex of one of the engagements.

        "subprocessor-3" is number 3 there; "" for who is not in it.
        """
        kind, _, key = receiver.partition(":")
        facts = next(one for one in self.facts if one.engagement == engagement)
        rows = facts.subprocessors if kind == "subprocessor" else facts.recipients
        return next((f"{kind}-{row.number}" for row in rows if row.key == key), "")


def mapped_engagement(row: Engagement, *, on: date, portal_url: str = "") -> Mapped:
    """The map of one engagement that the scope gave: one query, 4 when anything was told."""
    return _mapped([row], on=on, portal_url=portal_url)


def mapped_client(
    scope: Scope, client: Client | None = None, *, on: date, portal_url: str = ""
) -> Mapped:
    """The map of all engagements that go on of a client, or of the client acted for."""
    rows = active_engagements(scope)
    if client is not None:
        rows = rows.where(Engagement.client == client.id)
    return _mapped(list(rows), on=on, portal_url=portal_url)


def mapped_file(mapped: Mapped, *, kind: str, language: str) -> MapFile:
    """The map as a file of a kind; one query for the agreements that it names.

    Raises NotFound for an unknown kind, Refused where there is no engagement.
    """
    return map_file(
        mapped.facts,
        kind=kind,
        language=language,
        on=mapped.on,
        agreements=told_agreements([row.id for row in mapped.rows]),
    )


def _mapped(rows: Sequence[Engagement], *, on: date, portal_url: str) -> Mapped:
    found = engaged(rows, on=on, portal_url=portal_url)
    return Mapped(tuple(one.row for one in found), tuple(one.facts for one in found), on)
