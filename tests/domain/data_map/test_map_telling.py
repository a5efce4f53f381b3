"""The table and the panel of a node say what the flows say, no more, no less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain.data_map.telling import node_sheet, rows_of
from tests.domain.data_map.made_maps import IE, IN, US, map_to, maps, receiver

LANGUAGES = st.sampled_from(["nl", "fr", "en"])


@given(maps(), LANGUAGES)
def test_the_table_says_every_flow_once(data_map, language):
    rows = rows_of(data_map, language=language)

    told = [place for row in rows for place in row.flows]
    assert sorted(told) == list(range(len(data_map.flows)))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        flows = [data_map.flows[place] for place in row.flows]
        who = data_map.receiver.get(row.receiver_key)
        assert {(f.category, f.activity, f.receiver) for f in flows} == {
            (row.category_key, row.activity_key, row.receiver_key)
        }
        assert set(row.subjects) == {
            data_map.subject[f.subject].words.in_language(language) for f in flows
        }
        assert row.is_outside == bool(who and who.outside)
        assert row.is_sensitive == bool(data_map.category[row.category_key].nature)
        if who:
            assert row.receiver == who.name


@given(maps(), LANGUAGES)
def test_the_rows_of_a_category_stand_together(data_map, language):
    rows = rows_of(data_map, language=language)

    firsts = [row.category_key for row in rows if row.is_first_of_category]
    assert firsts == [row.key for row in data_map.categories]


@given(maps(), LANGUAGES)
def test_a_panel_reaches_exactly_what_its_flows_reach(data_map, language):
    columns = ("subject", "category", "activity", "receiver")
    for kind in columns:
        for key in getattr(data_map, kind):
            sheet = node_sheet(data_map, key, language=language)

            mine = [flow for flow in data_map.flows if getattr(flow, kind) == key]
            assert [data_map.flows[place] for place in sheet.flows] == mine
            assert sheet.has_stays == any(not flow.receiver for flow in mine)
            for other, told in zip(
                columns[:3], (sheet.comes_from, sheet.categories, sheet.activities), strict=True
            ):
                reached = {getattr(flow, other) for flow in mine}
                rows = [row for row in getattr(data_map, other).values() if row.key in reached]
                names = [row.words.in_language(language) for row in rows]
                assert list(told) == ([] if other == kind else names)
            if kind != "receiver":
                assert len(sheet.goes_to) == len({flow.receiver for flow in mine} - {""})


@pytest.mark.parametrize(
    ("row", "country", "ground"),
    [
        ({}, "België", "binnen de EER"),
        ({"elsewhere": (IE,)}, "België en Ierland", "binnen de EER"),
        ({"country": None}, "land nog niet bekend", ""),
        ({"country": US, "outside": (US,)}, "Verenigde Staten", "nog geen waarborg"),
        ({"outside": (US,), "guarded": (US,)}, "België en Verenigde Staten", "SCC"),
        (
            {"country": US, "outside": (US, IN), "guarded": (US,)},
            "Verenigde Staten en India",
            "Verenigde Staten: SCC; India: nog geen waarborg",
        ),
    ],
)
def test_where_and_on_what_ground_stands_in_words(row, country, ground):
    (told,) = rows_of(map_to(receiver(1, **row)), language="nl")

    assert (told.country, told.ground) == (country, ground)


def test_data_that_stay_are_told_so():
    (told,) = rows_of(map_to(stays=True), language="fr")

    assert (told.receiver, told.country, told.ground) == ("reste chez nous", "", "")


def test_the_panel_of_a_receiver_has_its_contract_and_each_safeguard():
    row = receiver(1, country=US, outside=(US, IN), guarded=(US,))

    sheet = node_sheet(map_to(row), row.key, language="en")

    assert sheet.contract == "contract signed on 2\u00a0January\u00a02026"
    assert sheet.safeguards == ("United States: SCC, 2021/914", "India: no safeguard yet")
    assert sheet.purposes == ("om 1 en",)


def test_a_key_that_the_map_lacks_has_no_panel():
    assert node_sheet(map_to(receiver(1)), "nobody", language="nl") is None
