"""Worklists: what waits for somebody, and how far each engagement is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.mails import UNDELIVERED
from dpa_manager.models import Engagement, OutgoingMail
from dpa_manager.queries.agreements import EngagementLine, engagement_lines
from dpa_manager.queries.drifting import DriftLine, drift_lines
from dpa_manager.queries.remembered_facts import heads_of, judged_engagements, judgements
from dpa_manager.queries.scope import Scope

# So many engagements are judged for Today: those that somebody worked on last.
_MOST = 30
_MOST_MAILS = 20


@dataclass(frozen=True)
class JudgedLine:
    """An engagement, how many things keep it from a version, and what its version says no more."""

    line: EngagementLine
    missing: int
    drift: DriftLine | None = None

    @property
    def is_changed(self) -> bool:
        """Whether its newest version no longer says what is done."""
        return self.drift is not None and self.drift.drift_class.is_waiting

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

    @property
    def drifted(self) -> tuple[JudgedLine, ...]:
        """Those whose newest version no longer says what is done, the gravest first."""
        found = [(one, one.drift) for one in self.lines if one.is_changed]
        graded = [(drift.drift_class.gravity, one) for one, drift in found if drift]
        return tuple(one for _, one in sorted(graded, key=lambda pair: pair[0]))

    @property
    def others(self) -> tuple[JudgedLine, ...]:
        """Those that wait for something else."""
        return tuple(one for one in self.lines if not one.is_changed)


def judged_lines(
    lines: Sequence[EngagementLine], *, on: date, portal_url: str = ""
) -> tuple[JudgedLine, ...]:
    """The same engagements, judged as the data stand on this day."""
    identities = [line.id for line in lines]
    heads = heads_of(identities, on=on, portal_url=portal_url)
    found = judgements(identities, on=on, portal_url=portal_url, heads=heads)
    drifts = drift_lines(
        lines,
        {identity: judged.facts_sha256 for identity, judged in found.items()},
        judge=lambda few: judged_engagements(few, on=on, portal_url=portal_url, heads=heads),
    )
    return tuple(JudgedLine(line, found[line.id].missing, drifts.get(line.id)) for line in lines)


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
