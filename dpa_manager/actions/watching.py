"""Watching: the security log, and the end of what is kept only to guard signing in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.browsers import Browser
from dpa_manager.domain.sessions import LONGEST
from dpa_manager.domain.visitors import Visitor
from dpa_manager.models import (
    KeptForm,
    OneTimeCode,
    OneTimeLink,
    OutgoingMail,
    SecurityLog,
    Session,
    SignInAttempt,
    User,
)
from dpa_manager.models.base import transaction
from dpa_manager.queries.kept_forms import KEPT_FOR
from dpa_manager.vocabulary.library import vocabulary

# DECISIONS 6: six months; what only serves signing in goes sooner.
LOG_LIVES = timedelta(days=183)
SPENT_LIVES = timedelta(days=30)


def note(
    kind: str,
    *,
    toolbox: Toolbox,
    visitor: Visitor | None = None,
    user: User | None = None,
    browser: Browser | None = None,
    email: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write an entry into the security log, in the caller's transaction where there is one.

    `kind` is a key of the vocabulary `security_events`, else KeyError. Who it is about comes from
    `visitor`, else from `user`, else from `email`, an address that nobody here may have.
    `details` holds no secret: neither a password nor a code or a token.
    """
    person = visitor or user
    SecurityLog.create(
        happened_at=toolbox.now(),
        kind=vocabulary().security_events[kind].key,
        user=person.public_id if person else "",
        session=visitor.session if visitor else "",
        email=person.email if person else email[:254],
        address=browser.address[:64] if browser else "",
        device=browser.device[:300] if browser else "",
        details=dict(details or {}),
    )


def purge_old(toolbox: Toolbox) -> None:
    """Delete the log and the tries of more than six months ago, and what is long spent.

    Sessions, links and codes go a month after their end, forms that came too late after a day. A
    mail that carried a link stays.
    """
    now = toolbox.now()
    log_before, spent_before = now - LOG_LIVES, now - SPENT_LIVES
    with transaction():
        SecurityLog.delete().where(SecurityLog.happened_at < log_before).execute()
        SignInAttempt.delete().where(SignInAttempt.happened_at < log_before).execute()
        old_links = OneTimeLink.select(OneTimeLink.id).where(OneTimeLink.expires_at < spent_before)
        OutgoingMail.update(link=None).where(OutgoingMail.link.in_(old_links)).execute()
        OneTimeLink.delete().where(OneTimeLink.expires_at < spent_before).execute()
        OneTimeCode.delete().where(OneTimeCode.expires_at < spent_before).execute()
        KeptForm.delete().where(KeptForm.kept_at < now - KEPT_FOR).execute()
        _delete_sessions(spent_before=spent_before)


def _delete_sessions(*, spent_before: Any) -> None:
    # A session that nobody ended is over by itself after its longest life.
    is_over = (Session.ended_at < spent_before) | (Session.started_at < spent_before - LONGEST)
    Session.delete().where(is_over).execute()
