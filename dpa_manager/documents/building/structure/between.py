"""Part E of the clauses, first half: liability, duration and end (20 to 22)."""

from dpa_manager.documents.building.blocks import Item, Words, blocks, clause, when

_LIABILITY = clause(
    "clLiability",
    "each_party",
    "people_first",
    when("liability_is_law", "law"),
    when("liability_is_principal", "principal"),
    when("liability_is_own_cap", "own_cap"),
    when("not liability_is_law", "never_limited"),
    "fines",
    when("auxiliaries_clause", "auxiliaries"),
    when("auxiliaries_clause and not subproc_is_none", "auxiliaries_third_party"),
)

_DURATION = clause(
    "clDuration",
    when("has_effective_date", "start_later"),
    when("not has_effective_date", "start"),
    when("duration_is_principal", "principal"),
    when("duration_is_fixed", "fixed"),
    when("duration_is_open", "open"),
    "lasts",
    "suspension",
    when("has_principal_contract", "client_ends_contract"),
    when("not has_principal_contract", "client_ends"),
    Item("not_restored"),
    Item("serious"),
    Item("decision"),
    "kbits_ends",
    "no_penalty",
    "survives",
)

_END = clause(
    "clEnd",
    when("end_is_delete", "delete"),
    when("end_is_return", "return_then_delete"),
    when("end_is_open", "client_decides"),
    "choice",
    "return_way",
    when("has_return_format", "return_format"),
    "erasure",
    "silence",
    "backups",
    when("has_legal_retention", "retention"),
    when("not has_legal_retention", "no_retention"),
    "certificate",
)

BETWEEN = blocks(Words("DPAPart", "parts.between"), _LIABILITY, _DURATION, _END)
