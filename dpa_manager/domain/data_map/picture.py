"""The picture of a data map: four columns of cards and the lines between them, as SVG."""

from collections.abc import Mapping

from dpa_manager.domain.data_map.cards import Card, Mark, columns_of
from dpa_manager.domain.data_map.drawing import WIDTH, Drawing, Line
from dpa_manager.domain.data_map.layout import laid_out
from dpa_manager.domain.data_map.rows import STAYS, DataMap, Flow
from dpa_manager.domain.data_map.telling import meetings_of

__all__ = ["WIDTH", "Mark", "picture_of"]


def picture_of(
    data_map: DataMap,
    *,
    language: str,
    addresses: Mapping[str, str] | None = None,
    marks: Mapping[Flow, Mark] | None = None,
    is_standalone: bool = False,
    is_whole: bool = False,
) -> str:
    """The SVG of a map, WIDTH wide, in one language ("nl", "fr" or "en").

    `addresses` says by a row's key where its card leads ("fold" for folded ones); other cards lead
    to their first row of the table, `#row-<number>`. `marks` marks flows as added, removed or
    changed, and with them the cards and lines that have no other flows. `is_standalone` makes a
    file: colours within, a white ground, a width and a height. A column of more than 15 cards is
    folded unless `is_whole`.
    """
    columns = columns_of(data_map, language=language, marks=marks or {}, is_whole=is_whole)
    lines = _lines_of(data_map, columns)
    boxes = list(dict.fromkeys(card.box for card in columns[-1] if card.box))
    places = {box: place for place, box in enumerate(boxes)}
    laid = laid_out(
        [[card.height for card in cards] for cards in columns],
        [[(line.one, line.other) for line in lines if line.column == left] for left in range(3)],
        box_of=[places[card.box] for card in columns[-1] if card.box],
        zones={place: box.zone for place, box in enumerate(boxes)},
        lasting={
            column: len(cards) - 1
            for column, cards in enumerate(columns)
            if cards and cards[-1].is_fold
        },
    )
    drawing = Drawing(data_map, language, columns, lines, laid, boxes, marks or {})
    return drawing.svg(_leading(data_map, columns, addresses or {}), is_standalone=is_standalone)


def _lines_of(data_map: DataMap, columns: list[list[Card]]) -> list[Line]:
    """The lines between neighbouring columns, each with exactly the flows that run along it.

    Data of a category that nobody gets have no line to the right: they stay.
    """
    of = [
        {key: place for place, card in enumerate(cards) for key in card.keys} for cards in columns
    ]
    subjects, categories, activities, receivers = of
    found: dict[tuple[int, int, int], list[int]] = {}
    for place, flow in enumerate(data_map.flows):
        what, why = categories[flow.category], activities[flow.activity]
        found.setdefault((0, subjects[flow.subject], what), []).append(place)
        if flow.category in data_map.leaving:
            found.setdefault((1, what, why), []).append(place)
        if flow.receiver != STAYS:
            found.setdefault((2, why, receivers[flow.receiver]), []).append(place)
    return [Line(*ends, tuple(flows)) for ends, flows in found.items()]


def _leading(
    data_map: DataMap, columns: list[list[Card]], addresses: Mapping[str, str]
) -> list[list[str]]:
    """Where each card leads."""
    row_of = {
        place: number
        for number, places in enumerate(meetings_of(data_map).values(), start=1)
        for place in places
    }
    return [
        [
            addresses.get("fold" if card.is_fold else card.keys[0])
            or f"#row-{min(row_of[place] for place in card.flows)}"
            for card in cards
        ]
        for cards in columns
    ]
