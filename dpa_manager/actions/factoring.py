"""Factoring: setting up the second factor, its recovery codes, and taking it away."""

from dpa_manager.actions.checking_codes import (
    drop_recovery_codes,
    has_app,
    prepare_app,
    replace_recovery_codes,
)
from dpa_manager.actions.holding_back import claim_of, try_once
from dpa_manager.actions.keeping_secrets import unseal
from dpa_manager.actions.signing_in.changing import held_owner, require_fresh
from dpa_manager.actions.signing_in.ending import end_all_but
from dpa_manager.actions.signing_in.starting import SignedIn, go_on, tell_change
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain import factors, throttling
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.sessions import ENROL
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import Credential, User
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.phrase import Phrase

ISSUER = "DPA Manager"

_SET = Phrase(
    "een app ingesteld als tweede factor",
    "une application a été activée comme deuxième facteur",
    "an app was set up as second factor",
)
_REMOVED = Phrase(
    "de tweede factor verwijderd",
    "le deuxième facteur a été supprimé",
    "the second factor was removed",
)
_RENEWED = Phrase(
    "nieuwe herstelcodes gemaakt",
    "de nouveaux codes de secours ont été créés",
    "new recovery codes were made",
)


def begin_factor(visitor: Visitor, *, toolbox: Toolbox) -> None:
    """Make a new secret for an app; it counts once `confirm_factor` has seen its code.

    At the stage "enrol" one is there from the beginning. Raises Refused, SignedOut.
    """
    _require_setter(visitor, toolbox=toolbox)
    with transaction():
        prepare_app(held_owner(visitor).id, toolbox=toolbox)


def pending_uri(visitor: Visitor, *, toolbox: Toolbox) -> str:
    """The otpauth address of the secret that waits for its first code; raises Refused."""
    secret = unseal(_pending(visitor), toolbox=toolbox)
    return factors.app_uri(secret, person=visitor.email, issuer=ISSUER)


def pending_secret(visitor: Visitor, *, toolbox: Toolbox) -> str:
    """The same secret in base32, for those who type it; raises Refused."""
    return unseal(_pending(visitor), toolbox=toolbox)


def confirm_factor(
    visitor: Visitor, code: str, *, browser: Browser, toolbox: Toolbox
) -> tuple[SignedIn, tuple[str, ...]]:
    """Take the app in use by a first code of it; the other sessions end.

    Returns the session under a new token and the recovery codes, which nobody sees again. Raises
    Refused beside "code", TooMany, SignedOut.
    """
    _require_setter(visitor, toolbox=toolbox)
    pending = _pending(visitor)

    def attempt() -> tuple[SignedIn, tuple[str, ...]] | DomainError:
        user = held_owner(visitor)
        if not _take_in_use(user, code, pending=pending, toolbox=toolbox):
            note("code-failed", toolbox=toolbox, visitor=visitor, browser=browser)
            return refused("code-wrong", field="code")
        codes = replace_recovery_codes(user, toolbox=toolbox)
        end_all_but(visitor, reason="second factor set up", toolbox=toolbox)
        note("factor-set", toolbox=toolbox, visitor=visitor, browser=browser)
        tell_change("factor-changed", user=user, browser=browser, toolbox=toolbox, change=_SET)
        return go_on(visitor, user=user, browser=browser, toolbox=toolbox), codes

    claim = claim_of(visitor.email, browser=browser, toolbox=toolbox)
    return try_once(throttling.CODE, attempt, claim=claim, toolbox=toolbox)


def renew_recovery_codes(
    visitor: Visitor, *, browser: Browser, toolbox: Toolbox
) -> tuple[str, ...]:
    """New recovery codes after a fresh proof; the former ones work no more.

    Raises Refused, SignedOut.
    """
    require_fresh(visitor, toolbox=toolbox)
    with transaction():
        user = held_owner(visitor)
        if not has_app(user.id):
            raise refused("factor-absent")
        codes = replace_recovery_codes(user, toolbox=toolbox)
        note("recovery-codes-renewed", toolbox=toolbox, visitor=visitor, browser=browser)
        tell_change("factor-changed", user=user, browser=browser, toolbox=toolbox, change=_RENEWED)
    return codes


def remove_factor(visitor: Visitor, *, browser: Browser, toolbox: Toolbox) -> None:
    """Go back to codes by mail, for persons of clients, after a fresh proof.

    Raises Refused, SignedOut.
    """
    require_fresh(visitor, toolbox=toolbox)
    if visitor.is_staff:
        raise refused("factor-needed")
    with transaction():
        user = held_owner(visitor)
        if not has_app(user.id):
            raise refused("factor-absent")
        _forget(user)
        end_all_but(visitor, reason="second factor removed", toolbox=toolbox)
        note("factor-removed", toolbox=toolbox, visitor=visitor, browser=browser)
        tell_change("factor-changed", user=user, browser=browser, toolbox=toolbox, change=_REMOVED)


def _require_setter(visitor: Visitor, *, toolbox: Toolbox) -> None:
    if visitor.stage != ENROL:
        require_fresh(visitor, toolbox=toolbox)


def _pending(visitor: Visitor) -> str:
    credential = Credential.get_or_none(Credential.user == visitor.user_id)
    if credential is None or not credential.totp_pending:
        raise refused("factor-not-begun")
    sealed: str = credential.totp_pending
    return sealed


def _take_in_use(user: User, code: str, *, pending: str, toolbox: Toolbox) -> bool:
    """Take the pending secret in use when this is its code; the code is used up with it."""
    plain = factors.plain_code(code)
    now = toolbox.now()
    secret = unseal(pending, toolbox=toolbox)
    step = factors.step_of(plain, secret=secret, at=now) if factors.is_digits(plain) else None
    if step is None:
        return False
    taken: int = (
        Credential.update(
            totp_secret=pending, totp_pending="", totp_confirmed_at=now, totp_last_step=step
        )
        .where(Credential.user == user.id, Credential.totp_pending == pending)
        .execute()
    )
    return taken == 1


def _forget(user: User) -> None:
    Credential.update(
        totp_secret="", totp_pending="", totp_confirmed_at=None, totp_last_step=0
    ).where(Credential.user == user.id).execute()
    drop_recovery_codes(user.id)
