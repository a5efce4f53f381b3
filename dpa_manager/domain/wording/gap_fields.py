"""Which field of the facts stands behind each word of a template, and what that field is called.

The table is written by hand, since a word says what a document prints and a field what people fill
in. Words behind which there is nothing to fill in (labels, numbers, sums of other words) are listed
too, so that a new word has to be thought about.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A path of the facts with places in braces, and a key of the field names.

    `stand_in` is the fixed word that is printed while nothing is known, where there is one: a
    preview tells of the gap instead. `needed_when` is the condition beside the word under which a
    text that may be empty must not be; with "not " before it, the condition's opposite.
    """

    field: str
    name: str
    stand_in: str = ""
    needed_when: str = ""


def _party(side: str, word: str) -> dict[str, Source]:
    signing = f"{side}.signatories.{{place}}"
    return {
        f"{word}.legal_name": Source(f"{side}.legal_name", "legal_name"),
        f"{word}.register_kind_label": Source(f"{side}.register_kind", "register_kind"),
        f"{word}.register_no": Source(f"{side}.register_no", "register_no"),
        f"{word}.address": Source(f"{side}.address.street", "address"),
        f"{word}.signatories.name": Source(f"{signing}.name", "signatory"),
        f"{word}.signatories.line": Source(f"{signing}.name", "signatory"),
        f"{word}.signatories.capacity": Source(f"{signing}.capacity", "capacity"),
        f"{word}.represented_by": Source(f"{side}.signatories", "signatory"),
        f"{word}.first_signatory": Source(f"{side}.signatories", "signatory"),
        f"{word}.contact.name": Source(f"{side}.contact", "privacy_contact"),
        f"{word}.contact.line": Source(f"{side}.contact", "privacy_contact"),
        f"{word}.dpo.name": Source(f"{side}.dpo", "dpo"),
        f"{word}.dpo.line": Source(f"{side}.dpo", "dpo"),
    }


_FIGURES = (
    "notice_days", "objection_days", "objection_solution_days", "objection_exit_days",
    "emergency_working_days", "breach_notice_hours", "dsr_forward_working_days",
    "dsr_execute_days", "audit_notice_days", "audit_max_per_year",
    "evidence_answer_working_days", "assist_answer_working_days", "finding_plan_working_days",
    "instruction_confirm_working_days", "out_of_scope_answer_working_days",
    "tom_objection_days", "law_change_days", "talk_days", "end_days", "read_only_days",
    "return_accept_days", "certificate_days",
)  # fmt: skip

