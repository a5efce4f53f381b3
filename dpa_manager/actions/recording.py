"""Recording: writing an event into the history, in the transaction of what it tells."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from dpa_manager.domain.actors import Actor
from dpa_manager.domain.errors import SignedOut
from dpa_manager.domain.evidence import FIRM, NO_HASH, Link, canonical_json, personal_hash
from dpa_manager.models.base import database, hold_chain, instant_text, is_postgresql
from dpa_manager.models.event import ChainHead, Event, EventPersonal
from dpa_manager.models.session import Session
from dpa_manager.vocabulary.sentences import sentences


class HasPublicId(Protocol):
    """A client's row, of which the history needs the public id only."""

    @property
    def public_id(self) -> str:
        """The name of the client's chain."""


def chain_of(client: HasPublicId | None) -> str:
    """The name of the chain that tells about `client`; without one, the firm's."""
    return FIRM if client is None else client.public_id


def record(
    act: str,
    *,
    by: Actor,
    at: datetime,
    client: HasPublicId | None = None,
    subject: str = "",
    subject_id: str = "",
    details: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> Event:
    """Append an event to the chain of `client`, or to the firm's.

    `act` is a past participle with its noun ("agreement drafted"); `subject` names a table and
    `subject_id` the public id of its row. `details` holds no personal data: names, addresses and
    the like go into `personal`, as does who acted (under "by"), and can be erased later.
    Raises RuntimeError outside a transaction, SignedOut when the actor's session has ended: the
    caller's transaction then leaves nothing behind.
    """
    chain = chain_of(client)
    hold_chain(chain)
    _refuse_ended(by)
    sides = _sides({"by": {"name": by.name, "email": by.email}} | dict(personal or {}))
    head = ChainHead.get_or_none(ChainHead.chain == chain)
    link = Link(
        chain=chain,
        seq=head.seq + 1 if head else 1,
        happened_at=instant_text(at),
        act=act,
        channel=by.channel,
        subject=subject,
        subject_id=subject_id,
        details=canonical_json(details or {}).decode(),
        personal=canonical_json(
            {name: personal_hash(salt=salt, value=value) for name, salt, value in sides}
        ).decode(),
        previous_hash=head.hash if head else NO_HASH,
    )
    return _append(link, at=at, head=head, sides=sides)


def _refuse_ended(by: Actor) -> None:
    """Refuse what somebody does whose session ended meanwhile, also in a request under way.

    PostgreSQL holds the row until this transaction ends, so that ending it waits, or is seen.
    """
    if not by.session_id:
        return
    session = Session.select(Session.id).where(
        Session.id == by.session_id, Session.ended_at.is_null()
    )
    if is_postgresql(database):
        # The stubs know only the strongest lock; a weaker one lets acts of one session go together.
        session = session.for_update("FOR SHARE")  # type: ignore[arg-type]
    if session.first() is None:
        raise SignedOut("session-ended", sentences()["session-ended"])


def _sides(personal: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (name, secrets.token_hex(16), canonical_json(value).decode())
        for name, value in sorted(personal.items())
    ]


def _append(
    link: Link, *, at: datetime, head: ChainHead | None, sides: list[tuple[str, str, str]]
) -> Event:
    link_hash = link.computed_hash()
    event = Event.create(**(vars(link) | {"happened_at": at, "hash": link_hash}))
    for name, salt, value in sides:
        EventPersonal.create(event=event, name=name, salt=salt, value=value)
    if head is None:
        ChainHead.create(chain=link.chain, seq=link.seq, hash=link_hash)
    else:
        head.seq, head.hash = link.seq, link_hash
        head.save()
    return event
