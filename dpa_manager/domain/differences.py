"""Differences: what changed between the facts of two versions, row by row (AGREEMENT clChanges)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from dpa_manager.domain.facts import (
    AccessFunction,
    ActivityFacts,
    AgreementFacts,
    Certificate,
    ChainLink,
    DataCategoryUse,
    FlowFacts,
    LegalRetention,
    Location,
    MeasureFacts,
    OnwardPermission,
    Platform,
    RecipientFacts,
    SpecialTerm,
    SubjectCategoryUse,
    SubprocessorFacts,
    Transfer,
)
from dpa_manager.domain.parties import ContactPoint, EndController, Signatory, Worded
from dpa_manager.vocabulary.phrase import Phrase

RowType = TypeVar("RowType")


@dataclass(frozen=True)
class Difference:
    """One fact that differs.

    `place` is like `terms.notice_days` or `subprocessors[noordzee].locations`; `before` is None for
    what was added, `after` is None for what was removed. `is_label_only` says that a term kept its
    key and was only renamed: the agreement says the same in other words.
    """

    place: str
    before: Any
    after: Any
    is_label_only: bool = False


# By what a row is known again; rows of other kinds are the same only when they are equal.
_IDENTITIES: dict[type, Callable[[Any], object]] = {
    ActivityFacts: lambda row: row.number,
    SubprocessorFacts: lambda row: row.key,
    RecipientFacts: lambda row: row.key,
    MeasureFacts: lambda row: row.key,
    DataCategoryUse: lambda row: row.category.key,
    SubjectCategoryUse: lambda row: row.category.key,
    FlowFacts: lambda row: (
        f"{row.activity} {row.subject} {row.category} {row.target} {row.target_key}".strip()
    ),
    ContactPoint: lambda row: (row.subject.key, row.person.name),
    Worded: lambda row: row.key,
    AccessFunction: lambda row: row.function,
    Certificate: lambda row: row.scheme,
    ChainLink: lambda row: row.name,
    EndController: lambda row: row.name,
    LegalRetention: lambda row: row.data,
    Location: lambda row: f"{row.country.key} {row.place.key}",
    OnwardPermission: lambda row: row.document,
    Platform: lambda row: row.name,
    Signatory: lambda row: row.name,
    SpecialTerm: lambda row: row.reference,
    Transfer: lambda row: row.country.key,
}


def differences(before: AgreementFacts, after: AgreementFacts) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the facts; none when they are equal.

    The order of rows is no difference: documents sort them themselves.
    """
    return tuple(_compare(before, after, place=""))


def _compare(before: Any, after: Any, *, place: str) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _compare_rows(before, after, place=place)
    elif type(before) is not type(after) or not _has_parts(before):
        yield Difference(place, before, after)
    elif isinstance(before, Worded):
        yield Difference(place, before, after, is_label_only=before.key == after.key)
    else:
        for part in fields(before):
            inner = f"{place}.{part.name}" if place else part.name
            yield from _compare(getattr(before, part.name), getattr(after, part.name), place=inner)


def _has_parts(value: Any) -> bool:
    """Facts with fields of their own; a phrase differs as a whole."""
    return is_dataclass(value) and not isinstance(value, Phrase)


def paired(
    before: tuple[RowType, ...], after: tuple[RowType, ...]
) -> Iterator[tuple[RowType | None, RowType | None]]:
    """Rows of two versions beside each other: first the old ones, then those that are new.

    None stands beside a row that was removed or added.
    """
    for _, old, new in _named_pairs(before, after):
        yield old, new


def _compare_rows(
    before: tuple[Any, ...], after: tuple[Any, ...], *, place: str
) -> Iterator[Difference]:
    for identity, old, new in _named_pairs(before, after):
        here = f"{place}[{_name(identity)}]"
        if old is None or new is None:
            yield Difference(here, old, new)
        else:
            yield from _compare(old, new, place=here)


def _named_pairs(
    before: tuple[Any, ...], after: tuple[Any, ...]
) -> Iterator[tuple[tuple[object, int], Any, Any]]:
    old, new = _by_identity(before), _by_identity(after)
    for identity, row in old.items():
        yield identity, row, new.get(identity)
    for identity, row in new.items():
        if identity not in old:
            yield identity, None, row


def _by_identity(rows: tuple[Any, ...]) -> dict[tuple[object, int], Any]:
    """Rows by identity; rows that share one are told apart by counting."""
    found: dict[tuple[object, int], Any] = {}
    counts: dict[object, int] = {}
    for row in rows:
        identify = _IDENTITIES.get(type(row))
        identity = identify(row) if identify else row
        counts[identity] = counts.get(identity, 0) + 1
        found[identity, counts[identity]] = row
    return found


def _name(identity: tuple[object, int]) -> str:
    """What stands between the brackets: a key, a number, or the kind of a row without either."""
    known, count = identity
    if isinstance(known, tuple):
        known = known[0]
    text = type(known).__name__ if is_dataclass(known) else str(known)
    return text if count == 1 else f"{text} {count}"
