"""Lists: what an address asks of one, and what its page and its files show of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from dpa_manager.actions.toolbox import HOUSE_TIME
from dpa_manager.documents import workbook
from dpa_manager.documents.workbook import Value
from dpa_manager.queries.listing import (
    MOST_COUNTED,
    Asked,
    Listing,
    Page,
    batches_of,
    counts_of,
    page_of,
)
from dpa_manager.queries.matching import LONGEST_SEARCH
from dpa_manager.web.answers import file_answer
from dpa_manager.web.house import house
from dpa_manager.web.speaking import gettext, reader_language

_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_SORT, _AFTER, _SEARCH = "sort", "after", "q"

Lines = Callable[[Any], Sequence[Any]]
"""Makes lines of the rows that a listing found."""


@dataclass(frozen=True)
class Head:
    """A column: the order of that name, its marked words, and what a file says of a line.

    Without a value it stands on the page alone, and `is_on_page` says whether it does at all.
    """

    name: str
    words: str
    value: Callable[[Any], Value] | None = None
    is_number: bool = False
    is_on_page: bool = True
    width: int = 20


@dataclass(frozen=True)
class Choice:
    """A filter: its marked words, its values in order, and what each is called.

    A counted one is shown as links with how many there are, another as a field beside the search.
    """

    name: str
    words: str
    values: Sequence[str]
    called: Callable[[str], str]
    is_counted: bool = False


@dataclass(frozen=True)
class Shown:
    """How a list is shown: marked words for its title and its search, columns and filters."""

    title: str
    search: str
    heads: Sequence[Head]
    choices: Sequence[Choice] = ()


@dataclass(frozen=True)
class Option:
    """One value of a filter as the page shows it; `count` is "" where it is not counted."""

    value: str
    words: str
    link: str
    is_chosen: bool
    count: str = ""


@dataclass(frozen=True)
class ShownChoice:
    """A filter as the page shows it, the first option being all."""

    name: str
    words: str
    options: tuple[Option, ...]
    chosen: str


@dataclass(frozen=True)
class ShownHead:
    """A column as the page shows it: `link` sorts by it, `direction` is that of aria-sort or ""."""

    words: str
    link: str
    direction: str
    is_number: bool


@dataclass(frozen=True)
class Listed:
    """A page of a list: its lines, and every way from here that keeps what was asked."""

    shown: Shown
    page: Page
    lines: Sequence[Any]
    listing: Listing
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the list is called."""
        return gettext(self.shown.title)

    @property
    def search_words(self) -> str:
        """What there is to search for."""
        return gettext(self.shown.search)

    @property
    def search(self) -> str:
        """The words that were searched for."""
        return self.page.asked.search

    @property
    def path(self) -> str:
        """The address of the list without what is asked of it."""
        return request.path

    @property
    def is_narrowed(self) -> bool:
        """Whether something may be hidden by the search or by filters."""
        return bool(self.search or self.page.asked.filters)

    @property
    def heads(self) -> tuple[ShownHead, ...]:
        """The columns of the page in their order."""
        return tuple(self._head(head) for head in self.shown.heads if head.is_on_page)

    @property
    def tabs(self) -> tuple[ShownChoice, ...]:
        """The filters that are shown as links."""
        return tuple(self._choice(each) for each in self.shown.choices if each.is_counted)

    @property
    def fields(self) -> tuple[ShownChoice, ...]:
        """The filters that are shown as fields."""
        return tuple(self._choice(each) for each in self.shown.choices if not each.is_counted)

    @property
    def kept(self) -> dict[str, str]:
        """What a new search keeps besides its own fields."""
        own = {_SEARCH, *(each.name for each in self.shown.choices if not each.is_counted)}
        return {name: value for name, value in self._asked().items() if name not in own}

    @property
    def next_link(self) -> str:
        """The next page, "" on the last one."""
        return self._link({_AFTER: self.page.next_after}) if self.page.next_after else ""

    @property
    def first_link(self) -> str:
        """The first page, "" on the first one."""
        return self._link({}) if self.page.asked.after else ""

    def file_link(self, suffix: str) -> str:
        """All rows of what was asked as a file."""
        return self._link({}, path=f"{request.path}.{suffix}")

    def _head(self, head: Head) -> ShownHead:
        sort = self.page.asked.sort
        link = ""
        if head.name in self.listing.orders:
            link = self._link({_SORT: f"-{head.name}" if sort == head.name else head.name})
        sorted_by = {head.name: "ascending", f"-{head.name}": "descending"}
        return ShownHead(gettext(head.words), link, sorted_by.get(sort, ""), head.is_number)

    def _choice(self, choice: Choice) -> ShownChoice:
        chosen = self.page.asked.filters.get(choice.name, "")
        counts = self.counts.get(choice.name, {})
        options = tuple(
            Option(
                value=value,
                words=choice.called(value) if value else gettext("All"),
                link=self._link({choice.name: value}),
                is_chosen=value == chosen,
                count=_count(counts[value]) if value in counts else "",
            )
            for value in ("", *choice.values)
        )
        return ShownChoice(choice.name, gettext(choice.words), options, chosen)

    def _asked(self) -> dict[str, str]:
        asked = self.page.asked
        sort = asked.sort if asked.sort != self.listing.sort else ""
        all_asked = {_SEARCH: asked.search, **asked.filters, _SORT: sort}
        return {name: value for name, value in all_asked.items() if value}

    def _link(self, changes: Mapping[str, str], *, path: str = "") -> str:
        asked = {name: value for name, value in {**self._asked(), **changes}.items() if value}
        if asked.get(_SORT) == self.listing.sort:
            del asked[_SORT]
        return (path or request.path) + (f"?{urlencode(asked)}" if asked else "")


