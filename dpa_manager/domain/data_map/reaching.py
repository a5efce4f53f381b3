"""What the flows through each row of a data map reach in its other columns, no more, no less."""

from collections.abc import Sequence
from dataclasses import dataclass

from dpa_manager.domain.data_map.rows import STAYS, DataMap

KINDS = ("subject", "category", "activity", "receiver")
"""The kinds of rows, in the order of the columns."""


@dataclass(frozen=True)
class Reach:
    """One row's flows, as positions in the map's flows, and the keys they reach in all columns.

    The keys stand in the order of their column; a row reaches itself too.
    """

    kind: str
    key: str
    flows: Sequence[int]
    subjects: Sequence[str]
    categories: Sequence[str]
    activities: Sequence[str]
    receivers: Sequence[str]
    has_stays: bool


def reaches_of(data_map: DataMap) -> dict[tuple[str, str], Reach]:
    """The reach of every row, by kind and key, column after column."""
    columns = keys_of(data_map)
    orders = [{key: place for place, key in enumerate(keys)} for keys in columns]
    orders[3][STAYS] = len(columns[3])
    # Places in the columns stand for keys here, since a map of all engagements is large.
    ends = [
        [order[key] for key in keys]
        for order, keys in zip(
            orders,
            (
                [flow.subject for flow in data_map.flows],
                [flow.category for flow in data_map.flows],
                [flow.activity for flow in data_map.flows],
                [flow.receiver for flow in data_map.flows],
            ),
            strict=True,
        )
    ]
    flows: list[list[list[int]]] = [[[] for _ in order] for order in orders]
    for through, places in zip(flows, ends, strict=True):
        for number, place in enumerate(places):
            through[place].append(number)
    return {
        (kind, key): _reach(kind, key, through=one, ends=ends, columns=columns)
        for kind, keys, through in zip(KINDS, columns, flows, strict=True)
        for key, one in zip(keys, through, strict=False)
    }


def _reach(
    kind: str, key: str, *, through: list[int], ends: list[list[int]], columns: Sequence[list[str]]
) -> Reach:
    subjects, categories, activities, receivers = (
        sorted({places[number] for number in through}) for places in ends
    )
    has_stays = bool(receivers) and receivers[-1] == len(columns[3])
    return Reach(
        kind,
        key,
        through,
        [columns[0][place] for place in subjects],
        [columns[1][place] for place in categories],
        [columns[2][place] for place in activities],
        [columns[3][place] for place in (receivers[:-1] if has_stays else receivers)],
        has_stays,
    )


def keys_of(data_map: DataMap) -> tuple[list[str], list[str], list[str], list[str]]:
    """The keys of the four columns."""
    return (
        [row.key for row in data_map.subjects],
        [row.key for row in data_map.categories],
        [row.key for row in data_map.activities],
        [row.key for row in data_map.receivers],
    )
