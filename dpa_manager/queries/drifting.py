"""Drifting: which engagements their last version no longer describes, and what differs in one."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

from dpa_manager.domain.data_map.comparing import MarkedMap, marked_map
from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.drift import Drift, DriftClass, drift_between
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_from_json
from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.models import Agreement, AgreementVersion, Engagement
from dpa_manager.models.base import as_tuples
from dpa_manager.models.together import read_together
from dpa_manager.queries.agreements import EngagementLine
from dpa_manager.queries.comparing import Edition
from dpa_manager.queries.remembered_facts import (
    Judged,
    heads_beside,
    judged_engagement,
    judgements,
)
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.phrase import Phrase

# Two hashes, that of a version's facts and that of later ones, are some hundred bytes with this.
_SHORT: "RecentlyUsed[tuple[str, str], DriftLine | None]" = RecentlyUsed(most=20_000)


# Judging so many takes one round of queries, and some seconds where all are large.
_MOST_JUDGED = 200


@dataclass(frozen=True)
class Drifted:
    """Engagements that drifted, by integer key, and how many more nobody looked at yet."""

    ids: tuple[int, ...]
    unseen: int


@dataclass(frozen=True)
class DriftLine:
    """What differs in an engagement, for a line: its class, how many, and the most important."""

    drift_class: DriftClass
    count: int
    first: Phrase


@dataclass(frozen=True)
class DatedVersion:
    """A version of an engagement's agreement: its number and its day."""

    number: int
    dated_on: date


@dataclass(frozen=True)
class DriftSheet:
    """Two editions of one engagement, what differs, and both maps as one.

    `versions` are all there are, newest first. `before` is None when no version is as old as was
    asked; then there is nothing to compare. `may_write` says whether the visitor drafts the next.
    """

    versions: tuple[DatedVersion, ...]
    before: Edition | None
    after: Edition | None
    drift: Drift
    marked: MarkedMap
    may_write: bool


def drift_lines(
    lines: Sequence[EngagementLine],
    hashes: Mapping[int, str],
    *,
    judge: Callable[[Collection[int]], Mapping[int, Judged]],
) -> dict[int, DriftLine]:
    """What differs in these engagements, by integer key; those that agree are left out.

    `hashes` are those of their facts now, and `judge` gives the facts of the few that are not
    known from before: then one query for the versions, and what `judge` takes.
    """
    pairs = {
        line.id: (line.version.facts_sha256, hashes[line.id])
        for line in lines
        if line.version and line.version.facts_sha256 != hashes[line.id]
    }
    known = _SHORT.known(pairs.values())
    rest = [identity for identity, pair in pairs.items() if pair not in known]
    if rest:
        told = dict(_told(rest, pairs, judge(rest)))
        _SHORT.keep(told)
        known |= told
    found = {identity: known[pair] for identity, pair in pairs.items()}
    return {identity: line for identity, line in found.items() if line is not None}


def drifted(scope: Scope, *, on: date, portal_url: str = "") -> Drifted:
    """All engagements that their last version no longer describes: one query.

    Four when something was told since they were looked at last. Of those that nobody looked at
    since, no more are judged at once than a page may take.
    """
    column = AgreementVersion.facts_sha256
    found = heads_beside(_with_versions(scope), column, on=on, portal_url=portal_url)
    heads = {identity: head for identity, (_, head) in found.items()}
    judged = judgements(list(found), on=on, heads=heads, portal_url=portal_url, most=_MOST_JUDGED)
    different = [one for one in judged if judged[one].facts_sha256 != found[one][0]]
    return Drifted(tuple(different), len(found) - len(judged))


def drift_since_last(row: Engagement, facts: AgreementFacts) -> Drift:
    """What the newest version of an engagement does not say of these facts of it: one query."""
    version = AgreementVersion
    query = version.select(version.id, version.facts).join(Agreement)
    newest = query.where(Agreement.engagement == row.id).order_by(version.number.desc()).first()
    return drift_between(facts_from_json(newest.facts), facts) if newest else Drift()


