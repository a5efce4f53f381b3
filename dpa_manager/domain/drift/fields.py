"""Every fact of an agreement and the class of a difference in it, or the rule that decides.

`FIELDS` goes from "Kind.field" to the class; "Holder:Kind.field" stands for the same field inside
one kind of row, and goes before it. A test asks that no fact is forgotten. The groundwork is the
agreement's own clause Changes: clauses, purposes, kinds of data, groups of people, periods and
less protection change only when both sign (Art. 28(3) and (9) GDPR), in either direction; contacts
and measures that protect as well need an updated annex; sub-processors follow their own clause.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.drift import rules
from dpa_manager.domain.drift.classes import DriftClass
from dpa_manager.domain.drift.rules import (
    AMENDMENT,
    ANNEX,
    HARMLESS,
    NOTICE,
    Rule,
    by_turn,
)

Verdict = DriftClass | Rule

_LOST = by_turn(come=ANNEX, go=AMENDMENT, change=ANNEX)
_GAINED = by_turn(come=AMENDMENT, go=ANNEX, change=AMENDMENT)
_ANNOUNCED = by_turn(come=NOTICE, go=ANNEX, change=NOTICE)


def _each(kind: str, verdict: Verdict, names: str) -> Iterator[tuple[str, Verdict]]:
    for name in names.split():
        yield f"{kind}.{name}", verdict


def _agreement() -> Iterator[tuple[str, Verdict]]:
    """The opening words of Art. 28(3): subject matter, duration, rights and duties, and terms.

    Reference and title are what we call it. Whoever was told the wrong list of access functions
    (Act of 30 July 2018, Arts. 9-10) gets a new one.
    """
    kind = "AgreementFacts"
    yield kind, ANNEX
    yield from _each(kind, HARMLESS, "engagement title")
    yield from _each(kind, AMENDMENT, "client processor terms measures")
    yield from _each(kind, AMENDMENT, "subject_matter controller_duties principal_contract")
    yield from _each(kind, AMENDMENT, "duration_kind effective_on start_on end_on replaces")
    yield from _each(kind, AMENDMENT, "legal_retention onward_permissions special_terms")
    yield f"{kind}.activities", AMENDMENT
    yield f"{kind}.subprocessors", _ANNOUNCED
    yield f"{kind}.recipients", rules.recipient
    yield f"{kind}.flows", rules.flow
    # The clause Security: certificates are kept valid (Art. 28(1), (5)).
    yield f"{kind}.certificates", _LOST
    yield f"{kind}.access_functions", ANNEX
    yield from _each("PrincipalContract", AMENDMENT, "name reference signed_on")
    # Art. 28(3)(g): what a law obliges to keep after the end.
    yield from _each("LegalRetention", AMENDMENT, "data statute until access")
    # Art. 28(10): use for own purposes is never a matter of an annex.
    yield from _each("OnwardPermission", AMENDMENT, "scope document given_on")
    yield from _each("SpecialTerm", AMENDMENT, "reference text is_contradicting")
    yield from _each("Certificate", ANNEX, "scheme scope number valid_until")
    yield from _each("AccessFunction", ANNEX, "function tasks bound_by")
    names = " ".join(field.name for field in fields(AgreementTerms))
    yield from _each("AgreementTerms", AMENDMENT, names)


def _activities() -> Iterator[tuple[str, Verdict]]:
    """Nature, purpose, data, groups of people (Art. 28(3)); roles (Arts. 26, 28(10)).

    Retention is an instruction (Art. 28(3)(a), (g)): longer keeps what should be gone, shorter
    destroys what the client counts on. How the data come in, and figures, are told in the annex.
    """
    kind = "ActivityFacts"
    yield from _each(kind, AMENDMENT, "number role client_role service_kinds purposes")
    yield from _each(kind, AMENDMENT, "own_purposes operations subjects data automated_decision")
    yield from _each(kind, ANNEX, "title channels began_on runs_on_platform")
    yield f"{kind}.locations", rules.places_of_activity
    yield f"{kind}.platforms", rules.platform
    yield f"{kind}.has_remote_access", _GAINED
    # The answers behind a role are our own; what counts is what came of them.
    yield from _each("RoleDecision", AMENDMENT, "outcome")
    yield from _each("RoleDecision", HARMLESS, "answers")
    yield from _each("DataCategoryUse", AMENDMENT, "category description retention sensitive")
    # Arts. 9, 10 and 87: ordinary data that turn out to be sensitive are other data.
    yield "DataCategoryUse.nature", AMENDMENT
    # Our own hint, not law; and a mark of the list of terms.
    yield from _each("DataCategoryUse", ANNEX, "is_high_risk")
    yield from _each("DataCategoryUse", HARMLESS, "needs_description")
    yield "SubjectCategoryUse.category", AMENDMENT
    yield "SubjectCategoryUse.is_vulnerable", _GAINED
    yield "SubjectCategoryUse.approximate_count", ANNEX
    yield from _each("RetentionRule", AMENDMENT, "words statute")
    # Told alone only where the printed words stayed the same.
    yield from _each("RetentionRule", HARMLESS, "key is_criteria")
    yield from _each("SensitiveData", AMENDMENT, "reason legal_basis")
    yield "SensitiveData.safeguards", _LOST
    yield from _each("Platform", ANNEX, "name contract_of")
    yield from _each("Location", AMENDMENT, "country place")
    yield "Location.is_eea", by_turn(come=ANNEX, go=AMENDMENT, change=AMENDMENT)
    yield from _each("FlowFacts", AMENDMENT, "activity subject category target target_key")


def _subprocessors() -> Iterator[tuple[str, Verdict]]:
    """Art. 28(2), (4) and clause Sub-processors: another one, place, country, data or ground.

    One that goes, a place or a link less, is only told. Art. 28(4) asks for its contract before
    any access; its day is printed, and no notice mends its lack.
    """
    kind = "SubprocessorFacts"
    yield from _each(kind, ANNEX, "contact since_on contract_signed_on")
    yield from _each(kind, HARMLESS, "key number is_mirror_check_complete notice_days")
    yield from _each(kind, NOTICE, "party service delimitation transfers")
    yield from _each(kind, _ANNOUNCED, "locations access_from is_outside_eea")
    yield f"{kind}.chain", rules.chain_link
    yield f"{kind}.starts_on", rules.start_of_subprocessor
    yield f"{kind}.is_authorised", by_turn(come=ANNEX, go=NOTICE, change=NOTICE)
    # Another name or form with the same number is the same company; another number is another.
    yield from _each(f"{kind}:Party", NOTICE, "register_kind register_no is_natural_person")
    yield f"{kind}:Party.address", rules.seat_of_subprocessor
    yield f"{kind}:Location.is_eea", by_turn(come=ANNEX, go=NOTICE, change=NOTICE)
    yield from _each("ChainLink", ANNEX, "address contact is_listed")
    yield from _each("ChainLink", NOTICE, "name country")
    yield "ChainLink.is_eea", by_turn(come=ANNEX, go=NOTICE, change=NOTICE)


# Art. 44-49: another ground, or one that fails, is a change of its own (clause Transfers).
_GROUND = (
    "country mechanism document module signed_on is_adequate needs_organisation_listing is_listed "
    "covers_hr_data fallback"
)
# Checks of a ground that stays the same; the DPO's approval is our own.
_CHECKED = "checked_on adequacy_expires_on impact_assessment_on"


def _transfers() -> Iterator[tuple[str, Verdict]]:
    """A sub-processor's ground is announced; a recipient's is an instruction (Art. 28(3)(a))."""
    yield from _each("Transfer", NOTICE, _GROUND)
    yield from _each("RecipientFacts:Transfer", AMENDMENT, _GROUND)
    yield from _each("Transfer", ANNEX, _CHECKED)
    yield from _each("Transfer", HARMLESS, "is_dpo_approved")


def _recipients() -> Iterator[tuple[str, Verdict]]:
    """Whom the client has its data given to, for what and where (Arts. 4(9), 28(3)(a), 44)."""
    kind = "RecipientFacts"
    yield from _each(kind, HARMLESS, "key number")
    yield from _each(kind, ANNEX, "name address instruction_on event")
    yield from _each(kind, AMENDMENT, "group kind country purpose transfer")
    yield f"{kind}.is_eea", by_turn(come=ANNEX, go=AMENDMENT, change=AMENDMENT)


def _measures() -> Iterator[tuple[str, Verdict]]:
    """Art. 32, 28(3)(c) and clause Security: better or equal by annex, less only when both sign.

    No program can tell whether other words protect less; the explanation of the class says so.
    """
    yield from _each("MeasureSetFacts", ANNEX, "name version dated_on reasons")
    yield "MeasureSetFacts.measures", rules.measure
    yield from _each("MeasureFacts", HARMLESS, "key")
    yield from _each("MeasureFacts", ANNEX, "heading label is_visible_to_clients")
    yield "MeasureFacts.text", _LOST
    yield "MeasureFacts.status", rules.measure_status
    yield "MeasureFacts.planned_on", rules.planned_day
    yield "MeasureFacts.activities", rules.measure_reach


def _parties() -> Iterator[tuple[str, Verdict]]:
    """Annex I: who the parties are, and whom to reach (Arts. 28(3), 37-39).

    Another number in the register is another party. The client's role and those on whose behalf it
    acts decide what kind of contract this is (Art. 28(3), (4)). How a client signs next time
    touches nothing that was signed (Art. 28(9)).
    """
    yield from _each("Party", ANNEX, "legal_name trade_name legal_form signatories contact dpo")
    yield from _each("Party", ANNEX, "eu_representative contacts")
    yield from _each("Party", AMENDMENT, "is_natural_person register_kind register_no")
    yield "Party.address", rules.address
    yield from _each("Address", ANNEX, "street postcode city country")
    yield from _each("Person", ANNEX, "name position email phone")
    yield from _each("Signatory", ANNEX, "name capacity mandate_on")
    yield from _each("Signatory", HARMLESS, "is_authority_confirmed")
    yield from _each("ContactPoint", ANNEX, "subject person")
    yield from _each("Authority", ANNEX, "key name address email")
    yield from _each("EndController", ANNEX, "name address contact")
    kind = "ClientFacts"
    yield from _each(kind, HARMLESS, "reference min_signature_level is_signed_on_paper")
    yield from _each(kind, ANNEX, "region authority")
    yield from _each(kind, AMENDMENT, "party role language public_body end_controllers_note")
    yield f"{kind}.end_controllers", by_turn(come=AMENDMENT, go=ANNEX, change=ANNEX)
    kind = "ProcessorFacts"
    yield from _each(kind, ANNEX, "privacy_email instruction_email general_email phone")
    yield from _each(kind, ANNEX, "privacy_officer_kind privacy_statement_on portal_url")
    # Art. 28(3)(b): how the people who work with the data are bound.
    yield from _each(kind, AMENDMENT, "party staff_confidentiality")
    yield from _each(kind, HARMLESS, "has_confidentiality_evidence")
    yield from _each("Worded", HARMLESS, "words")
    yield from _each("Worded", AMENDMENT, "key")


def _all() -> Iterator[tuple[str, Verdict]]:
    yield from _agreement()
    yield from _activities()
    yield from _subprocessors()
    yield from _transfers()
    yield from _recipients()
    yield from _measures()
    yield from _parties()


FIELDS: Mapping[str, Verdict] = dict(_all())
