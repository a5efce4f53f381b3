"""The client's own register: what the map says is filled in, what only the client knows is open."""

from dataclasses import replace
from datetime import date

import pytest

from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.own_register import COLUMNS, register_of
from dpa_manager.domain.parties import Person
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.vocabulary.phrase import LANGUAGES
from dpa_manager.vocabulary.sentences import map_file_words
from tests.domain.completeness.complete_case import complete_facts

TODAY = date(2026, 11, 24)
TOLD = (ToldAgreement("KBITS-2026-0001", "KBITS-2026-0001-DPA", "draft", 2, date(2026, 11, 1)),)
OPEN = {language: map_file_words()["open"].in_language(language) for language in LANGUAGES}
# What a processor can never know of its client (issue 5; DOMAIN 5.5).
ONLY_THE_CLIENT = (
    *("joint", "business-process", "owner", "legal-basis", "classification", "combination"),
    *("internal-recipients", "risk", "mitigation", "dpia", "rights", "replaced-by", "reviewed-on"),
)
# What Art. 30(1)(a)-(g) asks of a controller.
ASKED_BY_LAW = (
    *("controller", "controller-contact", "joint", "representative", "dpo", "purpose"),
    *("subject-categories", "data-categories", "subprocessors", "external-recipients"),
    *("internal-recipients", "third-countries", "safeguards", "retention", "measures"),
)


def rows(*facts, agreements=TOLD, language="nl"):
    """The rows of a register, each from the key of a column to its cell."""
    made = register_of(
        facts or (complete_facts(),), agreements=agreements, language=language, on=TODAY
    )
    keys = [column.key for column in COLUMNS]
    return [dict(zip(keys, row, strict=True)) for row in made.rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ONLY_THE_CLIENT)
def test_what_only_the_client_knows_is_left_open_and_says_so(key, language):
    for row in rows(language=language):
        assert row[key].is_open
        assert row[key].value == OPEN[language]


def test_the_columns_that_the_law_asks_are_marked():
    required = {column.key for column in COLUMNS if column.is_required}

    assert required == set(ASKED_BY_LAW) | {"special-data", "processor"}


def test_an_activity_of_the_agreement_is_a_row_and_no_other():
    facts = complete_facts()

    assert [row["activity-title"].value for row in rows(facts)] == ["Klantenplatform", "Helpdesk"]
    assert len(facts.activities) == 3


def test_a_row_says_what_the_map_says():
    first, second = rows()

    assert first["subject-categories"].value == "Gebruikers met een account"
    assert first["subject-count"].value == 1200
    assert first["purpose"].value == "Webhosting: het platform beschikbaar houden"
    assert first["started-on"].value == date(2027, 1, 1)
    assert first["status"].value == "nog niet begonnen"
    assert first["agreement"].value == (
        "KBITS-2026-0001-DPA, versie 2 van 1\u00a0november\u00a02026 (Ontwerp)"
    )
    assert second["third-countries"].value == "Verenigde Staten"
    assert second["transferred-data"].value == "Mailwind Inc.: E-mailadres"
    assert second["safeguards"].value == "Mailwind Inc.: Adequaatheidsbesluit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_names_the_data_and_receivers_of_its_own_flows_and_no_others(language):
    facts = complete_facts()
    data_map = map_of([facts])
    for activity, row in zip(facts.in_agreement(), rows(facts, language=language), strict=True):
        flows = [f for f in data_map.flows if f.activity.endswith(f"/{activity.number}")]
        reached = {flow.receiver for flow in flows}
        told = f"{row['subprocessors'].value}\n{row['external-recipients'].value}"
        for receiver in data_map.receivers:
            assert (receiver.name in told) == (receiver.key in reached)
        for category in data_map.categories:
            is_here = any(flow.category == category.key for flow in flows)
            assert (category.words.in_language(language) in row["data-categories"].value) == is_here


def test_each_category_has_its_own_retention():
    first, _ = rows()

    assert len(first["retention"].value.split("\n")) == 4
    assert "Naam en voornaam: 30 dagen na het einde" in first["retention"].value


def test_what_the_client_declared_of_sensitive_data_is_not_asked_again():
    first, second = rows()

    assert "Rijksregisternummer: wet van 8 augustus 1983" in first["special-basis"].value
    assert not first["special-basis"].is_open
    assert second["special-basis"].value == "niet van toepassing"


