"""The terms that the parties choose for one agreement, with the house's defaults."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AgreementTerms:
    """Choices and figures of one agreement; None or "" where the choice is still open.

    Days are calendar days unless the name says working days.
    subproc_mode: general, specific, none_allowed
    objection_effect: client_exit, mutual_exit, no_exit
    end_choice: delete, return_then_delete, decide_at_end · cost_model: fair_use, all_included,
    principal_contract · liability_clause: law, principal_contract, own_cap
    court_choice: kbits_seat, defendant_seat, client_seat
    language_mode: single, authentic_with_translation · authentic_language: "" (that of the client)
    """

    subproc_mode: str = "general"
    notice_days: int | None = 30
    objection_days: int | None = 30
    objection_effect: str = "client_exit"
    objection_solution_days: int = 14
    objection_exit_days: int = 60
    has_emergency_replacement: bool = False
    emergency_working_days: int = 2
    breach_notice_hours: int | None = 24
    dsr_forward_working_days: int = 2
    dsr_execute_days: int = 10
    sends_neutral_receipt: bool = True
    audit_notice_days: int = 14
    audit_max_per_year: int = 1
    evidence_answer_working_days: int = 10
    assist_answer_working_days: int = 10
    finding_plan_working_days: int = 20
    instruction_confirm_working_days: int = 1
    out_of_scope_answer_working_days: int = 5
    tom_objection_days: int = 30
    law_change_days: int = 30
    talk_days: int = 14
    end_choice: str = "decide_at_end"
    return_format: str = ""
    end_days: int = 30
    read_only_days: int = 30
    return_accept_days: int = 14
    backup_expiry_days: int | None = 35
    certificate_days: int = 14
    cost_model: str = "fair_use"
    included_hours_per_year: int | None = 8
    hourly_rate_euro: int | None = None
    liability_clause: str = "law"
    liability_cap_euro: int | None = None
    principal_contract_limits_liability: bool = False
    has_auxiliaries_clause: bool = False
    court_choice: str = "kbits_seat"
    language_mode: str = "single"
    authentic_language: str = ""
    insurance_kind: str = ""
    insurance_euro: int | None = None
    has_accession: bool = False