_PARTIES: dict[str, Source] = {
    "title": Source("title", "title"),
    **_party("client", "client"),
    **_party("processor", "kbits"),
    "client.eu_representative.name": Source("client.eu_representative", "eu_representative"),
    "client.eu_representative.line": Source("client.eu_representative", "eu_representative"),
    "kbits.privacy_email": Source("processor.privacy_email", "privacy_email"),
    "kbits.instruction_email": Source("processor.instruction_email", "instruction_email"),
    "kbits.phone": Source("processor.phone", "phone"),
    "kbits.letterhead": Source("processor.address.street", "address"),
    "kbits.privacy_statement": Source(
        "processor.privacy_statement_on", "privacy_statement_on", stand_in="privacy_statement"
    ),
    **{
        f"contacts.{word}.{part}": Source(
            f"{side}.contacts.{{subject}}", "contact_{subject}", stand_in="none_masculine"
        )
        for word, side in (("client", "client"), ("kbits", "processor"))
        for part in ("name", "line")
    },
    "authority.name": Source("client.authority", "authority"),
    "authority.address": Source("client.authority", "authority"),
    "end_controllers.name": Source("client.end_controllers.{place}.name", "end_controllers"),
    "instruction_givers": Source("client.contacts.instructions", "contact_instructions"),
    "brief.call": Source("processor.phone", "phone"),
    "staff_confidentiality": Source("processor.staff_confidentiality", "staff_confidentiality"),
    "signature_level": Source("client.min_signature_level", "min_signature_level"),
}
_CONTRACT: dict[str, Source] = {
    "subject_matter": Source("subject_matter", "subject_matter"),
    "controller_duties": Source(
        "controller_duties", "controller_duties", needed_when="has_controller_duties"
    ),
    "principal_contract.name": Source(
        "principal_contract.name", "principal_contract", needed_when="has_principal_contract"
    ),
    "duration_line": Source("duration_kind", "duration_kind"),
    "end_on": Source("end_on", "end_on", needed_when="duration_is_fixed"),
    "brief.subprocessors": Source("terms.subproc_mode", "subproc_mode"),
    "brief.breach": Source("terms.breach_notice_hours", "breach_notice_hours"),
    "brief.end": Source("terms.end_choice", "end_choice"),
    "end_choice_line": Source("terms.end_choice", "end_choice"),
    "liability_cap": Source(
        "terms.liability_cap_euro", "liability_cap_euro", needed_when="liability_is_own_cap"
    ),
    "insurance.kind": Source("terms.insurance_kind", "insurance_kind", needed_when="has_insurance"),
    "insurance.amount": Source(
        "terms.insurance_euro", "insurance_euro", needed_when="has_insurance"
    ),
    **{
        f"terms.{name}": Source(f"terms.{name}", name, stand_in="period_unset") for name in _FIGURES
    },
    "terms.included_hours_per_year": Source(
        "terms.included_hours_per_year", "included_hours_per_year", needed_when="cost_is_fair_use"
    ),
    **{
        f"{rows}.{part}": Source(f"{rows}.{{place}}.{part}", name)
        for rows, parts in {
            "onward_permissions": {"scope": "scope", "document": "document"},
            "legal_retention": {"data": "data", "statute": "statute", "until": "until"},
            "access_functions": {"function": "function", "tasks": "tasks"},
            "special_terms": {"reference": "special_reference", "text": "special_text"},
        }.items()
        for part, name in parts.items()
    },
    "onward_permissions.given_on": Source("onward_permissions.{place}.given_on", "given_on"),
    "legal_retention.access": Source("legal_retention.{place}.access", "access"),
}
_A = "activities.{activity}"
_PROCESSING: dict[str, Source] = {
    "activities": Source("activities", "activity"),
    "service_kinds": Source("activities", "service_kinds"),
    "service_line": Source("activities", "service_kinds"),
    "brief.service": Source("activities", "service_kinds"),
    "brief.subjects": Source("activities", "subjects"),
    "activities.title": Source(f"{_A}.title", "title"),
    "activities.service_line": Source(f"{_A}.service_kinds", "service_kinds"),
    "activities.purposes": Source(f"{_A}.purposes", "purposes"),
    "activities.operations": Source(f"{_A}.operations", "operations"),
    "activities.subjects": Source(f"{_A}.subjects", "subjects"),
    "activities.locations": Source(f"{_A}.locations", "locations"),
    "activities.automated_decision": Source(f"{_A}.automated_decision", "automated_decision"),
    "activities.data": Source(f"{_A}.data", "data"),
    "activities.data.label": Source(f"{_A}.data.{{category}}.category", "category"),
    "activities.data.retention": Source(f"{_A}.data.{{category}}.retention", "retention"),
    "sensitive.category": Source(f"{_A}.data.{{category}}.category", "category"),
    "sensitive.reason": Source(f"{_A}.data.{{category}}.reason", "reason"),
    "sensitive.safeguards": Source(f"{_A}.data.{{category}}.safeguards", "safeguards"),
    "flows.subjects": Source(f"{_A}.flows", "subjects"),
    "flows.data": Source(f"{_A}.flows", "data"),
    "flows.country": Source(f"{_A}.locations", "locations"),
}
_SUB, _RECIPIENT = "subprocessors.{row}", "recipients.{row}"
_ANNEXES: dict[str, Source] = {
    "measure_set.name": Source("measures.name", "measures"),
    "measure_set.version": Source("measures.version", "version"),
    "measure_set.dated_on": Source("measures.dated_on", "dated_on"),
    "measure_set.line": Source("measures", "measures"),
    "measure_groups.reason": Source(
        "measures.headings.{heading}", "measures", needed_when="not has_measures"
    ),
    "measure_groups.measures.label": Source("measures", "label"),
    "measure_groups.measures.text": Source("measures", "text"),
    "assistance": Source("measures.headings.I", "measures"),
    "remote_access": Source("measures.headings.H", "measures"),
    "measures_planned.label": Source("measures.{measure}.label", "label"),
    "measures_planned.text": Source("measures.{measure}.text", "text"),
    "measures_planned.planned_on": Source(
        "measures.{measure}.planned_on", "planned_on", stand_in="date_open"
    ),
    "certificates.scheme": Source("certificates.{place}.scheme", "scheme"),
    "certificates.scope": Source("certificates.{place}.scope", "scope"),
    "subprocessors.name": Source(f"{_SUB}.legal_name", "legal_name"),
    "subprocessors.address": Source(f"{_SUB}.address", "address"),
    "subprocessors.contact": Source(f"{_SUB}.contact.name", "contact_person"),
    "subprocessors.contact_email": Source(f"{_SUB}.contact.email", "email_of_contact"),
    "subprocessors.service": Source(f"{_SUB}.service", "service"),
    "subprocessors.delimitation": Source(
        f"{_SUB}.delimitation", "delimitation", needed_when="has_delimitation"
    ),
    "subprocessors.locations": Source(f"{_SUB}.locations", "locations"),
    "subprocessors.access_from": Source(f"{_SUB}.access_from", "access_from"),
    "subprocessors.chain": Source(f"{_SUB}.chain", "name_in_chain"),
    "subprocessors.since": Source(f"{_SUB}.since_on", "since_on", stand_in="since_start"),
    "subprocessors.transfers.country": Source(f"{_SUB}.transfers.{{country}}.mechanism", "country"),
    "subprocessors.transfers.ground": Source(
        f"{_SUB}.transfers.{{country}}.mechanism", "mechanism"
    ),
    "recipients.name": Source(f"{_RECIPIENT}.name", "name"),
    "recipients.purpose": Source(f"{_RECIPIENT}.purpose", "purpose"),
    "recipients.instruction": Source(
        f"{_RECIPIENT}.instruction_on", "instruction_on", stand_in="none_feminine"
    ),
    "recipients.country": Source(f"{_RECIPIENT}.country", "country", stand_in="none_known"),
    "recipients.transfer": Source(
        f"{_RECIPIENT}.transfer", "mechanism", needed_when="is_outside_eea"
    ),
}

SOURCES: Mapping[str, Source] = _PARTIES | _CONTRACT | _PROCESSING | _ANNEXES

# Words that are there whatever is known: the house's own labels, numbers and sums of other words.
NEVER_MISSING = frozenset(
    {
        "reference", "version", "dated_on", "annex_version", "template_version",
        "facts_fingerprint", "language_name", "authentic_language_name",
        "client.address_label", "client.role_label", "kbits.address_label", "kbits.role_label",
        "contacts.subject", "brief.sensitive", "brief.outside_eea", "brief.audit",
        "terms.backup_expiry_days", "terms.governing_law", "terms.court", "special_terms.number",
        "activities.number", "activities.client_role", "activities.subprocessors.number",
        "activities.subprocessors.name", "activities.subprocessor_line",
        "activities.recipient_line", "sensitive.ground", "sensitive.activities",
        "access_functions.bound_by", "flows.activity", "flows.target", "measure_groups.title",
        "measure_groups.article", "measure_groups.measures.activities", "subprocessors.number",
        "subprocessors.activities", "subprocessors.data", "subprocessors.subjects",
        "recipients.number", "recipients.group", "recipients.role", "recipients.data",
        "recipients.subjects",
    }
)  # fmt: skip
