"""Versions of an agreement beside each other, and beside the data as they stand today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from dpa_manager.domain.drift import Drift, drift_between
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_from_json
from dpa_manager.domain.telling_changes import Change, tell_changes
from dpa_manager.models import Agreement, AgreementVersion, Assignment, Engagement, User
from dpa_manager.models.together import read_together
from dpa_manager.queries.agreements import (
    AgreementSheet,
    EngagementSheet,
    agreement_sheet,
    engagement_sheet,
)
from dpa_manager.queries.remembered_facts import judged_engagement
from dpa_manager.queries.scope import Scope

NOW = "now"
# So many versions of an agreement tell on its page what changed; older ones when they are asked.
_TOLD = 6


@dataclass(frozen=True)
class Edition:
    """What an agreement says in one version, or would say today (`number` None)."""

    number: int | None
    dated_on: date | None
    facts: AgreementFacts


@dataclass(frozen=True)
class Comparison:
    """Two editions, and what changed from the first to the second."""

    before: Edition
    after: Edition
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class VersionChanges:
    """What a version changed since the one before it, and why its warnings were passed over.

    `changes` is None for the first version and for those that are told only when asked.
    """

    since: int | None
    changes: tuple[Change, ...] | None
    reasons: Mapping[str, str]


@dataclass(frozen=True)
class AgreementOverview:
    """One agreement with its versions; `versions` goes from number to what it changed.

    `since_last` are the changes that the newest version does not know yet.
    """

    sheet: AgreementSheet
    facts: AgreementFacts
    versions: Mapping[int, VersionChanges]
    since_last: tuple[Change, ...]


@dataclass(frozen=True)
class EngagementOverview:
    """One engagement as it stands: `managers` look after its client, by name.

    `drift` is what its newest version does not say yet, with what that asks for.
    """

    sheet: EngagementSheet
    managers: tuple[str, ...]
    may_write: bool
    drift: Drift


def agreement_overview(row: Agreement, *, on: date, portal_url: str = "") -> AgreementOverview:
    """An agreement that the scope gave, its engagement and client joined: 3 to 6 queries."""
    sheet = agreement_sheet(row)
    rows = list(_versions(row.id).order_by(AgreementVersion.number.desc()).limit(_TOLD))
    today = judged_engagement(row.engagement_id, on=on, portal_url=portal_url).facts
    frozen = [facts_from_json(version.facts) for version in rows]
    return AgreementOverview(
        sheet=sheet,
        facts=today,
        versions=_told(rows, frozen),
        since_last=tell_changes(frozen[0], today) if frozen else (),
    )


def engagement_overview(
    scope: Scope, row: Engagement, *, on: date, portal_url: str = ""
) -> EngagementOverview:
    """An engagement that the scope gave, its client joined: 3 to 6 queries."""
    sheet = engagement_sheet(row, on=on, portal_url=portal_url)
    newest = _newest_version(row)
    managers = _managers(row)
    writable = scope.engagements("engagement.write").where(Engagement.id == row.id)
    read_together(newest, managers, writable)
    frozen = next((facts_from_json(version.facts) for version in newest), None)
    return EngagementOverview(
        sheet=sheet,
        managers=tuple(assignment.user.name for assignment in managers),
        may_write=bool(list(writable)),
        drift=drift_between(frozen, sheet.facts) if frozen else Drift(),
    )


def compare_editions(
    row: Agreement, numbers: Sequence[int], *, a: str, b: str, on: date, portal_url: str = ""
) -> Comparison | None:
    """Two editions of an agreement that the scope gave: at most 5 queries.

    `numbers` are those of its versions, newest first; `a` and `b` are a number or "now" and may be
    anything else, which stands for the last two, or the last one and today. None where there is
    no version to compare with.
    """
    if not numbers:
        return None
    chosen = chosen_editions(numbers, a=a, b=b)
    wanted = [number for number in chosen if number is not None]
    rows = _versions(row.id).where(AgreementVersion.number.in_(wanted))
    frozen = {version.number: _edition(version) for version in rows}
    if None in chosen:
        today = judged_engagement(row.engagement_id, on=on, portal_url=portal_url).facts
        frozen[None] = Edition(None, on, today)
    before, after = (frozen[number] for number in chosen)
    return Comparison(before, after, tell_changes(before.facts, after.facts))


def chosen_editions(numbers: Sequence[int], *, a: str, b: str) -> tuple[int | None, int | None]:
    """The numbers to compare, the older one first; None stands for today."""
    known: dict[str, int | None] = {str(number): number for number in numbers} | {NOW: None}
    asked = (known[a], known[b]) if a in known and b in known and a != b else None
    if asked is None:
        return (numbers[1], numbers[0]) if len(numbers) > 1 else (numbers[0], None)
    before, after = asked
    is_turned = before is None or (after is not None and after < before)
    return (after, before) if is_turned else (before, after)


def _told(
    rows: Sequence[AgreementVersion], frozen: Sequence[AgreementFacts]
) -> dict[int, VersionChanges]:
    """By number; of the oldest one read it is not known what it changed, unless it is the first."""
    told = {version.number: VersionChanges(None, None, version.reasons) for version in rows}
    for (newer, facts), (older, facts_before) in pairwise(zip(rows, frozen, strict=True)):
        changes = tell_changes(facts_before, facts)
        told[newer.number] = VersionChanges(older.number, changes, newer.reasons)
    return told


def _versions(agreement_id: int) -> Any:
    version = AgreementVersion
    columns = (version.id, version.number, version.dated_on, version.facts, version.reasons)
    return version.select(*columns).where(version.agreement == agreement_id)


def _edition(version: AgreementVersion) -> Edition:
    return Edition(version.number, version.dated_on, facts_from_json(version.facts))


def _newest_version(row: Engagement) -> Any:
    """The version that an engagement's line calls the newest one."""
    versions = AgreementVersion.select(AgreementVersion.id, AgreementVersion.facts).join(Agreement)
    newest = versions.where(Agreement.engagement == row.id)
    return newest.order_by(AgreementVersion.number.desc()).limit(1)


def _managers(row: Engagement) -> Any:
    return (
        Assignment.select(Assignment, User)
        .join(User)
        .where(Assignment.client == row.client_id)
        .order_by(User.name, User.id)
    )
