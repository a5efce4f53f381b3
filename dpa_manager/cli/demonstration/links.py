"""The links by which each person of the demonstration is signed in once, as they are printed."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from dpa_manager.actions.demonstrating import sign_in_links
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.cli.demonstration.people import Somebody, who_is_who


def demonstration_links(toolbox: Toolbox) -> tuple[tuple[Somebody, str], ...]:
    """Everybody of the house with a link that lets them in once, the most telling person first.

    None where data are real, or where other computers reach the pages. Needs an open connection.
    """
    links = sign_in_links(toolbox=toolbox)
    return tuple((person, links[person.email]) for person in who_is_who() if person.email in links)


def link_lines(links: Iterable[tuple[Somebody, str]]) -> Iterator[str]:
    """A heading for each organisation, and under it a line a person."""
    for organisation, group in groupby(links, key=lambda pair: pair[0].organisation):
        yield f"{organisation}:"
        for person, link in group:
            yield f"  {_who(person):50} {link}"


def _who(person: Somebody) -> str:
    return f"{person.name}, {', '.join(person.roles)}"
