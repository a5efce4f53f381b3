"""Whatever is missing has one place where it is filled in, and none by accident."""

import pytest

from dpa_manager.domain.completeness import RULES, problems
from dpa_manager.domain.completeness.printed_texts import printed_texts
from dpa_manager.domain.drafting_places import Place, UnknownField, place_of
from tests.domain.completeness.complete_template import complete_case
from tests.domain.completeness.test_rules import CASES

PARTS = {
    "parties", "terms", "activities", "role", "flows", "subprocessors", "measures", "retention",
    "check", "client", "firm", "register", "templates",
}  # fmt: skip


def test_every_part_of_the_facts_that_a_rule_is_about_has_a_place():
    places = {rule.id: place_of(rule.field) for rule in RULES.values()}
    assert {place.part for place in places.values()} <= PARTS


def test_every_problem_of_every_rule_has_a_place():
    found = {problem.field for case in CASES for problem in problems(case.fires)}
    places = {field: place_of(field) for field in found}
    assert len(places) > 150
    assert all(place.part in PARTS for place in places.values())


def test_every_text_that_a_language_may_lack_has_a_place():
    fields = {text.field for text in printed_texts(complete_case())}
    assert len(fields) > 60
    assert {place_of(field).part for field in fields} <= PARTS


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("subject_matter", Place("parties", anchor="subject_matter")),
        ("principal_contract.name", Place("parties", anchor="contract_name")),
        ("terms.notice_days", Place("terms", anchor="notice_days")),
        ("special_terms.1.text", Place("terms", anchor="special_terms")),
        ("activities", Place("activities")),
        ("activities.3.purposes", Place("activities", 3, "purposes")),
        ("activities.3.locations.1.country", Place("activities", 3, "locations")),
        ("activities.3.role", Place("role", 3)),
        ("activities.3.data", Place("flows", 3)),
        ("activities.3.flows.data.health", Place("flows", 3)),
        ("activities.3.subprocessors.SUB-1", Place("subprocessors", anchor="authorise-SUB-1")),
        ("activities.3.subprocessors.unknown", Place("flows", 3)),
        ("activities.3.data.health.retention", Place("retention", 3, "retention-3-health")),
        ("activities.3.data.health.safeguards", Place("retention", 3, "retention-3-health")),
        ("activities.3.data.health.sensitive.reason", Place("retention", 3, "retention-3-health")),
        ("client.contacts.breaches.phone", Place("parties", anchor="client-breaches")),
        ("client.signatories.1.capacity", Place("parties", anchor="client-signatory")),
        ("client.address.country", Place("client", anchor="country_code")),
        ("client.authority", Place("client", anchor="authority_key")),
        ("processor.contacts.audits", Place("firm", anchor="contacts")),
        ("processor.privacy_email", Place("firm", anchor="privacy_email")),
        ("subprocessors.2.delimitation", Place("subprocessors", anchor="subprocessor-2")),
        ("subprocessors.2.transfers.US.mechanism", Place("register", anchor="transfers", row=2)),
        ("subprocessors.2.address.city", Place("register", anchor="city", row=2)),
        ("recipients.1.country", Place("subprocessors", anchor="recipient-1")),
        ("measures.headings.B", Place("measures", anchor="heading-B")),
        ("measures.mfa.text", Place("measures", anchor="measure-mfa")),
        ("template.clBreach", Place("templates")),
        ("languages", Place("check", anchor="language")),
    ],
)
def test_a_path_leads_to_its_field(field, place):
    assert place_of(field) == place


@pytest.mark.parametrize(
    "field",
    [
        "",
        "weather",
        "client.weather",
        "processor.weather",
        "terms.weather",
        "activities.3.weather",
        "activities.first.title",
        "activities.3.data.health.weather",
        "subprocessors.2.weather",
        "recipients.1.weather",
        "measures.headings",
    ],
)
def test_a_path_that_nobody_knows_leads_nowhere(field):
    with pytest.raises(UnknownField):
        place_of(field)
