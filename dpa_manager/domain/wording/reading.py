"""A reading: the facts of one agreement, its flows and rows by number, in one language."""

from dataclasses import dataclass, field
from datetime import date

from dpa_manager.domain.facts import (
    ActivityFacts,
    AgreementFacts,
    DataCategoryUse,
    Location,
    RecipientFacts,
    SubprocessorFacts,
)
from dpa_manager.domain.wording.order import in_order
from dpa_manager.domain.wording.voice import Voice

FlowKey = tuple[int, str, str, str]
"""Activity number, data subjects, kind of target, key of the target."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where data of a flow go, as Annex IV prints it; `rank` sorts targets in II.E."""

    rank: tuple[int, int]
    number: str
    name: str
    country: str
    is_outside_eea: bool

    @property
    def line(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}".strip()


@dataclass(slots=True)
class Reach:
    """What reaches one target: numbers of activities, keys of data and of subjects in them."""

    activities: set[int] = field(default_factory=set)
    data: set[tuple[int, str]] = field(default_factory=set)
    subjects: set[tuple[int, str]] = field(default_factory=set)


class Reading:
    """The facts of an agreement in one language; only activities in the agreement are read."""

    def __init__(self, facts: AgreementFacts, *, voice: Voice, dated_on: date) -> None:
        self.facts = facts
        self.dated_on = dated_on
        self.voice = voice
        self.activities: tuple[ActivityFacts, ...] = tuple(
            sorted(facts.in_agreement(), key=lambda activity: activity.number)
        )
        self.numbers = {
            activity.number: f"II.{place}" for place, activity in enumerate(self.activities, 1)
        }
        self.targets = self._targets()
        self.flows = self._flows()
        self.reaches = self._reaches()
        self._data = {
            (activity.number, use.category.key): self.data_label(use)
            for activity in self.activities
            for use in activity.data
        }
        self._subjects = {
            (activity.number, use.category.key): voice.term(use.category)
            for activity in self.activities
            for use in activity.subjects
        }

    def data_label(self, use: DataCategoryUse) -> str:
        """The category's label, with its description behind it where there is one."""
        voice = self.voice
        label, description = voice.term(use.category), voice.of(use.description)
        return voice.labelled(label, description) if label and description else label

    def data_labels(self, keys: set[tuple[int, str]]) -> list[str]:
        """Labels of data categories given as (activity, key), sorted, each once."""
        return in_order(self._data.get(key, key[1]) for key in keys)

    def subject_labels(self, keys: set[tuple[int, str]]) -> list[str]:
        """Labels of data subjects given as (activity, key), sorted, each once."""
        return in_order(self._subjects.get(key, key[1]) for key in keys)

    def activity_numbers(self, numbers: set[int] | tuple[int, ...]) -> str:
        """ "II.1, II.3" for the activities of the agreement among these numbers."""
        return ", ".join(printed for number, printed in self.numbers.items() if number in numbers)

    def countries(self, locations: tuple[Location, ...]) -> str:
        """The countries of places, each once, in one line."""
        return self.voice.listed(in_order(self.voice.term(place.country) for place in locations))

    def target(self, kind: str, key: str) -> Target:
        """The target of a flow; one that is not in the facts is named by its key."""
        known = self.targets.get((kind, key))
        return known or Target((9, 0), "?", key, self.voice.word("none_known"), False)

    def _targets(self) -> dict[tuple[str, str], Target]:
        targets = {}
        for sub in self.facts.subprocessors:
            targets["subprocessor", sub.key] = self._subprocessor(sub)
        for recipient in self.facts.recipients:
            targets["recipient", recipient.key] = self._recipient(recipient)
        return targets

    def _subprocessor(self, sub: SubprocessorFacts) -> Target:
        country = self.countries(sub.locations + sub.access_from)
        return Target(
            rank=(1, sub.number),
            number=f"IV.{sub.number}",
            name=sub.party.legal_name,
            country=country or self.voice.term(sub.party.address.country),
            is_outside_eea=is_outside_eea(sub),
        )

    def _recipient(self, recipient: RecipientFacts) -> Target:
        country = self.voice.term(recipient.country)
        return Target(
            rank=(2, recipient.number),
            number=f"R{recipient.number}",
            name=recipient.name,
            country=country or self.voice.word("none_known"),
            is_outside_eea=not recipient.is_eea,
        )

    def _flows(self) -> dict[FlowKey, set[str]]:
        flows: dict[FlowKey, set[str]] = {}
        for flow in self.facts.flows:
            if flow.activity in self.numbers:
                key = (flow.activity, flow.subject, flow.target, flow.target_key)
                flows.setdefault(key, set()).add(flow.category)
        return flows

    def _reaches(self) -> dict[tuple[str, str], Reach]:
        reaches: dict[tuple[str, str], Reach] = {}
        for (activity, subject, kind, key), categories in self.flows.items():
            reach = reaches.setdefault((kind, key), Reach())
            reach.activities.add(activity)
            reach.subjects.add((activity, subject))
            reach.data.update((activity, category) for category in categories)
        return reaches


def is_outside_eea(sub: SubprocessorFacts) -> bool:
    """Outside the EEA by place or by access, whoever says so (AGREEMENT 3.5)."""
    places = sub.locations + sub.access_from
    return sub.is_outside_eea or any(not place.is_eea for place in places)
