"""How long somebody waits after too many tries."""

from datetime import UTC, datetime, timedelta

import pytest

from dpa_manager.domain import throttling
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.throttling import (
    ASK_CODE,
    ASK_LINK,
    Tries,
    wait_after_asking,
    wait_after_failures,
)

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
NOTHING = timedelta(0)


def ago(*seconds):
    return [NOW - timedelta(seconds=number) for number in seconds]


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (4, 0),
        (5, 30),
        (6, 60),
        (7, 120),
        (8, 240),
        (9, 480),
        (10, 900),
        (11, 900),
        (49, 900),
    ],
)
def test_waits_grow_from_the_fifth_failure_to_a_quarter_of_an_hour(failures, seconds):
    tries = Tries(pair=ago(*[0] * failures))
    assert wait_after_failures(tries, now=NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("second", "left"), [(0, 30), (10, 20), (29, 1), (30, 0), (31, 0)])
def test_a_wait_counts_from_the_last_failure(second, left):
    tries = Tries(pair=ago(*[second + 60 * number for number in range(5)]))
    assert wait_after_failures(tries, now=NOW) == timedelta(seconds=left)


def test_what_lies_a_quarter_of_an_hour_back_is_forgiven():
    assert wait_after_failures(Tries(pair=ago(0, 0, 0, 0, 899)), now=NOW) > NOTHING
    assert wait_after_failures(Tries(pair=ago(0, 0, 0, 0, 900)), now=NOW) == NOTHING


def test_a_network_has_fifty_failures_in_a_quarter_of_an_hour():
    assert wait_after_failures(Tries(network=ago(*range(49))), now=NOW) == NOTHING
    waiting = wait_after_failures(Tries(network=ago(*range(50))), now=NOW)
    assert waiting == timedelta(seconds=900 - 49)
    assert wait_after_failures(Tries(network=ago(*range(49), 900)), now=NOW) == NOTHING


def test_strangers_have_twenty_failures_an_hour_for_an_account():
    assert wait_after_failures(Tries(strangers=ago(*range(19))), now=NOW) == NOTHING
    waiting = wait_after_failures(Tries(strangers=ago(*range(20))), now=NOW)
    assert waiting == timedelta(seconds=3600 - 19)
    assert wait_after_failures(Tries(strangers=ago(*range(19), 3600)), now=NOW) == NOTHING


def test_strangers_do_not_lock_the_owner_out():
    strangers = ago(*range(1000))
    assert wait_after_failures(Tries(strangers=strangers, is_familiar=True), now=NOW) == NOTHING
    own = Tries(pair=ago(0, 1, 2, 3, 4), strangers=strangers, is_familiar=True)
    assert wait_after_failures(own, now=NOW) == timedelta(seconds=30)


@pytest.mark.parametrize(("kind", "most"), [(ASK_LINK, 3), (ASK_CODE, 6)])
def test_few_mails_are_asked_for_an_account_in_an_hour(kind, most):
    def wait(asked):
        return wait_after_asking(kind, for_account=ago(*asked), by_network=(), now=NOW)

    assert wait(range(most - 1)) == NOTHING
    assert wait(range(most)) == timedelta(seconds=3600 - (most - 1))
    assert wait([*range(most - 1), 3600]) == NOTHING


def test_a_network_asks_for_twenty_mails_an_hour():
    def wait(number):
        asked = ago(*range(number))
        return wait_after_asking(ASK_LINK, for_account=(), by_network=asked, now=NOW)

    assert wait(19) == NOTHING
    assert wait(20) > NOTHING


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_network_is_an_address_or_the_half_of_a_long_one(address, network):
    assert throttling.network_of(Browser(address, "")) == network


def test_a_known_browser_is_told_from_its_neighbours():
    stranger, known = Browser("198.51.100.7", ""), Browser("198.51.100.7", "", is_known=True)
    assert throttling.network_of(stranger) != throttling.network_of(known)
    assert throttling.is_known_browser(throttling.network_of(known))
    assert not throttling.is_known_browser(throttling.network_of(stranger))
    assert throttling.bare_network(throttling.network_of(known)) == "198.51.100.7"


def test_the_longest_network_fits_its_column():
    longest = Browser("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", is_known=True)
    assert len(throttling.network_of(longest)) <= 64


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 seconds"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (900, "15 minutes"),
    ],
)
def test_a_wait_is_told_in_words(seconds, words):
    assert throttling.wait_in_words(seconds).en == words


def test_a_wait_is_never_told_shorter_than_it_is():
    assert throttling.whole_seconds(timedelta(seconds=1, microseconds=1)) == 2
