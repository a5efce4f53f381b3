"""What a data map adds up to, and the one sentence that says it."""

from dataclasses import dataclass

from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.saying import counted, map_word, put_together
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import filled


@dataclass(frozen=True)
class MapCounts:
    """How many rows a map has.

    `countries` are those of its sub-processors; `outside` counts who has data outside the EEA or
    reaches them from there, and `outside_without_safeguard` those of them that lack a ground for
    one of those countries. `without_country` receivers say not where they are; `stays` counts the
    categories that go to nobody.
    """

    subjects: int = 0
    categories: int = 0
    sensitive: int = 0
    activities: int = 0
    subprocessors: int = 0
    recipients: int = 0
    countries: int = 0
    outside: int = 0
    outside_without_safeguard: int = 0
    without_country: int = 0
    stays: int = 0


def counts_of(data_map: DataMap) -> MapCounts:
    """The counts of a map."""
    receivers = data_map.receivers
    processors = [row for row in receivers if row.kind == "subprocessor"]
    outside = [row for row in receivers if row.is_outside_eea]
    return MapCounts(
        subjects=len(data_map.subjects),
        categories=len(data_map.categories),
        sensitive=sum(row.is_sensitive for row in data_map.categories),
        activities=len(data_map.activities),
        subprocessors=len(processors),
        recipients=len(receivers) - len(processors),
        countries=len({place.key for row in processors for place in row.countries if place.key}),
        outside=len(outside),
        outside_without_safeguard=sum(bool(row.unguarded) for row in outside),
        without_country=sum(not row.countries for row in receivers),
        stays=len(data_map.categories) - len(data_map.leaving),
    )


def sentence_of(data_map: DataMap) -> Phrase:
    """The map in one sentence: how much, how many, with whom, and whether it leaves the EEA."""
    counts = counts_of(data_map)
    if not data_map.flows:
        return map_word("sentence-empty")
    return filled(map_word("sentence"), {"counts": _counts(counts), "place": _place(counts)})


def _counts(counts: MapCounts) -> Phrase:
    parts = [counted(name, getattr(counts, name)) for name in ("categories", "activities")]
    if counts.subprocessors:
        parts.append(_subprocessors(counts))
    if counts.recipients:
        parts.append(counted("recipients", counts.recipients))
    return put_together(parts, by=", ")


def _subprocessors(counts: MapCounts) -> Phrase:
    words = counted("subprocessors", counts.subprocessors)
    if not counts.countries:
        return words
    return put_together([words, counted("countries", counts.countries)], by=" ")


def _place(counts: MapCounts) -> Phrase:
    if not counts.subprocessors + counts.recipients:
        return map_word("place-stays")
    if counts.outside:
        outside = map_word(
            "place-outside", number=str(counts.outside), safeguard=_safeguard(counts)
        )
    else:
        outside = map_word("place-not-outside" if counts.without_country else "place-inside")
    if not counts.without_country:
        return outside
    unknown = map_word("place-unknown", number=str(counts.without_country))
    return put_together([outside, unknown], by=", ")


def _safeguard(counts: MapCounts) -> Phrase:
    missing = counts.outside_without_safeguard
    if 0 < missing < counts.outside:
        return map_word("safeguard-some", number=str(missing))
    how_many = {1: "one", 2: "both"}.get(counts.outside, "all")
    return map_word(f"safeguard-none-{how_many}" if missing else f"safeguard-{how_many}")
