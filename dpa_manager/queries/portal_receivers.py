"""Who gets data of the client acted for: sub-processors and recipients, with which of its data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.data_map.rows import DataMap, Receiver
from dpa_manager.queries.portal_facts import active_engagements, engaged, together
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class ReceiverLine:
    """Who gets data, which data of this client, and what for; `is_coming` until its first day."""

    receiver: Receiver
    categories: tuple[Phrase, ...]
    activities: tuple[Phrase, ...]
    is_coming: bool


@dataclass(frozen=True)
class Receivers:
    """Those whose name or service has the words that were asked for, and how many there are."""

    subprocessors: tuple[ReceiverLine, ...]
    recipients: tuple[ReceiverLine, ...]
    count: int


def receivers_of(scope: Scope, *, words: str = "", on: date, portal_url: str = "") -> Receivers:
    """Who gets data in the engagements that go on: 2 to 5 queries."""
    found = engaged(list(active_engagements(scope)), on=on, portal_url=portal_url)
    lines = tuple(receiver_lines(together(found), on=on))
    asked = [line for line in lines if _has(line.receiver, folded(words))]
    return Receivers(
        subprocessors=tuple(one for one in asked if one.receiver.kind == "subprocessor"),
        recipients=tuple(one for one in asked if one.receiver.kind != "subprocessor"),
        count=len(lines),
    )


def receiver_lines(data_map: DataMap, *, on: date) -> Iterator[ReceiverLine]:
    """Everybody on a map who gets data, as they stand on this day."""
    for receiver in data_map.receivers:
        mine = [flow for flow in data_map.flows if flow.receiver == receiver.key]
        categories = dict.fromkeys(data_map.category[flow.category].words for flow in mine)
        activities = dict.fromkeys(data_map.activity[flow.activity].words for flow in mine)
        is_coming = receiver.since_on is not None and receiver.since_on > on
        yield ReceiverLine(receiver, tuple(categories), tuple(activities), is_coming)


def _has(receiver: Receiver, words: str) -> bool:
    texts = (receiver.name, *receiver.line.as_dict().values())
    return any(words in folded(text) for text in texts)
