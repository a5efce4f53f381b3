"""What a data map shows: its four columns and the flows between them, as frozen rows.

A map is a view of flows and can never say more: whoever stands in a column has at least one flow
there, and every flow names one row of each column. It is made from the facts of one engagement, or
of all engagements of a client (`reading`).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dpa_manager.domain.parties import Worded
from dpa_manager.vocabulary.phrase import Phrase

STAYS = ""
"""The receiver of a flow whose data stay with the processor."""
UNKNOWN = Worded("", Phrase())
"""A country outside the EEA of which nobody knows yet which one."""


@dataclass(frozen=True)
class Subject:
    """Whose data: a category of data subjects."""

    key: str
    words: Phrase
    is_vulnerable: bool = False


@dataclass(frozen=True)
class Category:
    """Which data; `nature` is "" (ordinary), art9, art10 or nrn, `retention` every rule it has."""

    key: str
    words: Phrase
    nature: str = ""
    retention: tuple[Phrase, ...] = ()

    @property
    def is_sensitive(self) -> bool:
        """Whether the law protects it more than other data (Arts. 9, 10 and 87)."""
        return bool(self.nature)


@dataclass(frozen=True)
class Activity:
    """What for: an activity of an engagement; `number` is that of the engagement's own list."""

    key: str
    engagement: str
    number: int
    words: Phrase
    purposes: Phrase = Phrase()
    began_on: date | None = None


@dataclass(frozen=True)
class Safeguard:
    """On what ground data may go to a country outside the EEA; `words` is empty while unknown."""

    country: Worded
    words: Phrase = Phrase()
    document: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class Receiver:
    """Who gets data: `kind` is subprocessor or recipient, `reference` that row's key in the facts.

    `line` says the service or the purpose. `country` is the first where it has data, `elsewhere`
    are further ones inside the EEA. `outside` are those outside the EEA where it has data, from
    where it reaches them or to where it passes them on; () is inside. One that decides for itself
    what it does with the data `is_own_controller`.
    """

    key: str
    kind: str
    reference: str
    name: str
    line: Phrase = Phrase()
    country: Worded | None = None
    elsewhere: tuple[Worded, ...] = ()
    outside: tuple[Worded, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    is_own_controller: bool = False
    role: Phrase = Phrase()
    contract_signed_on: date | None = None
    since_on: date | None = None

    @property
    def is_outside_eea(self) -> bool:
        """Whether its data leave the EEA, or are reached from outside."""
        return bool(self.outside)

    @cached_property
    def countries(self) -> tuple[Worded, ...]:
        """Every country where it is, each once; () while none is known."""
        first = (self.country,) if self.country else ()
        places = (*first, *self.elsewhere, *self.outside)
        return tuple({place.key: place for place in places}.values())

    @property
    def unguarded(self) -> tuple[Worded, ...]:
        """The countries outside the EEA for which no ground is known yet."""
        grounded = {safeguard.country.key for safeguard in self.safeguards if safeguard.words}
        return tuple(country for country in self.outside if country.key not in grounded)


@dataclass(frozen=True, order=True)
class Flow:
    """One flow, by the keys of a row in each column; `receiver` is STAYS where nobody gets it."""

    subject: str
    category: str
    activity: str
    receiver: str = STAYS


@dataclass(frozen=True)
class DataMap:
    """The columns and the flows of a map; each row of a column is named by at least one flow."""

    subjects: tuple[Subject, ...] = ()
    categories: tuple[Category, ...] = ()
    activities: tuple[Activity, ...] = ()
    receivers: tuple[Receiver, ...] = ()
    flows: tuple[Flow, ...] = ()

    @cached_property
    def subject(self) -> dict[str, Subject]:
        """The data subjects by key."""
        return {row.key: row for row in self.subjects}

    @cached_property
    def category(self) -> dict[str, Category]:
        """The categories of data by key."""
        return {row.key: row for row in self.categories}

    @cached_property
    def activity(self) -> dict[str, Activity]:
        """The activities by key."""
        return {row.key: row for row in self.activities}

    @cached_property
    def receiver(self) -> dict[str, Receiver]:
        """Who gets data, by key."""
        return {row.key: row for row in self.receivers}

    @cached_property
    def leaving(self) -> frozenset[str]:
        """The keys of the categories that somebody gets; data of the others only stay."""
        return frozenset(flow.category for flow in self.flows if flow.receiver != STAYS)

    def with_flows(self, kept: "frozenset[Flow] | set[Flow]") -> "DataMap":
        """The same map with these flows only, and the rows that they name."""
        subjects = {flow.subject for flow in kept}
        categories = {flow.category for flow in kept}
        activities = {flow.activity for flow in kept}
        receivers = {flow.receiver for flow in kept}
        return DataMap(
            subjects=tuple(row for row in self.subjects if row.key in subjects),
            categories=tuple(row for row in self.categories if row.key in categories),
            activities=tuple(row for row in self.activities if row.key in activities),
            receivers=tuple(row for row in self.receivers if row.key in receivers),
            flows=tuple(flow for flow in self.flows if flow in kept),
        )