def drift_sheet(
    scope: Scope,
    row: Engagement,
    *,
    since: date | None,
    until: date | None,
    on: date,
    portal_url: str = "",
) -> DriftSheet:
    """What changed in an engagement that the scope gave, its client joined: 3 to 6 queries.

    From the version that held on the day `since` (None: the last one) to the one of `until` (None:
    the data as they stand `on` this day). A version holds from its day until the next one's.
    """
    dated = _dated_versions(row)
    writable = scope.engagements("engagement.write").where(Engagement.id == row.id)
    read_together(dated, writable)
    versions = tuple(DatedVersion(one.number, one.dated_on) for one in dated)
    before = _held(versions, since) if since else next(iter(versions), None)
    after = _held(versions, until) if until else None
    frozen = _editions(row, [one.number for one in (before, after) if one])
    if until is None:
        facts = judged_engagement(row.id, on=on, portal_url=portal_url).facts
        frozen[None] = Edition(None, on, facts)
    old = frozen.get(before.number) if before else None
    new = frozen.get(after.number if after else None)
    may_write = bool(list(writable)) and row.is_active
    return DriftSheet(versions, old, new, _drift(old, new), _marked(old, new), may_write)


def _drift(before: Edition | None, after: Edition | None) -> Drift:
    return drift_between(before.facts, after.facts) if before and after else Drift()


def _marked(before: Edition | None, after: Edition | None) -> MarkedMap:
    if before and after:
        return marked_map(before.facts, after.facts)
    only = before or after
    return MarkedMap(map_of([only.facts]) if only else DataMap(), {})


def _held(versions: Sequence[DatedVersion], day: date) -> DatedVersion | None:
    """The version that held on a day: the newest one dated that day or before."""
    return next((version for version in versions if version.dated_on <= day), None)


def _dated_versions(row: Engagement) -> Any:
    version = AgreementVersion
    query = version.select(version.id, version.number, version.dated_on).join(Agreement)
    return query.where(Agreement.engagement == row.id).order_by(version.number.desc())


def _editions(row: Engagement, numbers: Collection[int]) -> dict[int | None, Edition]:
    version = AgreementVersion
    query = version.select(version.id, version.number, version.dated_on, version.facts)
    wanted = query.join(Agreement).where(
        Agreement.engagement == row.id, version.number.in_(list(numbers))
    )
    return {
        one.number: Edition(one.number, one.dated_on, facts_from_json(one.facts))
        for one in (wanted if numbers else ())
    }


def _told(
    identities: Sequence[int],
    pairs: Mapping[int, tuple[str, str]],
    judged: Mapping[int, Judged],
) -> Iterator[tuple[tuple[str, str], DriftLine | None]]:
    frozen = _frozen(identities, {pairs[one][0] for one in identities})
    for identity in identities:
        pair = pairs[identity]
        yield pair, _line(drift_between(frozen[pair[0]], judged[identity].facts))


def _line(drift: Drift) -> DriftLine | None:
    """The most important of the gravest class; None where only the order of rows differs."""
    if drift.gravest is None:
        return None
    return DriftLine(drift.gravest, len(drift.told), drift.groups[0].changes[0].sentence)


def _frozen(identities: Sequence[int], hashes: Collection[str]) -> dict[str, AgreementFacts]:
    version = AgreementVersion
    query = version.select(version.facts_sha256, version.facts).join(Agreement)
    wanted = query.where(
        Agreement.engagement.in_(list(identities)), version.facts_sha256.in_(sorted(hashes))
    )
    return {sha256: facts_from_json(facts) for sha256, facts in as_tuples(wanted)}


def _with_versions(scope: Scope) -> Any:
    """The active engagements of the visitor, each joined to the newest version of its agreement."""
    version, later = AgreementVersion, AgreementVersion.alias()
    newest = later.select(peewee.fn.MAX(later.number)).where(later.agreement == version.agreement)
    joined = scope.engagements().switch(Engagement).join(Agreement).join(version)
    return joined.where(Engagement.is_active, version.number == newest)
