"""The measures that protect a client's data, as far as the firm shows them to its clients."""

from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.facts import MeasureFacts
from dpa_manager.queries.portal_facts import active_engagements, engaged
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase


@dataclass(frozen=True)
class Heading:
    """Measures of one kind; `key` is that of the heading (A to I, S for sensitive data)."""

    key: str
    words: Phrase
    article: str
    measures: tuple[MeasureFacts, ...]


def shown_measures(scope: Scope, *, on: date, portal_url: str = "") -> tuple[Heading, ...]:
    """The measures of the engagements that go on, each once, in printed order: 2 to 5 queries."""
    found: dict[str, MeasureFacts] = {}
    for one in engaged(list(active_engagements(scope)), on=on, portal_url=portal_url):
        for measure in one.facts.measures.measures:
            if measure.is_visible_to_clients:
                found.setdefault(measure.key, measure)
    headings = (
        Heading(
            term.key,
            term.label,
            term.article,
            tuple(one for one in found.values() if one.heading == term.key),
        )
        for term in vocabulary().measure_headings.values()
    )
    return tuple(heading for heading in headings if heading.measures)
