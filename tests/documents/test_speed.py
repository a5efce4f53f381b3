"""The fast way is worth its code: ratios against plain docxtpl, measured in one run."""

import pytest

from tests.benchmarks.measuring import medians
from tests.benchmarks.rendering import PARSED, PLAIN, READ_BACK, ways_of_drafting


@pytest.fixture(scope="module")
def measured():
    return medians(ways_of_drafting(), rounds=7)


@pytest.mark.parametrize(("way", "least"), [(PARSED, 40), (READ_BACK, 15)])
def test_a_draft_is_many_times_faster_than_by_plain_docxtpl(measured, way, least):
    assert measured[PLAIN] / measured[way] >= least
