"""What is missing from an engagement before its agreement can be drafted."""

from collections.abc import Collection
from datetime import date

from dpa_manager.domain.completeness import DraftCase, Problem, problems
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.templates import (
    PROCESSING_AGREEMENT,
    template_facts,
    versions_in_use,
)


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
