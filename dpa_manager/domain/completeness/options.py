"""Rules about choices and figures: only known values, only figures above zero.

An *open* choice ("" or None) that an article wants made has a rule of its own: R-SUB-1, R-G-1,
R-PRE-3, R-ROLE-1, R-PLAT-1, R-F-1. Unknown values and forgotten figures are refused here, before
rendering, since an option that no text knows would print nothing.
"""

from collections.abc import Iterator

from dpa_manager.domain import choices
from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.rule import BLOCK, Finding, Rulebook, found, name_of
from dpa_manager.domain.completeness.transfers import legs
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES

book = Rulebook()

NATURES = ("", "art9", "art10", "nrn")

# Figures that every agreement prints.
FIGURES = (
    "objection_solution_days",
    "objection_exit_days",
    "emergency_working_days",
    "dsr_forward_working_days",
    "dsr_execute_days",
    "audit_notice_days",
    "audit_max_per_year",
    "evidence_answer_working_days",
    "assist_answer_working_days",
    "finding_plan_working_days",
    "instruction_confirm_working_days",
    "out_of_scope_answer_working_days",
    "tom_objection_days",
    "law_change_days",
    "talk_days",
    "end_days",
    "read_only_days",
    "return_accept_days",
    "certificate_days",
)

Choice = tuple[str, str, tuple[str, ...]]


@book.rule("R-OPT-1", BLOCK, article="28(3)", field="terms")
def choices_are_known(case: DraftCase) -> Iterator[Finding]:
    """Every choice has a value that the texts know."""
    for path, value, allowed in _choices(case):
        if value not in allowed:
            yield found(path, subject=value, option=path, value=value or "-")


def _choices(case: DraftCase) -> Iterator[Choice]:
    yield from _choices_of_terms(case.facts.terms)
    yield from _choices_of_parties(case)
    yield from _choices_of_activities(case)
    yield from _choices_of_annexes(case)
    yield from _choices_of_transfers(case)
    for language in case.languages:
        yield "languages", language, LANGUAGES


def _choices_of_terms(terms: AgreementTerms) -> Iterator[Choice]:
    for name, allowed in choices.TERM_CHOICES.items():
        value = getattr(terms, name)
        is_left_open = name in ("subproc_mode", "end_choice") and not value
        is_unused = name == "objection_effect" and terms.subproc_mode != "general"
        if not is_left_open and not is_unused:
            yield f"terms.{name}", value, allowed


def _choices_of_parties(case: DraftCase) -> Iterator[Choice]:
    client, processor = case.facts.client, case.facts.processor
    yield "client.role", client.role, choices.CLIENT_ROLES
    yield "client.language", client.language, LANGUAGES
    yield "client.region", client.region, choices.REGIONS
    yield "client.public_body", client.public_body, choices.PUBLIC_BODIES
    kind = processor.privacy_officer_kind
    yield "processor.privacy_officer_kind", kind, choices.PRIVACY_OFFICER_KINDS
    yield "duration_kind", case.facts.duration_kind, choices.DURATION_KINDS


def _choices_of_activities(case: DraftCase) -> Iterator[Choice]:
    for activity in case.facts.activities:
        path = f"activities.{activity.number}"
        yield f"{path}.role", activity.role.outcome, choices.ROLE_OUTCOMES
    for activity in case.activities:
        path = f"activities.{activity.number}"
        yield f"{path}.client_role", activity.client_role, choices.ACTIVITY_CLIENT_ROLES
        for use in activity.data:
            yield f"{path}.data.{use.category.key}.nature", use.nature, NATURES
        for place, platform in enumerate(activity.platforms, start=1):
            yield f"{path}.platforms.{place}", platform.contract_of, choices.PLATFORM_CONTRACTS


def _choices_of_annexes(case: DraftCase) -> Iterator[Choice]:
    for flow in case.flows:
        yield f"activities.{flow.activity}.flows", flow.target, choices.FLOW_TARGETS
    headings = tuple(k for k, term in vocabulary().measure_headings.items() if term.takes_measures)
    for measure in case.facts.measures.measures:
        yield f"measures.{measure.key}.status", measure.status, choices.MEASURE_STATUSES
        yield f"measures.{measure.key}.heading", measure.heading, headings


def _choices_of_transfers(case: DraftCase) -> Iterator[Choice]:
    known = tuple(vocabulary().transfer_mechanisms)
    for leg in legs(case):
        if leg.mechanism:
            yield f"{leg.field}.mechanism", leg.mechanism, known


@book.rule("R-OPT-2", BLOCK, article="28(3)", field="terms")
def figures_are_set(case: DraftCase) -> Iterator[Finding]:
    """Every period and number of the clauses is at least one."""
    for name in FIGURES:
        figure = getattr(case.facts.terms, name)
        if figure is None or figure < 1:
            yield found(f"terms.{name}", subject=name, missing=name_of(name))
