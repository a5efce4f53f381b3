"""Closed lists as people write them in a cell: by key, or by the label in any language."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.domain.typed_activity import Place
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.library import vocabulary

_BETWEEN = re.compile(r"[;\n]")
_EVERY_DUTY = frozenset(("all", "alle", "toutes"))


@cache
def spellings(list_name: str) -> Mapping[str, str]:
    """Key by folded spelling of a list or option of the vocabulary; a key goes before a label."""
    words = vocabulary()
    terms = words.options.get(list_name) or getattr(words, list_name)
    labels = {
        folded(label): key for key, term in terms.items() for label in term.label.as_dict().values()
    }
    return labels | {folded(key): key for key in terms}


def key_of(text: str, list_name: str) -> str:
    """The key that `text` spells; a text that spells none is left as it is, to be refused."""
    return spellings(list_name).get(folded(text), text)


def keys_of(text: str, list_name: str) -> tuple[str, ...]:
    """The keys in a cell, separated by semicolons or commas."""
    known = spellings(list_name)
    return tuple(known.get(folded(part), part) for part in _parts(text, known))


def places_of(text: str, *, otherwise: str) -> tuple[Place, ...]:
    """Places like "BE/datacentre; France"; `otherwise` is the kind where a country stands alone."""
    return tuple(
        (key_of(country.strip(), "countries"), key_of(kind.strip(), "place_kinds") or otherwise)
        for country, _, kind in (
            part.partition("/") for part in _parts(text, spellings("countries"))
        )
    )


def duties_of(text: str) -> tuple[str, ...]:
    """The duties that a contract mirrors, by their letter, or one word for all of them."""
    if folded(text) in _EVERY_DUTY:
        return MIRRORED_DUTIES
    known = {folded(duty): duty for duty in MIRRORED_DUTIES}
    return tuple(known.get(folded(part), part) for part in _parts(text, known))


def by_country(text: str) -> tuple[tuple[str, str], ...]:
    """Values that are told a country, "US: adequacy; IN: scc_m3"; a single value is ("", value)."""
    known = spellings("countries")
    told = [part.partition(":") for part in _BETWEEN.split(text) if part.strip()]
    # Without a value behind a colon "NO" is an answer, not Norway.
    if all(value.strip() and folded(country) in known for country, _, value in told):
        return tuple((known[folded(country)], value.strip()) for country, _, value in told)
    return (("", text),)


def _parts(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The parts of a cell; a comma separates too, unless it is one of the label itself."""
    for part in _BETWEEN.split(text):
        pieces = [part] if folded(part) in known else part.split(",")
        yield from (piece.strip() for piece in pieces if piece.strip())
