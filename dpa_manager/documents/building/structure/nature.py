"""Part A of the clauses: what this agreement is (1 to 3)."""

from dpa_manager.documents.building.blocks import Item, Words, blocks, clause, when

_PARTIES = clause(
    "clParties",
    "parties",
    when("client_is_controller", "client_is_controller"),
    when("client_is_processor and not client_is_mixed", "client_is_processor"),
    when("client_is_mixed", "client_is_mixed"),
    when("client_is_processor", "upstream", "upstream_terms"),
    "own_controller",
    "never_own",
    "facts_decide",
    "joint",
)

_TERMS = clause(
    "clTerms",
    "law_words",
    "own_words",
    Item("agreement"),
    when("has_principal_contract", Item("principal_contract")),
    Item("service"),
    Item("data"),
    Item("subprocessor"),
    Item("eea"),
    Item("transfer"),
    Item("instruction"),
    when("has_portal", Item("portal_at")),
    when("not has_portal", Item("portal")),
    Item("in_writing"),
    Item("working_day"),
    "counting",
)

_SCOPE = clause(
    "clScope",
    "subject",
    when("has_several_activities", "several_activities"),
    when("not has_several_activities", "one_activity"),
    "new_processing",
    "unexpected_data",
)

NATURE = blocks(Words("DPAPart", "parts.nature"), _PARTIES, _TERMS, _SCOPE)
