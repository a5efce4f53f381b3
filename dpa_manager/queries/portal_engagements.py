"""Engagements as their client reads them: what is done, with whose data, for how long, for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.data_map.rows import DataMap, Receiver
from dpa_manager.domain.facts import ActivityFacts, AgreementFacts, DataCategoryUse
from dpa_manager.models import Agreement, Engagement
from dpa_manager.models.together import read_together
from dpa_manager.queries.portal_facts import MOST, engaged, together
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class CategoryLine:
    """Data of one category in an activity: whose they are and who gets them; () for nobody."""

    use: DataCategoryUse
    subjects: tuple[Phrase, ...]
    receivers: tuple[Receiver, ...]


@dataclass(frozen=True)
class ActivityLine:
    """An activity with the data of which something is done in it."""

    facts: ActivityFacts
    categories: tuple[CategoryLine, ...]

    @property
    def subjects(self) -> tuple[Phrase, ...]:
        """Whose data they are."""
        return tuple(use.category.words for use in self.facts.subjects)


@dataclass(frozen=True)
class EngagementLine:
    """An engagement in the list, with its agreement if that was sent."""

    row: Engagement
    agreement: Agreement | None


@dataclass(frozen=True)
class EngagementSheet:
    """One engagement: what is done in it, and its agreement if that was sent."""

    row: Engagement
    facts: AgreementFacts
    activities: tuple[ActivityLine, ...]
    receivers: tuple[Receiver, ...]
    agreement: Agreement | None


def engagement_lines(scope: Scope) -> tuple[EngagementLine, ...]:
    """All engagements of the own client, those that go on first: one query."""
    rows = scope.engagements().order_by(Engagement.is_active.desc(), Engagement.reference)
    rows, agreements = rows.limit(MOST), scope.agreements().order_by(Agreement.id)
    read_together(rows, agreements)
    sent = _by_engagement(agreements)
    return tuple(EngagementLine(row, sent.get(row.id)) for row in rows)


def engagement_sheet(
    scope: Scope, row: Engagement, *, on: date, portal_url: str = ""
) -> EngagementSheet:
    """One engagement that the scope gave: 2 to 5 queries."""
    found = engaged([row], on=on, portal_url=portal_url)
    data_map = together(found)
    (facts,) = (one.facts for one in found)
    agreements = scope.agreements().where(Agreement.engagement == row.id).order_by(Agreement.id)
    return EngagementSheet(
        row=row,
        facts=facts,
        activities=tuple(_activity(one, data_map) for one in facts.in_agreement()),
        receivers=data_map.receivers,
        agreement=_by_engagement(agreements).get(row.id),
    )


def _by_engagement(agreements: Iterable[Agreement]) -> Mapping[int, Agreement]:
    """The newest agreement of each engagement."""
    return {agreement.engagement_id: agreement for agreement in agreements}


def _activity(activity: ActivityFacts, data_map: DataMap) -> ActivityLine:
    """An activity of the only engagement on this map."""
    here = {row.key for row in data_map.activities if row.number == activity.number}
    flows = [flow for flow in data_map.flows if flow.activity in here]
    lines = []
    for use in activity.data:
        mine = [flow for flow in flows if flow.category == use.category.key]
        subjects = dict.fromkeys(data_map.subject[flow.subject].words for flow in mine)
        receivers = dict.fromkeys(flow.receiver for flow in mine if flow.receiver)
        named = tuple(data_map.receiver[receiver] for receiver in receivers)
        lines.append(CategoryLine(use, tuple(subjects), named))
    return ActivityLine(activity, tuple(lines))
