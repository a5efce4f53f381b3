"""Part E of the clauses, second half: changes, order, messages, law and evidence (23 to 29)."""

from dpa_manager.documents.building.blocks import Item, blocks, clause, when

_CHANGES = clause(
    "clChanges",
    "amendment",
    when("not subproc_is_none", "annex"),
    when("subproc_is_none", "annex_without_subprocessors"),
    "versions",
    "new_law",
    "yearly",
)

_PRECEDENCE = clause(
    "clPrecedence",
    "order",
    Item("standard_clauses"),
    when("has_special_terms", Item("special_terms")),
    Item("clauses"),
    Item("annexes"),
    when("has_principal_contract", Item("principal_contract")),
    Item("general_terms"),
    when("has_replaced", "replaced"),
)

_NOTICES = clause("clNotices", "addresses", "daily", "formal", "receipt", "language")

_LANGUAGE = clause(
    "clLanguage",
    when("is_single_language", "single"),
    when("is_authentic_with_translation", "authentic"),
    when("is_translation", "translation"),
)

_LAW = clause(
    "clLaw",
    "law",
    "talk",
    when("court_is_kbits", "kbits_seat"),
    when("court_is_defendant", "defendant_seat"),
    when("court_is_client", "client_seat"),
    "people",
)

_SIGNATURE = clause(
    "clSignature",
    "form",
    "read",
    when("not signature_on_paper", "electronic"),
    when("signature_on_paper", "paper"),
)

_FINAL = clause("clFinal", "void", "waiting", "passing_on", ends_kept=True)

FORMALITIES = blocks(_CHANGES, _PRECEDENCE, _NOTICES, _LANGUAGE, _LAW, _SIGNATURE, _FINAL)
