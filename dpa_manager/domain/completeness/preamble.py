"""Rules about what Art. 28(3) asks of the description: subject matter, activities, duration."""

from collections.abc import Iterator
from datetime import date

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.contacts import INSTRUCTIONS, contact_for
from dpa_manager.domain.completeness.naming import activity_code, activity_name
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    INFO,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
    names_of,
)
from dpa_manager.domain.completeness.wordings import languages_without_clause
from dpa_manager.domain.facts import ActivityFacts, DataCategoryUse
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

book = Rulebook()

MIN_SUBJECT_MATTER = 30
MIN_DESCRIPTION = 15


@book.rule("R-PRE-2", BLOCK, article="28(3)", field="subject_matter")
def subject_matter_says_enough(case: DraftCase) -> Iterator[Finding]:
    """The subject matter is a sentence of at least 30 characters in each language of the draft."""
    written = case.facts.subject_matter.as_dict()
    short = [
        language
        for language in LANGUAGES
        if language in case.languages and 0 < len(written[language].strip()) < MIN_SUBJECT_MATTER
    ]
    if not case.facts.subject_matter:
        short = [language for language in LANGUAGES if language in case.languages]
    if short:
        yield found("subject_matter", languages=names_of(f"language_{code}" for code in short))


@book.rule("R-PRE-3", BLOCK, article="28(3)", field="duration_kind")
def duration_is_known(case: DraftCase) -> Iterator[Finding]:
    """The agreement has a duration; a fixed one ends, and ends after it starts."""
    facts = case.facts
    if not facts.duration_kind:
        yield found("duration_kind", missing=name_of("duration_kind"))
    elif facts.duration_kind == "fixed":
        start = _start(case) or case.today
        if facts.end_on is None:
            yield found("end_on", missing=name_of("end_on"))
        elif facts.end_on <= start:
            yield found("end_on", missing=name_of("end_after_start"))
    elif facts.duration_kind == "principal" and facts.principal_contract is None:
        yield found("principal_contract", missing=name_of("principal_contract"))


def _start(case: DraftCase) -> date | None:
    return case.facts.effective_on or case.facts.start_on


@book.rule(
    "R-PC-1",
    BLOCK,
    article="28(3)",
    field="principal_contract.name",
    applies=lambda case: case.facts.principal_contract is not None,
)
def principal_contract_is_named(case: DraftCase) -> Iterator[Finding]:
    """A Principal Contract that is referred to has a name."""
    contract = case.facts.principal_contract
    if contract is not None and not contract.name.strip():
        yield found("principal_contract.name")


@book.rule("R-DUR-1", BLOCK, article="28(3)", field="effective_on")
def agreement_is_not_retroactive(case: DraftCase) -> Iterator[Finding]:
    """No start before the last signature, which cannot be earlier than today."""
    for name in ("effective_on", "start_on"):
        stated: date | None = getattr(case.facts, name)
        if stated is not None and stated < case.today:
            yield found(name, day=stated.isoformat(), missing=name_of(name))


@book.rule("R-DUR-1w", WARN, article="28(3)", field="activities")
def activity_begins_under_the_agreement(case: DraftCase) -> Iterator[Finding]:
    """Processing that began before the agreement is a gap that the DPO has to know of."""
    start = _start(case) or case.today
    for activity in case.activities:
        if activity.began_on is not None and activity.began_on < start:
            yield _about(activity, "began_on", day=activity.began_on.isoformat())


def _about(activity: ActivityFacts, path: str, **values: str | Phrase) -> Finding:
    return found(
        f"activities.{activity.number}.{path}",
        subject=activity_code(activity),
        activity=activity_name(activity),
        **values,
    )


@book.rule("R-ACT-1", BLOCK, article="28(3)", field="activities")
def activity_has_a_title(case: DraftCase) -> Iterator[Finding]:
    """The block of an activity in Annex II is headed by its title."""
    for activity in case.activities:
        if not activity.title:
            yield _about(activity, "title")


