"""The portal's home: what a client reads about itself."""

from dataclasses import dataclass

from dpa_manager.models import Agreement, Engagement
from dpa_manager.models.together import read_together
from dpa_manager.queries.clients import MOST, WorkLine, agreement_line, engagement_line
from dpa_manager.queries.scope import Scope


@dataclass(frozen=True)
class PortalHome:
    """The engagements of a client, and the agreements that were sent to it, newest first."""

    engagements: tuple[WorkLine, ...]
    agreements: tuple[WorkLine, ...]


def portal_home(scope: Scope) -> PortalHome:
    """What the visitor sees of the own client: one query."""
    engagements = scope.engagements().order_by(Engagement.reference).limit(MOST)
    agreements = scope.agreements().order_by(Agreement.reference.desc()).limit(MOST)
    read_together(engagements, agreements)
    return PortalHome(
        engagements=tuple(engagement_line(row) for row in engagements),
        agreements=tuple(agreement_line(row) for row in agreements),
    )
