"""What the portal tells from: the engagements of the client acted for, and what their data say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.models import Engagement
from dpa_manager.queries.remembered_facts import judged_engagements
from dpa_manager.queries.scope import Scope

# More engagements than this no client has; what is above is left out of pages, never of documents.
MOST = 200


@dataclass(frozen=True)
class Engaged:
    """An engagement that the scope gave, and what its data say today."""

    row: Engagement
    facts: AgreementFacts


def active_engagements(scope: Scope) -> Any:
    """The engagements that go on, their client joined, in the order of their references."""
    engagements = scope.engagements().where(Engagement.is_active)
    return engagements.order_by(Engagement.reference).limit(MOST)


def engaged(rows: Sequence[Engagement], *, on: date, portal_url: str = "") -> tuple[Engaged, ...]:
    """What the data of these engagements say: one query, 4 when anything was told meanwhile."""
    if not rows:
        return ()
    judged = judged_engagements([row.id for row in rows], on=on, portal_url=portal_url)
    return tuple(Engaged(row, judged[row.id].facts) for row in rows)


def together(found: Sequence[Engaged]) -> DataMap:
    """The map of all these engagements."""
    return map_of([one.facts for one in found])
