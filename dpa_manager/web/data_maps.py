"""A data map on a page: the part that the address asks for, in words, as a picture, as a table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from dpa_manager.domain.data_map.filtering import SHOWN, filtered
from dpa_manager.domain.data_map.picture import picture_of
from dpa_manager.domain.data_map.reaching import KINDS, keys_of
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.saying import said
from dpa_manager.domain.data_map.summing_up import MapCounts, counts_of, sentence_of
from dpa_manager.domain.data_map.telling import MapRow, NodeSheet, node_sheet, rows_of
from dpa_manager.domain.refusals import not_found
from dpa_manager.queries.data_maps import Mapped, mapped_file
from dpa_manager.queries.map_files import KINDS as FILE_KINDS
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.answers import file_answer
from dpa_manager.web.speaking import in_reader_language, reader_language

# What the address may ask for, and with it every link on the page.
_PARTS = ("show", "category", "receiver")
_ASKED = (*_PARTS, "node", "whole")
# Of a picture, what belongs to flows: cards and lines.
_TRACED = re.compile(r'class="(map__(?:node|edge)[^"]*)"([^>]*?)data-flows="([\d ]*)"')


Edit = Callable[[str, str], str]
"""Where a row, by its kind and key, is changed; "" where this person may not."""


@dataclass(frozen=True)
class MapPage:
    """What the component of a map shows.

    `counts` are those of the parts to choose from, beside the category and the receiver that are
    `chosen` already (their names by what they are); `node` is the sheet of the row that the address
    names, whose flows are traced in the picture already, and `edit` where it is changed.
    """

    counts: MapCounts
    sentence: Phrase
    shown: DataMap
    picture: Markup
    rows: tuple[MapRow, ...]
    chosen: Mapping[str, str]
    node: NodeSheet | None
    measures: tuple[str, ...]
    edit: str
    kept: Mapping[str, str]
    on: date

    @property
    def show(self) -> str:
        """Which of the parts is shown, "" for none of them."""
        return self.kept.get("show", "")

    @property
    def is_part(self) -> bool:
        """Whether something may be left out."""
        return any(name in self.kept for name in _PARTS)


def know_maps(app: Flask) -> None:
    """Give the pages of `app` the addresses that a map needs."""
    app.jinja_env.globals |= {"map_link": map_link, "file_address": _file_address}
    app.jinja_env.filters["measure_heading"] = _measure_heading


def map_page(mapped: Mapped, *, edit: Edit | None = None, leads_to_edit: bool = False) -> MapPage:
    """The page of a map, as the address asks for it.

    `edit` says where a row is changed; a card leads there at once if it `leads_to_edit`, and to all
    about its row if not.
    """
    whole, language, kept = mapped.data_map, reader_language(), _kept(mapped.data_map)
    beside = filtered(whole, category=kept.get("category", ""), receiver=kept.get("receiver", ""))
    shown = filtered(beside, show=kept.get("show", ""))
    node = node_sheet(shown, kept.get("node", ""), language=language)
    picture = picture_of(
        shown,
        language=language,
        addresses=_addresses(shown, kept, edit if leads_to_edit else None),
        is_whole="whole" in kept,
    )
    return MapPage(
        counts=counts_of(beside),
        sentence=sentence_of(shown),
        shown=shown,
        picture=Markup(_traced(picture, node) if node else picture),  # noqa: S704 - our own drawing.
        rows=rows_of(shown, language=language),
        chosen=_chosen(whole, kept),
        node=node,
        measures=mapped.measures_of(_activities(shown, node)) if node else (),
        edit=edit(node.kind, node.key) if edit and node else "",
        kept=kept,
        on=mapped.on,
    )


def map_answer(mapped: Mapped, kind: str) -> AnyResponse:
    """The map as a file to save; where there is none, the page that says so.

    Raises NotFound for an unknown kind.
    """
    if kind not in FILE_KINDS:
        raise not_found("map-kind-unknown", kind=kind[:40])
    if not mapped.rows:
        return redirect(request.path.rpartition("/")[0], code=303)
    language = reader_language()
    file = mapped_file(mapped, kind=kind, language=language)
    return file_answer(file.content, name=file.name, media_type=file.media_type, language=language)


def map_link(kept: Mapping[str, str], **changed: str) -> str:
    """The address of this page with what is asked for changed; "" takes something away."""
    asked: dict[str, Any] = {name: value for name, value in {**kept, **changed}.items() if value}
    return url_for(request.endpoint or "", **(request.view_args or {}), **asked)


def _file_address(kind: str) -> str:
    """Where the map of this page is had as a file."""
    endpoint = f"{(request.endpoint or '').removesuffix('_map')}_file"
    return url_for(endpoint, kind=kind, **(request.view_args or {}))


def _measure_heading(key: str) -> str:
    return in_reader_language(vocabulary().measure_headings[key].label)


def _kept(whole: DataMap) -> dict[str, str]:
    """What the address asks for and this map knows."""
    kept = {name: request.args[name] for name in _ASKED if request.args.get(name)}
    known = {"show": SHOWN, "category": whole.category, "receiver": whole.receiver}
    return {name: key for name, key in kept.items() if name not in known or key in known[name]}


def _chosen(whole: DataMap, kept: Mapping[str, str]) -> dict[str, str]:
    """The names of the category and the receiver that the address asks for."""
    found = {}
    if "category" in kept:
        found["category"] = said(whole.category[kept["category"]].words, reader_language())
    if "receiver" in kept:
        found["receiver"] = whole.receiver[kept["receiver"]].name
    return found


def _addresses(shown: DataMap, kept: Mapping[str, str], edit: Edit | None) -> dict[str, str]:
    """Where the cards lead, by the keys of their rows."""
    found = {"fold": map_link(kept, whole="1")}
    for kind, keys in zip(KINDS, keys_of(shown), strict=True):
        for key in keys:
            changed = edit(kind, key) if edit else ""
            found[key] = changed or f"{map_link(kept, node=key)}#node"
    return found


def _traced(picture: str, node: NodeSheet) -> str:
    """The picture with the flows of a node marked, as it is without a script."""
    wanted = {str(place) for place in node.flows}

    def marked(found: re.Match[str]) -> str:
        is_on = wanted & set(found[3].split())
        classes = f"{found[1]} is-on" if is_on else found[1]
        return f'class="{classes}"{found[2]}data-flows="{found[3]}"'

    return _TRACED.sub(marked, picture).replace('class="map"', 'class="map map--traced"', 1)


def _activities(shown: DataMap, node: NodeSheet) -> frozenset[str]:
    return frozenset(shown.flows[place].activity for place in node.flows)
