"""Annexes II, III and IV: activities, sensitive data, measures, sub-processors, recipients."""

from dataclasses import replace

import pytest

from dpa_manager.domain.facts import SensitiveData
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.completeness.complete_rows import measure
from tests.domain.completeness.complete_words import word
from tests.domain.wording.spoken import plain, spoken


def with_hosting(**changes):
    """The complete case with another first activity."""
    facts = complete_facts()
    hosting, *others = facts.activities
    return replace(facts, activities=(replace(hosting, **changes), *others))


def with_measures(*measures, **changes):
    """The complete case with these measures."""
    facts = complete_facts()
    return replace(facts, measures=replace(facts.measures, measures=measures, **changes))


def test_activities_are_numbered_without_gap_and_kbitss_own_are_left_out():
    words = spoken()
    assert [row["number"] for row in words["activities"]] == ["II.1", "II.2"]
    assert "Eigen statistieken" not in str(words)


def test_numbers_stay_right_when_an_activity_before_is_kbitss_own():
    facts = complete_facts()
    hosting, support, own = facts.activities
    words = spoken(replace(facts, activities=(replace(hosting, role=own.role), support, own)))
    assert [row["number"] for row in words["activities"]] == ["II.1"]
    assert {row["activity"] for row in words["flows"]} == {"II.1"}
    assert words["subprocessors"][0]["activities"] == "geen"
    assert words["subprocessors"][1]["activities"] == "II.1"


@pytest.mark.parametrize(
    ("own", "printed"),
    [
        ("Vragen oplossen", "Webhosting: Vragen oplossen"),
        ("Webhosting: vragen oplossen", "Webhosting: vragen oplossen"),
        ("", "Webhosting"),
    ],
)
def test_a_purpose_is_the_service_and_the_clients_own_words_each_once(own, printed):
    words = spoken(with_hosting(purposes=Phrase(own)))
    assert words["activities"][0]["purposes"] == printed


def test_data_subjects_carry_their_number_and_vulnerability_in_words():
    facts = complete_facts()
    subject = replace(facts.activities[0].subjects[0], is_vulnerable=True, approximate_count=12_500)
    words = spoken(with_hosting(subjects=(subject,)), language="en")
    assert plain(words["activities"][0]["subjects"][0]) == (
        "Account users (vulnerable people, about 12,500)"
    )


def test_special_data_end_in_their_article():
    rows = {row["label"]: row for row in spoken()["activities"][0]["data"]}
    assert plain(rows["Gezondheidsgegevens"]["special"]) == "art. 9 AVG"
    assert rows["Rijksregisternummer"]["special"] == "rijksregisternummer"
    assert rows["Naam en voornaam"]["is_special"] is False
    assert "Documenten en bestanden van de klant: offertes en bestekken" in rows


def test_empty_things_are_words_and_agree_with_their_noun():
    words = spoken(language="fr")["activities"][1]
    assert words["recipient_line"] == "aucun"
    assert words["automated_decision"] == "aucune"
    assert words["has_channels"] is False


def test_platforms_are_those_that_the_client_contracted():
    platforms = complete_facts().activities[0].platforms
    ours = replace(platforms[0], name="Plesk", contract_of="kbits")
    words = spoken(with_hosting(platforms=(*platforms, ours)))
    assert words["activities"][0]["platforms"] == "Microsoft 365 (contract van de Klant)"
    assert spoken(with_hosting(platforms=(ours,)))["activities"][0]["has_platforms"] is False


def test_the_role_of_the_client_differs_by_activity_only_when_it_is_mixed():
    facts = with_hosting(client_role="processor")
    assert spoken(facts)["activities"][0]["client_role"] == "Verwerkingsverantwoordelijke"
    mixed = replace(facts, client=replace(facts.client, role="mixed"))
    roles = [row["client_role"] for row in spoken(mixed)["activities"]]
    assert roles == ["Verwerker", "Verwerkingsverantwoordelijke"]


def test_a_sensitive_category_stands_once_for_activities_that_say_the_same():
    facts = complete_facts()
    hosting, support, own = facts.activities
    both = replace(facts, activities=(hosting, replace(support, data=hosting.data), own))
    rows = spoken(both)["sensitive"]
    assert [(row["category"], row["activities"]) for row in rows] == [
        ("Gezondheidsgegevens", "II.1, II.2"),
        ("Rijksregisternummer", "II.1, II.2"),
    ]
    other = replace(hosting.data[2], sensitive=SensitiveData(Phrase("een andere reden")))
    apart = replace(facts, activities=(hosting, replace(support, data=(other,)), own))
    assert [row["activities"] for row in spoken(apart)["sensitive"]] == ["II.1", "II.2", "II.1"]


def test_only_measures_in_place_are_counted_and_planned_ones_stand_apart():
    planned = replace(measure("A"), key="p", label=Phrase("Plan"), status="planned")
    unfit = replace(measure("A"), key="u", label=Phrase("Nooit"), status="not_applicable")
    words = spoken(with_measures(measure("A"), planned, unfit))
    assert [row["label"] for row in words["measure_groups"][0]["measures"]] == ["Maatregel A"]
    assert [row["label"] for row in words["measures_planned"]] == ["Plan"]
    assert words["measures_planned"][0]["planned_on"] == "datum nog te bepalen"
    assert "Nooit" not in str(words)


