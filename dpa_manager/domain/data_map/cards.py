"""The cards of a map's picture: which rows stand on one, its words, and what it says aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dpa_manager.domain.data_map.fitting import fitted
from dpa_manager.domain.data_map.reaching import KINDS, Reach, keys_of, reaches_of
from dpa_manager.domain.data_map.rows import DataMap, Flow, Receiver
from dpa_manager.domain.data_map.saying import ground_of, map_word, place_name, places_of, said
from dpa_manager.domain.data_map.speaking import Speaker
from dpa_manager.domain.wording.voice import capital

Mark = Literal["added", "removed", "changed"]

MOST_CARDS = 15
"""How many cards a column shows; the rest is folded into the last of them."""
ROOMY = 8
"""With so many receivers at most, small words may take two lines."""
WIDTHS = (168.0, 214.0, 214.0, 266.0)
"""How wide the cards of each column are."""
INSET = 11.0
NAME_SIZE, NAME_LINE = 14.0, 16.0
SMALL_SIZE, SMALL_LINE = 11.5, 14.0
_PADDING = 11.0
_PLURAL = dict(zip(KINDS, ("subjects", "categories", "activities", "receivers"), strict=True))


@dataclass(frozen=True)
class Small:
    """A line of small letters; a word that marks the card is set in its colour."""

    text: str
    is_word: bool = False


@dataclass(frozen=True)
class Box:
    """A box of the last column: `look` is eea, outside, unknown, own or fold; lower zones stand
    higher."""

    name: str
    look: str
    zone: int


@dataclass(frozen=True)
class Card:
    """One card: a row of the map, or several folded into one.

    `flows` are positions in the map's flows; `looks` are the ways in which it is coloured, `says`
    its words for who does not see it.
    """

    kind: str
    keys: tuple[str, ...]
    flows: tuple[int, ...]
    names: tuple[str, ...]
    small: tuple[Small, ...]
    looks: tuple[str, ...]
    says: str
    box: Box | None = None

    @cached_property
    def is_fold(self) -> bool:
        """Whether several rows stand on it."""
        return "fold" in self.looks

    @cached_property
    def height(self) -> float:
        """How high it is."""
        return _PADDING + NAME_LINE * len(self.names) + SMALL_LINE * len(self.small)


def columns_of(
    data_map: DataMap, *, language: str, marks: Mapping[Flow, Mark], is_whole: bool
) -> list[list[Card]]:
    """The cards of the four columns, in the order of the map."""
    reaches = reaches_of(data_map)
    making = _Making(data_map, language, reaches, marks, Speaker(data_map, language))
    columns = []
    for kind, keys in zip(KINDS, keys_of(data_map), strict=True):
        shown = keys if is_whole or len(keys) <= MOST_CARDS else making.most_telling(kind, keys)
        cards = [making.card(kind, key) for key in shown]
        if len(shown) < len(keys):
            chosen = set(shown)
            cards.append(making.fold(kind, [key for key in keys if key not in chosen]))
        columns.append(cards)
    return columns


def mark_of(flows: Sequence[int], data_map: DataMap, marks: Mapping[Flow, Mark]) -> Mark | None:
    """How a card or line is marked: as new, gone or changed when all that runs through it is."""
    found = {marks.get(data_map.flows[place]) for place in flows} if marks else set()
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class _Making:
    """Making the cards of one map in one language."""

    data_map: DataMap
    language: str
    reaches: Mapping[tuple[str, str], Reach]
    marks: Mapping[Flow, Mark]
    speaker: Speaker

    def word(self, key: str, **values: str) -> str:
        return said(map_word(key, **values), self.language)

    def most_telling(self, kind: str, keys: Sequence[str]) -> list[str]:
        """The rows that are not folded: what differs first, then what leaves the EEA or is
        sensitive, then what has the most flows; in their own order."""

        def rank(key: str) -> tuple[bool, bool, int]:
            flows = self.reaches[kind, key].flows
            differs = bool(self.marks) and any(self._differs(place) for place in flows)
            return not differs, not self._is_alarming(kind, key), -len(flows)

        kept = set(sorted(keys, key=rank)[: MOST_CARDS - 1])
        return [key for key in keys if key in kept]

    def _differs(self, place: int) -> bool:
        return self.data_map.flows[place] in self.marks

    def _is_alarming(self, kind: str, key: str) -> bool:
        if kind == "receiver":
            return self.data_map.receiver[key].is_outside_eea
        return kind == "category" and self.data_map.category[key].is_sensitive

    def card(self, kind: str, key: str) -> Card:
        reach = self.reaches[kind, key]
        mark = mark_of(reach.flows, self.data_map, self.marks)
        name, small, looks, box = getattr(self, f"_{kind}")(key)
        says = self.speaker.says(reach)
        if mark:
            says = f"{capital(self.word(f'mark-{mark}'))}. {says}"
            looks, small = (*looks, mark), (Small(self.word(f"mark-{mark}"), True), *small)
        names, lines = self._lines(kind, name, small)
        return Card(kind, (key,), tuple(reach.flows), names, lines, looks, says, box)

    def fold(self, kind: str, keys: Sequence[str]) -> Card:
        flows = sorted({place for key in keys for place in self.reaches[kind, key].flows})
        name = self.word(f"fold-{_PLURAL[kind]}", number=str(len(keys)))
        alarming = sum(self._is_alarming(kind, key) for key in keys)
        small: tuple[Small, ...] = ()
        if alarming:
            of = "outside" if kind == "receiver" else "sensitive"
            small = (Small(self.word(f"fold-{of}", number=str(alarming)), True),)
        names, lines = self._lines(kind, name, small)
        says = self.speaker.says_folded(name, kind, keys)
        box = Box(self.word("others"), "fold", 4) if kind == "receiver" else None
        return Card(kind, tuple(keys), tuple(flows), names, lines, ("fold",), says, box)

    def _lines(
        self, kind: str, name: str, small: Sequence[Small]
    ) -> tuple[tuple[str, ...], tuple[Small, ...]]:
        width = WIDTHS[KINDS.index(kind)] - 2 * INSET
        names = fitted(name, width=width, size=NAME_SIZE, is_bold=True, most_lines=2)
        lines = [
            Small(text, one.is_word)
            for one in small
            for text in fitted(
                one.text,
                width=width,
                size=SMALL_SIZE,
                is_bold=one.is_word,
                most_lines=2 if one.is_word else self._lines_of_small,
            )
        ]
        return names or ("–",), tuple(lines)

    @cached_property
    def _lines_of_small(self) -> int:
        """Where few receive data there is room for what they do."""
        return 2 if len(self.data_map.receivers) <= ROOMY else 1

    @cached_property
    def _has_engagements(self) -> bool:
        return len({row.engagement for row in self.data_map.activities}) > 1

    def _subject(self, key: str) -> "_Look":
        row = self.data_map.subject[key]
        small = (Small(self.word("vulnerable"), True),) if row.is_vulnerable else ()
        return said(row.words, self.language), small, (), None

    def _category(self, key: str) -> "_Look":
        row = self.data_map.category[key]
        small: tuple[Small, ...] = ()
        if row.is_sensitive:
            small = (Small(self.word("sensitive"), True),)
        if key not in self.data_map.leaving:
            small = (*small, Small(self.word("stays")))
        looks = ("sensitive",) if row.is_sensitive else ()
        return said(row.words, self.language), small, looks, None

    def _activity(self, key: str) -> "_Look":
        row = self.data_map.activity[key]
        small = (Small(row.engagement),) if self._has_engagements else ()
        if not self.reaches["activity", key].receivers:
            small = (*small, Small(self.word("stays")))
        return said(row.words, self.language), small, (), None

    def _receiver(self, key: str) -> "_Look":
        row = self.data_map.receiver[key]
        places = places_of(row, language=self.language)
        line = said(row.line, self.language)
        if row.is_own_controller or len(row.countries) > 1:
            line = f"{places} · {line}" if line else places
        small: tuple[Small, ...] = (Small(line),) if line else ()
        looks: tuple[str, ...] = ("own",) if row.is_own_controller else ()
        if row.is_outside_eea:
            ground = ground_of(row, language=self.language)
            if row.is_own_controller:
                ground = f"{self.word('outside')} · {ground}"
            small, looks = (*small, Small(ground, True)), (*looks, "outside")
        return row.name, small, looks, self._box(row)

    def _box(self, row: Receiver) -> Box:
        if row.is_own_controller:
            return Box(self.word("own-controllers"), "own", 3)
        if row.is_outside_eea:
            place = place_name(row.outside[0], language=self.language)
            return Box(f"{place} · {self.word('outside')}", "outside", 1)
        if not row.countries:
            return Box(capital(self.word("unknown-country")), "unknown", 2)
        place = place_name(row.countries[0], language=self.language)
        return Box(f"{place} · {self.word('eea')}", "eea", 0)


_Look = tuple[str, tuple[Small, ...], tuple[str, ...], Box | None]
