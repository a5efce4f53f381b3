"""The grammar of a JSON-LD node: names of things, words in three languages, dates, links."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from dpa_manager.vocabulary.phrase import Phrase

Node = dict[str, Any]
"""A thing with what is said of it; what is not known is left out."""

VERSION = "https://w3id.org/dpv/2.3"
# RFC 2606: a host that nobody will ever have, for a house whose own address is not known.
NOWHERE = "https://dpa-manager.invalid"


def context(address: str) -> dict[str, str]:
    """The `@context` of a file; `house:` names things under the house's own address."""
    return {
        "dpv": "https://w3id.org/dpv#",
        "pd": "https://w3id.org/dpv/pd#",
        "loc": "https://w3id.org/dpv/loc#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "house": f"{(address or NOWHERE).rstrip('/')}/id/",
    }


def named(*parts: object) -> str:
    """The name of a thing of the house: its kind, then what tells it apart."""
    return "house:" + "/".join(quote(str(part), safe="") for part in parts)


def node(name: str, *kinds: str, said: Mapping[str, Any]) -> Node:
    """A node with its types; what is said with nothing in it is left out."""
    known = {key: value for key, value in said.items() if value not in ("", None, [], {})}
    head: Node = {"@id": name} if name else {}
    return head | {"@type": kinds[0] if len(kinds) == 1 else list(kinds)} | known


def link(name: str) -> Node:
    """A link to a thing or a term."""
    return {"@id": name}


def links(names: Iterable[str]) -> list[Node]:
    """Links to several, each once."""
    return [link(name) for name in dict.fromkeys(names)]


def words(phrase: Phrase) -> list[Node]:
    """A phrase as texts that say their language."""
    return [
        {"@value": text, "@language": language}
        for language, text in phrase.as_dict().items()
        if text
    ]


def day(value: date | None) -> Node | None:
    """A date that says that it is one."""
    return {"@value": value.isoformat(), "@type": "xsd:date"} if value else None
