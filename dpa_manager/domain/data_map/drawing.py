"""Drawing a laid-out map: heads, boxes, lines and cards, as elements of SVG.

Nothing is styled here but the size of letters, since the words were fitted at that size; colours
come from the page's sheet or from the style of a standalone picture.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from dpa_manager.domain.data_map.cards import (
    INSET,
    NAME_LINE,
    NAME_SIZE,
    SMALL_LINE,
    SMALL_SIZE,
    WIDTHS,
    Box,
    Card,
    Mark,
    Small,
    mark_of,
)
from dpa_manager.domain.data_map.fitting import fitted
from dpa_manager.domain.data_map.layout import Laid
from dpa_manager.domain.data_map.picture_style import STANDALONE_STYLE
from dpa_manager.domain.data_map.rows import DataMap, Flow
from dpa_manager.domain.data_map.saying import counted, map_word, said
from dpa_manager.domain.data_map.summing_up import counts_of

WIDTH = 1180
_EDGE, _BOX_EDGE, _HEAD, _FOOT = 2.0, 8.0, 58.0, 10.0
_GAP = (WIDTH - 2 * _EDGE - 2 * _BOX_EDGE - sum(WIDTHS)) / 3
_LEFTS = tuple(
    _EDGE + sum(WIDTHS[:column]) + _GAP * column + (_BOX_EDGE if column == 3 else 0)
    for column in range(4)
)
_PORT, _CORNER = 4.0, 9.0
_HEAD_SIZE, _COUNT_SIZE, _BOX_SIZE = 17, 12, 12
_HEADS = ("subjects", "categories", "activities", "receivers")
# What XML 1.0 cannot hold, whatever somebody may have typed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Line:
    """A line between the card `one` of a column and `other` of the next, with its flows."""

    column: int
    one: int
    other: int
    flows: tuple[int, ...]


@dataclass(frozen=True)
class Drawing:
    """Drawing one laid-out map."""

    data_map: DataMap
    language: str
    columns: list[list[Card]]
    lines: list[Line]
    laid: Laid
    boxes: list[Box]
    marks: Mapping[Flow, Mark]

    def svg(self, leading: list[list[str]], *, is_standalone: bool) -> str:
        height = round(_HEAD + self.laid.height + _FOOT)
        title = _text(said(map_word("title"), self.language))
        about = _text(said(map_word("description"), self.language))
        size = f' width="{WIDTH}" height="{height}"' if is_standalone else ""
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {WIDTH} {height}"'
            f'{size} role="group" lang="{self.language}" aria-label="{title}. {about}">'
        ]
        if is_standalone:
            parts.append(f"<title>{title}</title><desc>{about}</desc>")
            parts.append(f"<style>{STANDALONE_STYLE}</style>")
            parts.append(f'<rect class="map__ground" width="{WIDTH}" height="{height}"/>')
        parts += ['<g aria-hidden="true">', *self._heads(), *self._boxes(), *self._edges(), "</g>"]
        for column in range(4):
            parts += self._column(column, leading[column])
        parts.append("</svg>")
        return "\n".join(parts)

    @cached_property
    def _head_words(self) -> list[tuple[str, str]]:
        counts = counts_of(self.data_map)
        things = (
            [("groups", counts.subjects)],
            [("categories", counts.categories)],
            [("activities", counts.activities)],
            [("subprocessors", counts.subprocessors), ("recipients", counts.recipients)],
        )
        return [
            (
                said(map_word(f"head-{head}"), self.language),
                ", ".join(
                    said(counted(thing, number), self.language) for thing, number in of if number
                )
                or (said(map_word("stays"), self.language) if self.data_map.flows else ""),
            )
            for head, of in zip(_HEADS, things, strict=True)
        ]

    def _heads(self) -> Iterable[str]:
        for column in range(4):
            name, count = self._head_words[column]
            left = _LEFTS[column] - (_BOX_EDGE if column == 3 else 0)
            room = WIDTHS[column] + (2 * _BOX_EDGE if column == 3 else _GAP / 2)
            yield _words("map__head", left, 18, _HEAD_SIZE, name)
            lines = fitted(count, width=room, size=_COUNT_SIZE, most_lines=2)
            for place, line in enumerate(lines):
                yield _words("map__count", left, 36 + 14 * place, _COUNT_SIZE, line)

    def _boxes(self) -> Iterable[str]:
        left, width = _LEFTS[3] - _BOX_EDGE, WIDTHS[3] + 2 * _BOX_EDGE
        for place, top, height in self.laid.boxes:
            box, at = self.boxes[place], top + _HEAD
            (name,) = fitted(box.name, width=width - 2 * INSET, size=_BOX_SIZE, is_bold=True) or (
                "",
            )
            yield (
                f'<rect class="map__box map__box--{box.look}" x="{_number(left)}" '
                f'y="{_number(at)}" width="{_number(width)}" height="{_number(height)}" rx="10"/>'
            )
            look = f"map__box-name map__box-name--{box.look}"
            yield _words(look, left + INSET, at + 16, _BOX_SIZE, name)

    def _edges(self) -> Iterable[str]:
        ports = self._ports
        drawn = [(self._edge_looks(line), place) for place, line in enumerate(self.lines)]
        # What matters most is drawn last, above the others.
        for looks, place in sorted(drawn, key=lambda one: _rank(one[0])):
            line, (start, end) = self.lines[place], map(_number, ports[place])
            left, bend, right = _BENDS[line.column]
            classes = "".join(f" map__edge--{look}" for look in looks)
            yield (
                f'<path class="map__edge{classes}" data-flows="{_flows(line.flows)}" '
                f'd="M{left} {start}C{bend} {start} {bend} {end} {right} {end}"/>'
            )

    def _edge_looks(self, line: Line) -> tuple[str, ...]:
        """How a line is drawn; what several folded rows share stays in the background."""
        source, target = (
            self.columns[line.column][line.one],
            self.columns[line.column + 1][line.other],
        )
        looks = () if line.column < 2 or target.is_fold else target.looks
        if source.is_fold or target.is_fold:
            looks = (*looks, "fold")
        mark = mark_of(line.flows, self.data_map, self.marks)
        return (*looks, mark) if mark and mark not in looks else looks

    @cached_property
    def _ports(self) -> list[tuple[float, float]]:
        """Where each line leaves and arrives: spread along the card in the order of their other
        ends, so that lines of one card can be told apart and do not cross beside it."""
        middles = self._middles
        sides: dict[tuple[int, int, bool], list[tuple[float, int]]] = {}
        for place, line in enumerate(self.lines):
            left, right = line.column, line.column + 1
            start, end = middles[left][line.one], middles[right][line.other]
            sides.setdefault((left, line.one, True), []).append((end, place))
            sides.setdefault((right, line.other, False), []).append((start, place))
        found = [[0.0, 0.0] for _ in self.lines]
        for (column, card, is_start), ends in sides.items():
            room = self.columns[column][card].height - 2 * _CORNER
            step = min(_PORT, room / max(1, len(ends) - 1))
            first = middles[column][card] - step * (len(ends) - 1) / 2
            for number, (_, place) in enumerate(sorted(ends)):
                found[place][0 if is_start else 1] = first + step * number
        return [(start, end) for start, end in found]

    @cached_property
    def _middles(self) -> list[list[float]]:
        return [
            [_HEAD + top + card.height / 2 for top, card in zip(tops, cards, strict=True)]
            for tops, cards in zip(self.laid.tops, self.columns, strict=True)
        ]

    def _column(self, column: int, leading: list[str]) -> Iterable[str]:
        if not self.columns[column]:
            # A list without items would be announced, and says nothing.
            return
        label = ", ".join(self._head_words[column])
        yield f'<g class="map__column" role="list" aria-label="{_text(label)}">'
        for card in self.laid.order[column]:
            top = self.laid.tops[column][card] + _HEAD
            yield self._card(self.columns[column][card], column, top, leading[card])
        yield "</g>"

    def _card(self, card: Card, column: int, top: float, address: str) -> str:
        left = _LEFTS[column]
        classes = "".join(f" map__node--{look}" for look in (card.kind, *card.looks))
        key = "fold" if card.is_fold else _identity(card.keys[0])
        inside = [
            f'<rect class="map__card" x="{_number(left)}" y="{_number(top)}" '
            f'width="{_number(WIDTHS[column])}" height="{_number(card.height)}" rx="8"/>'
        ]
        at = top + 4.5
        for name in card.names:
            at += NAME_LINE
            inside.append(_words("map__name", left + INSET, at - 3, NAME_SIZE, name))
        for small in card.small:
            at += SMALL_LINE
            inside.append(_words(_small_class(small), left + INSET, at - 2, SMALL_SIZE, small.text))
        return (
            f'<g role="listitem"><a class="map__node{classes}" id="node-{card.kind}-{key}" '
            f'href="{_text(address)}" data-flows="{_flows(card.flows)}" '
            f'aria-label="{_text(card.says)}">{"".join(inside)}</a></g>'
        )


def _rank(looks: tuple[str, ...]) -> int:
    return len(looks) - 2 * ("fold" in looks)


def _small_class(small: Small) -> str:
    return "map__small map__small--word" if small.is_word else "map__small"


def _words(look: str, left: float, at: float, size: float, words: str) -> str:
    return (
        f'<text class="{look}" x="{_number(left)}" y="{_number(at)}" '
        f'font-size="{_number(size)}">{_text(words)}</text>'
    )


def _identity(key: str) -> str:
    return _text("".join(sign if sign.isalnum() or sign == "-" else "-" for sign in key))


def _text(words: str) -> str:
    return escape(_UNPRINTABLE.sub("", words))


def _flows(flows: Iterable[int]) -> str:
    return " ".join(map(str, flows))


def _number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


# Where the lines between two columns begin, bend and end.
_BENDS = tuple(
    (_number(left + width), _number((left + width + right) / 2), _number(right))
    for left, width, right in zip(_LEFTS[:3], WIDTHS[:3], _LEFTS[1:], strict=True)
)
