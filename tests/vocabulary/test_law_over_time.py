"""Who is in the Economic Area and who protects data adequately, on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dpa_manager.vocabulary.library import vocabulary

TODAY = date(2026, 11, 24)
# fmt: off
UNION = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}
# fmt: on


def test_the_area_is_the_union_and_three_more():
    inside = {code for code in vocabulary().countries if vocabulary().is_eea(code, on=TODAY)}
    assert inside == UNION | {"IS", "LI", "NO"}
    assert len(inside) == 30


@pytest.mark.parametrize("code", ["CH", "GB", "US", "MC", "SM", "AD", "FO", "GL", "XX", ""])
def test_a_neighbour_of_the_area_is_outside_it(code):
    assert not vocabulary().is_eea(code, on=TODAY)


@pytest.mark.parametrize(
    ("code", "on", "inside"),
    [
        ("GB", date(2020, 12, 31), True),
        ("GB", date(2021, 1, 1), False),
        ("HR", date(2014, 4, 11), False),
        ("HR", date(2014, 4, 12), True),
        ("NO", date(2018, 5, 25), True),
    ],
)
def test_membership_holds_between_its_dates(code, on, inside):
    assert vocabulary().is_eea(code, on=on) is inside


def test_a_country_that_joins_is_inside_from_its_day():
    words = vocabulary()
    joining = replace(words.eea_memberships["NO"], key="CH", country="CH", from_on=date(2030, 1, 1))
    later = replace(words, eea_memberships=words.eea_memberships | {"CH": joining})
    assert not later.is_eea("CH", on=date(2029, 12, 31))
    assert later.is_eea("CH", on=date(2030, 1, 1))
    assert not words.is_eea("CH", on=date(2030, 1, 1))


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("AD", "2010/625/EU"),
        ("AR", "2003/490/EC"),
        ("BR", "(EU) 2026/179"),
        ("CA", "2002/2/EC"),
        ("FO", "2010/146/EU"),
        ("GG", "2003/821/EC"),
        ("IM", "2004/411/EC"),
        ("JE", "2008/393/EC"),
        ("IL", "2011/61/EU"),
        ("JP", "(EU) 2019/419"),
        ("NZ", "2013/65/EU"),
        ("KR", "(EU) 2022/254"),
        ("CH", "2000/518/EC"),
        ("GB", "(EU) 2021/1772"),
        ("UY", "2012/484/EU"),
        ("US", "(EU) 2023/1795"),
    ],
)
def test_the_decisions_stand_today(code, act):
    assert vocabulary().adequacy(code, on=TODAY).act == act


@pytest.mark.parametrize("code", ["IN", "CN", "RU", "AU", "BE", ""])
def test_countries_without_a_decision_have_none(code):
    assert vocabulary().adequacy(code, on=TODAY) is None


@pytest.mark.parametrize(
    ("code", "on", "stands"),
    [
        ("BR", date(2026, 1, 25), False),
        ("BR", date(2026, 1, 26), True),
        ("GB", date(2031, 12, 27), True),
        ("GB", date(2031, 12, 28), False),
        ("US", date(2023, 7, 9), False),
        ("US", date(2023, 7, 10), True),
    ],
)
def test_a_decision_holds_between_its_dates(code, on, stands):
    assert (vocabulary().adequacy(code, on=on) is not None) is stands


def test_only_the_american_decision_asks_for_the_organisation_on_a_list():
    asking = [
        d.country for d in vocabulary().adequacy_decisions.values() if d.needs_organisation_listing
    ]
    assert asking == ["US"]


def test_a_repealed_decision_stands_no_more_and_a_new_one_takes_its_place():
    words = vocabulary()
    old = words.adequacy_decisions["usa_dpf"]
    fallen = replace(old, repealed_on=date(2027, 3, 1))
    new = replace(old, key="usa_next", act="(EU) 2028/1", adopted_on=date(2028, 5, 1))
    later = replace(words, adequacy_decisions={"usa_dpf": fallen, "usa_next": new})
    assert later.adequacy("US", on=date(2027, 3, 1)) == fallen
    assert later.adequacy("US", on=date(2027, 3, 2)) is None
    assert later.adequacy("US", on=date(2028, 5, 1)) == new


def test_of_two_standing_decisions_the_newest_counts():
    words = vocabulary()
    old = words.adequacy_decisions["andorra"]
    new = replace(old, key="andorra_2", adopted_on=TODAY - timedelta(days=1))
    later = replace(words, adequacy_decisions={"andorra_2": new, "andorra": old})
    assert later.adequacy("AD", on=TODAY) == new
    assert later.adequacy("AD", on=TODAY - timedelta(days=2)) == old


def test_every_decision_is_dated_and_says_how_sure_we_are():
    for decision in vocabulary().adequacy_decisions.values():
        assert date(1999, 1, 1) < decision.adopted_on < TODAY
        assert decision.mark in {"verified", "memory", "unsure"}
        assert decision.country or decision.body
