"""Where the cards of a data map stand: their order in four columns, and their heights.

Each column is ordered by the middle of what its cards are joined to (barycentre sweeps), and the
order with the fewest crossing lines is kept. Cards of the last column stay in their boxes.
"""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 6
BOX_HEAD, BOX_FOOT, BOX_GAP = 22.0, 7.0, 8.0
CARD_GAP, WIDEST_GAP, GAP_IN_BOX = 9.0, 34.0, 6.0

Joined = tuple[int, int]
"""A line: the place of its left card in its column, and of its right card in the next."""


@dataclass(frozen=True)
class Laid:
    """A laid-out map: `tops` of each card by column and place, the boxes and how high all is.

    `boxes` are (box, top, height) from top to bottom; everything is measured from 0.
    """

    order: tuple[tuple[int, ...], ...]
    tops: tuple[tuple[float, ...], ...]
    boxes: tuple[tuple[int, float, float], ...]
    height: float


def laid_out(
    heights: Sequence[Sequence[float]],
    lines: Sequence[Sequence[Joined]],
    *,
    box_of: Sequence[int],
    zones: Mapping[int, int],
    lasting: Mapping[int, int],
) -> Laid:
    """Lay out columns of cards with these heights, joined by these lines.

    `lines` has one list between each column and the next. `box_of` gives the box of each card of
    the last column, `zones` ranks the boxes: one of a lower zone always stands higher. `lasting`
    says by column which of its cards stands under all others.
    """
    neighbours = _neighbours([len(column) for column in heights], lines)
    order = _ordered(neighbours, lines, box_of=box_of, zones=zones, lasting=lasting)
    blocks = _blocks(order[-1], heights[-1], box_of)
    total = max(
        [sum(height for _, height in blocks) + BOX_GAP * max(0, len(blocks) - 1)]
        + [sum(column) + CARD_GAP * max(0, len(column) - 1) for column in heights[:-1]]
    )
    tops = _settled(order, heights, neighbours, blocks=blocks, total=total)
    boxes = tuple(
        (box_of[cards[0]], tops[-1][cards[0]] - BOX_HEAD, height) for cards, height in blocks
    )
    return Laid(order, tuple(tuple(column) for column in tops), boxes, total)


def _ordered(
    neighbours: Sequence[Mapping[int, Sequence[Sequence[int]]]],
    lines: Sequence[Sequence[Joined]],
    *,
    box_of: Sequence[int],
    zones: Mapping[int, int],
    lasting: Mapping[int, int],
) -> tuple[tuple[int, ...], ...]:
    order = [list(range(len(next(iter(beside.values()))))) for beside in neighbours]
    order[-1] = _boxed(order[-1], [float(place) for place in order[-1]], box_of, zones)
    best, fewest = [list(column) for column in order], _crossings(order, lines)
    last = len(order) - 1
    for sweep in range(SWEEPS):
        # To the left, then to the right; each way once makes a new order.
        way = range(last - 1, -1, -1) if sweep % 2 == 0 else range(1, last + 1)
        for column in way:
            near = column + 1 if sweep % 2 == 0 else column - 1
            middles = _middles_by(order, column, near=neighbours[column][near], by=near)
            if column == last:
                order[column] = _boxed(order[column], middles, box_of, zones)
                continue
            if column in lasting:
                middles[lasting[column]] = float("inf")
            order[column].sort(key=middles.__getitem__)
        crossings = _crossings(order, lines) if sweep % 2 else fewest
        if crossings < fewest:
            best, fewest = [list(one) for one in order], crossings
    return tuple(tuple(column) for column in best)


def _middles_by(
    order: Sequence[Sequence[int]], column: int, *, near: Sequence[Sequence[int]], by: int
) -> list[float]:
    """For each card of a column the middle of what it is joined to in the column `by`, 0 to 1."""
    scale = 1 / max(1, len(order[by]) - 1)
    places = [0.0] * len(order[by])
    for place, card in enumerate(order[by]):
        places[card] = place * scale
    own = 1 / max(1, len(order[column]) - 1)
    middles = [0.0] * len(order[column])
    for place, card in enumerate(order[column]):
        joined = near[card]
        # A card that nothing joins stays where it is.
        middles[card] = (
            sum([places[one] for one in joined]) / len(joined) if joined else place * own
        )
    return middles


def _boxed(
    cards: Sequence[int], middles: Sequence[float], box_of: Sequence[int], zones: Mapping[int, int]
) -> list[int]:
    """The cards box by box: zone after zone, and in a zone the boxes by the middle of theirs."""
    boxes: dict[int, list[int]] = {}
    for card in cards:
        boxes.setdefault(box_of[card], []).append(card)

    def rank(box: int) -> tuple[int, float]:
        return zones[box], sum(middles[card] for card in boxes[box]) / len(boxes[box])

    return [
        card
        for box in sorted(boxes, key=rank)
        for card in sorted(boxes[box], key=middles.__getitem__)
    ]


