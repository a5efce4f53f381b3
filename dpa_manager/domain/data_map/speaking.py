"""What a card of a map says aloud: exactly where its data go, and where they come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dpa_manager.domain.data_map.reaching import Reach
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.saying import (
    ground_of,
    map_word,
    named_receiver,
    places_of,
    said,
)
from dpa_manager.domain.wording.voice import capital, voice

_PARTS = {
    "subject": ("data", "for", "to"),
    "category": ("from", "for", "to"),
    "activity": ("data", "from", "to"),
    "receiver": ("gets", "from", "for"),
}
_ENDS: Mapping[str, tuple[str, Callable[[Reach], Sequence[str]]]] = {
    "from": ("subject", lambda reach: reach.subjects),
    "data": ("category", lambda reach: reach.categories),
    "gets": ("category", lambda reach: reach.categories),
    "for": ("activity", lambda reach: reach.activities),
    "to": ("receiver", lambda reach: reach.receivers),
}


@dataclass(frozen=True)
class Speaker:
    """Speaks of the cards of one map in one language."""

    data_map: DataMap
    language: str

    def word(self, key: str) -> str:
        """One of the words of a map."""
        return said(map_word(key), self.language)

    def says(self, reach: Reach) -> str:
        """All of a row: its name, what marks it, and the names that its flows reach."""
        sentences = [
            self._opening(reach),
            *(self._part(part, reach) for part in _PARTS[reach.kind]),
        ]
        return " ".join(f"{one}." for one in sentences if one)

    def says_folded(self, name: str, kind: str, keys: Sequence[str]) -> str:
        """What a card of several rows says: how many they are, and each name."""
        speaker = voice(self.language)
        return f"{speaker.labelled(capital(name), speaker.listed(self.names(kind, keys)))}."

    def names(self, kind: str, keys: Sequence[str]) -> list[str]:
        """The names of rows; receivers with their countries."""
        return [self._names[kind][key] for key in keys]

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """Every name once: a map says each of them many times."""
        shown, language = self.data_map, self.language
        return {
            "subject": {row.key: said(row.words, language) for row in shown.subjects},
            "category": {row.key: said(row.words, language) for row in shown.categories},
            "activity": {row.key: said(row.words, language) for row in shown.activities},
            "receiver": {
                row.key: named_receiver(row, language=language) for row in shown.receivers
            },
        }

    def _opening(self, reach: Reach) -> str:
        if reach.kind == "receiver":
            return self._receiver(reach.key)
        marks = []
        if reach.kind == "subject" and self.data_map.subject[reach.key].is_vulnerable:
            marks = [self.word("vulnerable")]
        if reach.kind == "category" and self.data_map.category[reach.key].is_sensitive:
            marks = [self.word("sensitive")]
        return ", ".join([*self.names(reach.kind, [reach.key]), *marks])

    def _receiver(self, key: str) -> str:
        row = self.data_map.receiver[key]
        parts = [row.name, said(row.role, self.language), places_of(row, language=self.language)]
        if row.is_outside_eea:
            parts.append(self.word("outside"))
        parts.append(ground_of(row, language=self.language))
        return ", ".join(part for part in parts if part)

    def _part(self, part: str, reach: Reach) -> str:
        kind, reached = _ENDS[part]
        keys = reached(reach)
        speaker = voice(self.language)
        listed = speaker.listed(self.names(kind, keys))
        told = speaker.labelled(capital(self.word(f"says-{part}")), listed) if keys else ""
        if part != "to" or not reach.has_stays:
            return told
        stays = capital(self.word("stays-partly" if keys else "stays"))
        return f"{told}. {stays}" if told else stays
