"""Words for figures: every period, hour and amount of the terms, worded with its unit."""

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.wording.voice import Voice

_DAYS = (
    "notice_days",
    "objection_days",
    "objection_solution_days",
    "objection_exit_days",
    "dsr_execute_days",
    "audit_notice_days",
    "tom_objection_days",
    "law_change_days",
    "talk_days",
    "end_days",
    "read_only_days",
    "return_accept_days",
    "backup_expiry_days",
    "certificate_days",
)
_WORKING_DAYS = (
    "emergency_working_days",
    "dsr_forward_working_days",
    "evidence_answer_working_days",
    "assist_answer_working_days",
    "finding_plan_working_days",
    "instruction_confirm_working_days",
    "out_of_scope_answer_working_days",
)


def figure_words(terms: AgreementTerms, *, voice: Voice) -> dict[str, object]:
    """The group `terms`."""
    days = {name: voice.counted(getattr(terms, name), "day") for name in _DAYS}
    working = {name: voice.counted(getattr(terms, name), "working_day") for name in _WORKING_DAYS}
    hours = terms.included_hours_per_year
    return {
        **days,
        **working,
        "breach_notice_hours": voice.counted(terms.breach_notice_hours, "hour"),
        "audit_max_per_year": voice.times_a_year(terms.audit_max_per_year),
        "included_hours_per_year": voice.counted(hours, "hour") if hours is not None else "",
        "hourly_rate": voice.rate(terms.hourly_rate_euro),
        "has_hourly_rate": terms.hourly_rate_euro is not None,
        "governing_law": voice.word("law_belgian"),
        "court": voice.word("court_kbits"),
    }
