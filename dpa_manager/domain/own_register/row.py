"""One row of the client's own register: what the map and the facts say of one activity."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import DataMap, Receiver
from dpa_manager.domain.data_map.saying import ground_of, places_of, said
from dpa_manager.domain.facts import ActivityFacts, AgreementFacts, DataCategoryUse
from dpa_manager.domain.own_register.agreement_line import agreement_line
from dpa_manager.domain.parties import Person
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.domain.wording.order import in_order
from dpa_manager.domain.wording.parties import address_line, register_line
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.domain.wording.voice import joined, voice
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.sentences import map_file_words

Value = str | int | date | None
"""What a cell holds; "" or None where the map does not say it."""

# The words for an article; the national register number is named by its own label.
_NATURES = {"art9": "nature_art9", "art10": "nature_art10"}


class RegisterRow:
    """One activity of one engagement in one language; `cells` goes by the key of the column."""

    def __init__(
        self,
        facts: AgreementFacts,
        activity: ActivityFacts,
        *,
        agreements: Iterable[ToldAgreement],
        language: str,
        on: date,
    ) -> None:
        self.facts, self.activity = facts, activity
        self.agreements = [one for one in agreements if one.engagement == facts.engagement]
        self.language, self.on = language, on
        self.voice = voice(language)
        self.reading = Reading(facts, voice=self.voice, dated_on=on)

    def cells(self) -> dict[str, Value]:
        """What is known of each column; a column that is not here is the client's alone."""
        return self._parties() | self._data() | self._whereabouts() | self._life()

    @cached_property
    def data_map(self) -> DataMap:
        """The map of this activity alone."""
        whole = map_of([self.facts])
        key = f"{self.facts.engagement}/{self.activity.number}"
        return whole.with_flows({flow for flow in whole.flows if flow.activity == key})

    def _parties(self) -> dict[str, Value]:
        client, ours = self.facts.client.party, self.facts.processor
        return {
            "controller": joined(
                client.legal_name,
                register_line(client, voice=self.voice),
                address_line(client.address, voice=self.voice),
            ),
            "controller-contact": _person(client.contact),
            "representative": self._representative(),
            "dpo": _person(client.dpo),
            "processor": joined(
                ours.party.legal_name,
                register_line(ours.party, voice=self.voice),
                ours.privacy_email,
            ),
            "agreement": agreement_line(self.agreements, voice=self.voice),
        }

    def _representative(self) -> str:
        client = self.facts.client.party
        country = client.address.country
        if client.eu_representative:
            return _person(client.eu_representative)
        is_inside = country is not None and vocabulary().is_eea(country.key, on=self.on)
        return self._word("not-applicable") if is_inside else ""

    def _data(self) -> dict[str, Value]:
        activity, voice = self.activity, self.voice
        services = voice.labels(in_order(voice.term(kind) for kind in activity.service_kinds))
        purposes = voice.of(activity.purposes)
        is_told = not services or purposes.startswith(services)
        sensitive = [use for use in activity.data if use.nature]
        return {
            "activity-title": voice.of(activity.title),
            "description": services,
            "purpose": purposes if is_told or not purposes else voice.labelled(services, purposes),
            "special-basis": self._special_basis(sensitive) or self._word("not-applicable"),
            "operations": voice.labels(in_order(voice.term(row) for row in activity.operations)),
            "subject-categories": voice.stacked(
                in_order(voice.term(use.category) for use in activity.subjects)
            ),
            "vulnerable": self._vulnerable(),
            "subject-count": self._count(),
            "data-categories": voice.stacked(
                in_order(self.reading.data_label(use) for use in activity.data)
            ),
            "special-data": voice.stacked(in_order(self._special(use) for use in sensitive))
            or self._word("none"),
            "source": voice.labels(in_order(voice.term(row) for row in activity.channels)),
            "retention": "\n".join(
                in_order(
                    voice.labelled(voice.term(use.category), voice.of(use.retention.words))
                    for use in activity.data
                    if use.retention
                )
            ),
        }

    def _special(self, use: DataCategoryUse) -> str:
        label = self.voice.term(use.category)
        nature = _NATURES.get(use.nature)
        return f"{label} ({self.voice.word(nature)})" if nature else label

    def _special_basis(self, sensitive: list[DataCategoryUse]) -> str:
        """What the client declared already, line by line; what it did not is left open."""
        lines = []
        for use in sensitive:
            known = self.voice.of(use.sensitive.legal_basis) if use.sensitive else ""
            basis = known or self._word("open")
            lines.append(self.voice.labelled(self.voice.term(use.category), basis))
        return "\n".join(in_order(lines))

    def _vulnerable(self) -> str:
        names = [
            self.voice.term(use.category) for use in self.activity.subjects if use.is_vulnerable
        ]
        if not names:
            return self._word("no")
        return self._word("vulnerable-yes", subjects=self.voice.stacked(in_order(names)))

    def _count(self) -> Value:
        """A number where there is one category; several may share people and are never added."""
        uses = self.activity.subjects
        known = [use for use in uses if use.approximate_count is not None]
        if len(uses) == 1:
            return uses[0].approximate_count
        return self.voice.stacked(
            in_order(
                self.voice.labelled(self.voice.term(use.category), str(use.approximate_count))
                for use in known
            )
        )

    def _whereabouts(self) -> dict[str, Value]:
        receivers = self.data_map.receivers
        outside = [row for row in receivers if row.is_outside_eea]
        nothing = self._word("nothing-leaves")
        return {
            "subprocessors": self._lines(
                (row for row in receivers if row.kind == "subprocessor"), self._place
            )
            or self._word("none"),
            "external-recipients": self._lines(
                (row for row in receivers if row.kind == "recipient"), self._place
            ),
            "third-countries": self._countries(outside) or nothing,
            "transferred-data": self._lines(outside, self._transferred) or self._not_applicable,
            "transfer-nature": self._lines(outside, self._nature) or self._not_applicable,
            "safeguards": self._lines(outside, lambda row: ground_of(row, language=self.language))
            or self._not_applicable,
            "technology": self.voice.stacked(
                in_order(platform.name for platform in self.activity.platforms)
            ),
            "measures": "\n".join(self._measures()),
        }

    @property
    def _not_applicable(self) -> str:
        return self._word("not-applicable")

    def _lines(self, rows: Iterable[Receiver], tell: Callable[[Receiver], str]) -> str:
        """One line a receiver: its name and what `tell` says of it."""
        return "\n".join(self.voice.labelled(row.name, tell(row)).strip(" :") for row in rows)

    def _place(self, row: Receiver) -> str:
        return joined(places_of(row, language=self.language), said(row.line, self.language))

    def _countries(self, outside: Iterable[Receiver]) -> str:
        names = [said(place.words, self.language) for row in outside for place in row.outside]
        return self.voice.listed(in_order(names))

    def _transferred(self, row: Receiver) -> str:
        reached = {flow.category for flow in self.data_map.flows if flow.receiver == row.key}
        labels = [said(self.data_map.category[key].words, self.language) for key in reached]
        return self.voice.labels(in_order(labels))

    def _nature(self, row: Receiver) -> str:
        return said(row.line, self.language) or said(row.role, self.language)

    def _measures(self) -> list[str]:
        """The measures in place; where a text would help an attacker, its label alone."""
        number = self.activity.number
        return in_order(
            self.voice.of(row.label)
            for row in self.facts.measures.measures
            if row.status == "implemented" and (not row.activities or number in row.activities)
        )

    def _life(self) -> dict[str, Value]:
        began, end = self.activity.began_on or self.facts.start_on, self.facts.end_on
        is_ended = end is not None and end < self.on
        is_to_come = began is not None and self.on < began
        status = "ended" if is_ended else "to-come" if is_to_come else "active"
        return {"status": self._word(status), "started-on": began, "ends-on": end}

    def _word(self, key: str, **values: str) -> str:
        words = map_file_words()[key].in_language(self.language)
        return words.format_map(values) if values else words


def _person(person: Person | None) -> str:
    return joined(person.name, person.position, person.email, person.phone) if person else ""
