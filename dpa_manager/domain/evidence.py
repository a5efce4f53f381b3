"""Evidence: canonical JSON, the links of a history's chain, and the proof that it is whole.

A link's hash is SHA-256(0x00 ‖ previous hash ‖ canonical JSON of the link). Personal data stand in
a link as a salted hash only. A chain alone shows a change, an insertion or a removal in its
middle; a cut tail shows against the stored head, a rewritten chain against a checkpoint.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

FIRM = "firm"
"""The name of the firm's own chain; every other chain is named by a client's public id."""

NO_HASH = "0" * 64
"""What stands before the first link."""

CHECKPOINTS = "checkpoints"
"""How the row of checkpoints is named where chains are."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
_LINK_PREFIX = b"\x00"


def canonical_json(value: Any) -> bytes:
    """The one spelling of `value` as JSON: keys sorted, no spaces, UTF-8.

    Takes None, bool, int, str, date, datetime, Decimal, dataclasses, mappings with text keys,
    lists and tuples. Raises TypeError for anything else; floats too, since one number has several
    spellings.
    """
    return _ENCODER.encode(_plain(value)).encode()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical JSON.")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("The keys of canonical JSON are text.")
    return key


def sha256_of(value: Any) -> str:
    """The SHA-256 of the canonical JSON of `value`, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def personal_hash(*, salt: str, value: str) -> str:
    """What a link says instead of personal data: HMAC-SHA-256 of `value` keyed by `salt`."""
    return hmac.new(salt.encode(), value.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Link:
    """One event as it is hashed; every text stands exactly as it is stored."""

    chain: str
    seq: int
    happened_at: str
    act: str
    channel: str
    subject: str
    subject_id: str
    details: str
    personal: str
    previous_hash: str
    hash: str = ""

    def computed_hash(self) -> str:
        """The hash that this link must carry."""
        # A link is plain already, and a long history has a million of them.
        body = vars(self).copy()
        del body["hash"]
        spelled = self.previous_hash + _ENCODER.encode(body)
        return hashlib.sha256(_LINK_PREFIX + spelled.encode()).hexdigest()

    def holds(self) -> bool:
        """Whether the hash is the one that this link must carry."""
        try:
            return self.hash == self.computed_hash()
        except (TypeError, ValueError):
            # Somebody put bytes or broken text where the program writes text.
            return False


@dataclass(frozen=True)
class Head:
    """The last link of a chain: its number and its hash."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What reading a whole chain showed.

    `length` links hold; `bad_seq` is the first number at which the chain does not hold, or None;
    `reason` is a sentence in English for the person who keeps the machine.
    """

    chain: str
    length: int
    hash: str
    bad_seq: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed, added or cut."""
        return self.bad_seq is None


def verify_chain(
    chain: str,
    *,
    links: Iterable[Link],
    read_head: Callable[[], Head | None],
    marks: Mapping[int, str],
) -> Verdict:
    """Read `links` in order of `seq` and name the first that does not hold.

    `read_head` gives the stored head, None when there is none, and is asked after the last link;
    `marks` gives the hash per number that checkpoints vouch for. Needs memory for one link only.
    """
    last = Head(0, NO_HASH)
    for link in links:
        reason = _fault(link, chain=chain, last=last, mark=marks.get(last.seq + 1))
        if reason:
            return Verdict(chain, last.seq, last.hash, last.seq + 1, reason)
        last = Head(link.seq, link.hash)
    return _verdict_at_the_end(chain, last=last, head=read_head(), marks=marks)


def _fault(link: Link, *, chain: str, last: Head, mark: str | None) -> str:
    if link.seq != last.seq + 1:
        return "The event is missing."
    if link.chain != chain:
        return "The event belongs to another chain."
    if link.previous_hash != last.hash:
        return "The event does not follow the one before it."
    if not link.holds():
        return "The event was changed."
    if mark is not None and mark != link.hash:
        return "The event is not the one that a checkpoint vouches for."
    return ""


def _verdict_at_the_end(
    chain: str, *, last: Head, head: Head | None, marks: Mapping[int, str]
) -> Verdict:
    after = last.seq + 1
    if any(seq >= after for seq in marks):
        return Verdict(chain, last.seq, last.hash, after, "Events that a checkpoint saw are gone.")
    if head is None and last.seq:
        return Verdict(chain, last.seq, last.hash, after, "The stored head of the chain is gone.")
    if head is not None and head.seq > last.seq:
        return Verdict(chain, last.seq, last.hash, after, "The last events are gone.")
    if head is not None and head != last:
        # The links after the head are those that nothing vouches for.
        first = head.seq + 1 if head.seq < last.seq else last.seq
        return Verdict(chain, last.seq, last.hash, first, "The stored head is another.")
    return Verdict(chain, last.seq, last.hash)


@dataclass(frozen=True)
class Side:
    """Personal data beside an event: `told` is what the event's link says about all its sides.

    Sides that were erased are not asked for: the chain holds without them.
    """

    seq: int
    told: str
    name: str
    salt: str
    value: str

    def holds(self) -> bool:
        """Whether the link vouches for this very value under this name."""
        try:
            told = json.loads(self.told)
            return bool(told[self.name] == personal_hash(salt=self.salt, value=self.value))
        except (ValueError, LookupError, TypeError, AttributeError):
            return False


@dataclass(frozen=True)
class Seal:
    """A checkpoint as it is sealed; `heads` is canonical JSON text of [chain, seq, hash]."""

    made_at: str
    heads: str
    previous_seal: str
    seal: str = ""

    def computed(self, key: bytes) -> str:
        """The seal that this checkpoint must carry: HMAC-SHA-256 over all that stands in it."""
        body = canonical_json([self.made_at, self.heads, self.previous_seal])
        return hmac.new(key, body, hashlib.sha256).hexdigest()


Marks = dict[str, dict[int, str]]
"""What checkpoints vouch for: the hash per number per chain."""


def read_checkpoints(seals: Iterable[Seal], *, key: bytes) -> tuple[Marks, Verdict]:
    """What the checkpoints vouch for, up to the first that does not hold, and whether all do."""
    marks: Marks = {}
    previous, count = NO_HASH, 0
    for checkpoint in seals:
        follows = checkpoint.previous_seal == previous
        if not follows or not hmac.compare_digest(checkpoint.seal, checkpoint.computed(key)):
            reason = "The checkpoint was changed, or the secret key is another."
            return marks, Verdict(CHECKPOINTS, count, previous, count + 1, reason)
        for chain, seq, link_hash in json.loads(checkpoint.heads):
            marks.setdefault(chain, {})[seq] = link_hash
        previous, count = checkpoint.seal, count + 1
    return marks, Verdict(CHECKPOINTS, count, previous)


def checkpoint_key(secret_key: str) -> bytes:
    """The key of the checkpoints' seals, made from the secret key, which no database holds."""
    return hashlib.sha256(b"checkpoints of the history\0" + secret_key.encode()).digest()


def heads_text(heads: Sequence[tuple[str, int, str]]) -> str:
    """The heads of a checkpoint as canonical JSON text, sorted by chain."""
    return canonical_json(sorted(heads)).decode()
