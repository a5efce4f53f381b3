"""Parts C and D of the clauses: how KBITS helps, the Client's part and the costs (13 to 19)."""

from dpa_manager.documents.building.blocks import Item, Words, blocks, clause, when

_REQUESTS = clause(
    "clRequests",
    "forward",
    when("dsr_neutral_receipt", "neutral_receipt"),
    when("not dsr_neutral_receipt", "no_answer"),
    "tasks",
    "report",
)

_BREACH = clause(
    "clBreach",
    "hours",
    "way",
    "content",
    Item("nature"),
    Item("people"),
    Item("consequences"),
    Item("measures"),
    Item("contact"),
    "phases",
    "contain",
    "silence",
)

_ASSESSMENT = clause("clAssessment", "assessment", "consultation")

_RECORDS = clause(
    "clRecords",
    "record",
    "cooperation",
    when("kbits.has_formal_dpo", "formal_dpo"),
    when("not kbits.has_formal_dpo", "privacy_contact"),
)

_AUDIT = clause(
    "clAudit",
    when("has_certificates", "evidence_with_certificates"),
    when("not has_certificates", "evidence"),
    "audit",
    "notice",
    "conduct",
    "findings",
    "no_gag",
    when("not subproc_is_none", "subprocessors"),
    when("client_is_processor", "upstream"),
)

_CLIENT = clause(
    "clClient",
    "duties",
    Item("basis"),
    Item("minimum"),
    Item("instructions"),
    Item("contacts"),
    Item("risks"),
    when("has_controller_duties", "further_duties"),
    "rights",
    Item("right_instruct"),
    when("subproc_is_general", Item("right_object")),
    when("subproc_is_specific", Item("right_refuse")),
    Item("right_audit"),
    Item("right_suspend"),
    Item("right_choose"),
)

_COSTS = clause(
    "clCosts",
    "included",
    when("cost_is_fair_use", "fair_use"),
    when("cost_is_fair_use and terms.has_hourly_rate", "hourly_rate"),
    when("cost_is_all_included", "all_included"),
    when("cost_is_principal", "principal"),
    when("not cost_is_all_included", "estimate"),
    "audit",
    "forbidden",
)

ASSISTANCE = blocks(
    Words("DPAPart", "parts.assistance"),
    _REQUESTS,
    _BREACH,
    _ASSESSMENT,
    _RECORDS,
    _AUDIT,
    Words("DPAPart", "parts.client"),
    _CLIENT,
    _COSTS,
)
