"""Listing: how every list is searched, filtered, sorted, read page by page, and exported.

A list takes four things, none of which repeats what is said here:

1. A function of its module in `queries/` says what there is to ask, bound to the visitor::

       def client_list(scope: Scope) -> Listing:
           return Listing(
               query=scope.clients(),
               searched=(Client.legal_name, Client.city),
               orders={"name": in_order(Client.legal_name), "number": Client.register_no},
               filters={"state": {"active": Client.is_active, "ended": ~Client.is_active}},
               sort="name",
           )

   `searched` are columns, and functions that make a condition of one word.
   `query` selects one model that has a `public_id`, already limited by the scope, its joins made.
   An order is a column or an expression over it (`matching.in_order` for names, `Certain(…)` for
   what is never NULL); "-name" turns it around, and rows without a value stand last either way.
   A filter is a name with its values, each a condition; an address that names another value, sort
   or place is answered as if it had named none.

2. `page_of(listing, asked)` gives the rows of a page, which the module turns into lines, and
   `batches_of(listing, asked)` all of them for a file, some at a time. `counts_of` counts what a
   filter would show.

3. `web/lists.py` describes the columns in words (`Shown`), and reads the address (`asked_for`).

4. The page takes `list_toolbar`, `list_head`, `list_pager` and `list_nothing` of its components.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import peewee

from dpa_manager.models.base import database
from dpa_manager.queries.matching import Certain, holds, words_of
from dpa_manager.queries.scope import askable

PAGE = 25
BATCH = 500
# Nobody needs to know how many more there are: "1,000+".
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a list: words, an order ("name", "-name"), filters, a place.

    `after` is the public id of the last row of the page before, "" for the first page.
    """

    search: str = ""
    sort: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    after: str = ""


@dataclass(frozen=True)
class Listing:
    """What there is to ask of a list; see the head of this file."""

    query: Any
    searched: Sequence[Any]
    orders: Mapping[str, Any]
    sort: str
    filters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def settled(self, asked: Asked) -> Asked:
        """The same question, without what this list does not know; its sort is never empty."""
        known = asked.sort.removeprefix("-") in self.orders
        chosen = {
            name: asked.filters[name]
            for name, values in self.filters.items()
            if asked.filters.get(name, "") in values
        }
        search = asked.search if words_of(asked.search) else ""
        return Asked(search, asked.sort if known else self.sort, chosen, asked.after)

    def chosen(self, asked: Asked) -> Any:
        """The rows that a settled question finds, in no order and from no place."""
        query = self.query
        found = holds(self.searched, asked.search)
        if found is not None:
            query = query.where(found)
        for name, value in asked.filters.items():
            query = query.where(self.filters[name][value])
        return query


@dataclass(frozen=True)
class Page:
    """The rows of a page. `next_after` is "" on the last one, `asked.after` on the first."""

    rows: tuple[Any, ...]
    asked: Asked
    next_after: str


def page_of(listing: Listing, asked: Asked, *, size: int = PAGE) -> Page:
    """The rows that come after the place asked for: one query, and one that finds the place."""
    settled = listing.settled(asked)
    place = _place(listing, settled)
    if place is None:
        settled = replace(settled, after="")
    rows = list(_after(listing, settled, place).limit(size + 1))
    next_after = rows[size - 1].public_id if len(rows) > size else ""
    return Page(tuple(rows[:size]), settled, next_after)


def batches_of(listing: Listing, asked: Asked, *, size: int = BATCH) -> Iterator[tuple[Any, ...]]:
    """All rows in the order asked for, so many at a time: 2 queries a batch."""
    page = page_of(listing, replace(asked, after=""), size=size)
    yield page.rows
    while page.next_after:
        page = page_of(listing, replace(asked, after=page.next_after), size=size)
        yield page.rows


def counts_of(listing: Listing, asked: Asked, name: str) -> dict[str, int]:
    """How many rows each value of the filter `name` would show, and "" for none: one query.

    The search and the other filters hold. Without a search it is not counted on above MOST_COUNTED.
    """
    settled = listing.settled(asked)
    others = {key: value for key, value in settled.filters.items() if key != name}
    base = listing.chosen(replace(settled, filters=others))
    # A search looks at every row anyway: once for all counts. Without one, each count can stop.
    count = _counted_at_once if settled.search else _counted_apart
    values = listing.filters[name]
    return dict(zip(["", *values], count(base, list(values.values())), strict=True))


def _counted_at_once(base: Any, conditions: Sequence[Any]) -> Sequence[int]:
    counts = [peewee.fn.SUM(peewee.Case(None, ((each, 1),), 0)) for each in conditions]
    query = base.columns(peewee.fn.COUNT(peewee.SQL("*")), *counts).order_by()
    return [number or 0 for number in database.execute(query).fetchone()]


def _counted_apart(base: Any, conditions: Sequence[Any]) -> Sequence[int]:
    columns = []
    for query in (base, *(base.where(each) for each in conditions)):
        some = query.columns(peewee.SQL("1").alias("one")).order_by().limit(MOST_COUNTED + 1)
        columns.append(peewee.Select([some], [peewee.fn.COUNT(peewee.SQL("*"))]))
    counted: Sequence[int] = database.execute(peewee.Select(columns=columns)).fetchone()
    return counted


def _after(listing: Listing, asked: Asked, place: tuple[Any, int] | None) -> Any:
    order, is_backwards = _order(listing, asked)
    query = listing.chosen(asked)
    if place is not None:
        query = query.where(_comes_after(order, place, row=query.model.id, back=is_backwards))
    steps = [order, query.model.id]
    ordered = [peewee.Ordering(step, "DESC") for step in steps] if is_backwards else steps
    # What has no value stands last, whichever way round: people look for what there is.
    is_empty = [peewee.Case(None, ((_is_null(order), 1),), 0)] if _may_be_null(order) else []
    return query.order_by(*is_empty, *ordered)


def _order(listing: Listing, asked: Asked) -> tuple[Any, bool]:
    return listing.orders[asked.sort.removeprefix("-")], asked.sort.startswith("-")


def _place(listing: Listing, asked: Asked) -> tuple[Any, int] | None:
    """What the last row is sorted by, as the database wrote it, and its key; None without one."""
    if not asked.after or askable(asked.after) != asked.after:
        return None
    order, _ = _order(listing, asked)
    model = listing.query.model
    query = listing.query.where(model.public_id == asked.after).columns(order, model.id)
    found: tuple[Any, int] | None = database.execute(query).fetchone()
    return found


def _comes_after(order: Any, place: tuple[Any, int], *, row: Any, back: bool) -> Any:
    value, key = place
    later = (row < key) if back else (row > key)
    if value is None:
        return _is_null(order) & later
    # The value is what the database gave; a converter of the column would not know it again.
    written = peewee.Value(value, converter=False)
    beyond = peewee.Expression(order, peewee.OP.LT if back else peewee.OP.GT, written)
    equal = peewee.Expression(order, peewee.OP.EQ, written) & later
    return beyond | equal | _is_null(order) if _may_be_null(order) else beyond | equal


def _is_null(order: Any) -> Any:
    return peewee.Expression(order, peewee.OP.IS, None)


def _may_be_null(order: Any) -> bool:
    return order.null if isinstance(order, peewee.Field) else not isinstance(order, Certain)
