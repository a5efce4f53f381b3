"""A data map in words: the rows of its table, and all that is known of one node."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dpa_manager.domain.data_map.reaching import KINDS, keys_of, reaches_of
from dpa_manager.domain.data_map.rows import DataMap, Receiver
from dpa_manager.domain.data_map.saying import (
    ground_of,
    map_word,
    named_receiver,
    place_name,
    places_of,
    said,
)
from dpa_manager.domain.wording.voice import joined, voice
from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class MapRow:
    """One row of the table: these data of these people, for this, to that one.

    `number` counts from 1 in printed order; `flows` are positions in the map's flows. Data that
    stay have "" for `receiver_key`, `country` and `ground`.
    """

    number: int
    category: str
    category_key: str
    subjects: tuple[str, ...]
    activity: str
    activity_key: str
    receiver: str
    receiver_key: str
    country: str
    ground: str
    is_outside: bool
    is_sensitive: bool
    is_own_controller: bool
    is_first_of_category: bool
    flows: tuple[int, ...]


@dataclass(frozen=True)
class NodeSheet:
    """All that a map knows of one node, in one language; what does not apply is "" or ().

    `kind` is subject, category, activity or receiver; `kind_name` says it in words. The names of
    `goes_to` and `comes_from` are exactly those that the node's flows reach; `has_stays` when data
    of it stay with the processor too.
    """

    key: str
    kind: str
    kind_name: str
    name: str
    line: str = ""
    marks: tuple[str, ...] = ()
    countries: str = ""
    comes_from: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    goes_to: tuple[str, ...] = ()
    has_stays: bool = False
    retention: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    contract: str = ""
    safeguards: tuple[str, ...] = ()
    since: str = ""
    is_outside: bool = False
    is_sensitive: bool = False
    flows: tuple[int, ...] = ()


Meeting = tuple[str, str, str]
"""Where flows of several people meet in a row of the table: category, activity, receiver."""


def meetings_of(data_map: DataMap) -> dict[Meeting, list[int]]:
    """The table's rows in printed order, each with its flows as positions in the map's flows."""
    found: dict[Meeting, list[int]] = {}
    for place, flow in enumerate(data_map.flows):
        found.setdefault((flow.category, flow.activity, flow.receiver), []).append(place)
    _, *columns = keys_of(data_map)
    orders = [{key: place for place, key in enumerate(keys)} for keys in columns]
    last = len(data_map.receivers)

    def order(meeting: Meeting) -> tuple[int, int, int]:
        category, activity, receiver = meeting
        return orders[0][category], orders[1][activity], orders[2].get(receiver, last)

    return {meeting: found[meeting] for meeting in sorted(found, key=order)}


def rows_of(data_map: DataMap, *, language: str) -> tuple[MapRow, ...]:
    """The table that says the same as the picture, grouped by category."""
    rows: list[MapRow] = []
    for (category, activity, receiver), places in meetings_of(data_map).items():
        who = data_map.receiver.get(receiver)
        subjects = {data_map.flows[place].subject for place in places}
        people = [row.words for row in data_map.subjects if row.key in subjects]
        rows.append(
            MapRow(
                number=len(rows) + 1,
                category=said(data_map.category[category].words, language),
                category_key=category,
                subjects=tuple(said(words, language) for words in people),
                activity=said(data_map.activity[activity].words, language),
                activity_key=activity,
                receiver=who.name if who else said(map_word("stays"), language),
                receiver_key=receiver,
                country=places_of(who, language=language) if who else "",
                ground=ground_of(who, language=language) if who else "",
                is_outside=bool(who and who.is_outside_eea),
                is_sensitive=data_map.category[category].is_sensitive,
                is_own_controller=bool(who and who.is_own_controller),
                is_first_of_category=not rows or rows[-1].category_key != category,
                flows=tuple(places),
            )
        )
    return tuple(rows)


def node_sheet(data_map: DataMap, key: str, *, language: str) -> NodeSheet | None:
    """What is known of the node with this key; None when the map has no such node."""
    columns = zip(KINDS, keys_of(data_map), strict=True)
    kind = next((kind for kind, keys in columns if key in keys), None)
    if kind is None:
        return None
    reach = reaches_of(data_map)[kind, key]
    sheet = _SHEETS[kind](data_map, key, language)
    activities = [data_map.activity[one] for one in reach.activities]
    categories = [data_map.category[one] for one in reach.categories]
    receivers = [data_map.receiver[one] for one in reach.receivers]
    people = [data_map.subject[one] for one in reach.subjects]
    names = tuple(named_receiver(row, language=language) for row in receivers)
    return replace(
        sheet,
        comes_from=_others(kind == "subject", (row.words for row in people), language),
        categories=_others(kind == "category", (row.words for row in categories), language),
        activities=_others(kind == "activity", (row.words for row in activities), language),
        goes_to=() if kind == "receiver" else names,
        has_stays=reach.has_stays,
        purposes=tuple(said(row.purposes, language) for row in activities if row.purposes),
        flows=tuple(reach.flows),
    )


def _others(is_own: bool, words: Iterable[Phrase], language: str) -> tuple[str, ...]:
    return () if is_own else tuple(said(one, language) for one in words)


def _subject(data_map: DataMap, key: str, language: str) -> NodeSheet:
    row = data_map.subject[key]
    return NodeSheet(
        key=key,
        kind="subject",
        kind_name=said(map_word("kind-subject"), language),
        name=said(row.words, language),
        marks=(said(map_word("vulnerable"), language),) if row.is_vulnerable else (),
    )


def _category(data_map: DataMap, key: str, language: str) -> NodeSheet:
    row = data_map.category[key]
    stays = () if key in data_map.leaving else (said(map_word("stays"), language),)
    nature = (said(map_word("sensitive"), language),) if row.is_sensitive else ()
    return NodeSheet(
        key=key,
        kind="category",
        kind_name=said(map_word("kind-category"), language),
        name=said(row.words, language),
        marks=(*nature, *stays),
        retention=tuple(said(rule, language) for rule in row.retention if rule),
        is_sensitive=row.is_sensitive,
    )


def _activity(data_map: DataMap, key: str, language: str) -> NodeSheet:
    row = data_map.activity[key]
    return NodeSheet(
        key=key,
        kind="activity",
        kind_name=said(map_word("kind-activity"), language),
        name=said(row.words, language),
        line=row.engagement,
        since=_since(row.began_on, language),
    )


def _receiver(data_map: DataMap, key: str, language: str) -> NodeSheet:
    row = data_map.receiver[key]
    outside = said(map_word("outside" if row.is_outside_eea else "inside"), language)
    own = (said(map_word("own-controller"), language),) if row.is_own_controller else ()
    return NodeSheet(
        key=key,
        kind="receiver",
        kind_name=said(row.role, language),
        name=row.name,
        line=said(row.line, language),
        marks=((outside,) if row.countries else ()) + own,
        countries=places_of(row, language=language),
        contract=_contract(row, language),
        safeguards=_safeguards(row, language),
        since=_since(row.since_on, language),
        is_outside=row.is_outside_eea,
    )


_SHEETS = {
    "subject": _subject,
    "category": _category,
    "activity": _activity,
    "receiver": _receiver,
}


def _contract(row: Receiver, language: str) -> str:
    if row.contract_signed_on:
        day = voice(language).day(row.contract_signed_on)
        return said(map_word("contract-signed", day=day), language)
    # With a recipient that is no sub-processor no contract of Art. 28(4) is owed.
    is_owed = row.kind == "subprocessor"
    return said(map_word("contract-missing"), language) if is_owed else ""


def _safeguards(row: Receiver, language: str) -> tuple[str, ...]:
    """A line a country outside the EEA: its ground, the document and the day it was signed."""
    speaker = voice(language)
    lines = [
        speaker.labelled(
            place_name(one.country, language=language),
            joined(said(one.words, language), one.document, speaker.day(one.signed_on)),
        )
        for one in row.safeguards
        if one.words
    ]
    missing = said(map_word("no-safeguard"), language)
    lines += [
        speaker.labelled(place_name(country, language=language), missing)
        for country in row.unguarded
    ]
    return tuple(lines)


def _since(day: date | None, language: str) -> str:
    return said(map_word("since", day=voice(language).day(day)), language) if day else ""
