"""Throttling: how long somebody waits after too many tries (ASVS 5.0, 6.3.1).

Pure: from the instants of earlier tries to a wait. Waiting is bounded, so that no stranger can
keep the owner of an account out; whoever comes from where the owner signed in before is counted
apart from strangers.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from dpa_manager.domain.browsers import Browser
from dpa_manager.vocabulary.phrase import Phrase

# What is counted apart: a right password must not wipe out the wrong codes after it.
PASSWORD, CODE, LINK, ASK_LINK, ASK_CODE, OPENED = KINDS = (
    "password",
    "code",
    "link",
    "ask-link",
    "ask-code",
    "opened",
)

PAIR_WINDOW = timedelta(minutes=15)
PAIR_FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
NETWORK_WINDOW = timedelta(minutes=15)
NETWORK_FAILURES = 50
ACCOUNT_WINDOW = timedelta(hours=1)
STRANGERS_FAILURES = 20
FAMILIAR_FOR = timedelta(days=90)
ASKING_WINDOW = timedelta(hours=1)
MOST_ASKED_BY_NETWORK = 20
MOST_ASKED_FOR_ACCOUNT = {ASK_LINK: 3, ASK_CODE: 6}

_KNOWN = " known"


@dataclass(frozen=True)
class Tries:
    """The instants of earlier tries of one kind, in any order.

    `pair`: wrong ones for this account from this network since its last right one; `network`:
    wrong ones from this network; `strangers`: wrong ones for this account from places where its
    owner never signed in. `is_familiar` says that this try comes from one where they did.
    """

    pair: Sequence[datetime] = ()
    network: Sequence[datetime] = ()
    strangers: Sequence[datetime] = ()
    is_familiar: bool = False


def network_of(browser: Browser) -> str:
    """The network that a try is counted under: an IPv4 address, the /64 of an IPv6 one.

    A browser that proves that the person was signed in on it is counted apart from its neighbours.
    """
    return _network(browser.address) + (_KNOWN if browser.is_known else "")


def bare_network(network: str) -> str:
    """The network itself, whatever browser in it was meant."""
    return network.removesuffix(_KNOWN)


def is_known_browser(network: str) -> bool:
    """Whether a try was counted as one of a browser on which the person was signed in before."""
    return network.endswith(_KNOWN)


def wait_after_failures(tries: Tries, *, now: datetime) -> timedelta:
    """How long until the next try may be made; zero when it may be made now."""
    waits = [
        _growing_wait(tries.pair, now=now),
        _wait_for_window(tries.network, most=NETWORK_FAILURES, window=NETWORK_WINDOW, now=now),
    ]
    if not tries.is_familiar:
        waits.append(
            _wait_for_window(
                tries.strangers, most=STRANGERS_FAILURES, window=ACCOUNT_WINDOW, now=now
            )
        )
    return max(waits)


def wait_after_asking(
    kind: str, *, for_account: Sequence[datetime], by_network: Sequence[datetime], now: datetime
) -> timedelta:
    """How long until somebody may ask for another mail; zero when they may ask now."""
    most = MOST_ASKED_FOR_ACCOUNT[kind]
    return max(
        _wait_for_window(for_account, most=most, window=ASKING_WINDOW, now=now),
        _wait_for_window(by_network, most=MOST_ASKED_BY_NETWORK, window=ASKING_WINDOW, now=now),
    )


def whole_seconds(wait: timedelta) -> int:
    """A wait in seconds, rounded up."""
    return ceil(wait.total_seconds())


def wait_in_words(seconds: int) -> Phrase:
    """A wait in words: seconds below a minute, else minutes, rounded up."""
    if seconds < 60:
        return Phrase(f"{seconds} seconden", f"{seconds} secondes", f"{seconds} seconds")
    minutes = ceil(seconds / 60)
    if minutes == 1:
        return Phrase("1 minuut", "1 minute", "1 minute")
    return Phrase(f"{minutes} minuten", f"{minutes} minutes", f"{minutes} minutes")


def _growing_wait(failures: Sequence[datetime], *, now: datetime) -> timedelta:
    recent = [at for at in failures if now - at < PAIR_WINDOW]
    beyond = len(recent) - PAIR_FREE_FAILURES
    if beyond < 0:
        return timedelta(0)
    # Doubling goes beyond the longest wait after five more, long before the number gets large.
    wait: timedelta = min(FIRST_WAIT * (1 << min(beyond, 10)), LONGEST_WAIT)
    return max(max(recent) + wait - now, timedelta(0))


def _wait_for_window(
    tries: Sequence[datetime], *, most: int, window: timedelta, now: datetime
) -> timedelta:
    """How long until fewer than `most` tries lie within the window."""
    newest_first = sorted(tries, reverse=True)
    if len(newest_first) < most:
        return timedelta(0)
    return max(newest_first[most - 1] + window - now, timedelta(0))


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed), 64), strict=False))
    return str(parsed)
