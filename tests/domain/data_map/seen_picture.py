"""A picture of a map as a reader finds it: its cards, lines and words, parsed from the SVG."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Seen:
    """A card or line: its classes, its flows, what it says, where it leads and where it stands."""

    classes: frozenset
    flows: tuple
    says: str = ""
    leads: str = ""
    identity: str = ""
    box: tuple = ()
    texts: tuple = ()


def parsed(svg):
    """The root element; an error when it is not well-formed XML."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own picture


def cards_of(svg, *, kind=""):
    """The cards from top to bottom, column by column; of one kind when that is named."""
    found = [
        _card(link) for link in parsed(svg).iter(f"{SVG}a") if "map__node" in link.get("class")
    ]
    return [card for card in found if not kind or f"map__node--{kind}" in card.classes]


def lines_of(svg):
    """The lines."""
    paths = parsed(svg).iter(f"{SVG}path")
    return [Seen(_classes(path), _flows(path)) for path in paths]


def _card(link):
    rect = link.find(f"{SVG}rect")
    box = tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return Seen(
        _classes(link),
        _flows(link),
        link.get("aria-label"),
        link.get("href"),
        link.get("id"),
        box,
        tuple(_text(text) for text in link.findall(f"{SVG}text")),
    )


def _text(text):
    is_bold = bool(re.search("name|word", text.get("class")))
    at = float(text.get("x")), float(text.get("y"))
    return text.text or "", *at, float(text.get("font-size")), is_bold


def _classes(element):
    return frozenset(element.get("class").split())


def _flows(element):
    return tuple(int(number) for number in element.get("data-flows").split())
