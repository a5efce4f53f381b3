"""Starting sessions: which stage comes first, the token, and what is told when one opens."""

from dataclasses import dataclass

from dpa_manager.actions.checking_codes import has_app, prepare_app, queue_code
from dpa_manager.actions.holding_back import Claim, claim_of, count, held_back, was_here_before
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.errors import SignedOut
from dpa_manager.domain.mails import MAIL_KINDS
from dpa_manager.domain.sessions import DEMONSTRATION, ENROL, FACTOR, OPEN, PASSWORD
from dpa_manager.domain.throttling import ASK_CODE, OPENED
from dpa_manager.domain.tokens import new_token, token_hash
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import Session, User
from dpa_manager.models.base import database, is_postgresql, new_public_id
from dpa_manager.queries.visitors import Standing, standing_of
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import sentences

_UNNAMED_BROWSER = Phrase("een onbekende browser", "un navigateur inconnu", "an unknown browser")
_UNKNOWN_ADDRESS = Phrase("onbekend", "inconnue", "unknown")


@dataclass(frozen=True)
class SignedIn:
    """The token that the browser carries from now on, and the stage that its session is at."""

    token: str
    stage: str


def hold_person(user_id: int) -> User | None:
    """The person while they may sign in, held until the caller's transaction ends.

    Whoever starts a session and whoever ends a person's sessions hold the same row: so no session
    starts from what was true before the others ended.
    """
    query = User.select().where(
        User.id == user_id,
        User.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
    )
    if is_postgresql(database):
        query = query.for_update()
    person: User | None = query.first()
    return person


def start_session(user: User, *, way: str, browser: Browser, toolbox: Toolbox) -> SignedIn | None:
    """Start a session for a held person, in the caller's transaction.

    None when nothing gives them access any more.
    """
    standing = standing_of(user.id)
    if not standing.is_anybody:
        return None
    stage = _first_stage(user, standing=standing, way=way)
    token, now = new_token(), toolbox.now()
    session = Session.create(
        token_hash=token_hash(token),
        user=user,
        client=standing.first_client_id,
        stage=stage,
        way=way,
        started_at=now,
        seen_at=now,
        fresh_at=now,
        address=browser.address[:64],
        device=browser.device[:300],
    )
    claim = claim_of(user.email, browser=browser, toolbox=toolbox)
    if stage == OPEN:
        _tell_opened(session, user=user, claim=claim, toolbox=toolbox)
    elif stage == ENROL:
        prepare_app(user.id, toolbox=toolbox)
    elif not has_app(user.id) and not held_back(ASK_CODE, claim=claim, toolbox=toolbox, user=user):
        queue_code(session, user=user, claim=claim, toolbox=toolbox)
    return SignedIn(token, stage)


def go_on(visitor: Visitor, *, user: User, browser: Browser, toolbox: Toolbox) -> SignedIn:
    """Open the visitor's session, or renew its proof, under a new token.

    In the caller's transaction; raises SignedOut when the session ended or went on meanwhile.
    """
    token, now = new_token(), toolbox.now()
    changed = (
        Session.update(token_hash=token_hash(token), stage=OPEN, fresh_at=now, seen_at=now)
        .where(
            Session.id == visitor.session_id,
            Session.user == user.id,
            Session.stage == visitor.stage,
            Session.ended_at.is_null(),
        )
        .execute()
    )
    if not changed:
        raise SignedOut("session-ended", sentences()["session-ended"])
    if visitor.stage != OPEN:
        session = Session.get_by_id(visitor.session_id)
        claim = claim_of(user.email, browser=browser, toolbox=toolbox)
        _tell_opened(session, user=user, claim=claim, toolbox=toolbox)
    return SignedIn(token, OPEN)


def tell_change(
    kind: str,
    *,
    user: User,
    browser: Browser,
    toolbox: Toolbox,
    change: Phrase | None = None,
) -> None:
    """Tell a person by mail what happened to their account, from where and when."""
    content = {
        "device": browser.device or _UNNAMED_BROWSER,
        "address": browser.address or _UNKNOWN_ADDRESS,
        "moment": toolbox.now(),
        "change": change or Phrase(),
    }
    queue_mail(
        kind,
        to=user,
        key=f"{kind} {new_public_id()}",
        toolbox=toolbox,
        content={name: content[name] for name in MAIL_KINDS[kind].values},
    )


def _first_stage(user: User, *, standing: Standing, way: str) -> str:
    if way == DEMONSTRATION:
        return OPEN
    if has_app(user.id):
        return FACTOR
    if standing.staff_roles:
        return ENROL
    # A link proves the mailbox, to which the code after a password would go as well.
    return FACTOR if way == PASSWORD else OPEN


def _tell_opened(session: Session, *, user: User, claim: Claim, toolbox: Toolbox) -> None:
    is_new_place = not was_here_before(claim, now=toolbox.now())
    count(OPENED, claim=claim, toolbox=toolbox, is_success=True)
    note(
        "signed-in",
        toolbox=toolbox,
        user=user,
        browser=claim.browser,
        details={"way": session.way, "session": session.public_id},
    )
    had_others = Session.select().where(Session.user == user.id, Session.id != session.id)
    if is_new_place and session.way != DEMONSTRATION and had_others.exists():
        tell_change("new-device", user=user, browser=claim.browser, toolbox=toolbox)
