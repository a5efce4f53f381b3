"""The data map as a file of any kind: of one engagement, or of all engagements of a client."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.documents.map_files.page import map_page
from dpa_manager.documents.map_files.picture import bare_picture, sharp_width, told_picture
from dpa_manager.documents.map_files.png import png_of
from dpa_manager.documents.map_files.register_book import register_csv, register_xlsx
from dpa_manager.documents.map_files.table import map_csv, map_xlsx
from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.dpv import record_of
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.own_register import Register, register_of
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.models import Agreement, AgreementVersion, Engagement
from dpa_manager.models.base import as_tuples
from dpa_manager.vocabulary.sentences import filled, map_file_words

__all__ = ["KINDS", "MapFile", "ToldAgreement", "map_file", "told_agreements"]

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What no system has in the name of a file.
_UNSAFE = '/\\:*?"<>|'


@dataclass(frozen=True)
class MapFile:
    """A file to hand out: its name with ending, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class _Asked:
    """What a file is made from."""

    facts: Sequence[AgreementFacts]
    agreements: Sequence[ToldAgreement]
    language: str
    on: date

    @property
    def data_map(self) -> DataMap:
        return map_of(self.facts)

    @property
    def title(self) -> str:
        """What the map is about: "Wat KBITS met gegevens van Voorbeeld BV doet"."""
        client, ours = self.facts[0].client.party, self.facts[0].processor.party
        values = {"processor": ours.legal_name, "client": client.legal_name}
        words = filled(map_file_words()["made-for"], values).in_language(self.language)
        return words if len(self.facts) > 1 else f"{words} ({self.facts[0].title})"

    @property
    def svg(self) -> str:
        return told_picture(self.data_map, title=self.title, on=self.on, language=self.language)

    @property
    def register(self) -> Register:
        return register_of(
            self.facts, agreements=self.agreements, language=self.language, on=self.on
        )


def _page(asked: _Asked) -> bytes:
    return map_page(
        asked.data_map,
        svg=bare_picture(asked.data_map, language=asked.language),
        title=asked.title,
        on=asked.on,
        language=asked.language,
    )


def _png(svg: str) -> bytes:
    return png_of(svg, width=sharp_width(svg))


def _linked_data(asked: _Asked) -> bytes:
    record = record_of(asked.facts, on=asked.on, agreements=asked.agreements)
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8")


def _workbook(asked: _Asked) -> bytes:
    title = map_file_words()["file-map"].in_language(asked.language)
    return map_xlsx(asked.data_map, title=title, language=asked.language)


_Make = Callable[[_Asked], bytes]
_FILES: Mapping[str, tuple[str, str, _Make]] = {
    "svg": ("svg", "image/svg+xml", lambda asked: asked.svg.encode("utf-8")),
    "png": ("png", "image/png", lambda asked: _png(asked.svg)),
    "html": ("html", "text/html", _page),
    "xlsx": ("xlsx", _SHEET, _workbook),
    "csv": ("csv", "text/csv", lambda asked: map_csv(asked.data_map, language=asked.language)),
    "jsonld": ("jsonld", "application/ld+json", _linked_data),
    "register-xlsx": ("xlsx", _SHEET, lambda asked: register_xlsx(asked.register)),
    "register-csv": ("csv", "text/csv", lambda asked: register_csv(asked.register)),
}
KINDS = tuple(_FILES)
"""The kinds of files: the map itself, then the client's own register."""


def map_file(
    facts: Sequence[AgreementFacts],
    *,
    kind: str,
    language: str,
    on: date,
    agreements: Sequence[ToldAgreement] = (),
) -> MapFile:
    """The file of a kind, for these engagements of one client as they stand on a day.

    `facts` are those that the page shows; `agreements` (`told_agreements`) are named in linked data
    and in the client's own register. Raises NotFound for a kind that is none of KINDS, Refused
    where there is no engagement.
    """
    if kind not in _FILES:
        raise not_found("map-kind-unknown", kind=kind[:40])
    if not facts:
        raise refused("map-without-engagement")
    suffix, media_type, make = _FILES[kind]
    asked = _Asked(facts, agreements, language, on)
    return MapFile(_name(asked, kind, suffix), media_type, make(asked))


def told_agreements(engagement_ids: Collection[int]) -> tuple[ToldAgreement, ...]:
    """The agreements of these engagements, by integer key, with their newest version: one query."""
    asked = (
        AgreementVersion.select(
            Engagement.reference,
            Agreement.reference,
            Agreement.state,
            AgreementVersion.number,
            AgreementVersion.dated_on,
        )
        .join(Agreement)
        .join(Engagement)
        .where(Agreement.engagement.in_(list(engagement_ids)))
        .order_by(Agreement.id, AgreementVersion.number)
    )
    # Of each agreement the last version remains.
    newest = {row[1]: ToldAgreement(*row) for row in as_tuples(asked)}
    return tuple(newest.values())


def _name(asked: _Asked, kind: str, suffix: str) -> str:
    first = asked.facts[0]
    about = first.engagement if len(asked.facts) == 1 else first.client.party.legal_name
    word = "file-register" if kind.startswith("register") else "file-map"
    words = map_file_words()[word].in_language(asked.language)
    known = "".join(" " if sign in _UNSAFE or not sign.isprintable() else sign for sign in about)
    return f"{' '.join(known.split())} {words} {asked.on.isoformat()}.{suffix}"