def asked_for(listing: Listing) -> Asked:
    """What the address asks of a list; what the list does not know is left out by it."""
    args = request.args
    return Asked(
        search=args.get(_SEARCH, "")[:LONGEST_SEARCH],
        sort=args.get(_SORT, ""),
        filters={name: args[name] for name in listing.filters if name in args},
        after=args.get(_AFTER, ""),
    )


def listed_page(shown: Shown, listing: Listing, lines: Lines) -> Listed:
    """The page of a list that the address asks for."""
    asked = asked_for(listing)
    return listed(shown, listing, page_of(listing, asked), lines)


def listed(shown: Shown, listing: Listing, page: Page, lines: Lines) -> Listed:
    """A page that was read already, with what its counted filters would show."""
    counted = [choice.name for choice in shown.choices if choice.is_counted]
    counts = {name: counts_of(listing, page.asked, name) for name in counted}
    return Listed(shown, page, lines(page.rows), listing, counts)


def list_file(shown: Shown, listing: Listing, lines: Lines) -> Response:
    """All rows that the address asks for as a file, of the kind at the end of the address."""
    batches = batches_of(listing, asked_for(listing))
    return table_answer(shown, (line for batch in batches for line in lines(batch)))


def table_answer(shown: Shown, lines: Iterable[Any]) -> Response:
    """These lines as a file, of the kind at the end of the address."""
    suffix = request.path.rpartition(".")[2]
    told = [head for head in shown.heads if head.value]
    heads = [workbook.Head(gettext(head.words), head.width) for head in told]
    title, rows = gettext(shown.title), _rows([head.value for head in told if head.value], lines)
    is_csv = suffix == "csv"
    data = workbook.write_csv(heads, rows) if is_csv else workbook.write_table(title, heads, rows)
    return file_answer(
        data,
        name=f"{title} {house().today().isoformat()}.{suffix}",
        media_type=_MEDIA_TYPES[suffix],
        language=reader_language(),
    )


def said(words: Mapping[str, str]) -> Callable[[str], str]:
    """What the values of a filter are called, of marked words."""
    return lambda value: gettext(words[value])


def _rows(
    values: Sequence[Callable[[Any], Value]], lines: Iterable[Any]
) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        yield tuple(_in_house_time(value(line)) for value in values)


def _in_house_time(value: Value) -> Value:
    return value.astimezone(HOUSE_TIME) if isinstance(value, datetime) else value


def _count(number: int) -> str:
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
