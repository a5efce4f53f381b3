"""Signing in by password: the same work and the same answer, whoever is tried."""

from dataclasses import dataclass

from dpa_manager.actions.hashing import hashed, is_right, refuse_when_full
from dpa_manager.actions.holding_back import as_noted, claim_of, reserve, typed_address
from dpa_manager.actions.signing_in.starting import SignedIn, hold_person, start_session
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.errors import TooMany
from dpa_manager.domain.passwords import is_outdated
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.sessions import PASSWORD
from dpa_manager.domain.throttling import PASSWORD as BY_PASSWORD
from dpa_manager.models import Credential, SignInAttempt, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.visitors import standing_of


@dataclass(frozen=True)
class _Account:
    """What an address leads to; without a person, or one who may sign in, no hash."""

    user: User | None
    password_hash: str


def sign_in_by_password(
    email: str, password: str, *, browser: Browser, toolbox: Toolbox
) -> SignedIn:
    """Start a session that waits for the second factor, or for setting one up.

    Persons of clients without an app are mailed a code at once. Raises Refused alike for an
    unknown address, an inactive person, one without a password and a wrong password; TooMany.
    """
    refuse_when_full()
    address = typed_address(email)
    claim = claim_of(address or "nobody", browser=browser, toolbox=toolbox)
    attempt = reserve(BY_PASSWORD, claim=claim, toolbox=toolbox, email=as_noted(address))
    account = _account_of(address)
    try:
        is_proven = is_right(password, password_hash=account.password_hash, toolbox=toolbox)
        renewed = _renewed_hash(account, password, toolbox=toolbox) if is_proven else ""
    except TooMany:
        # Nothing was tried, so nothing counts.
        attempt.delete_instance()
        raise
    with transaction(*claim.chains):
        signed_in = (
            _start(account, attempt, renewed=renewed, browser=browser, toolbox=toolbox)
            if is_proven
            else None
        )
        if signed_in is None:
            email = as_noted(address)
            note("sign-in-failed", toolbox=toolbox, user=account.user, email=email, browser=browser)
    if signed_in is None:
        raise refused("sign-in-wrong")
    return signed_in


def _account_of(address: str) -> _Account:
    """The account of an address; as many queries for an unknown one."""
    user: User | None = User.get_or_none(User.email == address)
    user_id = user.id if user else 0
    credential = Credential.get_or_none(Credential.user == user_id)
    standing = standing_of(user_id)
    if user is None or credential is None or not (user.is_active and standing.is_anybody):
        return _Account(user, "")
    return _Account(user, credential.password_hash)


def _renewed_hash(account: _Account, password: str, *, toolbox: Toolbox) -> str:
    """The hash to keep: a new one when its parameters are no longer those of now."""
    if not is_outdated(account.password_hash):
        return account.password_hash
    return hashed(password, toolbox=toolbox)


def _start(
    account: _Account,
    attempt: SignInAttempt,
    *,
    renewed: str,
    browser: Browser,
    toolbox: Toolbox,
) -> SignedIn | None:
    """The session, or None when what was proven is no longer so."""
    user = hold_person(account.user.id) if account.user else None
    if user is None or not _keep_hash(user, account.password_hash, renewed=renewed):
        return None
    signed_in = start_session(user, way=PASSWORD, browser=browser, toolbox=toolbox)
    if signed_in is not None:
        attempt.is_success = True
        attempt.save()
        note("password-accepted", toolbox=toolbox, user=user, browser=browser)
    return signed_in


def _keep_hash(user: User, proven: str, *, renewed: str) -> bool:
    """Keep the renewed hash; False when the password was changed while it was tried."""
    mine = (Credential.user == user.id) & (Credential.password_hash == proven)
    return bool(Credential.update(password_hash=renewed).where(mine).execute())
