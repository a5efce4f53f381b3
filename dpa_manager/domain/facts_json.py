"""Facts of an agreement as canonical JSON and back, and their SHA-256.

Canonical: keys in alphabetical order, no spaces, UTF-8 without escapes, dates as ISO 8601, text
exactly as it was typed. A field whose default is empty (None, "", no, no rows) is left out while
it has that default: a field added later then changes neither old JSON nor its hash, and old JSON
reads with the default. A default that says something (30 days) is always written, so that a
later change of the house's defaults never changes an old agreement.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dpa_manager.domain.facts import AgreementFacts

Encoder = Callable[[Any], Any]
Decoder = Callable[[Any, str], Any]


class FactsError(ValueError):
    """Stored facts cannot be read; the sentence names the place, as `client.party.legal_name`."""


def facts_to_json(facts: AgreementFacts) -> str:
    """The facts as canonical JSON."""
    return json.dumps(
        _agreement_encoder()(facts),
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def facts_from_json(text: str) -> AgreementFacts:
    """The facts from JSON; raises FactsError for whatever is not exactly a fact of ours."""
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        raise FactsError(f"the facts are not JSON: {error}") from error
    facts = _decoder(AgreementFacts)(tree, "")
    if not isinstance(facts, AgreementFacts):
        raise FactsError("the facts are not those of an agreement")
    return facts


def facts_sha256(facts: AgreementFacts) -> str:
    """The SHA-256 of the facts' canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(facts_to_json(facts).encode()).hexdigest()


# --- writing ---------------------------------------------------------------------------------


@cache
def _agreement_encoder() -> Encoder:
    return _dataclass_encoder(AgreementFacts)


@cache
def _encoder(kind: Any) -> Encoder | None:
    """How a value of this type is written; None where JSON takes it as it is."""
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    if kind is date:
        return date.isoformat
    if get_origin(kind) in (Union, UnionType):
        return _optional_encoder(_encoder(_inner(kind)))
    if get_origin(kind) is tuple:
        return _tuple_encoder(get_args(kind))
    return None


def _dataclass_encoder(kind: Any) -> Encoder:
    hints = get_type_hints(kind)
    plan = [
        (field.name, attrgetter(field.name), _encoder(hints[field.name]), _omitted(field, hints))
        for field in fields(kind)
    ]

    def encode(value: Any) -> dict[str, Any]:
        tree = {}
        for name, get, inner, omitted in plan:
            part = get(value)
            if part != omitted:
                tree[name] = part if inner is None else inner(part)
        return tree

    return encode


def _optional_encoder(inner: Encoder | None) -> Encoder | None:
    if inner is None:
        return None
    return lambda value: None if value is None else inner(value)


def _tuple_encoder(kinds: tuple[Any, ...]) -> Encoder:
    if kinds[-1] is Ellipsis:
        inner = _encoder(kinds[0])
        return list if inner is None else lambda values: [inner(value) for value in values]
    inners = [_encoder(kind) or _same for kind in kinds]
    return lambda values: [encode(value) for encode, value in zip(inners, values, strict=True)]


def _same(value: Any) -> Any:
    return value


def _omitted(field: Field[Any], hints: Mapping[str, Any]) -> Any:
    """The value that is left out: an empty default; for other fields one that nothing equals."""
    if _is_required(field):
        return _NEVER
    default = _default(field)
    encode = _encoder(hints[field.name])
    written = default if encode is None else encode(default)
    return _NEVER if written else default


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


_NEVER = object()


# --- reading ---------------------------------------------------------------------------------


@cache
def _decoder(kind: Any) -> Decoder:
    """How a value of this type is read from `(JSON value, place)`."""
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    if kind is date:
        return _date
    if get_origin(kind) in (Union, UnionType):
        return _optional_decoder(_decoder(_inner(kind)))
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    return _plain_decoder(kind)


def _dataclass_decoder(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    inners = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    required = [field.name for field in fields(kind) if _is_required(field)]

    def decode(tree: Any, place: str) -> Any:
        if not isinstance(tree, dict):
            raise FactsError(f"{place or 'the facts'}: must be an object")
        for name in required:
            if name not in tree:
                raise FactsError(f"{_inside(place, name)}: is missing")
        parts = {}
        for name, value in tree.items():
            if name not in inners:
                raise FactsError(f"{_inside(place, name)}: is not known here")
            parts[name] = inners[name](value, _inside(place, name))
        return kind(**parts)

    return decode


def _optional_decoder(inner: Decoder) -> Decoder:
    return lambda value, place: None if value is None else inner(value, place)


def _tuple_decoder(kinds: tuple[Any, ...]) -> Decoder:
    inners = [_decoder(kind) for kind in kinds if kind is not Ellipsis]
    is_open = kinds[-1] is Ellipsis

    def decode(values: Any, place: str) -> Any:
        if not isinstance(values, list):
            raise FactsError(f"{place}: must be a list")
        if not is_open and len(values) != len(inners):
            raise FactsError(f"{place}: must have {len(inners)} values")
        readers = inners * len(values) if is_open else inners
        return tuple(
            read(value, f"{place}[{position}]")
            for position, (read, value) in enumerate(zip(readers, values, strict=True))
        )

    return decode


def _plain_decoder(kind: Any) -> Decoder:
    def decode(value: Any, place: str) -> Any:
        if type(value) is not kind:
            raise FactsError(f"{place}: must be of type {kind.__name__}")
        return value

    return decode


def _date(value: Any, place: str) -> date:
    try:
        read = date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise FactsError(f"{place}: must be a date like 2026-11-22") from error
    if read.isoformat() != value:
        raise FactsError(f"{place}: must be a date like 2026-11-22")
    return read


def _inner(kind: Any) -> Any:
    """The type beside None in `X | None`."""
    (inner,) = [part for part in get_args(kind) if part is not NoneType]
    return inner


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