def test_a_heading_of_article_32_without_measure_prints_its_reason():
    words = spoken()
    group = next(row for row in words["measure_groups"] if row["title"].startswith("Herstel"))
    assert group["has_measures"] is False
    assert group["reason"].startswith("KBITS bewaart hier geen kopieën")
    assert len(words["measure_groups"]) == 6


def test_heading_g_and_the_sensitive_ones_vanish_when_empty_and_close_the_annex_when_not():
    words = spoken(with_measures(measure("G"), measure("S")))
    assert [row["title"] for row in words["measure_groups"]][-2:] == [
        "Minimale gegevens, bewaring en rechten",
        "Extra waarborgen voor gevoelige gegevens",
    ]


def test_details_that_would_help_an_attacker_are_not_printed():
    hidden = replace(measure("A"), is_visible_to_clients=False)
    text = spoken(with_measures(hidden), language="fr")["measure_groups"][0]["measures"][0]["text"]
    assert text == "détails consultables chez KBITS"


def test_a_measure_without_text_says_so():
    bare = replace(measure("A"), text=Phrase())
    row = spoken(with_measures(bare))["measure_groups"][0]["measures"][0]
    assert (row["label"], row["text"]) == ("Maatregel A", "zonder verdere omschrijving")


def test_a_measure_for_some_activities_names_them():
    some = replace(measure("A"), activities=(2,))
    rows = spoken(with_measures(some, measure("B")))["measure_groups"]
    assert rows[0]["measures"][0]["activities"] == "II.2"
    assert rows[1]["measures"][0]["activities"] == "alle"


def test_remote_access_and_help_read_as_rules():
    words = spoken(with_measures(measure("H"), replace(measure("I"), text=Phrase())))
    assert words["remote_access"] == ["elke maand nagekeken"]
    assert words["assistance"] == ["Maatregel I: zonder verdere omschrijving"]


def test_rules_of_remote_access_are_not_printed_where_there_is_none():
    facts = with_measures(measure("H"))
    support = replace(facts.activities[1], has_remote_access=False)
    facts = replace(facts, activities=(facts.activities[0], support))
    assert spoken(facts)["remote_access"] == []


def test_the_measure_set_is_named_with_version_date_and_activities():
    assert plain(spoken()["measure_set"]["line"]) == (
        "Basisset, versie 4 van 1 september 2026; activiteiten: II.1 en II.2"
    )


def test_a_sub_processor_keeps_its_number_whatever_the_order():
    facts = complete_facts()
    turned = replace(facts, subprocessors=tuple(reversed(facts.subprocessors)))
    assert spoken(turned)["subprocessors"] == spoken()["subprocessors"]
    assert [row["number"] for row in spoken()["subprocessors"]] == ["IV.1", "IV.2"]


def test_a_transfer_names_ground_document_check_and_fall_back():
    (transfer,) = spoken(language="en")["subprocessors"][1]["transfers"]
    assert transfer["country"] == "United States"
    assert transfer["ground"] == "Adequacy decision"
    assert transfer["document"] == "(EU) 2023/1795"
    assert plain(transfer["checked_on"]) == "5 October 2026"
    assert transfer["fallback"] == "Standard contractual clauses, module 3"
    assert transfer["has_expires_on"] is False


def test_a_signed_document_says_when_it_was_signed():
    facts = complete_facts()
    hoster, mailer = facts.subprocessors
    signed = replace(mailer.transfers[0], document="SCC 17", signed_on=mailer.contract_signed_on)
    words = spoken(replace(facts, subprocessors=(hoster, replace(mailer, transfers=(signed,)))))
    assert plain(words["subprocessors"][1]["transfers"][0]["document"]) == (
        "SCC 17, ondertekend op 10 januari 2025"
    )


def test_a_sub_processor_has_register_number_country_chain_and_start():
    facts = complete_facts()
    hoster, mailer = facts.subprocessors
    kind = word("kbo", "Ondernemingsnummer", "Numéro d’entreprise", "Enterprise number")
    hoster = replace(hoster, party=replace(hoster.party, register_kind=kind), since_on=None)
    row = spoken(replace(facts, subprocessors=(hoster, mailer)))["subprocessors"][0]
    assert row["register_no"] == "Ondernemingsnummer 0999.001.020"
    assert row["address"] == "Kaai 5, 8400 Oostende, België"
    assert row["contact"] == "Lies Maes, privacy manager"
    assert row["chain"] == ["Kluis Back-up BV, Dok 2, 9000 Gent, dpo@kluis.example, België"]
    assert row["since"] == "vanaf het begin van de overeenkomst"


def test_a_recipient_has_role_group_instruction_and_ground():
    facts = complete_facts()
    transfer = facts.subprocessors[1].transfers[0]
    abroad = replace(facts.recipients[0], is_eea=False, transfer=transfer, event="Beurs 2026")
    row = spoken(replace(facts, recipients=(abroad,)))["recipients"][0]
    assert row["role"] == "zelfstandige verwerkingsverantwoordelijke"
    assert row["group"] == "Ontvangers aangewezen door de klant"
    assert plain(row["instruction"]) == "1 oktober 2026"
    assert plain(row["transfer"]) == (
        "Adequaatheidsbesluit, (EU) 2023/1795, gecontroleerd op 5 oktober 2026"
    )
    assert (row["is_outside_eea"], row["has_event"]) == (True, True)
    plain_row = spoken()["recipients"][0]
    assert (plain_row["has_transfer"], plain_row["has_event"]) == (False, False)
