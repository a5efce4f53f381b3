"""Changing what is one's own while signed in: password, language, the client acted for."""

from dpa_manager.actions.signing_in.ending import end_all_but
from dpa_manager.actions.signing_in.setting_passwords import chosen_hash, keep_password
from dpa_manager.actions.signing_in.starting import SignedIn, go_on, hold_person, tell_change
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.choices import LANGUAGES
from dpa_manager.domain.choosing import one_of
from dpa_manager.domain.errors import SignedOut
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.domain.sessions import SEEN_EVERY
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import Session, User
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.sentences import sentences


def change_password(
    visitor: Visitor, password: str, *, browser: Browser, toolbox: Toolbox
) -> SignedIn:
    """Set a new password after a fresh proof; the other sessions end, this one gets a new token.

    Raises Refused beside "password", TooMany, SignedOut.
    """
    require_fresh(visitor, toolbox=toolbox)
    person = User.get_by_id(visitor.user_id)
    password_hash = chosen_hash(person, password, toolbox=toolbox)
    with transaction():
        user = held_owner(visitor)
        end_all_but(visitor, reason="password changed", toolbox=toolbox)
        keep_password(user, password_hash, toolbox=toolbox)
        note("password-changed", toolbox=toolbox, visitor=visitor, browser=browser)
        tell_change("password-changed", user=user, browser=browser, toolbox=toolbox)
        return go_on(visitor, user=user, browser=browser, toolbox=toolbox)


def choose_language(visitor: Visitor, language: str, *, toolbox: Toolbox) -> None:
    """Speak another language to this person from now on; raises Refused, SignedOut."""
    one_of(language, LANGUAGES, field="language")
    with transaction():
        user = held_owner(visitor)
        user.language = language
        user.save()


def choose_seat(visitor: Visitor, client_public_id: str, *, toolbox: Toolbox) -> None:
    """Act for another of one's clients; raises NotFound for all others, SignedOut."""
    seat = next((seat for seat in visitor.seats if seat.public_id == client_public_id), None)
    if seat is None:
        raise not_found("page-not-found")
    with transaction():
        mine = (Session.id == visitor.session_id) & Session.ended_at.is_null()
        if not Session.update(client=seat.client_id).where(mine).execute():
            raise session_is_over()
        details = {"client": seat.public_id}
        note("seat-chosen", toolbox=toolbox, visitor=visitor, details=details)


def mark_seen(visitor: Visitor, *, toolbox: Toolbox) -> None:
    """Note that the session is used, at most once a minute; one that ended stays ended."""
    latest = toolbox.now() - SEEN_EVERY
    if visitor.seen_at is not None and visitor.seen_at > latest:
        return
    Session.update(seen_at=toolbox.now()).where(
        Session.id == visitor.session_id, Session.ended_at.is_null(), Session.seen_at <= latest
    ).execute()


def require_fresh(visitor: Visitor, *, toolbox: Toolbox) -> None:
    """Raises Refused unless the visitor is signed in and proved who they are a moment ago."""
    if not visitor.is_open:
        raise refused("stage-passed")
    if not visitor.is_fresh(now=toolbox.now()):
        raise refused("proof-needed")


def held_owner(visitor: Visitor) -> User:
    """The visitor's row, held until the transaction ends; raises SignedOut once all is over."""
    user = hold_person(visitor.user_id)
    still_there = (Session.id == visitor.session_id) & Session.ended_at.is_null()
    if user is None or not Session.select().where(still_there).exists():
        raise session_is_over()
    return user


def session_is_over() -> SignedOut:
    """What is answered to an act of a session that ended."""
    return SignedOut("session-ended", sentences()["session-ended"])
