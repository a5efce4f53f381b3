"""One's own security: what the log tells about oneself, and the code that waits to be typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import OneTimeCode, SecurityLog
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

MOST_ENTRIES = 10
# Told to the firm's officers, and of no use to the person: where a page was not for them.
_OFFICERS_KINDS = ("page-denied", "request-refused")


@dataclass(frozen=True)
class OwnEntry:
    """What happened to one's own account, when and from where."""

    happened_at: datetime
    label: Phrase
    device: str
    address: str


def own_entries(scope: Scope) -> Sequence[OwnEntry]:
    """The newest entries of the security log about the visitor, newest first; one query."""
    rows = (
        SecurityLog.select()
        .where(
            SecurityLog.user == scope.visitor.public_id,
            SecurityLog.kind.not_in(_OFFICERS_KINDS),
        )
        .order_by(SecurityLog.happened_at.desc(), SecurityLog.id.desc())
        .limit(MOST_ENTRIES)
    )
    return [_entry(row) for row in rows]


def waiting_code(visitor: Visitor, *, now: datetime) -> OneTimeCode | None:
    """The code that was mailed for this session and still works, or None."""
    code: OneTimeCode | None = (
        OneTimeCode.select()
        .where(
            OneTimeCode.session == visitor.session_id,
            OneTimeCode.used_at.is_null(),
            OneTimeCode.expires_at > now,
        )
        .order_by(OneTimeCode.id.desc())
        .first()
    )
    return code


def _entry(row: SecurityLog) -> OwnEntry:
    term = vocabulary().security_events.get(row.kind)
    label = term.label if term else Phrase.same(row.kind)
    return OwnEntry(row.happened_at, label, row.device, row.address)
