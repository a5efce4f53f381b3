"""Options: the conditions that switch texts of the clauses, and what hangs on them."""

from collections.abc import Iterable

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.facts import AgreementFacts, DataCategoryUse
from dpa_manager.domain.wording.reading import Reading, is_outside_eea
from dpa_manager.domain.wording.voice import Voice
from dpa_manager.vocabulary.library import vocabulary

Words = dict[str, object]

SENSITIVE_NATURES = ("art9", "art10", "nrn")


def option_words(reading: Reading) -> Words:
    """All conditions of the clauses, with the texts and rows that stand under them."""
    facts, voice = reading.facts, reading.voice
    return {
        **_data_options(reading),
        **_subprocessing_options(facts.terms),
        **_recipient_options(facts),
        **_term_options(facts.terms, voice=voice),
        **_end_options(reading),
        **_agreed_texts(reading),
    }


def _data_options(reading: Reading) -> Words:
    facts = reading.facts
    uses = [use for activity in reading.activities for use in activity.data]
    return {
        "automated_decision": any(activity.automated_decision for activity in reading.activities),
        "has_sensitive": any(use.nature in SENSITIVE_NATURES for use in uses),
        "has_nrn": _has_nature(uses, "nrn"),
        "has_high_risk": any(use.is_high_risk for use in uses),
        "has_certificates": bool(facts.certificates),
        "has_transfers": has_transfers(reading),
        "client_outside_eea": _is_client_outside_eea(reading),
    }


def has_transfers(reading: Reading) -> bool:
    """Do data leave the EEA: by a sub-processor, a recipient or a place of an activity?"""
    facts = reading.facts
    places = (place for activity in reading.activities for place in activity.locations)
    return (
        any(is_outside_eea(sub) for sub in facts.subprocessors)
        or any(not recipient.is_eea for recipient in facts.recipients)
        or any(not place.is_eea for place in places)
    )


def _has_nature(uses: Iterable[DataCategoryUse], nature: str) -> bool:
    return any(use.nature == nature for use in uses)


def _is_client_outside_eea(reading: Reading) -> bool:
    country = reading.facts.client.party.address.country
    if country is None:
        return False
    return not vocabulary().is_eea(country.key.upper(), on=reading.dated_on)


def _subprocessing_options(terms: AgreementTerms) -> Words:
    is_general = terms.subproc_mode == "general"
    return {
        "subproc_is_general": is_general,
        "subproc_is_specific": terms.subproc_mode == "specific",
        "subproc_is_none": terms.subproc_mode == "none_allowed",
        "objection_is_client_exit": is_general and terms.objection_effect == "client_exit",
        "objection_is_mutual_exit": is_general and terms.objection_effect == "mutual_exit",
        "objection_is_no_exit": is_general and terms.objection_effect == "no_exit",
        "emergency_replacement": is_general and terms.has_emergency_replacement,
    }


def _recipient_options(facts: AgreementFacts) -> Words:
    return {
        "has_recipients": bool(facts.recipients),
        "has_event_partner": any(recipient.event for recipient in facts.recipients),
    }


def _term_options(terms: AgreementTerms, *, voice: Voice) -> Words:
    has_insurance = bool(terms.insurance_kind or terms.insurance_euro)
    is_own_cap = terms.liability_clause == "own_cap"
    return {
        "dsr_neutral_receipt": terms.sends_neutral_receipt,
        "cost_is_fair_use": terms.cost_model == "fair_use",
        "cost_is_all_included": terms.cost_model == "all_included",
        "cost_is_principal": terms.cost_model == "principal_contract",
        "liability_is_law": terms.liability_clause == "law",
        "liability_is_principal": terms.liability_clause == "principal_contract",
        "liability_is_own_cap": is_own_cap,
        "liability_cap": voice.money(terms.liability_cap_euro) if is_own_cap else "",
        "auxiliaries_clause": terms.has_auxiliaries_clause,
        "court_is_kbits": terms.court_choice == "kbits_seat",
        "court_is_defendant": terms.court_choice == "defendant_seat",
        "court_is_client": terms.court_choice == "client_seat",
        "has_insurance": has_insurance,
        "insurance": {
            "kind": terms.insurance_kind,
            "amount": voice.money(terms.insurance_euro),
        },
        "has_accession": terms.has_accession,
    }


def _end_options(reading: Reading) -> Words:
    facts, voice = reading.facts, reading.voice
    terms = facts.terms
    has_format = bool(terms.return_format) and terms.end_choice != "delete"
    return {
        "end_is_delete": terms.end_choice == "delete",
        "end_is_return": terms.end_choice == "return_then_delete",
        "end_is_open": terms.end_choice == "decide_at_end",
        "return_format": terms.return_format if has_format else "",
        "has_return_format": has_format,
        "has_legal_retention": bool(facts.legal_retention),
        "legal_retention": [
            {
                "data": voice.of(row.data),
                "statute": voice.of(row.statute),
                "until": voice.of(row.until),
                "access": voice.of(row.access) or voice.word("kbits_only"),
            }
            for row in facts.legal_retention
        ],
    }


def _agreed_texts(reading: Reading) -> Words:
    facts, voice = reading.facts, reading.voice
    client = facts.client
    level = voice.term(client.min_signature_level) or voice.word("signature_simple")
    duties = voice.of(facts.controller_duties)
    return {
        "has_onward_permission": bool(facts.onward_permissions),
        "onward_permissions": [
            {
                "scope": voice.of(row.scope),
                "document": row.document,
                "given_on": voice.day(row.given_on),
            }
            for row in facts.onward_permissions
        ],
        "signature_on_paper": client.is_signed_on_paper,
        "signature_level": level,
        "has_controller_duties": bool(duties),
        "controller_duties": duties,
        "staff_confidentiality": voice.of(facts.processor.staff_confidentiality),
        "has_special_terms": bool(facts.special_terms),
        "special_terms": [
            {"number": str(number), "reference": row.reference, "text": voice.of(row.text)}
            for number, row in enumerate(facts.special_terms, 1)
        ],
    }
