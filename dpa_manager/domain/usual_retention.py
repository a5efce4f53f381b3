"""The retention rule that is usual for a category of data, by the services of its activity."""

from collections.abc import Iterable

from dpa_manager.vocabulary.terms import ServiceKind


def usual_retention(kinds: Iterable[ServiceKind], category: str) -> str:
    """The key of the rule that these services usually have for a category, or "" (DOMAIN 4.3)."""
    return next((rule for kind in kinds for rule in _rules(kind, category)), "")


def _rules(kind: ServiceKind, category: str) -> tuple[str, ...]:
    own = dict(entry.split("=", 1) for entry in kind.retention_by_data)
    return (own[category],) if category in own else kind.retention[:1]
