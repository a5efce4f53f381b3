"""Reading the history: what happened, and whether the chains are whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Cast, fn

from dpa_manager.domain.evidence import (
    FIRM,
    NO_HASH,
    Head,
    Link,
    Marks,
    Seal,
    Side,
    Verdict,
    canonical_json,
    read_checkpoints,
    verify_chain,
)
from dpa_manager.models.base import as_tuples, database, instant_text, is_postgresql
from dpa_manager.models.event import ChainHead, Checkpoint, Event, EventPersonal
from dpa_manager.models.together import read_together

PAGE = 2000

LINK_COLUMNS = (
    Event.chain,
    Event.happened_at,
    Event.act,
    Event.channel,
    Event.subject,
    Event.subject_id,
    Event.details,
    Event.personal,
    Event.previous_hash,
    Event.hash,
)
SIDE_COLUMNS = (EventPersonal.name, EventPersonal.salt, EventPersonal.value)


@dataclass(frozen=True)
class Told:
    """One event as people read it; erased personal data are missing from `personal`."""

    chain: str
    seq: int
    happened_at: datetime
    act: str
    channel: str
    subject: str
    subject_id: str
    details: dict[str, Any]
    personal: dict[str, Any]

    @property
    def by_name(self) -> str:
        """Who acted, "" when that was erased."""
        return str(self.personal.get("by", {}).get("name", ""))


def events(chain: str, *, before: int | None = None, limit: int = 50) -> tuple[Told, ...]:
    """The latest events of `chain`, newest first; the next page starts `before` the last `seq`."""
    query = Event.select().where(Event.chain == chain)
    if before is not None:
        query = query.where(Event.seq < before)
    return _told(query.order_by(Event.seq.desc()).limit(limit))


def events_about(
    subject: str, subject_id: str, *, chain: str, noun: str = "", limit: int = 50
) -> tuple[Told, ...]:
    """The latest events of `chain` about one row (`subject` is its table), newest first.

    `noun` keeps only the acts that begin with it, such as "agreement".
    """
    is_about = (Event.subject == subject) & (Event.subject_id == subject_id)
    query = Event.select().where(is_about, Event.chain == chain)
    if noun:
        query = query.where(Event.act.startswith(noun))
    return _told(query.order_by(Event.happened_at.desc(), Event.id.desc()).limit(limit))


def events_named(act: str, *, chain: str, limit: int = 50) -> tuple[Told, ...]:
    """The latest events of `chain` of one act, newest first."""
    query = Event.select().where(Event.chain == chain, Event.act == act)
    return _told(query.order_by(Event.seq.desc()).limit(limit))


def events_about_list(list_name: str, key: str, *, limit: int = 50) -> tuple[Told, ...]:
    """The latest changes of one entry of the firm's lists, newest first."""
    about = canonical_json({"key": key, "list": list_name}).decode()[:-1].removeprefix("{")
    query = Event.select().where(
        Event.chain == FIRM, Event.act == "list item changed", Event.details.contains(about)
    )
    return _told(query.order_by(Event.seq.desc()).limit(limit))


def _told(rows: Any) -> tuple[Told, ...]:
    """What a select of events tells, with the personal data beside them: one query."""
    beside = EventPersonal.select().where(EventPersonal.event.in_(rows.columns(Event.id)))
    read_together(rows, beside)
    sides: dict[int, dict[str, Any]] = {row.id: {} for row in rows}
    for side in beside:
        sides[side.event_id][side.name] = json.loads(side.value)
    return tuple(
        Told(
            chain=row.chain,
            seq=row.seq,
            happened_at=row.happened_at,
            act=row.act,
            channel=row.channel,
            subject=row.subject,
            subject_id=row.subject_id,
            details=json.loads(row.details),
            personal=sides[row.id],
        )
        for row in rows
    )


def verify_history(*, key: bytes) -> tuple[Verdict, ...]:
    """The verdict on the checkpoints and then on every chain, the firm's and each client's.

    `key` is `evidence.checkpoint_key` of the secret key.
    """
    marks, verdict = checkpoint_marks(key=key)
    chains = _chain_names() | set(marks)
    false = _false_sides()
    verdicts = (_verify(c, marks=marks, false_side=false.get(c)) for c in sorted(chains))
    return (verdict, *verdicts)


