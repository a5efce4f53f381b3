"""The portal's home: what is done with a client's data in a sentence, and what waits for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.models import Agreement, Credential
from dpa_manager.models.together import read_together
from dpa_manager.queries.portal_facts import (
    MOST,
    Engaged,
    active_engagements,
    engaged,
    together,
)
from dpa_manager.queries.scope import Scope

TO_READ, TO_SIGN, SECOND_STEP = "to-read", "to-sign", "second-step"
# Of agreements in these states something is expected of the client.
_READ_IN = frozenset({"sent_for_review"})
_SIGNED_IN = frozenset({"agreed", "signing"})


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the person; `agreement` names which, None for what is their own."""

    kind: str
    agreement: Agreement | None = None


@dataclass(frozen=True)
class PortalHome:
    """The engagements that go on with their map, the agreements that were sent, what waits."""

    engagements: tuple[Engaged, ...]
    data_map: DataMap
    agreements: tuple[Agreement, ...]
    waiting: tuple[Waiting, ...]


def portal_home(scope: Scope, *, on: date, portal_url: str = "") -> PortalHome:
    """What the visitor sees of the own client: 2 to 5 queries."""
    engagements = active_engagements(scope)
    agreements = scope.agreements().order_by(Agreement.reference.desc()).limit(MOST)
    apps = Credential.select(Credential.id).where(
        Credential.user == scope.visitor.user_id, Credential.totp_secret != ""
    )
    read_together(engagements, agreements, apps)
    found = engaged(list(engagements), on=on, portal_url=portal_url)
    sent = tuple(agreements)
    return PortalHome(
        engagements=found,
        data_map=together(found),
        agreements=sent,
        waiting=tuple(_waiting(scope, sent, has_app=bool(list(apps)))),
    )


def _waiting(scope: Scope, sent: Iterable[Agreement], *, has_app: bool) -> Iterator[Waiting]:
    may_sign = scope.visitor.may("agreement.sign_for_client")
    for agreement in sent:
        if agreement.state in _READ_IN:
            yield Waiting(TO_READ, agreement)
        elif agreement.state in _SIGNED_IN and may_sign:
            yield Waiting(TO_SIGN, agreement)
    if not has_app:
        yield Waiting(SECOND_STEP)
