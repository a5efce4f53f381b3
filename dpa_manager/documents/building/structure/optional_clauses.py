"""Clauses that vanish wholly; they stand last, so that no number before them moves."""

from dpa_manager.documents.building.blocks import Value, blocks, clause, each, when

_INSURANCE = clause("clInsurance", "cover", "certificate", ends_kept=True)

_ACCESSION = clause("clAccession", "joining", "effect", ends_kept=True)

_SPECIAL = clause(
    "clSpecial",
    "intro",
    each(
        "special_term in special_terms",
        Value(
            "DPAItem",
            "**{{ special_term.number }} {{ special_term.reference }}**: {{ special_term.text }}",
        ),
    ),
    "rank",
    ends_kept=True,
)

OPTIONAL = blocks(
    when("has_insurance", _INSURANCE),
    when("has_accession", _ACCESSION),
    when("has_special_terms", _SPECIAL),
)
