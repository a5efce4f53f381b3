"""Register numbers: what people type is read, checked and printed (DOMAIN 5.1)."""

import pytest

from dpa_manager.domain.register_numbers import RegisterNumberError, parse, shown, vat_number
from dpa_manager.vocabulary.library import vocabulary


@pytest.mark.parametrize(
    "typed",
    [
        "0544651634",
        "0544.651.634",
        "0544 651 634",
        "BE0544651634",
        "be 0544.651.634",
        "544651634",
        " 544.651.634 ",
        "0544\u00a0651\u00a0634",
    ],
)
def test_every_usual_way_to_type_an_enterprise_number_gives_the_same_ten_digits(typed):
    assert parse("kbo", typed) == "0544651634"


@pytest.mark.parametrize("number", ["0566988259", "0403170701", "1000000021"])
def test_numbers_of_the_zero_and_the_one_series_pass_the_check(number):
    assert parse("kbo", number) == number


def test_a_remainder_of_zero_gives_ninety_seven():
    assert parse("kbo", "0000009797") == "0000009797"
    with pytest.raises(RegisterNumberError) as refusal:
        parse("kbo", "0000009700")
    assert refusal.value.code == "enterprise-number-check"


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("kbo", "", "register-number-empty"),
        ("kbo", "   ", "register-number-empty"),
        ("kbo", "0544651635", "enterprise-number-check"),
        ("kbo", "054465163", "enterprise-number-check"),
        ("kbo", "05446516", "enterprise-number-digits"),
        ("kbo", "05446516340", "enterprise-number-digits"),
        ("kbo", "0544651A34", "enterprise-number-digits"),
        ("kbo", "٠٥٤٤٦٥١٦٣٤", "enterprise-number-digits"),
        ("kbo", "NL0544651634", "enterprise-number-digits"),
        ("kbo", "2000000042", "enterprise-number-establishment"),
        ("kbo", "2000000071", "enterprise-number-start"),
        ("kbo", "9000000092", "enterprise-number-start"),
        ("siren", "73282932", "siren-digits"),
        ("siren", "732829321", "siren-check"),
        ("siret", "732829320", "siret-digits"),
        ("siret", "73282932000079", "siret-check"),
        ("kvk", "1234567", "kvk-digits"),
        ("kvk", "1234567X", "kvk-digits"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_with_its_own_sentence(kind, typed, code):
    with pytest.raises(RegisterNumberError) as refusal:
        parse(kind, typed)
    assert refusal.value.code == code
    assert refusal.value.field == "register_no"
    assert all(refusal.value.sentence.as_dict().values())


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "printed"),
    [
        ("siren", "732 829 320", "732829320", "732\u00a0829\u00a0320"),
        ("siret", "732 829 320 00074", "73282932000074", "732\u00a0829\u00a0320\u00a000074"),
        ("kvk", "12 34 56 78", "12345678", "12345678"),
        ("kbo", "544651634", "0544651634", "0544.651.634"),
        ("hrb", " HRB 12345 B ", "HRB 12345 B", "HRB 12345 B"),
    ],
)
def test_other_registers_have_their_own_rules_and_unknown_ones_none(kind, typed, stored, printed):
    assert parse(kind, typed) == stored
    assert shown(kind, stored) == printed


def test_a_number_that_was_stored_unchecked_is_printed_as_it_is():
    assert shown("kbo", "12345") == "12345"
    assert shown("", "0544651634") == "0544651634"


def test_the_vat_number_is_the_enterprise_number_behind_be():
    assert vat_number("0544651634") == "BE0544651634"


def test_the_kinds_with_rules_are_kinds_of_the_vocabulary():
    assert {"kbo", "siren", "siret", "kvk"} <= set(vocabulary().register_kinds)
