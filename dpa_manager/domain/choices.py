"""The closed choices that tables check and forms offer; their labels are in the vocabulary."""

from dataclasses import fields
from typing import Any

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.vocabulary.phrase import LANGUAGES

__all__ = ["LANGUAGES"]

CLIENT_ROLES = ("controller", "processor", "mixed")
ACTIVITY_CLIENT_ROLES = ("controller", "processor")
ROLE_OUTCOMES = ("", "controller", "processor", "joint", "none")
REGIONS = ("", "flanders", "wallonia", "brussels", "german_speaking")
PUBLIC_BODIES = ("", "flemish", "walloon", "brussels", "german_speaking", "federal")
PRIVACY_OFFICER_KINDS = ("formal_dpo", "privacy_contact")
STAFF_ROLES = ("account-manager", "dpo", "signatory", "admin")
CLIENT_USER_ROLES = ("client-signatory", "client-reader")

# A contact's roles: the seven subjects of Annex I.D, and the persons of Annex I.A.
CONTACT_ROLES = (
    "instructions",
    "breaches",
    "breaches_second",
    "requests",
    "subprocessors",
    "audits",
    "end",
    "privacy",
    "dpo",
    "eu_representative",
    "signatory",
)

DURATION_KINDS = ("", "principal", "fixed", "open")
PLATFORM_CONTRACTS = ("", "client", "kbits")
AUTHORISATION_MODES = ("general", "specific")
FLOW_TARGETS = ("stays", "subprocessor", "recipient")
MEASURE_STATUSES = ("implemented", "planned", "not_applicable")
SUBPROCESSOR_STATES = ("proposed", "active", "retiring", "ended")
EVIDENCE_KINDS = ("certificate", "staff_confidentiality", "access_list", "review", "policy")

# The life of an agreement (DOMAIN 7.1); who may take which step is the lifecycle's matter.
AGREEMENT_STATES = (
    "draft",
    "internal_check",
    "sent_for_review",
    "change_requested",
    "agreed",
    "signing",
    "signed_by_client",
    "in_force",
    "suspended",
    "superseded",
    "terminated",
    "closing",
    "closed",
    "cancelled",
    "rejected",
    "expired_offer",
)

TERM_CHOICES: dict[str, tuple[str, ...]] = {
    "subproc_mode": ("general", "specific", "none_allowed"),
    "objection_effect": ("client_exit", "mutual_exit", "no_exit"),
    "end_choice": ("", "delete", "return_then_delete", "decide_at_end"),
    "cost_model": ("fair_use", "all_included", "principal_contract"),
    "liability_clause": ("law", "principal_contract", "own_cap"),
    "court_choice": ("kbits_seat", "defendant_seat", "client_seat"),
    "language_mode": ("single", "authentic_with_translation"),
    "authentic_language": ("", *LANGUAGES),
}
TERM_NAMES = tuple(field.name for field in fields(AgreementTerms))
TERM_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(AgreementTerms)}

# What a sub-processor's contract has to mirror: Art. 28(3)(a)-(h), and the right of the client to
# end it itself when KBITS is gone (clauses 2021/915, 7.7(e)).
MIRRORED_DUTIES = ("a", "b", "c", "d", "e", "f", "g", "h", "third_party")
BOUND_BY = ("contract", "law")