def test_one_line_that_is_missing_leaves_its_cell_open():
    facts = complete_facts()
    activity = facts.activities[0]
    data = tuple(
        replace(use, sensitive=None) if use.nature == "art9" else use for use in activity.data
    )
    changed = replace(facts, activities=(replace(activity, data=data), *facts.activities[1:]))
    first, _ = rows(changed)

    assert "Gezondheidsgegevens: zelf in te vullen" in first["special-basis"].value
    assert "Rijksregisternummer: wet van" in first["special-basis"].value
    assert first["special-basis"].is_open


def test_people_of_several_categories_are_never_added_up():
    facts = complete_facts()
    activity = facts.activities[0]
    (one,) = activity.subjects
    other = replace(one, category=replace(one.category, key="minors"), approximate_count=30)
    both = replace(activity, subjects=(one, other))
    first, _ = rows(replace(facts, activities=(both, *facts.activities[1:])))

    assert first["subject-count"].value.count("1200") == 1
    assert "1230" not in first["subject-count"].value


def test_a_contact_that_is_not_known_is_asked():
    facts = complete_facts()
    party = replace(facts.client.party, contact=None, dpo=None)
    first, _ = rows(replace(facts, client=replace(facts.client, party=party)))

    assert first["controller-contact"].is_open
    assert first["dpo"].is_open


@pytest.mark.parametrize(
    ("country", "expected"), [("BE", "niet van toepassing"), ("US", OPEN["nl"])]
)
def test_only_a_client_outside_the_eea_is_asked_for_a_representative(country, expected):
    facts = complete_facts()
    address = facts.client.party.address
    moved = replace(address, country=replace(address.country, key=country))
    party = replace(facts.client.party, address=moved, eu_representative=None)
    first, _ = rows(replace(facts, client=replace(facts.client, party=party)))

    assert first["representative"].value == expected


def test_a_representative_who_is_known_is_named():
    facts = complete_facts()
    party = replace(facts.client.party, eu_representative=Person("Lies Vos", email="l@vos.example"))
    first, _ = rows(replace(facts, client=replace(facts.client, party=party)))

    assert first["representative"].value == "Lies Vos, l@vos.example"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_client_does_as_a_processor_is_named_and_left_out(language):
    facts = complete_facts()
    mixed = replace(facts.activities[1], client_role="processor")
    changed = replace(
        facts,
        client=replace(facts.client, role="mixed"),
        activities=(facts.activities[0], mixed, facts.activities[2]),
    )
    made = register_of([changed], agreements=TOLD, language=language, on=TODAY)

    assert len(made.rows) == 1
    assert mixed.title.in_language(language) in made.intro[-1]


def test_an_engagement_that_is_over_is_told_so():
    first, _ = rows(replace(complete_facts(), start_on=date(2020, 1, 1), end_on=date(2026, 11, 23)))

    assert (first["status"].value, first["ends-on"].value) == ("beëindigd", date(2026, 11, 23))


@pytest.mark.parametrize("agreements", [(), (replace(TOLD[0], version=None),)])
def test_an_engagement_without_a_version_says_that_there_is_no_agreement(agreements):
    first, _ = rows(agreements=agreements)

    assert first["agreement"].value == "nog geen verwerkersovereenkomst opgesteld"


def test_the_engagements_of_a_client_come_under_each_other_with_their_own_agreements():
    second = replace(complete_facts(), engagement="KBITS-2026-0009")
    told = [row["agreement"].value for row in rows(complete_facts(), second)]

    assert [line.startswith("KBITS-2026-0001-DPA") for line in told] == [True, True, False, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explanation_says_of_each_column_who_fills_it_in_and_what_belongs_there(language):
    made = register_of([complete_facts()], agreements=TOLD, language=language, on=TODAY)

    assert len(made.heads) == len(COLUMNS)
    assert all(head.label and head.note and "{" not in head.note for head in made.heads)
    assert all("{" not in line for line in (made.title, *made.intro))
    assert {head.marked for head in made.heads if OPEN[language] in head.marked} == {
        head.marked for head in made.heads if head.column.filler == "open"
    }
    assert all(made.choices[name] for name in ("legal_bases", "special_bases", "dpia"))