def verify(chain: str, *, key: bytes) -> Verdict:
    """The verdict on one chain: whether it is whole, and otherwise the first bad number."""
    marks, verdict = checkpoint_marks(key=key)
    if not verdict.is_whole:
        return verdict
    return _verify(chain, marks=marks, false_side=_false_sides(chain).get(chain))


def checkpoint_marks(*, key: bytes) -> tuple[Marks, Verdict]:
    """What the checkpoints vouch for, and whether they hold themselves."""
    columns = (Checkpoint.made_at, Checkpoint.heads, Checkpoint.previous_seal, Checkpoint.seal)
    rows = as_tuples(Checkpoint.select(*_as_stored(columns)).order_by(Checkpoint.id))
    return read_checkpoints((Seal(*row) for row in rows), key=key)


def _chain_names() -> set[str]:
    told = Event.select(*_as_stored((Event.chain,))).distinct()
    heads = ChainHead.select(*_as_stored((ChainHead.chain,)))
    return {name for rows in (told, heads) for (name,) in as_tuples(rows)}


def _verify(chain: str, *, marks: Marks, false_side: int | None) -> Verdict:
    if not chain.isprintable():
        return Verdict(chain, 0, NO_HASH, 1, "The name of the chain is none that we give.")
    reader = _ChainReader(chain)
    verdict = verify_chain(
        chain, links=reader.links(), read_head=lambda: reader.head, marks=marks.get(chain, {})
    )
    if false_side is None or (verdict.bad_seq is not None and verdict.bad_seq <= false_side):
        return verdict
    reason = "The personal data beside the event were changed."
    return Verdict(chain, verdict.length, verdict.hash, false_side, reason)


class _ChainReader:
    """Reads a chain page by page while others append to it.

    `head` is the stored head as it was before the last page, which is empty. A head beyond the
    last link then means that links are gone, not that somebody added one meanwhile.
    """

    def __init__(self, chain: str) -> None:
        self.chain = chain
        self.head: Head | None = None

    def links(self) -> Iterator[Link]:
        """All links in order of `seq`."""
        last, is_more = 0, True
        while is_more:
            row = ChainHead.get_or_none(ChainHead.chain == self.chain)
            self.head = Head(row.seq, row.hash) if row else None
            is_more = False
            for link in self._page(after=last):
                last, is_more = link.seq, True
                yield link

    def _page(self, *, after: int) -> Iterator[Link]:
        query = Event.select(Event.seq, *_as_stored(LINK_COLUMNS))
        query = query.where(Event.chain == self.chain, Event.seq > after)
        for seq, chain, *texts in as_tuples(query.order_by(Event.seq).limit(PAGE)):
            yield Link(chain, seq, *texts)


def _sides(chain: str | None) -> Iterator[tuple[str, Side]]:
    """Every side row with its chain, of all chains or of one, page by page."""
    texts = (Event.chain, Event.personal, *SIDE_COLUMNS)
    query = EventPersonal.select(EventPersonal.id, Event.seq, *_as_stored(texts)).join(Event)
    if chain is not None:
        query = query.where(Event.chain == chain)
    last, is_more = 0, True
    while is_more:
        is_more = False
        page = query.where(EventPersonal.id > last).order_by(EventPersonal.id).limit(PAGE)
        for number, seq, side_chain, *side in as_tuples(page):
            last, is_more = number, True
            yield side_chain, Side(seq, *side)


def _false_sides(chain: str | None = None) -> dict[str, int]:
    """The first number per chain whose personal data are not what the link vouches for."""
    false: dict[str, int] = {}
    for side_chain, side in _sides(chain):
        if not side.holds():
            false[side_chain] = min(side.seq, false.get(side_chain, side.seq))
    return false


def _as_stored(columns: tuple[Any, ...]) -> list[Any]:
    """The columns as the database keeps them, also where somebody put what is no text.

    SQLite would fail on broken UTF-8 and peewee would read two spellings of one instant alike.
    PostgreSQL keeps neither.
    """
    kept = columns if is_postgresql(database) else [Cast(column, "BLOB") for column in columns]
    return [fn.COALESCE(column, None).python_value(_text) for column in kept]


def _text(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode(errors="surrogateescape")
    return instant_text(value) if isinstance(value, datetime) else value
