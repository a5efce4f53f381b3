"""Worklists: what waits for somebody, and how far each engagement is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.mails import UNDELIVERED
from dpa_manager.models import Engagement, OutgoingMail
from dpa_manager.queries.agreements import EngagementLine, engagement_lines
from dpa_manager.queries.remembered_facts import judgements
from dpa_manager.queries.scope import Scope

# So many engagements are judged for Today: those that somebody worked on last.
_MOST = 30
_MOST_MAILS = 20


@dataclass(frozen=True)
class JudgedLine:
    """An engagement, how many things keep it from a version, and whether its data changed."""

    line: EngagementLine
    missing: int
    is_changed: bool

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to do something: fill in, draft, or draft anew."""
        return self.line.is_active and (
            self.missing > 0 or self.is_changed or self.line.version is None
        )


@dataclass(frozen=True)
class Work:
    """What waits, most recently touched first; `is_whole` unless more engagements were left out."""

    lines: tuple[JudgedLine, ...]
    is_whole: bool


def judged_lines(
    lines: Sequence[EngagementLine], *, on: date, portal_url: str = ""
) -> tuple[JudgedLine, ...]:
    """The same engagements, judged as the data stand on this day."""
    found = judgements([line.id for line in lines], on=on, portal_url=portal_url)
    return tuple(
        JudgedLine(
            line,
            found[line.id].missing,
            line.version is not None and line.version.facts_sha256 != found[line.id].facts_sha256,
        )
        for line in lines
    )


def waiting_work(scope: Scope, *, on: date, portal_url: str = "") -> Work:
    """The engagements that the visitor has to do something about."""
    query = scope.engagements("engagement.write").where(Engagement.is_active)
    rows = list(query.order_by(Engagement.changed_at.desc(), Engagement.id).limit(_MOST + 1))
    judged = judged_lines(engagement_lines(rows[:_MOST]), on=on, portal_url=portal_url)
    return Work(tuple(row for row in judged if row.is_waiting), len(rows) <= _MOST)


def undelivered_mails(scope: Scope) -> tuple[OutgoingMail, ...]:
    """The mails that did not arrive and that nobody dealt with yet, newest first."""
    query = scope.mails("mail.handle").where(
        OutgoingMail.state.in_(UNDELIVERED), OutgoingMail.handled_at.is_null()
    )
    return tuple(query.order_by(OutgoingMail.created_at.desc()).limit(_MOST_MAILS))
