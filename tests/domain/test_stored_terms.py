"""Terms as plain data and back."""

import json

import pytest

from dpa_manager.domain.stored_terms import term_from_plain, term_to_plain
from dpa_manager.vocabulary.library import vocabulary

LISTS = (
    "retention_rules",
    "measures",
    "service_kinds",
    "countries",
    "eea_memberships",
    "adequacy_decisions",
)


@pytest.mark.parametrize("name", LISTS)
def test_every_term_comes_back_as_it_was(name):
    terms = getattr(vocabulary(), name)
    assert terms
    for term in terms.values():
        plain = json.loads(json.dumps(term_to_plain(term)))
        assert term_from_plain(type(term), plain) == term


def test_a_field_that_is_not_known_is_an_error():
    term = vocabulary().countries["BE"]
    with pytest.raises(TypeError):
        term_from_plain(type(term), term_to_plain(term) | {"capital": "Brussels"})


def test_a_missing_field_has_its_default():
    term = vocabulary().measures["TOM-MFA"]
    plain = {k: v for k, v in term_to_plain(term).items() if k != "is_visible_to_clients"}
    assert term_from_plain(type(term), plain) == term
