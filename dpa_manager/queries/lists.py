"""Lists that are rows: retention rules, measures, presets, countries, adequacy (DECISIONS 9)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from dpa_manager.domain.stored_terms import term_from_plain
from dpa_manager.models import ListItem
from dpa_manager.vocabulary import terms
from dpa_manager.vocabulary.library import vocabulary

KINDS: dict[str, type[terms.Entry]] = {
    "retention_rules": terms.RetentionRule,
    "measures": terms.Measure,
    "service_kinds": terms.ServiceKind,
    "countries": terms.Country,
    "eea_memberships": terms.EeaMembership,
    "adequacy_decisions": terms.AdequacyDecision,
}


@dataclass(frozen=True)
class Lists:
    """The firm's lists by key, in printed order; retired entries are there and say so."""

    retention_rules: dict[str, terms.RetentionRule] = field(default_factory=dict)
    measures: dict[str, terms.Measure] = field(default_factory=dict)
    service_kinds: dict[str, terms.ServiceKind] = field(default_factory=dict)
    countries: dict[str, terms.Country] = field(default_factory=dict)
    eea_memberships: dict[str, terms.EeaMembership] = field(default_factory=dict)
    adequacy_decisions: dict[str, terms.AdequacyDecision] = field(default_factory=dict)

    def is_eea(self, country_code: str, *, on: date) -> bool:
        """Is the country inside the European Economic Area on this day? Unknown codes are not."""
        return any(
            membership.country == country_code and membership.holds(on=on)
            for membership in self.eea_memberships.values()
        )

    def adequacy(self, country_code: str, *, on: date) -> terms.AdequacyDecision | None:
        """The newest adequacy decision that stands for the country on this day (Art. 45)."""
        standing = [
            decision
            for decision in self.adequacy_decisions.values()
            if decision.country == country_code and decision.holds(on=on)
        ]
        return max(standing, key=lambda decision: decision.adopted_on, default=None)


def read_lists(*names: str, keys: Collection[str] | None = None) -> Lists:
    """The named lists, or all, by one query; `keys` narrows all but EEA and adequacy to these.

    What the program ships and no row speaks of yet is there too: a new release may add entries.
    """
    wanted = names or tuple(KINDS)
    query = (
        ListItem.select(ListItem.list_name, ListItem.key, ListItem.content)
        .where(ListItem.list_name.in_(wanted))
        .order_by(ListItem.list_name, ListItem.position, ListItem.key)
    )
    if keys is not None:
        whole = ListItem.list_name.in_(("eea_memberships", "adequacy_decisions"))
        query = query.where(ListItem.key.in_(sorted(keys)) | whole)
    found: dict[str, dict[str, Any]] = {
        name: dict(getattr(vocabulary(), name)) if name in wanted else {} for name in KINDS
    }
    rows: Any = query.tuples()
    for name, key, content in rows:
        found[name][key] = term_from_plain(KINDS[name], content)
    return Lists(**cast(dict[str, Any], found))


def offered(entries: dict[str, Any], *, on: date) -> dict[str, Any]:
    """Those entries of a list that may be chosen for new work on this day."""
    active = [entry for entry in entries.values() if entry.is_active(on=on)]
    return {entry.key: entry for entry in sorted(active, key=lambda entry: entry.order)}
