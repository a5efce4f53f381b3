"""The firm's choices: their names, defaults and the section of the domain they come from.

The chosen values are rows (table `setting`, with history); a name without a row has its default.
Labels are in the vocabulary (`settings.toml`). Choices of one agreement start from these values.
"""

from dataclasses import dataclass

Value = bool | int | str | tuple[int, ...]


@dataclass(frozen=True)
class Setting:
    """A choice of the firm; `section` is that of the domain's text, `unit` what a number counts."""

    name: str
    default: Value
    section: str
    unit: str = ""


_ALL = (
    Setting("subproc_mode", "general", "4"),
    Setting("notice_days", 30, "3.2", unit="days"),
    Setting("objection_days", 30, "3.2", unit="days"),
    Setting("objection_solution_days", 14, "7.2", unit="days"),
    Setting("objection_answer_days", 14, "7.2", unit="days"),
    Setting("objection_exit_days", 60, "2.4", unit="days"),
    Setting("emergency_working_days", 2, "7.2", unit="working_days"),
    Setting("emergency_announce_hours", 24, "7.2", unit="hours"),
    Setting("subprocessor_notice_margin_days", 5, "4.5", unit="days"),
    Setting("breach_notice_hours", 24, "2.4", unit="hours"),
    Setting("authority_deadline_hours", 72, "2.2", unit="hours"),
    Setting("breach_receipt_hours", 4, "7.5", unit="hours"),
    Setting("breach_warning_percent", 75, "7.5", unit="percent"),
    Setting("dsr_forward_working_days", 2, "7.4", unit="working_days"),
    Setting("dsr_execute_days", 10, "7.4", unit="days"),
    Setting("sends_neutral_receipt", True, "7.4"),
    Setting("audit_notice_days", 14, "7.6", unit="days"),
    Setting("audit_max_per_year", 1, "7.6", unit="times"),
    Setting("evidence_answer_working_days", 10, "7.6", unit="working_days"),
    Setting("finding_plan_working_days", 20, "7.6", unit="working_days"),
    Setting("assist_answer_working_days", 10, "2.2", unit="working_days"),
    Setting("instruction_confirm_working_days", 1, "7.8", unit="working_days"),
    Setting("out_of_scope_answer_working_days", 5, "7.8", unit="working_days"),
    Setting("tom_objection_days", 30, "2.4", unit="days"),
    Setting("law_change_days", 30, "2.2", unit="days"),
    Setting("talk_days", 14, "2.4", unit="days"),
    Setting("end_choice", "decide_at_end", "7.7"),
    Setting("end_ask_days", 30, "7.7", unit="days"),
    Setting("end_days", 30, "7.7", unit="days"),
    Setting("read_only_days", 30, "7.7", unit="days"),
    Setting("return_accept_days", 14, "7.7", unit="days"),
    Setting("certificate_days", 14, "7.7", unit="days"),
    Setting("backup_expiry_days", 35, "4.4", unit="days"),
    Setting("log_retention_months", 12, "4.4", unit="months"),
    Setting("case_retention_months", 60, "4.4", unit="months"),
    Setting("record_retention_months", 60, "2.3", unit="months"),
    Setting("agreement_retention_months", 120, "4.4", unit="months"),
    Setting("cost_model", "fair_use", "4.5"),
    Setting("included_hours_per_year", 8, "4.5", unit="hours"),
    Setting("liability_clause", "law", "2.2"),
    Setting("court_choice", "kbits_seat", "5.3"),
    Setting("language_mode", "single", "5.3"),
    Setting("min_signature_level", "simple", "5.2"),
    Setting("client_signs_first", True, "7.1"),
    Setting("needs_second_check", True, "7.1"),
    Setting("review_days", 30, "7.1", unit="days"),
    Setting("review_reminder_days", (7, 14, 25), "7.1", unit="days"),
    Setting("notice_last_reminder_days", 3, "7.2", unit="days"),
    Setting("renewal_reminder_days", (90, 60, 30), "7.1", unit="days"),
    Setting("yearly_review_months", 12, "7.1", unit="months"),
    Setting("adequacy_check_months", 6, "4.7", unit="months"),
    Setting("dpf_check_months", 12, "2.4", unit="months"),
    Setting("min_subject_matter_characters", 30, "2.4", unit="characters"),
    Setting("min_description_characters", 15, "2.4", unit="characters"),
    Setting("managers_see_only_assigned", False, "7.9"),
    Setting("privacy_officer_kind", "privacy_contact", "1"),
    Setting("default_authority", "gba", "5.6"),
)

SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _ALL}


def default(name: str) -> Value:
    """The default of a choice; raises KeyError for a name that is no setting."""
    return SETTINGS[name].default


def is_allowed(name: str, value: object) -> bool:
    """Has the value the type of the setting, and is every number in it at least zero?"""
    wanted = SETTINGS[name].default
    if type(value) is not type(wanted):
        return False
    if isinstance(value, tuple):
        return all(type(number) is int and number >= 0 for number in value)
    return type(value) is not int or value >= 0
