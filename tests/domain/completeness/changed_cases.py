"""The complete case with one thing changed: the builders of the rules' tables."""

from dataclasses import dataclass, replace
from typing import Any

from dpa_manager.domain.completeness import DraftCase
from dpa_manager.domain.facts import ActivityFacts, DataCategoryUse
from dpa_manager.domain.parties import Person
from tests.domain.completeness.complete_case import complete_facts, complete_terms
from tests.domain.completeness.complete_template import LANGUAGES, complete_case, complete_template

FACTS = complete_facts()
HOSTING, SUPPORT, OWN = FACTS.activities
HOSTER, MAILER = FACTS.subprocessors
(SHIPPER,) = FACTS.recipients
AMERICAN = MAILER.transfers[0]


@dataclass(frozen=True)
class RuleCase:
    """A rule with a case on which it fires, at `field`, and the nearest on which it does not."""

    rule: str
    claim: str
    field: str
    fires: DraftCase
    quiet: DraftCase


def row(rule: str, claim: str, field: str, fires: DraftCase, quiet: DraftCase) -> RuleCase:
    """One row of a table."""
    return RuleCase(rule, claim, field, fires, quiet)


def with_terms(**changes: Any) -> DraftCase:
    """Other terms."""
    return complete_case(terms=complete_terms(**changes))


def with_client(**changes: Any) -> DraftCase:
    """Another client."""
    return complete_case(client=replace(FACTS.client, **changes))


def with_processor(**changes: Any) -> DraftCase:
    """Another record of the own organisation."""
    return complete_case(processor=replace(FACTS.processor, **changes))


def with_party(**changes: Any) -> DraftCase:
    """The client as a party changed."""
    return with_client(party=replace(FACTS.client.party, **changes))


def with_own_party(**changes: Any) -> DraftCase:
    """KBITS as a party changed."""
    return with_processor(party=replace(FACTS.processor.party, **changes))


def with_contact(subject: str, person: Person | None, *, is_own: bool = False) -> DraftCase:
    """Another contact for a subject, or none at all."""
    party = FACTS.processor.party if is_own else FACTS.client.party
    points = tuple(
        replace(point, person=person or point.person) if point.subject.key == subject else point
        for point in party.contacts
        if person is not None or point.subject.key != subject
    )
    return with_own_party(contacts=points) if is_own else with_party(contacts=points)


def with_hosting(**changes: Any) -> DraftCase:
    """The activity II.1 changed."""
    return complete_case(activities=(replace(HOSTING, **changes), SUPPORT, OWN))


def with_support(**changes: Any) -> DraftCase:
    """The activity II.2 changed."""
    return complete_case(activities=(HOSTING, replace(SUPPORT, **changes), OWN))


def use_of(category: str, activity: ActivityFacts = HOSTING) -> DataCategoryUse:
    """A category in an activity."""
    return next(use for use in activity.data if use.category.key == category)


def hosting_with_use(category: str, /, **changes: Any) -> ActivityFacts:
    """II.1 with one category changed."""
    data = tuple(
        replace(use, **changes) if use.category.key == category else use for use in HOSTING.data
    )
    return replace(HOSTING, data=data)


def with_use(category: str, /, **changes: Any) -> DraftCase:
    """A category of II.1 changed."""
    return complete_case(activities=(hosting_with_use(category, **changes), SUPPORT, OWN))


def with_hoster(**changes: Any) -> DraftCase:
    """The sub-processor IV.1 changed."""
    return complete_case(subprocessors=(replace(HOSTER, **changes), MAILER))


def with_mailer(**changes: Any) -> DraftCase:
    """The sub-processor IV.2 changed."""
    return complete_case(subprocessors=(HOSTER, replace(MAILER, **changes)))


def with_transfer(**changes: Any) -> DraftCase:
    """The ground of IV.2's transfer changed."""
    return with_mailer(transfers=(replace(AMERICAN, **changes),))


def with_shipper(**changes: Any) -> DraftCase:
    """The recipient R1 changed."""
    return complete_case(recipients=(replace(SHIPPER, **changes),))


def with_measures(**changes: Any) -> DraftCase:
    """The measure set changed."""
    return complete_case(measures=replace(FACTS.measures, **changes))


def with_measure(key: str, /, **changes: Any) -> DraftCase:
    """One measure changed."""
    return with_measures(
        measures=tuple(
            replace(m, **changes) if m.key == key else m for m in FACTS.measures.measures
        )
    )


def with_clause(clause: str, text: str | None, *, language: str = "nl") -> DraftCase:
    """The fixed text of one clause changed in one language; None takes the clause out."""
    template = complete_template(language)
    clauses = {k: v for k, v in template.clauses.items() if k != clause}
    if text is not None:
        clauses[clause] = text
    return with_template(language, clauses=clauses)


def with_template(language: str, **changes: Any) -> DraftCase:
    """One of the templates changed."""
    return complete_case(
        templates=tuple(
            complete_template(code, **(changes if code == language else {})) for code in LANGUAGES
        )
    )


def clause_text(clause: str, *, language: str = "nl") -> str:
    """What the complete template says in a clause."""
    return complete_template(language).clauses[clause]
