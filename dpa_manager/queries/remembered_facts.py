"""Remembered facts: what an engagement's data say and lack, as long as nothing is told of a change.

What changes them is told in the history, of the client or of the firm: while neither chain grew,
the facts of before are those of now. The heads are read first, so that what is remembered is never
older than they are. Only pages read here; what is about to be written is gathered afresh
(`queries.gathering`), since inside a transaction rows change before the history tells of it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dpa_manager.domain.completeness import DraftCase, Problem, Severity, problems
from dpa_manager.domain.evidence import FIRM
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_sha256
from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.models import ChainHead, Client, Engagement
from dpa_manager.models.base import as_tuples, database, database_name
from dpa_manager.queries.gathering import gather_many
from dpa_manager.queries.templates import (
    PROCESSING_AGREEMENT,
    template_facts,
    versions_in_use,
)
from dpa_manager.vocabulary.phrase import LANGUAGES

Heads = tuple[str, str, int, date, str]
"""Database and head of the firm's chain, head of the client's, engagement, day, portal."""


@dataclass(frozen=True)
class Judged:
    """The facts of an engagement on a day, and what a draft in its client's language lacks."""

    facts: AgreementFacts
    problems: tuple[Problem, ...]

    @property
    def missing(self) -> int:
        """How many things are missing before a version can be drafted."""
        return sum(problem.severity is Severity.BLOCK for problem in self.problems)

    @cached_property
    def facts_sha256(self) -> str:
        """The hash of the facts."""
        return facts_sha256(self.facts)


@dataclass(frozen=True)
class Judgement:
    """How an engagement stands: things missing before a version, and the hash of its facts."""

    missing: int
    facts_sha256: str


# Whoever judges no more than these at once is likely to ask what they say, too.
_A_PAGE = 30
# A large engagement takes a megabyte, most a hundred kilobytes.
_FACTS: RecentlyUsed[Heads, Judged] = RecentlyUsed(most=64)
# Some hundred bytes each; a house of 10,000 engagements fits.
_JUDGEMENTS: RecentlyUsed[Heads, Judgement] = RecentlyUsed(most=20_000)


def judged_engagement(engagement_id: int, *, on: date, portal_url: str = "") -> Judged:
    """One engagement, by integer key, judged: one query, 4 when anything was told meanwhile."""
    heads = heads_of([engagement_id], on=on, portal_url=portal_url)

    def judge() -> Judged:
        ((_, judged),) = _judge([engagement_id], on=on, portal_url=portal_url)
        return judged

    return _FACTS.get(heads[engagement_id], judge) if heads else judge()


def judged_engagements(
    engagement_ids: Collection[int],
    *,
    on: date,
    portal_url: str = "",
    heads: Mapping[int, Heads] | None = None,
) -> dict[int, Judged]:
    """These engagements, by integer key, judged: one query, 4 for those not known yet.

    `heads` are those of `heads_of`, for whoever asks about the same engagements again: one less.
    """
    if heads is None:
        heads = heads_of(engagement_ids, on=on, portal_url=portal_url)
    heads = {one: heads[one] for one in engagement_ids if one in heads}
    known = _FACTS.known(heads.values())
    found = {identity: known[key] for identity, key in heads.items() if key in known}
    rest = [identity for identity in engagement_ids if identity not in found]
    if rest:
        judged = dict(_judge(rest, on=on, portal_url=portal_url))
        _FACTS.keep({heads[one]: judged[one] for one in rest if one in heads})
        found |= judged
    return found


def judgements(
    engagement_ids: Collection[int],
    *,
    on: date,
    portal_url: str = "",
    heads: Mapping[int, Heads] | None = None,
    most: int | None = None,
) -> dict[int, Judgement]:
    """How these engagements stand, by integer key: one query, 4 for those not known yet.

    `heads` as in `judged_engagements`; what a few of them say is remembered too. Of those not
    known yet `most` are judged, the others left out.
    """
    if heads is None:
        heads = heads_of(engagement_ids, on=on, portal_url=portal_url)
    known = _JUDGEMENTS.known(heads.values())
    found = {identity: known[key] for identity, key in heads.items() if key in known}
    rest = [identity for identity in engagement_ids if identity not in found][:most]
    if rest:
        judged = {}
        for identity, one in _judge(rest, on=on, portal_url=portal_url):
            judged[identity] = Judgement(one.missing, one.facts_sha256)
            if len(rest) <= _A_PAGE and identity in heads:
                _FACTS.keep({heads[identity]: one})
        _JUDGEMENTS.keep({heads[one]: judged[one] for one in rest if one in heads})
        found |= judged
    return found


def heads_of(
    engagement_ids: Collection[int], *, on: date, portal_url: str = ""
) -> dict[int, Heads]:
    """By what each engagement is remembered, by one query; one without a history is left out."""
    if database.in_transaction():
        return {}
    asked = Engagement.select(Engagement.id).join(Client)
    wanted = asked.where(Engagement.id.in_(list(engagement_ids)))
    found = heads_beside(wanted, Engagement.id, on=on, portal_url=portal_url)
    return {identity: head for identity, (_, head) in found.items()}


def heads_beside(
    query: Any, column: Any, *, on: date, portal_url: str = ""
) -> dict[int, tuple[Any, Heads]]:
    """A column of a select of engagements with their clients, and the heads, by integer key.

    One query; an engagement without a history is left out. Not to be asked in a transaction,
    where rows change before the history tells of it.
    """
    firm = ChainHead.alias()
    head_of_firm = firm.select(firm.hash).where(firm.chain == FIRM)
    heads = query.join(ChainHead, on=(ChainHead.chain == Client.public_id), src=Client)
    asked = heads.columns(Engagement.id, column, ChainHead.hash, head_of_firm)
    house = database_name()
    return {
        identity: (value, (f"{house} {firms}", head, identity, on, portal_url))
        for identity, value, head, firms in as_tuples(asked)
    }


def _judge(
    engagement_ids: Collection[int], *, on: date, portal_url: str
) -> Iterator[tuple[int, Judged]]:
    gathered = gather_many(engagement_ids, on=on, portal_url=portal_url)
    templates = {
        version.template.language: template_facts(version)
        for version in versions_in_use(PROCESSING_AGREEMENT, languages=LANGUAGES)
    }
    for identity, facts in zip(engagement_ids, gathered, strict=True):
        language = facts.client.language
        known = (templates[language],) if language in templates else ()
        yield identity, Judged(facts, problems(DraftCase(facts, known, (language,), on)))
