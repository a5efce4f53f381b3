"""Every place that something missing is sent to is there: the page opens and has the field."""

import re

import pytest

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.completeness import RULES
from dpa_manager.domain.drafting_places import place_of
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.web.office.drafting.addresses import field_address
from tests.actions.complete_house import ENGAGEMENT

TERMS = [f"terms.{name}" for name in AgreementTerms.__dataclass_fields__]
ENGAGEMENT_FIELDS = [
    "title", "subject_matter", "controller_duties", "principal_contract.name", "duration_kind",
    "effective_on", "start_on", "end_on", "replaces", "access_functions", "legal_retention",
    "onward_permissions", "special_terms",
]  # fmt: skip
CLIENT_FIELDS = [
    f"client.{name}"
    for name in (
        "legal_name", "legal_form", "trade_name", "register_kind", "register_no", "address.street",
        "address.postcode", "address.city", "address.country", "role", "language", "public_body",
        "authority", "end_controllers", "end_controllers_note", "min_signature_level",
        "contacts.instructions", "contacts.breaches", "contacts.requests", "contacts.audits",
        "contacts.breaches_second", "contacts.subprocessors", "contacts.end", "signatories",
        "contact", "dpo", "eu_representative",
    )
]  # fmt: skip
FIRM_FIELDS = [
    f"processor.{name}"
    for name in (
        "legal_name", "legal_form", "register_no", "address.street", "address.country", "phone",
        "privacy_email", "instruction_email", "privacy_statement_on", "staff_confidentiality",
        "has_confidentiality_evidence", "privacy_officer_kind", "contacts.audits", "dpo", "contact",
    )
]  # fmt: skip
ACTIVITY_FIELDS = [
    f"activities.1.{name}"
    for name in (
        "title", "purposes", "operations", "service_kinds", "channels", "locations", "platforms",
        "automated_decision", "client_role", "began_on", "own_purposes", "role", "data",
    )
]  # fmt: skip


def fields_of_rows():
    """The paths of what the complete engagement has in rows."""
    facts = gather_facts(ENGAGEMENT, on=find_engagement(ENGAGEMENT).created_at.date())
    for activity in facts.in_agreement():
        for use in activity.data:
            yield f"activities.{activity.number}.data.{use.category.key}.retention"
    for row in facts.subprocessors:
        yield f"subprocessors.{row.number}.delimitation"
        yield f"subprocessors.{row.number}.address.street"
    for row in facts.recipients:
        yield f"recipients.{row.number}.purpose"
    for measure in facts.measures.measures:
        yield f"measures.{measure.key}.text"
    yield from (f"measures.headings.{heading}" for heading in "ABCDEFG")


@pytest.fixture
def opened(visitor):
    """The ids on a page, each page asked for once."""
    pages = {}

    def ids(address):
        if address not in pages:
            answer = visitor.get(address)
            assert answer.status_code == 200, address
            pages[address] = set(re.findall(r' id="([^"]+)"', answer.text))
        return pages[address]

    return ids


def test_every_place_has_its_field(app, house, opened):
    row = find_engagement(ENGAGEMENT)
    fields = [
        *TERMS, *ENGAGEMENT_FIELDS, *CLIENT_FIELDS, *FIRM_FIELDS, *ACTIVITY_FIELDS,
        *fields_of_rows(), *(rule.field for rule in RULES.values()),
    ]  # fmt: skip

    lost = []
    for field in fields:
        page, _, anchor = field_address(row, place_of(field)).partition("#")
        if anchor and anchor not in opened(page):
            lost.append((field, anchor))

    assert lost == []
