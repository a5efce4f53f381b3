"""Part B of the clauses, first half: how KBITS handles the data itself (4 to 8)."""

from dpa_manager.documents.building.blocks import Value, Words, blocks, clause, each, when

_INSTRUCTIONS = clause(
    "clInstructions",
    when("has_principal_contract", "documented_with_contract"),
    when("not has_principal_contract", "documented"),
    "givers",
    "way",
    "spoken",
    "out_of_scope",
    "law_exception",
    "unlawful",
    "client_insists",
)

_PURPOSE = clause(
    "clPurpose",
    "only_purposes",
    "no_training",
    "no_tests",
    "measuring",
    when("not automated_decision", "no_decisions"),
    when("automated_decision", "decisions"),
    when(
        "has_onward_permission",
        "onward",
        each(
            "permission in onward_permissions",
            Value(
                "DPAItem",
                "{{ permission.scope }}: {{ permission.document }}, {{ permission.given_on }}",
            ),
        ),
    ),
)

_CONFIDENTIALITY = clause(
    "clConfidentiality",
    "bound",
    "need",
    when("has_remote_access", "remote_access"),
    "about_client",
)

_SECURITY = clause(
    "clSecurity",
    "minimum",
    "own_assessment",
    "change",
    "lower",
    "review",
    when("has_certificates", "certificates"),
    when("has_planned", "planned"),
    "more",
)

_SENSITIVE = clause(
    "clSensitive",
    when("has_sensitive", "which", "safeguards"),
    when("has_sensitive and has_access_functions", "functions"),
    when("has_nrn", "register_number"),
    when("not has_sensitive", "none", "found"),
    when("has_high_risk", "high_risk"),
)

HANDLING = blocks(
    Words("DPAPart", "parts.handling"),
    _INSTRUCTIONS,
    _PURPOSE,
    _CONFIDENTIALITY,
    _SECURITY,
    _SENSITIVE,
)
