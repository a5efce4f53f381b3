"""Security: one's own sessions and proofs, and the log that the firm's officers read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dpa_manager.domain import sessions
from dpa_manager.domain.errors import Forbidden
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import Credential, RecoveryCode, SecurityLog, Session
from dpa_manager.models.base import instant_text
from dpa_manager.queries.listing import BATCH, Asked, Listing, Page
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import sentences

ENTRIES_PER_PAGE = 50
_SEPARATOR = "~"
_MOST_AT_ONCE = 10_000


@dataclass(frozen=True)
class Proofs:
    """What proves a visitor once more: the password where they have one, and a code.

    `code` is "app" (of the app, or a recovery code), "mail" (send_code), or "" where no code can
    prove them.
    """

    needs_password: bool
    code: str


@dataclass(frozen=True)
class Factor:
    """The second factor: since when an app is set up, None without; recovery codes left."""

    confirmed_at: datetime | None
    recovery_codes_left: int


@dataclass(frozen=True)
class SessionLine:
    """One of the visitor's own sessions, as it is listed."""

    public_id: str
    device: str
    address: str
    way: str
    started_at: datetime
    seen_at: datetime
    ends_at: datetime
    is_this_one: bool


@dataclass(frozen=True)
class SecurityEntry:
    """An entry of the security log; `user` and `session` are public ids or "".

    `cursor` continues the list after this entry.
    """

    cursor: str
    happened_at: datetime
    kind: str
    label: Phrase
    email: str
    user: str
    session: str
    address: str
    device: str
    details: dict[str, Any]


def proofs_of(visitor: Visitor) -> Proofs:
    """What this visitor can prove who they are with; one query."""
    credential = Credential.get_or_none(Credential.user == visitor.user_id)
    if credential is not None and credential.totp_secret:
        return Proofs(bool(credential.password_hash), "app")
    has_password = credential is not None and bool(credential.password_hash)
    return Proofs(has_password, "" if visitor.is_staff else "mail")


def factor_of(visitor: Visitor) -> Factor:
    """The visitor's second factor; two queries."""
    credential = Credential.get_or_none(
        Credential.user == visitor.user_id, Credential.totp_secret != ""
    )
    left = RecoveryCode.select().where(
        RecoveryCode.user == visitor.user_id, RecoveryCode.used_at.is_null()
    )
    return Factor(credential.totp_confirmed_at if credential else None, left.count())


def session_lines(scope: Scope, *, now: datetime) -> Sequence[SessionLine]:
    """The visitor's own sessions that are open, the one used last first; one query."""
    visitor = scope.visitor
    lines = [
        _session_line(session, visitor=visitor)
        for session in scope.sessions().order_by(Session.seen_at.desc(), Session.id.desc())
    ]
    return [line for line in lines if now < line.ends_at]


def security_list(scope: Scope) -> Listing:
    """What the security log is searched and filtered by; raises Forbidden.

    Its rows have no public id: `security_page` and `security_batches` read them.
    """
    if not scope.visitor.may("security_log.read"):
        raise Forbidden("not-allowed", sentences()["not-allowed"])
    kinds = {kind: SecurityLog.kind == kind for kind in vocabulary().security_events}
    return Listing(
        query=SecurityLog.select(),
        searched=(SecurityLog.email, SecurityLog.address, lambda word: SecurityLog.user == word),
        orders={"when": SecurityLog.happened_at},
        sort="-when",
        filters={"kind": kinds},
    )


def security_page(scope: Scope, asked: Asked, *, size: int = ENTRIES_PER_PAGE) -> Page:
    """The entries after the place asked for, which is the cursor of an entry; one query."""
    settled = security_list(scope).settled(asked)
    instant, passed = _place(settled.after)
    if instant is None:
        settled = replace(settled, after="")
    entries: list[SecurityEntry] = []
    for row in _after(security_list(scope), settled, instant).offset(passed).limit(size + 1):
        passed = passed + 1 if row.happened_at == instant else 1
        instant = row.happened_at
        entries.append(_entry(row, cursor=f"{instant_text(instant)}{_SEPARATOR}{passed}"))
    next_after = entries[size - 1].cursor if len(entries) > size else ""
    return Page(tuple(entries[:size]), settled, next_after)


def security_batches(scope: Scope, asked: Asked) -> Iterator[tuple[SecurityEntry, ...]]:
    """All entries in the order asked for, some at a time."""
    page = security_page(scope, replace(asked, after=""), size=BATCH)
    yield page.rows
    while page.next_after:
        page = security_page(scope, replace(asked, after=page.next_after), size=BATCH)
        yield page.rows


def _after(listing: Listing, asked: Asked, instant: datetime | None) -> Any:
    query, happened_at = listing.chosen(asked), SecurityLog.happened_at
    is_backwards = asked.sort.startswith("-")
    if instant is not None:
        is_beyond = happened_at <= instant if is_backwards else happened_at >= instant
        query = query.where(is_beyond)
    steps = (happened_at, SecurityLog.id)
    return query.order_by(*(step.desc() for step in steps) if is_backwards else steps)


def _session_line(session: Session, *, visitor: Visitor) -> SessionLine:
    return SessionLine(
        public_id=session.public_id,
        device=session.device,
        address=session.address,
        way=session.way,
        started_at=session.started_at,
        seen_at=session.seen_at,
        ends_at=sessions.ends_at(
            stage=session.stage,
            is_staff=visitor.is_staff,
            started_at=session.started_at,
            seen_at=session.seen_at,
        ),
        is_this_one=session.id == visitor.session_id,
    )


def _entry(row: SecurityLog, *, cursor: str) -> SecurityEntry:
    term = vocabulary().security_events.get(row.kind)
    return SecurityEntry(
        cursor=cursor,
        happened_at=row.happened_at,
        kind=row.kind,
        label=term.label if term else Phrase.same(row.kind),
        email=row.email,
        user=row.user,
        session=row.session,
        address=row.address,
        device=row.device,
        details=row.details,
    )


def _place(cursor: str) -> tuple[datetime | None, int]:
    """An instant, and how many of its entries were shown; from the newest for what is no cursor."""
    written, _, passed = cursor.partition(_SEPARATOR)
    try:
        instant = datetime.fromisoformat(written)
        if instant.tzinfo is None:
            return None, 0
        # Near the ends of the calendar there are instants that have no name in UTC.
        return instant.astimezone(UTC), min(max(int(passed), 0), _MOST_AT_ONCE)
    except (ValueError, OverflowError):
        return None, 0
