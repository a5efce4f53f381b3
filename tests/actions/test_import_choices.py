"""Closed lists, places and values by country as people write them in one cell."""

import pytest

from dpa_manager.actions.import_choices import by_country, key_of, keys_of, places_of, spellings
from dpa_manager.vocabulary.library import vocabulary


@pytest.mark.parametrize(
    "list_name",
    [
        *("countries", "place_kinds", "register_kinds", "subprocessor_kinds", "subprocessor_state"),
        *("transfer_mechanisms", "recipient_groups", "recipient_kinds"),
    ],
)
def test_every_label_of_a_list_spells_one_key_wherever_it_stands(list_name):
    words = vocabulary()
    terms = words.options.get(list_name) or getattr(words, list_name)
    for key, term in terms.items():
        for label in (key, *term.label.as_dict().values()):
            assert key_of(f" {label.upper()} ", list_name) == key
            assert keys_of(label, list_name) == (key,)
    assert set(spellings(list_name).values()) == set(terms)


def test_every_country_is_one_place_by_its_label_even_with_a_comma_in_it():
    for code, country in vocabulary().countries.items():
        for label in country.label.as_dict().values():
            assert places_of(f"{label};BE", otherwise="office") == (
                (code, "office"),
                ("BE", "office"),
            )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ()),
        ("scc_m3", (("", "scc_m3"),)),
        ("US: adequacy; India: scc_m3", (("US", "adequacy"), ("IN", "scc_m3"))),
        ("US: a: b", (("US", "a: b"),)),
        ("US: adequacy; scc_m3", (("", "US: adequacy; scc_m3"),)),
        ("SCC: signed; annex", (("", "SCC: signed; annex"),)),
        # Without a colon these are an answer and a word, not Norway and India.
        ("no", (("", "no"),)),
        ("IN", (("", "IN"),)),
        ("US:; IN: scc_m3", (("", "US:; IN: scc_m3"),)),
    ],
)
def test_a_value_is_for_all_countries_or_for_each_that_it_names(text, told):
    assert by_country(text) == told
