"""Words for the terms of an agreement: label, explanation and unit of each, and clauses by name."""

from dataclasses import dataclass
from typing import Any

from dpa_manager.domain.settings import SETTINGS
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.speaking import gettext, in_reader_language, marked


@dataclass(frozen=True)
class TermGroup:
    """Terms that people think of together; `periods` are folded where all is as usual."""

    key: str
    words: str
    choices: tuple[str, ...]
    periods: tuple[str, ...] = ()


GROUPS = (
    TermGroup(
        "subprocessors",
        marked("Sub-processors"),
        ("subproc_mode", "notice_days", "objection_days", "objection_effect"),
        (
            "objection_solution_days", "objection_exit_days", "has_emergency_replacement",
            "emergency_working_days",
        ),
    ),
    TermGroup("breaches", marked("Breaches"), ("breach_notice_hours",)),
    TermGroup(
        "requests",
        marked("Requests by data subjects"),
        ("dsr_forward_working_days", "dsr_execute_days", "sends_neutral_receipt"),
    ),
    TermGroup(
        "audits",
        marked("Audits and help"),
        ("audit_max_per_year", "audit_notice_days"),
        ("evidence_answer_working_days", "finding_plan_working_days", "assist_answer_working_days"),
    ),
    TermGroup(
        "end",
        marked("The end, and what happens to the data"),
        ("end_choice", "return_format", "end_days"),
        ("read_only_days", "return_accept_days", "backup_expiry_days", "certificate_days"),
    ),
    TermGroup(
        "costs",
        marked("Costs"),
        ("cost_model", "included_hours_per_year", "hourly_rate_euro"),
    ),
    TermGroup(
        "liability",
        marked("Liability and insurance"),
        ("liability_clause", "liability_cap_euro", "principal_contract_limits_liability"),
        ("insurance_kind", "insurance_euro", "has_auxiliaries_clause"),
    ),
    TermGroup(
        "language",
        marked("Language and court"),
        ("language_mode", "authentic_language", "court_choice"),
    ),
    TermGroup(
        "other",
        marked("Other periods"),
        (),
        (
            "instruction_confirm_working_days", "out_of_scope_answer_working_days",
            "tom_objection_days", "law_change_days", "talk_days", "has_accession",
        ),
    ),
)  # fmt: skip

# Terms of one agreement alone, of which the firm's settings know nothing: label and explanation.
_OWN_WORDS = {
    "objection_effect": (marked("When no way is found after an objection"), ""),
    "has_emergency_replacement": (
        marked("A failing sub-processor may be replaced at short notice"),
        "",
    ),
    "return_format": (
        marked("Format in which data are returned"),
        marked("For example: CSV and SQL dump. Needed unless the data are only erased."),
    ),
    "hourly_rate_euro": (
        marked("Hourly rate above the hours included"),
        marked("Empty: the rate of the main contract."),
    ),
    "liability_cap_euro": (
        marked("Own cap"),
        marked("A contract year; needed where an own cap is chosen."),
    ),
    "principal_contract_limits_liability": (
        marked("The main contract limits liability"),
        marked("Look it up there before you choose its rules."),
    ),
    "has_auxiliaries_clause": (
        marked("No claims against staff and helpers"),
        marked("Civil Code, book 6: only after the lawyer agreed."),
    ),
    "authentic_language": (
        marked("Authentic version"),
        marked("The one that prevails. Usually that of the client."),
    ),
    "insurance_kind": (
        marked("Kind of insurance"),
        marked("Only what was agreed. For example: professional liability and cyber."),
    ),
    "insurance_euro": (marked("Insured sum"), ""),
    "has_accession": (
        marked("Others may join this agreement"),
        marked("A company of the client, or another controller, if all agree."),
    ),
}

CLAUSES = {
    "clParties": marked("Parties and roles"),
    "clTerms": marked("Terms and time limits"),
    "clScope": marked("Subject of the processing"),
    "clInstructions": marked("Instructions"),
    "clPurpose": marked("No own use"),
    "clConfidentiality": marked("Confidentiality and access"),
    "clSecurity": marked("Security"),
    "clSensitive": marked("Sensitive data"),
    "clSub": marked("Sub-processors"),
    "clTransfers": marked("Transfers outside the EEA"),
    "clRecipients": marked("Other recipients"),
    "clAuthorityRequests": marked("Requests by authorities"),
    "clRequests": marked("Requests by data subjects"),
    "clBreach": marked("Personal data breaches"),
    "clAssessment": marked("Impact assessment"),
    "clRecords": marked("Record and cooperation"),
    "clAudit": marked("Information and audits"),
    "clClient": marked("The client's duties and rights"),
    "clCosts": marked("Cost of assistance"),
    "clLiability": marked("Liability"),
    "clDuration": marked("Duration, suspension and end"),
    "clEnd": marked("Return and deletion"),
    "clChanges": marked("Changes"),
    "clPrecedence": marked("Order of precedence"),
    "clNotices": marked("Messages and contacts"),
    "clLanguage": marked("Language"),
    "clLaw": marked("Law and courts"),
    "clSignature": marked("Signature and evidence"),
    "clFinal": marked("Final provisions"),
}

_UNITS = {
    "days": marked("days"),
    "working_days": marked("working days"),
    "hours": marked("hours"),
    "times": marked("times a year"),
    "euro": marked("euro"),
}


def term_label(name: str) -> str:
    """What a term is called."""
    if name in _OWN_WORDS:
        return gettext(_OWN_WORDS[name][0])
    return in_reader_language(vocabulary().settings[name].label)


def term_hint(name: str) -> str:
    """What whoever chooses a term has to know; "" for nothing."""
    if name in _OWN_WORDS:
        hint = _OWN_WORDS[name][1]
        return gettext(hint) if hint else ""
    setting = vocabulary().settings[name]
    # Of a choice this says that it is proposed, which the mark of what is usual says better.
    return "" if name in vocabulary().options else in_reader_language(setting.explanation)


def term_unit(name: str) -> str:
    """What a number counts, as it stands behind it; "" for what is no number."""
    setting = SETTINGS.get(name)
    unit = setting.unit if setting else "euro" if name.endswith("_euro") else ""
    if name == "included_hours_per_year":
        return gettext("hours a year")
    return gettext(_UNITS[unit]) if unit in _UNITS else ""


def term_value(name: str, value: Any) -> str:
    """A value of a term as people read it: "30 days", the words of a choice, yes or no."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value in (None, ""):
        return gettext("not chosen")
    options = vocabulary().options.get(name, {})
    if value in options:
        return in_reader_language(options[value].label)
    return f"{value} {term_unit(name)}".strip()
