"""Rules about the template: the clauses of Art. 28(3) are there and say what they must."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.contacts import BREACHES, REQUESTS, contact_for
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    WARN,
    Finding,
    Rulebook,
    found,
    joined,
    name_of,
)
from dpa_manager.domain.completeness.wordings import languages_without_clause, unsaid
from dpa_manager.domain.template_words import ANNEXES, CLAUSES, SIGNATURE_PLACES

book = Rulebook()

KIND = "processing-agreement"
LATE_BREACH_HOURS = 48
LATEST_BREACH_HOURS = 72


def _clause_problems(case: DraftCase, rule_id: str, clause: str) -> Iterator[Finding]:
    for language in languages_without_clause(case, clause):
        missing = joined(name_of("clause"), clause, f"({language})")
        yield found(f"template.{clause}", subject=language, missing=missing)
    for wording, language in unsaid(case, rule_id):
        missing = joined(wording.point, f"({wording.clause}, {language})")
        yield found(f"template.{wording.clause}", subject=language, missing=missing)


@book.rule("R-A-1", BLOCK, article="28(3)(a)", field="template.clInstructions")
def instructions_are_bound(case: DraftCase) -> Iterator[Finding]:
    """Only documented instructions; a legal duty is told beforehand unless that law forbids it."""
    yield from _clause_problems(case, "R-A-1", "clInstructions")


@book.rule("R-B-1", BLOCK, article="28(3)(b)", field="template.clConfidentiality")
def staff_is_bound_to_secrecy(case: DraftCase) -> Iterator[Finding]:
    """The clause binds everybody with access, and says how the staff is bound."""
    yield from _clause_problems(case, "R-B-1", "clConfidentiality")
    if not case.facts.processor.staff_confidentiality:
        yield found("processor.staff_confidentiality", missing=name_of("staff_confidentiality"))


@book.rule("R-E-1", BLOCK, article="28(3)(e)", field="template.clRequests")
def requests_are_helped(case: DraftCase) -> Iterator[Finding]:
    """Requests of data subjects have a clause and a contact at the client."""
    yield from _clause_problems(case, "R-E-1", "clRequests")
    if contact_for(case.facts.client.party, REQUESTS) is None:
        yield found(f"client.contacts.{REQUESTS}", missing=name_of("contact_requests"))


@book.rule("R-F-1", BLOCK, article="28(3)(f), 33(2)", field="terms.breach_notice_hours")
def breaches_are_reported(case: DraftCase) -> Iterator[Finding]:
    """Breaches have a clause, a contact at the client and at most 72 hours."""
    yield from _clause_problems(case, "R-F-1", "clBreach")
    if contact_for(case.facts.client.party, BREACHES) is None:
        yield found(f"client.contacts.{BREACHES}", missing=name_of("contact_breaches"))
    hours = case.facts.terms.breach_notice_hours
    if not hours:
        yield found("terms.breach_notice_hours", missing=name_of("breach_notice_hours"))
    elif not 0 < hours <= LATEST_BREACH_HOURS:
        yield found("terms.breach_notice_hours", missing=name_of("breach_hours_to_72"))


@book.rule("R-F-1w", WARN, article="33(2)", field="terms.breach_notice_hours")
def breaches_are_reported_soon(case: DraftCase) -> Iterator[Finding]:
    """Between 48 and 72 hours leave the client little of its own 72."""
    hours = case.facts.terms.breach_notice_hours or 0
    if LATE_BREACH_HOURS < hours <= LATEST_BREACH_HOURS:
        yield found("terms.breach_notice_hours", hours=str(hours))


@book.rule("R-F-2", BLOCK, article="33(3)", field="template.clBreach")
def breach_reports_have_content(case: DraftCase) -> Iterator[Finding]:
    """The clause lists what a report holds, so that the client can tell its authority."""
    yield from _clause_problems(case, "R-F-2", "clBreach")


@book.rule("R-F-3", BLOCK, article="28(3)(f), 35, 36", field="template.clAssessment")
def assessments_are_helped(case: DraftCase) -> Iterator[Finding]:
    """Help with impact assessments and with prior consultation."""
    yield from _clause_problems(case, "R-F-3", "clAssessment")


@book.rule("R-G-1", BLOCK, article="28(3)(g)", field="terms.end_choice")
def data_end_as_the_client_chooses(case: DraftCase) -> Iterator[Finding]:
    """The clause on return and deletion exists, and the choice is made or left to the client."""
    yield from _clause_problems(case, "R-G-1", "clEnd")
    if not case.facts.terms.end_choice:
        yield found("terms.end_choice", missing=name_of("end_choice"))


@book.rule("R-H-1", BLOCK, article="28(3)(h)", field="template.clAudit")
def audits_are_allowed(case: DraftCase) -> Iterator[Finding]:
    """The clause allows audits, and inspections on site are among them."""
    yield from _clause_problems(case, "R-H-1", "clAudit")


@book.rule("R-H-2", BLOCK, article="28(3), last sentence", field="template.clInstructions")
def unlawful_instructions_are_told(case: DraftCase) -> Iterator[Finding]:
    """KBITS tells at once when an instruction infringes the law."""
    yield from _clause_problems(case, "R-H-2", "clInstructions")


@book.rule("R-TPL-1", BLOCK, article="28(9)", field="template")
def template_asks_for_known_words(case: DraftCase) -> Iterator[Finding]:
    """A word that nothing fills would be left open in the document."""
    for language in case.languages:
        template = case.template_in(language)
        for word in template.unknown_words if template else ():
            yield found(f"template.{language}", subject=word, word=word, language=language)


@book.rule("R-TPL-2", BLOCK, article="28(3)", field="template")
def template_is_whole(case: DraftCase) -> Iterator[Finding]:
    """Each language has a template of the right kind with every clause, annex and signature place.

    A clause counts only when it has text under some choice of options.
    """
    for language in case.languages:
        template = case.template_in(language)
        if template is None or template.kind != KIND:
            yield found(f"template.{language}", part=name_of("template"), language=language)
            continue
        for clause in CLAUSES:
            if not template.folded_clauses.get(clause):
                yield found(f"template.{clause}", subject=language, part=clause, language=language)
        for place in (*ANNEXES, *SIGNATURE_PLACES):
            if place not in template.bookmarks:
                yield found(f"template.{place}", subject=language, part=place, language=language)


@book.rule("R-REF-1", BLOCK, article="28(9)", field="template")
def references_meet_their_headings(case: DraftCase) -> Iterator[Finding]:
    """A printed reference has the number and the name of the heading that it means.

    There is something to read only after rendering: see `DraftCase.references`.
    """
    for reference in case.references:
        printed = f"{reference.number} ({reference.name})"
        heading = f"{reference.heading_number} ({reference.heading_name})"
        if printed != heading:
            yield found(
                f"template.{reference.language}",
                subject=printed,
                printed=printed,
                heading=heading,
                language=reference.language,
            )
