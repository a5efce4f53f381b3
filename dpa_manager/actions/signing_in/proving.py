"""Proving: the second factor while signing in, and who one is once more for what is delicate."""

from dpa_manager.actions.checking_codes import RECOVERY, queue_code, way_proven
from dpa_manager.actions.hashing import is_right
from dpa_manager.actions.holding_back import claim_of, held_back, reserve, try_once
from dpa_manager.actions.signing_in.starting import SignedIn, go_on, hold_person
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain import throttling
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.errors import DomainError, TooMany
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.sessions import FACTOR, OPEN
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import Credential, Session, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.security import proofs_of


def send_code(visitor: Visitor, *, browser: Browser, toolbox: Toolbox) -> None:
    """Mail a person of clients a new code for this session; the one before works no more.

    Raises Refused for staff and for those who set up an app, TooMany.
    """
    if proofs_of(visitor).code != "mail":
        raise refused("code-not-mailed")
    claim = claim_of(visitor.email, browser=browser, toolbox=toolbox)
    with transaction(*claim.chains):
        user = User.get_by_id(visitor.user_id)
        refusal = held_back(throttling.ASK_CODE, claim=claim, toolbox=toolbox, user=user)
        if refusal is None:
            session = Session.get_by_id(visitor.session_id)
            queue_code(session, user=user, claim=claim, toolbox=toolbox)
    if refusal is not None:
        raise refusal


def prove_factor(visitor: Visitor, code: str, *, browser: Browser, toolbox: Toolbox) -> SignedIn:
    """Open a session that waits for the second factor; the code is used up.

    Takes the app's code or a recovery code, else the mailed one. Raises Refused beside "code",
    TooMany, SignedOut.
    """
    if visitor.stage != FACTOR:
        raise refused("stage-passed")
    return prove_code(
        visitor, code, failure="code-failed", success="", browser=browser, toolbox=toolbox
    )


def prove_again(
    visitor: Visitor, *, password: str, code: str, browser: Browser, toolbox: Toolbox
) -> SignedIn:
    """Renew the proof of who the visitor is, for what is delicate; under a new token.

    What is asked is what `queries.security.proofs_of` says. Raises Refused beside "password" or
    "code", TooMany, SignedOut.
    """
    if visitor.stage != OPEN:
        raise refused("stage-passed")
    proofs = proofs_of(visitor)
    if not proofs.code:
        raise refused("proof-not-possible")
    if proofs.needs_password:
        _prove_password(visitor, password, browser=browser, toolbox=toolbox)
    return prove_code(
        visitor,
        code,
        failure="proof-failed",
        success="proved-again",
        browser=browser,
        toolbox=toolbox,
    )


def prove_code(
    visitor: Visitor, code: str, *, failure: str, success: str, browser: Browser, toolbox: Toolbox
) -> SignedIn:
    """Go on with the visitor's session by a code; `failure` and `success` are kinds of the log."""

    def attempt() -> SignedIn | DomainError:
        user = hold_person(visitor.user_id)
        way = user and way_proven(
            user.id,
            code,
            session_id=visitor.session_id,
            is_staff=visitor.is_staff,
            toolbox=toolbox,
        )
        if user is None or not way:
            note(failure, toolbox=toolbox, visitor=visitor, browser=browser)
            return refused("code-wrong", field="code")
        if way == RECOVERY:
            note("recovery-code-used", toolbox=toolbox, visitor=visitor, browser=browser)
        if success:
            note(success, toolbox=toolbox, visitor=visitor, browser=browser)
        return go_on(visitor, user=user, browser=browser, toolbox=toolbox)

    claim = claim_of(visitor.email, browser=browser, toolbox=toolbox)
    return try_once(throttling.CODE, attempt, claim=claim, toolbox=toolbox)


def _prove_password(visitor: Visitor, password: str, *, browser: Browser, toolbox: Toolbox) -> None:
    claim = claim_of(visitor.email, browser=browser, toolbox=toolbox)
    attempt = reserve(throttling.PASSWORD, claim=claim, toolbox=toolbox, email=visitor.email)
    credential = Credential.get_or_none(Credential.user == visitor.user_id)
    try:
        is_proven = is_right(
            password,
            password_hash=credential.password_hash if credential else "",
            toolbox=toolbox,
        )
    except TooMany:
        # Nothing was tried, so nothing counts.
        attempt.delete_instance()
        raise
    with transaction():
        if is_proven:
            attempt.is_success = True
            attempt.save()
        else:
            note("proof-failed", toolbox=toolbox, visitor=visitor, browser=browser)
    if not is_proven:
        raise refused("password-wrong", field="password")
