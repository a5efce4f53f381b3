"""The order of labels in a document: alphabetical for a reader, accents and case folded."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


@lru_cache(maxsize=8192)
def label_key(label: str) -> tuple[str, str]:
    """The sort key of a label: "École" stands beside "ecole", before "zone"."""
    decomposed = unicodedata.normalize("NFKD", label.casefold().translate(_LIGATURES))
    folded = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return folded, label


def in_order(labels: Iterable[str]) -> list[str]:
    """The different labels, sorted for a reader; empty ones are left out."""
    return sorted({label for label in labels if label}, key=label_key)


def by_label(rows: Iterable[T], label: Callable[[T], str]) -> list[T]:
    """Rows sorted by their label."""
    return sorted(rows, key=lambda row: label_key(label(row)))