def _neighbours(
    sizes: Sequence[int], lines: Sequence[Sequence[Joined]]
) -> list[dict[int, list[list[int]]]]:
    """By column, and by the column beside it: what each card is joined to."""
    found: list[dict[int, list[list[int]]]] = [{} for _ in sizes]
    for left, joined in enumerate(lines):
        right = left + 1
        found[left][right] = [[] for _ in range(sizes[left])]
        found[right][left] = [[] for _ in range(sizes[right])]
        for one, other in joined:
            found[left][right][one].append(other)
            found[right][left][other].append(one)
    return found


def _crossings(order: Sequence[Sequence[int]], lines: Sequence[Sequence[Joined]]) -> int:
    """How many pairs of lines cross."""
    places = [sorted(range(len(column)), key=column.__getitem__) for column in order]
    count = 0
    for left, joined in enumerate(lines):
        from_left, from_right = places[left], places[left + 1]
        seen: list[int] = []
        for _, right in sorted([(from_left[one], from_right[other]) for one, other in joined]):
            count += len(seen) - bisect_right(seen, right)
            insort(seen, right)
    return count


def _blocks(
    order: Sequence[int], heights: Sequence[float], box_of: Sequence[int]
) -> list[tuple[list[int], float]]:
    """The last column's boxes from top to bottom: their cards and how high each is."""
    blocks: list[tuple[list[int], float]] = []
    for card in order:
        if blocks and box_of[blocks[-1][0][0]] == box_of[card]:
            cards, height = blocks.pop()
            blocks.append(([*cards, card], height + GAP_IN_BOX + heights[card]))
        else:
            blocks.append(([card], BOX_HEAD + heights[card] + BOX_FOOT))
    return blocks


def _settled(
    order: Sequence[Sequence[int]],
    heights: Sequence[Sequence[float]],
    neighbours: Sequence[Mapping[int, Sequence[Sequence[int]]]],
    *,
    blocks: Sequence[tuple[list[int], float]],
    total: float,
) -> list[list[float]]:
    """The top of each card: near the middle of what it is joined to, in order, not touching."""
    last = len(order) - 1
    tops = [_spread(cards, heights[column], total) for column, cards in enumerate(order)]
    _place_blocks(tops[last], heights[last], blocks, near=None, total=total)
    for column in (2, 1, 0, 1, 2, 3, 2, 1, 0):
        near = _middles(column, neighbours[column], tops, heights)
        if column == last:
            _place_blocks(tops[last], heights[last], blocks, near=near, total=total)
            continue
        cards = order[column]
        sizes = [heights[column][card] for card in cards]
        gap = _gap(sizes, total)
        wanted = [near[card] - heights[column][card] / 2 for card in cards]
        for card, top in zip(cards, _apart(wanted, sizes, gap=gap, total=total), strict=True):
            tops[column][card] = top
    return tops


def _spread(cards: Sequence[int], heights: Sequence[float], total: float) -> list[float]:
    """Evenly over the whole height."""
    tops = [0.0] * len(cards)
    gap = (total - sum(heights)) / max(1, len(cards) - 1)
    at = 0.0 if len(cards) > 1 else (total - sum(heights)) / 2
    for card in cards:
        tops[card] = at
        at += heights[card] + gap
    return tops


def _gap(sizes: Sequence[float], total: float) -> float:
    return max(CARD_GAP, min(WIDEST_GAP, (total - sum(sizes)) / max(1, len(sizes) - 1)))


def _middles(
    column: int,
    neighbours: Mapping[int, Sequence[Sequence[int]]],
    tops: Sequence[Sequence[float]],
    heights: Sequence[Sequence[float]],
) -> list[float]:
    """For each card the middle of all it is joined to, on both sides; its own when to nothing."""
    found = []
    for card, top in enumerate(tops[column]):
        middles = [
            tops[beside][one] + heights[beside][one] / 2
            for beside, joined in neighbours.items()
            for one in joined[card]
        ]
        own = top + heights[column][card] / 2
        found.append(sum(middles) / len(middles) if middles else own)
    return found


def _place_blocks(
    tops: list[float],
    heights: Sequence[float],
    blocks: Sequence[tuple[list[int], float]],
    *,
    near: Sequence[float] | None,
    total: float,
) -> None:
    sizes = [height for _, height in blocks]
    wanted = [
        sum(near[card] for card in cards) / len(cards) - height / 2 if near else 0.0
        for cards, height in blocks
    ]
    for (cards, _), start in zip(
        blocks, _apart(wanted, sizes, gap=BOX_GAP, total=total), strict=True
    ):
        at = start + BOX_HEAD
        for card in cards:
            tops[card] = at
            at += heights[card] + GAP_IN_BOX


def _apart(
    wanted: Sequence[float], sizes: Sequence[float], *, gap: float, total: float
) -> list[float]:
    """The tops nearest to those wanted (least squares) that keep the order, the gap and the frame.

    Pooling adjacent violators: cards that would overlap move as one.
    """
    pools: list[tuple[float, int]] = []
    offsets: list[float] = []
    at = 0.0
    for want, size in zip(wanted, sizes, strict=True):
        offsets.append(at)
        mean, count = want - at, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
        at += size + gap
    room = max(0.0, total - (at - gap))
    free = [min(max(0.0, mean), room) for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(free, offsets, strict=True)]
