"""Signing in by link: asking for one, using it, and the first and the forgotten password."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

from dpa_manager.actions.holding_back import (
    Claim,
    as_noted,
    claim_of,
    count,
    held_back,
    try_once,
    typed_address,
)
from dpa_manager.actions.linking import find_link, link_refusal, make_link, use_up
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.signing_in.ending import end_sessions_of
from dpa_manager.actions.signing_in.setting_passwords import chosen_hash, keep_password
from dpa_manager.actions.signing_in.starting import (
    SignedIn,
    hold_person,
    start_session,
    tell_change,
)
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.config import is_loopback
from dpa_manager.domain import sessions, throttling
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.choices import LANGUAGES
from dpa_manager.domain.choosing import one_of
from dpa_manager.domain.errors import DomainError, Refused
from dpa_manager.domain.refusals import refused
from dpa_manager.models import Credential, OneTimeLink, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.house import is_demonstration
from dpa_manager.queries.visitors import Standing, standing_of

Answer = TypeVar("Answer")

# The answer to an asker comes after this time, whether a mail was queued or not.
ASKING_SECONDS = 0.1


def ask_sign_in_link(email: str, *, browser: Browser, toolbox: Toolbox) -> None:
    """Mail a link that signs a person of clients in; nobody learns whether one was mailed.

    Raises TooMany, alike for known and unknown addresses.
    """

    def may_have_one(_: User, standing: Standing) -> bool:
        return bool(standing.seats)

    _ask(
        email,
        purpose=sessions.SIGN_IN,
        may_have_one=may_have_one,
        browser=browser,
        toolbox=toolbox,
    )


def ask_password_reset(email: str, *, browser: Browser, toolbox: Toolbox) -> None:
    """Mail a link to choose a new password to somebody who has one; answers as above."""

    def may_have_one(user: User, standing: Standing) -> bool:
        mine = (Credential.user == user.id) & (Credential.password_hash != "")
        return standing.is_anybody and bool(Credential.select().where(mine).exists())

    _ask(
        email,
        purpose=sessions.RESET,
        may_have_one=may_have_one,
        browser=browser,
        toolbox=toolbox,
    )


def use_link(token: str, *, browser: Browser, toolbox: Toolbox) -> SignedIn:
    """Sign somebody in by a link, once; one of a demonstration counts as both factors there.

    A sign-in link opens the session at once, unless its person has set up an app. Raises Refused,
    TooMany.
    """

    def start(link: OneTimeLink) -> SignedIn | None:
        if link.purpose == sessions.SIGN_IN:
            way = sessions.LINK
        elif link.purpose == sessions.DEMONSTRATION_LINK and _is_demonstrated(toolbox):
            way = sessions.DEMONSTRATION
        else:
            return None
        user = hold_person(link.user_id)
        if user is None or not use_up(link, toolbox=toolbox):
            return None
        return _start(user, way=way, browser=browser, toolbox=toolbox)

    return _try_link(token, start, browser=browser, toolbox=toolbox)


def accept_invitation(
    token: str, *, password: str, language: str, browser: Browser, toolbox: Toolbox
) -> SignedIn:
    """Take an invitation: the language, the password, and a first session.

    Staff choose a password and go on to set up their app; persons of clients may leave it "" and
    sign in by links. Raises Refused, TooMany.
    """
    link = _usable(token, purpose=sessions.INVITATION, browser=browser, toolbox=toolbox)
    one_of(language, LANGUAGES, field="language")
    if not password and standing_of(link.user_id).staff_roles:
        raise refused("password-missing", field="password")
    password_hash = chosen_hash(link.user, password, toolbox=toolbox) if password else ""

    def accept(found: OneTimeLink) -> SignedIn | None:
        user = hold_person(found.user_id)
        if user is None or not use_up(found, toolbox=toolbox):
            return None
        user.language = language
        user.save()
        if password_hash:
            end_sessions_of(user, reason="password changed", toolbox=toolbox)
            keep_password(user, password_hash, toolbox=toolbox)
        note("invitation-accepted", toolbox=toolbox, user=user, browser=browser)
        return _start(user, way=sessions.LINK, browser=browser, toolbox=toolbox)

    return _try_link(token, accept, browser=browser, toolbox=toolbox)


def reset_password(token: str, *, password: str, browser: Browser, toolbox: Toolbox) -> None:
    """Set a new password by a link; it ends all sessions and signs nobody in.

    The second factor stays as it is. Raises Refused, TooMany.
    """
    link = _usable(token, purpose=sessions.RESET, browser=browser, toolbox=toolbox)
    password_hash = chosen_hash(link.user, password, toolbox=toolbox)

    def reset(found: OneTimeLink) -> bool | None:
        user = hold_person(found.user_id)
        if user is None or not use_up(found, toolbox=toolbox):
            return None
        keep_password(user, password_hash, toolbox=toolbox)
        end_sessions_of(user, reason="password changed", toolbox=toolbox)
        note("password-changed", toolbox=toolbox, user=user, browser=browser)
        tell_change("password-changed", user=user, browser=browser, toolbox=toolbox)
        return True

    _try_link(token, reset, browser=browser, toolbox=toolbox)


def _ask(
    email: str,
    *,
    purpose: str,
    may_have_one: Callable[[User, Standing], bool],
    browser: Browser,
    toolbox: Toolbox,
) -> None:
    address = typed_address(email)
    claim = claim_of(address or "nobody", browser=browser, toolbox=toolbox)
    kind = throttling.ASK_LINK
    with _taking_as_long(), transaction(*claim.chains):
        user: User | None = User.get_or_none(User.email == address)
        email = as_noted(address)
        refusal = held_back(kind, claim=claim, toolbox=toolbox, user=user, email=email)
        if refusal is None:
            count(kind, claim=claim, toolbox=toolbox, is_success=False)
            _queue_link(
                user,
                email,
                purpose=purpose,
                may_have_one=may_have_one,
                claim=claim,
                toolbox=toolbox,
            )
    if refusal is not None:
        raise refusal


def _queue_link(
    user: User | None,
    email: str,
    *,
    purpose: str,
    may_have_one: Callable[[User, Standing], bool],
    claim: Claim,
    toolbox: Toolbox,
) -> None:
    kind = "sign-in-link" if purpose == sessions.SIGN_IN else "password-reset"
    standing = standing_of(user.id if user else 0)
    asked = "sign-in-link-asked" if purpose == sessions.SIGN_IN else "reset-asked"
    note(asked, toolbox=toolbox, user=user, email=email, browser=claim.browser)
    if user is None or not user.is_active or not may_have_one(user, standing):
        return
    link = make_link(user, purpose=purpose, toolbox=toolbox)
    queue_mail(
        kind,
        to=user,
        key=f"{kind} {link.public_id}",
        toolbox=toolbox,
        link=link,
        content={"until": link.expires_at},
    )


@contextmanager
def _taking_as_long() -> Iterator[None]:
    started = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, started + ASKING_SECONDS - time.monotonic()))


def _usable(token: str, *, purpose: str, browser: Browser, toolbox: Toolbox) -> OneTimeLink:
    """The link of this purpose, not used up yet; a wrong token counts as a try."""

    def find() -> OneTimeLink | DomainError:
        link = _found(token, toolbox=toolbox)
        if link is None or link.purpose != purpose:
            return _failed(browser=browser, toolbox=toolbox)
        return link

    claim = claim_of("", browser=browser, toolbox=toolbox)
    return try_once(throttling.LINK, find, claim=claim, toolbox=toolbox)


def _try_link(
    token: str,
    use: Callable[[OneTimeLink], Answer | None],
    *,
    browser: Browser,
    toolbox: Toolbox,
) -> Answer:
    def attempt() -> Answer | DomainError:
        link = _found(token, toolbox=toolbox)
        answer = use(link) if link is not None else None
        return _failed(browser=browser, toolbox=toolbox) if answer is None else answer

    claim = claim_of("", browser=browser, toolbox=toolbox)
    return try_once(throttling.LINK, attempt, claim=claim, toolbox=toolbox)


def _found(token: str, *, toolbox: Toolbox) -> OneTimeLink | None:
    try:
        return find_link(token, toolbox=toolbox)
    except Refused:
        return None


def _failed(*, browser: Browser, toolbox: Toolbox) -> DomainError:
    note("link-failed", toolbox=toolbox, browser=browser)
    return link_refusal()


def _start(user: User, *, way: str, browser: Browser, toolbox: Toolbox) -> SignedIn | None:
    signed_in = start_session(user, way=way, browser=browser, toolbox=toolbox)
    if signed_in is not None and signed_in.stage != sessions.OPEN:
        note("link-accepted", toolbox=toolbox, user=user, browser=browser)
    return signed_in


def _is_demonstrated(toolbox: Toolbox) -> bool:
    host = urlsplit(toolbox.config.base_url).hostname or ""
    return is_loopback(host) and is_demonstration()
