"""What the flows through each row of a data map reach in its other columns, no more, no less."""

from dataclasses import dataclass, field

from dpa_manager.domain.data_map.rows import STAYS, DataMap

KINDS = ("subject", "category", "activity", "receiver")
"""The kinds of rows, in the order of the columns."""


@dataclass
class Reach:
    """One row's flows, as positions in the map's flows, and the keys they reach in all columns.

    The keys stand in the order of their column; a row reaches itself too.
    """

    kind: str
    key: str
    flows: list[int] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    activities: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    has_stays: bool = False


def reaches_of(data_map: DataMap) -> dict[tuple[str, str], Reach]:
    """The reach of every row, by kind and key, column after column."""
    columns = keys_of(data_map)
    found = {
        (kind, key): Reach(kind, key)
        for kind, keys in zip(KINDS, columns, strict=True)
        for key in keys
    }
    met: dict[tuple[str, str], tuple[set[str], set[str], set[str], set[str]]] = {
        node: (set(), set(), set(), set()) for node in found
    }
    for place, flow in enumerate(data_map.flows):
        keys = (flow.subject, flow.category, flow.activity, flow.receiver)
        for node in zip(KINDS, keys, strict=True):
            if node in found:
                found[node].flows.append(place)
                for one, key in zip(met[node], keys, strict=True):
                    one.add(key)
    orders = [{key: place for place, key in enumerate(keys)} for keys in columns]
    for node, reach in found.items():
        reach.has_stays = STAYS in met[node][3]
        met[node][3].discard(STAYS)
        reach.subjects, reach.categories, reach.activities, reach.receivers = (
            sorted(keys, key=order.__getitem__)
            for keys, order in zip(met[node], orders, strict=True)
        )
    return found


def keys_of(data_map: DataMap) -> tuple[list[str], list[str], list[str], list[str]]:
    """The keys of the four columns."""
    return (
        [row.key for row in data_map.subjects],
        [row.key for row in data_map.categories],
        [row.key for row in data_map.activities],
        [row.key for row in data_map.receivers],
    )
