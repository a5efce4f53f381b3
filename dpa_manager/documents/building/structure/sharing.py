"""Part B of the clauses, second half: to whom the data may go (9 to 12)."""

from dpa_manager.documents.building.blocks import Item, blocks, clause, when

_SUBPROCESSORS = clause(
    "clSub",
    when("subproc_is_general", "general", "general_notice", "general_objection",
         "general_solution"),
    when("subproc_is_general and objection_is_client_exit and has_principal_contract",
         "client_exit_contract"),
    when("subproc_is_general and objection_is_client_exit and not has_principal_contract",
         "client_exit"),
    when("subproc_is_general and objection_is_mutual_exit", "mutual_exit"),
    when("subproc_is_general and objection_is_no_exit", "no_exit"),
    when("subproc_is_general and emergency_replacement", "emergency"),
    when("subproc_is_specific", "specific", "specific_notice", "specific_silence"),
    when("not subproc_is_none", "same_duties", "liable", "third_party_right"),
    when("subproc_is_none", "none"),
    "not_subprocessors",
)  # fmt: skip

_TRANSFERS = clause(
    "clTransfers",
    when("not has_transfers", "none"),
    when("has_transfers", "only_marked", "grounds"),
    when("has_transfers and not subproc_is_none", "clauses"),
    when("has_transfers", "ground_falls"),
    when("not subproc_is_none", "change"),
    when("subproc_is_none", "change_by_amendment"),
    "foreign_order",
    when("client_outside_eea", "client_outside"),
)

_RECIPIENTS = clause(
    "clRecipients",
    "only_to",
    when("not subproc_is_none", Item("subprocessors")),
    when("has_recipients", Item("named")),
    when("not has_recipients", Item("later_named")),
    Item("authorities"),
    "least",
    "partners",
    when("has_event_partner", "event_partner"),
    "sale_of_business",
)

_AUTHORITIES = clause("clAuthorityRequests", "check", "before_giving", "ban", "contest", "foreign")

SHARING = blocks(_SUBPROCESSORS, _TRANSFERS, _RECIPIENTS, _AUTHORITIES)
