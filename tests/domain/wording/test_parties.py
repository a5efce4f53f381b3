"""Parties as Annex I, page 1 and the signature block print them."""

from dataclasses import replace

import pytest

from dpa_manager.domain import parties
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.completeness.complete_words import UNITED_STATES, person, word
from tests.domain.wording.spoken import plain, spoken


def with_client(**changes):
    """The complete case with other facts about the client as a party."""
    facts = complete_facts()
    party = replace(facts.client.party, **changes)
    return replace(facts, client=replace(facts.client, party=party))


def test_the_country_is_printed_only_when_a_party_is_abroad():
    assert spoken()["client"]["address"] == "Kouter 1, 9000 Gent"
    address = replace(complete_facts().client.party.address, country=UNITED_STATES)
    words = spoken(with_client(address=address), language="fr")
    assert words["client"]["address"] == "Kouter 1, 9000 Gent, États-Unis"
    assert words["kbits"]["address"] == "Fr. Wallecanstraat 11, 8930 Menen, Belgique"
    assert words["client_outside_eea"] is True
    assert spoken()["client_outside_eea"] is False


def test_a_client_in_norway_is_inside_the_eea():
    norway = word("NO", "Noorwegen", "Norvège", "Norway")
    address = replace(complete_facts().client.party.address, country=norway)
    assert spoken(with_client(address=address))["client_outside_eea"] is False


@pytest.mark.parametrize(("is_natural", "label"), [(False, "Zetel"), (True, "Adres")])
def test_a_natural_person_has_an_address_and_no_seat(is_natural, label):
    words = spoken(with_client(is_natural_person=is_natural))
    assert words["client"]["address_label"] == label


@pytest.mark.parametrize(
    ("role", "client", "kbits"),
    [
        ("controller", "Responsable du traitement", "Sous-traitant"),
        ("processor", "Sous-traitant", "Sous-traitant ultérieur"),
        (
            "mixed",
            "Responsable du traitement ou sous-traitant, selon l’activité",
            "Sous-traitant ou sous-traitant ultérieur, selon l’activité",
        ),
    ],
)
def test_the_role_of_the_client_turns_that_of_kbits(role, client, kbits):
    facts = complete_facts()
    words = spoken(replace(facts, client=replace(facts.client, role=role)), language="fr")
    assert (words["client"]["role_label"], words["kbits"]["role_label"]) == (client, kbits)
    assert words["client_is_processor"] is (role != "controller")


def test_two_signatories_stand_in_one_line_with_capacity_and_mandate():
    words = spoken()["client"]
    assert plain(words["represented_by"]) == (
        "An Peeters, bestuurder; Bo Claes, gevolmachtigde, volmacht van 3 mei 2026"
    )
    assert words["has_second_signatory"]
    assert words["second_signatory"].startswith("Bo Claes")


def test_one_signatory_leaves_the_second_place_empty():
    words = spoken()["kbits"]
    assert (words["has_second_signatory"], words["second_signatory"]) == (False, "")


def test_nobody_is_called_dpo_of_kbits_unless_there_is_one():
    facts = complete_facts()
    officer = person("Ivo Dpo", "DPO", "dpo@kbits.example")
    party = replace(facts.processor.party, dpo=officer)
    contact = replace(facts, processor=replace(facts.processor, party=party))
    assert spoken(contact)["kbits"]["dpo"]["name"] == "Niet aangesteld"
    formal = replace(
        contact, processor=replace(contact.processor, privacy_officer_kind="formal_dpo")
    )
    assert spoken(formal)["kbits"]["dpo"]["name"] == "Ivo Dpo"
    assert spoken(formal)["kbits"]["has_formal_dpo"] is True


def test_contacts_stand_in_the_fixed_order_whatever_the_facts_order():
    facts = complete_facts()
    turned = with_client(contacts=tuple(reversed(facts.client.party.contacts)))
    subjects = [row["subject"] for row in spoken(turned)["contacts"]]
    assert subjects == [row["subject"] for row in spoken()["contacts"]]
    assert subjects[0] == "Instructies"
    assert subjects[-1] == "Einde van de dienst"


def _contacts_without(key):
    contacts = complete_facts().client.party.contacts
    return tuple(point for point in contacts if point.subject.key != key)


@pytest.mark.parametrize(
    ("key", "printed"),
    [("audits", "An Peeters"), ("breaches_second", "geen"), ("breaches", ""), ("instructions", "")],
)
def test_a_subject_without_contact_goes_to_the_general_one_but_never_where_one_is_required(
    key, printed
):
    subject = next(
        point.subject.words.nl
        for point in complete_facts().client.party.contacts
        if point.subject.key == key
    )
    words = spoken(with_client(contacts=_contacts_without(key)))
    row = next(row for row in words["contacts"] if row["subject"] == subject)
    assert row["client"]["name"] == printed
    assert row["kbits"]["name"] == "Kim Example"


def test_several_persons_for_a_subject_have_a_row_each():
    facts = complete_facts()
    second = parties.ContactPoint(
        facts.client.party.contacts[0].subject, person("Bo Maes", "", "bo@x.example")
    )
    words = spoken(with_client(contacts=(*facts.client.party.contacts, second)))
    assert [row["client"]["name"] for row in words["contacts"][:2]] == ["An Peeters", "Bo Maes"]
    assert words["contacts"][1]["kbits"]["name"] == "Kim Example"
    assert words["instruction_givers"] == "An Peeters; Bo Maes"


def test_the_authority_has_name_and_street_in_the_language_of_the_document():
    assert spoken(language="fr")["authority"]["address"] == "Rue de la Presse 35, 1000 Bruxelles"
    assert spoken(language="nl")["authority"]["address"] == "Drukpersstraat 35, 1000 Brussel"


def test_controllers_behind_the_client_are_listed_or_counted():
    facts = complete_facts()
    client = replace(
        facts.client,
        role="processor",
        end_controllers=(parties.EndController("Stad X", "Markt 1", "dpo@x.example"),),
        end_controllers_note="12 gemeenten; de Klant houdt de lijst",
    )
    words = spoken(replace(facts, client=client))
    assert words["end_controllers"] == [
        {"name": "Stad X", "address": "Markt 1", "contact": "dpo@x.example"}
    ]
    assert words["has_end_controllers_note"] is True


def test_letterhead_and_privacy_statement_are_one_line_each():
    words = spoken(language="en")["kbits"]
    assert words["letterhead"] == "Fr. Wallecanstraat 11, 8930 Menen · gdpr@kbits.be"
    assert plain(words["privacy_statement"]) == "privacy statement of 15 October 2023"


def test_a_representative_in_the_union_is_printed_where_there_is_one():
    assert spoken()["client"]["has_eu_representative"] is False
    words = spoken(with_client(eu_representative=person("Eva Rep", "", "eva@x.example")))
    assert words["client"]["eu_representative"]["line"] == "Eva Rep, eva@x.example"


def test_the_level_of_signature_is_the_simple_one_unless_the_client_asks_more():
    facts = complete_facts()
    level = parties.Worded("qualified", Phrase.same("qualified"))
    asks = replace(facts, client=replace(facts.client, min_signature_level=level))
    silent = replace(facts, client=replace(facts.client, min_signature_level=None))
    assert spoken(asks)["signature_level"] == "qualified"
    assert spoken(silent)["signature_level"] == "gewone elektronische handtekening"
