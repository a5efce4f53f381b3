"""The firm's lists as pages show them: what each is, its entries, and what happened to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dpa_manager.domain.refusals import not_found
from dpa_manager.models import ListItem
from dpa_manager.queries.lists import KINDS, Lists, read_lists
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import Entry

# What the firm writes itself; the law's dated lists are read here and kept elsewhere.
EDITABLE = ("service_kinds", "measures", "retention_rules")


@dataclass(frozen=True)
class ListLine:
    """An entry: its code, its words, whether it is offered today, when it was last changed."""

    key: str
    label: Phrase
    detail: Phrase
    is_active: bool
    changed_at: datetime | None


@dataclass(frozen=True)
class ListCount:
    """A list by its name, with how many of its entries are offered."""

    name: str
    active: int
    all: int


def list_counts(scope: Scope, *, on: date) -> tuple[ListCount, ...]:
    """The firm's lists that this visitor may read: one query."""
    lists = read_lists(*EDITABLE) if scope.visitor.may("list.read") else Lists()
    return tuple(
        ListCount(name, sum(term.is_active(on=on) for term in entries), len(entries))
        for name in EDITABLE
        if (entries := list(getattr(lists, name).values())) or scope.visitor.may("list.read")
    )


def list_lines(scope: Scope, name: str, *, on: date, search: str = "") -> tuple[ListLine, ...]:
    """The entries of a list, those not offered any more last: two queries; raises NotFound."""
    entries = _entries(scope, name)
    asked = ListItem.select(ListItem.key, ListItem.changed_at)
    rows: Any = asked.where(ListItem.list_name == name).tuples()
    changed = dict(rows)
    lines = [_line(term, on=on, changed_at=changed.get(term.key)) for term in entries]
    found = [line for line in lines if _holds(line, search)]
    return tuple(sorted(found, key=lambda line: not line.is_active))


def list_entry(scope: Scope, name: str, key: str) -> tuple[Any, Lists]:
    """One entry, and the lists that its form offers: one query; raises NotFound."""
    _entries_allowed(scope, name)
    lists = read_lists(*EDITABLE)
    term = getattr(lists, name).get(key)
    if term is None:
        raise not_found("page-not-found")
    return term, lists


def lists_of(scope: Scope, name: str) -> Lists:
    """The lists that the form of a new entry offers: one query; raises NotFound."""
    _entries_allowed(scope, name)
    return read_lists(*EDITABLE)


def _entries(scope: Scope, name: str) -> Sequence[Entry]:
    _entries_allowed(scope, name)
    return list(getattr(read_lists(name), name).values())


def _entries_allowed(scope: Scope, name: str) -> None:
    if name not in EDITABLE or name not in KINDS or not scope.visitor.may("list.read"):
        raise not_found("page-not-found")


def _line(term: Any, *, on: date, changed_at: datetime | None) -> ListLine:
    texts = [getattr(term, name, Phrase()) for name in ("sentence", "text", "purpose")]
    detail = next(filter(None, texts), Phrase())
    return ListLine(term.key, term.label, detail, term.is_active(on=on), changed_at)


def _holds(line: ListLine, search: str) -> bool:
    text = folded(" ".join((line.key, *line.label.as_dict().values())))
    return all(word in text for word in folded(search).split())
