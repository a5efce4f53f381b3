"""The sentence above a map counts rightly, in three languages, whatever there is."""

import pytest
from hypothesis import given

from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.summing_up import counts_of, sentence_of
from dpa_manager.vocabulary.phrase import Phrase
from tests.domain.data_map.made_maps import BE, IE, IN, US, map_to, maps, receiver

GUARDED = {"country": US, "outside": (US,), "guarded": (US,)}
BARE = {"country": US, "outside": (US,)}


def outside(*ways):
    """A map with these receivers outside the EEA, and one in Belgium."""
    return map_to(receiver(0), *(receiver(n, **way) for n, way in enumerate(ways, start=1)))


@pytest.mark.parametrize(
    ("ways", "nl", "fr", "en"),
    [
        (
            [],
            "alles blijft binnen de EER.",
            "tout reste dans l’EEE.",
            "everything stays within the EEA.",
        ),
        (
            [GUARDED],
            "1 buiten de EER, met waarborg.",
            "1 hors EEE, avec garantie.",
            "1 outside the EEA, with a safeguard.",
        ),
        (
            [BARE],
            "1 buiten de EER, zonder waarborg.",
            "1 hors EEE, sans garantie.",
            "1 outside the EEA, without a safeguard.",
        ),
        (
            [GUARDED] * 2,
            "2 buiten de EER, beide met waarborg.",
            "2 hors EEE, tous deux avec garantie.",
            "2 outside the EEA, both with a safeguard.",
        ),
        (
            [BARE] * 2,
            "2 buiten de EER, beide zonder waarborg.",
            "2 hors EEE, tous deux sans garantie.",
            "2 outside the EEA, both without a safeguard.",
        ),
        (
            [GUARDED, BARE],
            "2 buiten de EER, waarvan 1 zonder waarborg.",
            "2 hors EEE, dont 1 sans garantie.",
            "2 outside the EEA, of which 1 without a safeguard.",
        ),
        (
            [GUARDED] * 3,
            "3 buiten de EER, alle met waarborg.",
            "3 hors EEE, tous avec garantie.",
            "3 outside the EEA, all with a safeguard.",
        ),
        (
            [BARE] * 3,
            "3 buiten de EER, alle zonder waarborg.",
            "3 hors EEE, tous sans garantie.",
            "3 outside the EEA, all without a safeguard.",
        ),
    ],
)
def test_the_sentence_says_how_many_are_outside_and_whether_that_is_guarded(ways, nl, fr, en):
    said = sentence_of(outside(*ways))

    for language, words in Phrase(nl, fr, en).as_dict().items():
        assert said.in_language(language).endswith(f" {words}")


def test_one_and_many_have_their_words():
    one = sentence_of(map_to(receiver(1)))
    two = sentence_of(map_to(receiver(1), receiver(2, country=IE), receiver(3, kind="recipient")))

    assert one.nl.startswith("1 soort gegevens, 1 doel, 1 subverwerker in 1 land;")
    assert one.fr.startswith("1 catégorie de données, 1 finalité, 1 sous-traitant ultérieur dans")
    assert two.nl.startswith("1 soort gegevens, 1 doel, 2 subverwerkers in 2 landen, 1 ontvanger;")
    assert two.en.startswith("1 kind of data, 1 purpose, 2 sub-processors in 2 countries, 1 rec")


def test_data_that_nobody_gets_stay():
    said = sentence_of(map_to(stays=True))

    assert said.nl == "1 soort gegevens, 1 doel; alles blijft bij ons."
    assert said.fr == "1 catégorie de données, 1 finalité\u202f; tout reste chez nous."


def test_an_empty_map_says_so():
    assert sentence_of(DataMap()).nl == "Op deze kaart staan nog geen gegevens."


def test_a_receiver_of_an_unknown_country_is_never_said_to_be_inside():
    said = sentence_of(map_to(receiver(1), receiver(2, country=None)))

    assert "alles" not in said.nl
    assert said.nl.endswith("van 1 is het land nog niet bekend.")


def test_two_countries_with_one_ground_are_not_guarded():
    half = receiver(1, country=US, outside=(US, IN), guarded=(US,))

    assert counts_of(map_to(half)).outside_without_safeguard == 1


@given(maps())
def test_counts_are_those_of_the_flows(data_map):
    counts = counts_of(data_map)
    reached = {flow.receiver for flow in data_map.flows} - {""}
    rows = [data_map.receiver[key] for key in reached]
    processors = [row for row in rows if row.kind == "subprocessor"]
    places = {
        p.key for r in processors for p in (*r.outside, *r.elsewhere, r.country or BE) if p.key
    }

    assert counts.categories == len({flow.category for flow in data_map.flows})
    assert counts.subjects == len({flow.subject for flow in data_map.flows})
    assert counts.activities == len({flow.activity for flow in data_map.flows})
    assert counts.subprocessors == len(processors)
    assert counts.subprocessors + counts.recipients == len(reached)
    assert counts.outside == sum(bool(row.outside) for row in rows)
    grounded = {row.key: {one.country for one in row.safeguards if one.words} for row in rows}
    bare = [row for row in rows if set(row.outside) - grounded[row.key]]
    assert counts.outside_without_safeguard == len(bare)
    assert counts.countries <= len(places)
    leaving = {flow.category for flow in data_map.flows if flow.receiver}
    assert counts.stays == counts.categories - len(leaving)
    numbers = [counts.categories, counts.activities, counts.subprocessors, counts.outside]
    for language in ("nl", "fr", "en") if data_map.flows else ():
        said = sentence_of(data_map).in_language(language)
        assert all(str(number) in said for number in numbers if number)
