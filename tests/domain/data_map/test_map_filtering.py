"""A filtered map holds exactly the flows that were asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpa_manager.domain.data_map.filtering import SHOWN, filtered
from tests.domain.data_map.made_maps import maps


@given(maps(), st.data())
def test_a_filter_keeps_what_was_asked_for_and_nothing_else(data_map, data):
    show = data.draw(st.sampled_from(["", *SHOWN]))
    category = data.draw(st.sampled_from(["", *data_map.category]))
    receiver = data.draw(st.sampled_from(["", *data_map.receiver]))

    part = filtered(data_map, show=show, category=category, receiver=receiver)

    expected = {
        flow
        for flow in data_map.flows
        if (show != "third-country" or (flow.receiver and data_map.receiver[flow.receiver].outside))
        and (show != "sensitive" or data_map.category[flow.category].nature)
        and (not category or flow.category == category)
        and (not receiver or flow.receiver == receiver)
    }
    assert set(part.flows) == expected
    assert set(part.receiver) == {flow.receiver for flow in expected} - {""}
    assert set(part.category) == {flow.category for flow in expected}
    assert set(part.activity) == {flow.activity for flow in expected}
    assert set(part.subject) == {flow.subject for flow in expected}


@pytest.mark.parametrize("unknown", [{"show": "all"}, {"category": "x"}, {"receiver": "x"}])
@given(maps())
def test_what_the_map_does_not_know_keeps_all(unknown, data_map):
    assert filtered(data_map, **unknown) == data_map