@book.rule("R-PRE-4", BLOCK, article="28(3)", field="activities")
def nature_and_purpose_are_known(case: DraftCase) -> Iterator[Finding]:
    """An activity has a service, operations and purposes."""
    for activity in case.activities:
        for name in ("service_kinds", "operations", "purposes"):
            if not getattr(activity, name):
                yield _about(activity, name, missing=name_of(name))


@book.rule("R-PRE-5", BLOCK, article="28(3)", field="activities")
def data_are_described(case: DraftCase) -> Iterator[Finding]:
    """An activity has data; a category that says nothing by itself is described."""
    for activity in case.activities:
        if not activity.data:
            yield _about(activity, "data", missing=name_of("data"))
        for use in activity.data:
            if use.needs_description and not _is_described(use, case.languages):
                yield _about(
                    activity,
                    f"data.{use.category.key}.description",
                    missing=name_of("description_of_data"),
                )


def _is_described(use: DataCategoryUse, languages: tuple[str, ...]) -> bool:
    # An empty language of a description that exists elsewhere is for R-LANG-3.
    words = use.description.as_dict()
    written = [words.get(language, "").strip() for language in languages]
    return bool(use.description) and all(len(text) >= MIN_DESCRIPTION for text in written if text)


@book.rule("R-PRE-6", BLOCK, article="28(3)", field="activities")
def data_subjects_are_known(case: DraftCase) -> Iterator[Finding]:
    """An activity has categories of data subjects."""
    for activity in case.activities:
        if not activity.subjects:
            yield _about(activity, "subjects")


@book.rule("R-PRE-7", BLOCK, article="28(3)", field="client.contacts.instructions")
def client_duties_and_instructions(case: DraftCase) -> Iterator[Finding]:
    """The clause on the client's duties exists, and somebody of the client may instruct."""
    if contact_for(case.facts.client.party, INSTRUCTIONS) is None:
        yield found(f"client.contacts.{INSTRUCTIONS}", missing=name_of("contact_instructions"))
    for language in languages_without_clause(case, "clClient"):
        yield found("template.clClient", subject=language, missing=name_of("clause_client"))


@book.rule("R-RET-1", BLOCK, article="5(1)(e), 28(3)", field="activities")
def data_have_a_retention_rule(case: DraftCase) -> Iterator[Finding]:
    """Each category in an activity says when the data go; criteria without words do not."""
    for activity in case.activities:
        for use in activity.data:
            if use.retention is None or not use.retention.words:
                yield _about(
                    activity,
                    f"data.{use.category.key}.retention",
                    category=use.category.words,
                )


@book.rule("R-LOC-1", BLOCK, article="28(3), 32", field="activities")
def activity_has_a_place(case: DraftCase) -> Iterator[Finding]:
    """An activity says where the data are processed."""
    for activity in case.activities:
        if not activity.locations:
            yield _about(activity, "locations")


@book.rule("R-PLAT-1", WARN, article="28(2)", field="activities")
def platform_says_whose_contract(case: DraftCase) -> Iterator[Finding]:
    """Whose contract a platform is decides whether its vendor is a sub-processor."""
    for activity in case.activities:
        if activity.runs_on_platform and not activity.platforms:
            yield _about(activity, "platforms", platform=name_of("platform"))
        for place, platform in enumerate(activity.platforms, start=1):
            if not platform.contract_of or not platform.name.strip():
                yield _about(
                    activity,
                    f"platforms.{place}",
                    platform=platform.name or name_of("platform"),
                )


@book.rule("R-DPIA-1", INFO, article="35", field="activities")
def impact_assessment_is_likely(case: DraftCase) -> Iterator[Finding]:
    """Vulnerable people and automated decisions hint at an impact assessment by the client."""
    for activity in case.activities:
        if any(use.is_vulnerable for use in activity.subjects):
            yield _about(activity, "subjects", reason=name_of("vulnerable_people"))
        if activity.automated_decision:
            yield _about(activity, "automated_decision", reason=name_of("automated_decision"))
