"""What is missing from an engagement before its agreement can be drafted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.completeness import DraftCase, Problem, Severity, problems
from dpa_manager.domain.evidence import FIRM
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_sha256
from dpa_manager.domain.recently_used import RecentlyUsed
from dpa_manager.models import ChainHead, Client, Engagement
from dpa_manager.models.base import as_tuples, database_name
from dpa_manager.queries.gathering import gather_facts, gather_many
from dpa_manager.queries.templates import (
    PROCESSING_AGREEMENT,
    template_facts,
    versions_in_use,
)
from dpa_manager.vocabulary.phrase import LANGUAGES


def draft_case(
    facts: AgreementFacts,
    *,
    languages: Collection[str],
    on: date,
    template: str = PROCESSING_AGREEMENT,
) -> DraftCase:
    """The draft to judge: these facts, in these languages, with the templates in use."""
    versions = versions_in_use(template, languages=languages)
    return DraftCase(
        facts=facts,
        templates=tuple(template_facts(version) for version in versions),
        languages=tuple(languages),
        today=on,
    )


def problems_of(
    engagement: str, *, on: date, portal_url: str = "", languages: Collection[str] = ()
) -> tuple[Problem, ...]:
    """All problems of an engagement, by reference or public id, in its client's language.

    Raises NotFound.
    """
    facts = gather_facts(engagement, on=on, portal_url=portal_url)
    return problems(draft_case(facts, languages=languages or (facts.client.language,), on=on))


JudgedBy = tuple[str, str, int, date, str]
"""Database and head of the firm's chain, head of the client's, engagement, day, portal."""


@dataclass(frozen=True)
class Judgement:
    """How an engagement stands: things missing before a version, and the hash of its facts."""

    missing: int
    facts_sha256: str


# Some hundred bytes each; a house of 10,000 engagements fits.
_JUDGED: RecentlyUsed[JudgedBy, Judgement] = RecentlyUsed(most=20_000)


def judgements(
    engagement_ids: Collection[int], *, on: date, portal_url: str = ""
) -> dict[int, Judgement]:
    """How these engagements stand, by integer key, each in its client's language: 4 queries.

    What changes a judgement is told in the history, of the client or of the firm: as long as
    neither chain grew, the judgement of before is the one of now. The heads are read first, so
    that what is judged is never older than they are.
    """
    keys = _judged_by(engagement_ids, on=on, portal_url=portal_url)
    known = _JUDGED.known(keys.values())
    found = {identity: known[key] for identity, key in keys.items() if key in known}
    rest = [identity for identity in engagement_ids if identity not in found]
    if rest:
        judged = _judge(rest, on=on, portal_url=portal_url)
        _JUDGED.keep({keys[one]: judged[one] for one in rest if one in keys})
        found |= judged
    return found


def _judged_by(
    engagement_ids: Collection[int], *, on: date, portal_url: str
) -> dict[int, JudgedBy]:
    """By what each engagement is judged, by one query; one without a history is left out."""
    firm = ChainHead.alias()
    head_of_firm = firm.select(firm.hash).where(firm.chain == FIRM)
    asked = (
        Engagement.select(Engagement.id, ChainHead.hash, head_of_firm)
        .join(Client)
        .join(ChainHead, on=(ChainHead.chain == Client.public_id))
        .where(Engagement.id.in_(list(engagement_ids)))
    )
    house = database_name()
    return {
        identity: (f"{house} {firms}", head, identity, on, portal_url)
        for identity, head, firms in as_tuples(asked)
    }


def _judge(engagement_ids: Collection[int], *, on: date, portal_url: str) -> dict[int, Judgement]:
    gathered = gather_many(engagement_ids, on=on, portal_url=portal_url)
    templates = {
        version.template.language: template_facts(version)
        for version in versions_in_use(PROCESSING_AGREEMENT, languages=LANGUAGES)
    }
    found = {}
    for identity, facts in zip(engagement_ids, gathered, strict=True):
        language = facts.client.language
        known = (templates[language],) if language in templates else ()
        case = DraftCase(facts, known, (language,), on)
        missing = sum(problem.severity is Severity.BLOCK for problem in problems(case))
        found[identity] = Judgement(missing, facts_sha256(facts))
    return found
