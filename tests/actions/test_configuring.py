"""The own organisation, the firm's lists and settings, and its evidence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dpa_manager.actions import configuring
from dpa_manager.domain.errors import NotFound, Refused
from dpa_manager.domain.typed_parties import TypedOrganisation, TypedPerson
from dpa_manager.models import (
    EvidenceItem,
    ListItem,
    OwnContact,
    OwnOrganisation,
    Setting,
)
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.lists import KINDS, offered, read_lists
from dpa_manager.queries.settings_in_force import settings_in_force, usual_terms
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from tests.actions.started import acts, add_client, doing, engage, start_firm, words

FIRM = configuring.TypedFirm(
    TypedOrganisation("KBITS", register_kind="kbo", register_no="0544 651 634", postcode="8930"),
    privacy_email="gdpr@kbits.be",
)


def test_the_firm_is_described_once_and_then_changed(toolbox):
    configuring.describe_firm(FIRM, **doing(toolbox))
    configuring.describe_firm(FIRM, **doing(toolbox))
    assert acts() == ["firm described"]
    configuring.describe_firm(replace(FIRM, phone="056 51 38 91"), **doing(toolbox))
    assert acts() == ["firm described"] * 2
    row = OwnOrganisation.get()
    assert (row.register_no, row.phone) == ("0544651634", "056 51 38 91")


@pytest.mark.parametrize(
    ("firm", "field"),
    [
        (replace(FIRM, privacy_email="gdpr"), "privacy_email"),
        (replace(FIRM, privacy_officer_kind="boss"), "privacy_officer_kind"),
        (replace(FIRM, staff_confidentiality=Phrase("a\x01")), "staff_confidentiality.nl"),
        (replace(FIRM, organisation=TypedOrganisation("")), "legal_name"),
    ],
)
def test_a_refused_firm_leaves_no_row_and_no_event(toolbox, firm, field):
    with pytest.raises(Refused) as refusal:
        configuring.describe_firm(firm, **doing(toolbox))
    assert refusal.value.field == field
    assert OwnOrganisation.select().count() == 0
    assert acts() == []


def test_lists_are_filled_from_the_vocabulary_once(toolbox):
    count = configuring.fill_lists(**doing(toolbox))
    assert count == sum(len(getattr(vocabulary(), name)) for name in KINDS)
    assert configuring.fill_lists(**doing(toolbox)) == 0
    assert acts() == ["lists filled"]
    lists = read_lists()
    for name in KINDS:
        assert getattr(lists, name) == getattr(vocabulary(), name)


def test_filling_again_adds_what_is_missing_and_keeps_what_was_edited(toolbox):
    configuring.fill_lists(**doing(toolbox))
    rule = replace(vocabulary().retention_rules["RET-LOG"], sentence=words("9 months"))
    configuring.change_list_item("retention_rules", rule, **doing(toolbox))
    ListItem.delete().where(ListItem.key == "RET-TEST").execute()
    assert configuring.fill_lists(**doing(toolbox)) == 1
    assert read_lists("retention_rules").retention_rules["RET-LOG"].sentence == words("9 months")


def test_an_edited_rule_is_in_facts_to_come(toolbox):
    start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox), "hosting")
    rule = replace(vocabulary().retention_rules["RET-LOG"], sentence=words("9 months"))
    configuring.change_list_item("retention_rules", rule, **doing(toolbox))
    data = gather_facts(engagement.reference, on=toolbox.today()).activities[0].data
    assert {u.category.key: u.retention.words for u in data}["ip_device"] == words("9 months")


def test_a_retired_entry_is_not_offered_after_its_day_but_stays_readable(toolbox):
    start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox), "hosting")
    today = toolbox.today()
    for name, key in (("service_kinds", "hosting"), ("retention_rules", "RET-LOG")):
        configuring.retire_list_item(name, key, last_on=today, **doing(toolbox))
        entries = getattr(read_lists(name), name)
        assert key in offered(entries, on=today)
        assert key not in offered(entries, on=today + timedelta(days=1))
    facts = gather_facts(engagement.reference, on=today + timedelta(days=1))
    assert facts.activities[0].service_kinds[0].words.nl
    with pytest.raises(NotFound):
        configuring.retire_list_item("countries", "ZZ", last_on=today, **doing(toolbox))


def test_a_list_takes_its_own_terms_only(toolbox):
    configuring.fill_lists(**doing(toolbox))
    before = acts()
    belgium = vocabulary().countries["BE"]
    for name, term in (
        ("measures", belgium),
        ("data_categories", vocabulary().data_categories["name"]),
        ("countries", replace(belgium, active_to=belgium.active_from - timedelta(days=1))),
    ):
        with pytest.raises(Refused):
            configuring.change_list_item(name, term, **doing(toolbox))
    assert acts() == before


def test_a_chosen_setting_is_in_force_and_in_new_engagements(toolbox):
    assert usual_terms().notice_days == 30
    configuring.choose_setting("notice_days", 45, **doing(toolbox))
    configuring.choose_setting("notice_days", 45, **doing(toolbox))
    configuring.choose_setting("review_reminder_days", (5, 10), **doing(toolbox))
    assert acts() == ["setting chosen"] * 2
    assert usual_terms().notice_days == settings_in_force()["notice_days"] == 45
    assert settings_in_force()["review_reminder_days"] == (5, 10)


@pytest.mark.parametrize(
    ("name", "value"),
    [("notice_days", "45"), ("notice_days", True), ("notice_days", -1), ("no_setting", 1)],
)
def test_a_setting_of_another_kind_is_refused(toolbox, name, value):
    with pytest.raises(Refused):
        configuring.choose_setting(name, value, **doing(toolbox))
    assert Setting.select().count() == 0
    assert acts() == []


def test_certificates_are_told_while_they_are_valid(toolbox):
    start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox))
    until = date(2026, 12, 31)
    typed = configuring.TypedEvidence("certificate", "ISO/IEC 27001", words("Hosting"))
    configuring.add_evidence(replace(typed, valid_until=until), **doing(toolbox))
    hidden = replace(typed, scheme="Secret", is_visible_to_clients=False)
    configuring.add_evidence(hidden, **doing(toolbox))

    def told(on):
        return [c.scheme for c in gather_facts(engagement.reference, on=on).certificates]

    assert told(until) == ["ISO/IEC 27001"]
    assert told(until + timedelta(days=1)) == []


def test_proof_of_staff_confidentiality_is_known_to_the_facts(toolbox):
    start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox))

    def is_proven():
        facts = gather_facts(engagement.reference, on=toolbox.today())
        return facts.processor.has_confidentiality_evidence

    assert not is_proven()
    typed = configuring.TypedEvidence("staff_confidentiality", "Signed declarations 2026")
    configuring.add_evidence(typed, **doing(toolbox))
    assert is_proven()


@pytest.mark.parametrize(
    "typed",
    [
        configuring.TypedEvidence("diploma", "x"),
        configuring.TypedEvidence("certificate", ""),
        configuring.TypedEvidence(
            "certificate", "x", valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1)
        ),
    ],
)
def test_refused_evidence_leaves_no_row_and_no_event(toolbox, typed):
    with pytest.raises(Refused):
        configuring.add_evidence(typed, **doing(toolbox))
    assert EvidenceItem.select().count() == 0
    assert acts() == []


def test_a_person_of_kbits_changes_roles_and_goes(toolbox):
    start_firm(toolbox)
    engagement = engage(toolbox, add_client(toolbox))
    kim = OwnContact.get()
    typed = TypedPerson("Kim Exemplar", email="kim@kbits.example", roles=("signatory", "dpo"))
    configuring.change_own_contact(kim, typed, **doing(toolbox))
    party = gather_facts(engagement.reference, on=toolbox.today()).processor.party
    assert (party.signatories[0].name, party.dpo.name) == ("Kim Exemplar", "Kim Exemplar")
    assert (party.contacts, party.contact) == ((), None)
    before = acts()
    configuring.change_own_contact(kim, typed, **doing(toolbox))
    assert acts() == before
    configuring.remove_own_contact(kim, **doing(toolbox))
    party = gather_facts(engagement.reference, on=toolbox.today()).processor.party
    assert (party.signatories, party.dpo) == ((), None)
