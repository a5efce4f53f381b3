"""What is missing from an engagement before its agreement can be drafted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.completeness import DraftCase, Problem, Severity, problems
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.facts_json import facts_sha256
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


@dataclass(frozen=True)
class Judgement:
    """How an engagement stands: things missing before a version, and the hash of its facts."""

    missing: int
    facts_sha256: str


def judgements(
    engagement_ids: Collection[int], *, on: date, portal_url: str = ""
) -> dict[int, Judgement]:
    """How these engagements stand, by integer key, each in its client's language: 3 queries."""
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
