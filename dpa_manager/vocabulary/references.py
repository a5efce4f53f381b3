"""What lists say about each other: every key that a term names must exist in its list."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpa_manager.vocabulary.reading import VocabularyError

# (list, field) to the list whose keys the field holds.
_KEYS_OF = {
    ("service_kinds", "operations"): "operations",
    ("service_kinds", "subjects"): "data_subjects",
    ("service_kinds", "data"): "data_categories",
    ("service_kinds", "subprocessor_kinds"): "subprocessor_kinds",
    ("service_kinds", "retention"): "retention_rules",
    ("service_kinds", "measures"): "measures",
    ("service_kinds", "channels"): "channels",
    ("own_purposes", "legal_bases"): "legal_bases",
    ("retention_rules", "start"): "retention_starts",
    ("retention_rules", "action"): "retention_actions",
    ("measures", "heading"): "measure_headings",
    ("eea_memberships", "country"): "countries",
    ("adequacy_decisions", "country"): "countries",
    ("authorities", "country"): "countries",
    ("register_kinds", "country"): "countries",
    ("public_bodies", "authority"): "authorities",
}


def check_references(lists: Mapping[str, Any]) -> None:
    """Raise VocabularyError for a key that is in no list, naming file, term, field and key."""
    for (name, field), target in _KEYS_OF.items():
        for term in lists[name].values():
            _refuse_unknown(
                _named(getattr(term, field)),
                known=lists[target],
                where=f"{name}.toml: {term.key}: {field}",
            )
    for kind in lists["service_kinds"].values():
        _check_service_kind(kind, lists=lists)
    for question in lists["role_questions"].values():
        _check_question(question, lists=lists)


def _named(value: str | tuple[str, ...]) -> Iterator[str]:
    """The keys that a field holds; an empty text names nothing."""
    if isinstance(value, tuple):
        yield from value
    elif value:
        yield value


def _refuse_unknown(keys: Iterable[str], *, known: Mapping[str, Any], where: str) -> None:
    for key in keys:
        if key not in known:
            raise VocabularyError(f"{where}: {key} is in no list")


def _check_service_kind(kind: Any, *, lists: Mapping[str, Any]) -> None:
    where = f"service_kinds.toml: {kind.key}"
    for pair in kind.retention_by_data:
        category, _, rule = pair.partition("=")
        field = f"{where}: retention_by_data"
        _refuse_unknown([category], known=dict.fromkeys(kind.data), where=field)
        _refuse_unknown([rule], known=lists["retention_rules"], where=field)
    for location in kind.locations:
        country, _, place = location.partition("/")
        _refuse_unknown([country], known=lists["countries"], where=f"{where}: locations")
        _refuse_unknown([place], known=lists["place_kinds"], where=f"{where}: locations")


def _check_question(question: Any, *, lists: Mapping[str, Any]) -> None:
    targets = {
        "question": lists["role_questions"],
        "outcome": lists["role_outcomes"],
        "split": lists["role_outcomes"],
    }
    for field in ("yes", "no"):
        step, _, key = getattr(question, field).partition(":")
        where = f"role_questions.toml: {question.key}: {field}"
        _refuse_unknown([step], known=targets, where=where)
        _refuse_unknown([key], known=targets[step], where=where)
