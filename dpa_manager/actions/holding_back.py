"""Holding back: counting tries to sign in, and refusing the next one for a while.

A try is judged and counted in one transaction that holds its account and its network, so that
tries at the same moment cannot slip through together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from dpa_manager.actions.keeping_secrets import account_key
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain import throttling
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.errors import DomainError, TooMany
from dpa_manager.domain.throttling import Tries
from dpa_manager.models import SignInAttempt, User
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.sentences import filled, sentences

Answer = TypeVar("Answer")

_LONGEST_ADDRESS = 254
_GUESSING = (throttling.PASSWORD, throttling.CODE, throttling.LINK)
_ASKING = (throttling.ASK_LINK, throttling.ASK_CODE)


@dataclass(frozen=True)
class Claim:
    """Whose account is tried (a keyed hash, "" where only a link says it), and from where."""

    account: str
    browser: Browser

    @property
    def network(self) -> str:
        """The network that it is counted under."""
        return throttling.network_of(self.browser)

    @property
    def chains(self) -> tuple[str, ...]:
        """What a transaction holds that judges and counts a try."""
        return (f"sign-in account {self.account}", f"sign-in network {self.network}")


def claim_of(email: str, *, browser: Browser, toolbox: Toolbox) -> Claim:
    """The claim to the account of this address, known here or not; "" for none."""
    return Claim(account_key(email, toolbox=toolbox) if email else "", browser)


def typed_address(email: str) -> str:
    """The address as the tables have it; "" for what is none, which no database may hold."""
    address = email.strip().lower()
    return address if address.isprintable() and len(address) <= _LONGEST_ADDRESS else ""


def as_noted(address: str) -> str:
    """The address for the log: only what looks like one, since people type passwords there."""
    return address if "@" in address and " " not in address else ""


def try_once(
    kind: str,
    attempt: Callable[[], Answer | DomainError],
    *,
    claim: Claim,
    toolbox: Toolbox,
    user: User | None = None,
) -> Answer:
    """The answer of `attempt`, made in a transaction that counts it as a try of `kind`.

    An attempt that fails returns its error: what it wrote is kept with the count, then the error
    is raised. Raises TooMany, without attempting, when it has to wait.
    """
    with transaction(*claim.chains):
        answer: Answer | DomainError | None = held_back(
            kind, claim=claim, toolbox=toolbox, user=user
        )
        if answer is None:
            answer = attempt()
            is_success = not isinstance(answer, DomainError)
            count(kind, claim=claim, toolbox=toolbox, is_success=is_success)
    if isinstance(answer, DomainError):
        raise answer
    return answer


def reserve(kind: str, *, claim: Claim, toolbox: Toolbox, email: str) -> SignInAttempt:
    """Count a try as wrong before it is judged, which takes long; raises TooMany."""
    with transaction(*claim.chains):
        refusal = held_back(kind, claim=claim, toolbox=toolbox, email=email)
        if refusal is None:
            return count(kind, claim=claim, toolbox=toolbox, is_success=False)
    raise refusal


def held_back(
    kind: str, *, claim: Claim, toolbox: Toolbox, user: User | None = None, email: str = ""
) -> TooMany | None:
    """Why this try may not be made yet, noted in the security log; None when it may."""
    wait = _wait(kind, claim=claim, now=toolbox.now())
    if not wait:
        return None
    seconds = throttling.whole_seconds(wait)
    note(
        "held-back",
        toolbox=toolbox,
        user=user,
        email=email,
        browser=claim.browser,
        details={"of": kind, "seconds": seconds},
    )
    words = {"wait": throttling.wait_in_words(seconds)}
    sentence = filled(sentences()["too-many-tries"], words)
    return TooMany("too-many-tries", sentence, wait_seconds=seconds)


def count(kind: str, *, claim: Claim, toolbox: Toolbox, is_success: bool) -> SignInAttempt:
    """Count a try, in the caller's transaction."""
    return SignInAttempt.create(
        account=claim.account,
        network=claim.network,
        kind=kind,
        is_success=is_success,
        happened_at=toolbox.now(),
    )


def was_here_before(claim: Claim, *, now: datetime) -> bool:
    """Whether the account's owner signed in on this browser or from this network lately."""
    return _is_familiar(claim.network, familiar=_familiar_networks(claim, now=now))


def _wait(kind: str, *, claim: Claim, now: datetime) -> timedelta:
    rows = _rows_of_account(kind, claim=claim, now=now) if claim.account else []
    familiar = _familiar_networks(claim, now=now) if claim.account else frozenset()
    is_familiar = _is_familiar(claim.network, familiar=familiar)
    strangers = [
        at for net, right, at in rows if not right and not _is_familiar(net, familiar=familiar)
    ]
    here = [(right, at) for net, right, at in rows if net == claim.network]
    if kind in _ASKING:
        return throttling.wait_after_asking(
            kind,
            for_account=[at for _, at in here] if is_familiar else strangers,
            by_network=_of_network(_ASKING, claim=claim, now=now),
            now=now,
        )
    tries = Tries(
        pair=_wrong_since_right(here),
        network=_of_network(_GUESSING, claim=claim, now=now),
        strangers=strangers,
        is_familiar=is_familiar,
    )
    return throttling.wait_after_failures(tries, now=now)


def _rows_of_account(
    kind: str, *, claim: Claim, now: datetime
) -> Sequence[tuple[str, bool, datetime]]:
    """Network, rightness and instant of the tries for the account, oldest first."""
    rows: Any = (
        SignInAttempt.select(
            SignInAttempt.network, SignInAttempt.is_success, SignInAttempt.happened_at
        )
        .where(
            SignInAttempt.account == claim.account,
            SignInAttempt.kind == kind,
            SignInAttempt.happened_at > now - throttling.ACCOUNT_WINDOW,
        )
        .order_by(SignInAttempt.happened_at, SignInAttempt.id)
        .tuples()
    )
    return list(rows)


def _wrong_since_right(rows: Sequence[tuple[bool, datetime]]) -> list[datetime]:
    last_right = max((place for place, (right, _) in enumerate(rows) if right), default=-1)
    return [at for _, at in rows[last_right + 1 :]]


def _familiar_networks(claim: Claim, *, now: datetime) -> frozenset[str]:
    rows: Any = (
        SignInAttempt.select(SignInAttempt.network)
        .where(
            SignInAttempt.account == claim.account,
            SignInAttempt.kind == throttling.OPENED,
            SignInAttempt.happened_at > now - throttling.FAMILIAR_FOR,
        )
        .distinct()
        .tuples()
    )
    return frozenset(throttling.bare_network(network) for (network,) in rows)


def _is_familiar(network: str, *, familiar: frozenset[str]) -> bool:
    return throttling.is_known_browser(network) or network in familiar


def _of_network(kinds: Sequence[str], *, claim: Claim, now: datetime) -> Sequence[datetime]:
    """The instants of the network's tries that were not right, the newest ones first."""
    rows: Any = (
        SignInAttempt.select(SignInAttempt.happened_at)
        .where(
            SignInAttempt.network == claim.network,
            SignInAttempt.kind.in_(kinds),
            SignInAttempt.is_success == False,  # noqa: E712 - peewee writes the SQL for ==.
            SignInAttempt.happened_at > now - throttling.ASKING_WINDOW,
        )
        .order_by(SignInAttempt.happened_at.desc())
        .limit(throttling.NETWORK_FAILURES)
        .tuples()
    )
    return [at for (at,) in rows]
