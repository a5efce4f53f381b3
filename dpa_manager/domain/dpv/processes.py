"""Activities as processes: purpose, data, people, receivers, measures, storage, and each flow.

The lists of an activity cannot say which data of whom go to whom. So each flow is a process of its
own inside the activity: one category of people, one of data, and who receives it or nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import STAYS, DataMap, Flow, Receiver
from dpa_manager.domain.dpv.nodes import Node, day, link, links, named, node, words
from dpa_manager.domain.dpv.organisations import (
    PROCESSOR,
    controller_names,
    country,
    receiver_name,
    recipient_kinds,
)
from dpa_manager.domain.dpv.transfers import transfer_nodes
from dpa_manager.domain.facts import (
    ActivityFacts,
    AgreementFacts,
    DataCategoryUse,
    Location,
    MeasureFacts,
    SubjectCategoryUse,
)
from dpa_manager.vocabulary.library import vocabulary

# What is no erasure: data that are given back, or kept without names.
_NO_DELETION = frozenset({"anonymise"})


def activity_name(facts: AgreementFacts, number: int) -> str:
    """The name of an activity's node."""
    return named("activity", facts.engagement, number)


def process_nodes(facts: AgreementFacts) -> Iterator[Node]:
    """The activities of an agreement, each with its parts and its flows."""
    whole = map_of([facts])
    for activity in facts.in_agreement():
        key = f"{facts.engagement}/{activity.number}"
        flows = [flow for flow in whole.flows if flow.activity == key]
        yield from _Process(facts, activity, whole, tuple(flows)).nodes()


@dataclass(frozen=True)
class _Process:
    """One activity with its flows."""

    facts: AgreementFacts
    activity: ActivityFacts
    whole: DataMap
    flows: tuple[Flow, ...]

    @cached_property
    def name(self) -> str:
        return activity_name(self.facts, self.activity.number)

    @cached_property
    def receivers(self) -> tuple[Receiver, ...]:
        reached = {flow.receiver for flow in self.flows}
        return tuple(row for row in self.whole.receivers if row.key in reached)

    def nodes(self) -> Iterator[Node]:
        """The process, then what it names."""
        activity = self.activity
        flows = [f"{self.name}/flow/{place}" for place in range(1, len(self.flows) + 1)]
        yield node(
            self.name,
            "dpv:PersonalDataProcess",
            said={
                "dct:title": words(activity.title),
                "dct:date": day(activity.began_on),
                "dpv:hasDataController": links(controller_names(self.facts, role=self._role())),
                "dpv:hasDataProcessor": links([PROCESSOR, *self._subprocessors()]),
                **self._recipients(),
                "dpv:hasPurpose": link(f"{self.name}/purpose"),
                "dpv:hasPersonalData": links(self.data(use) for use in activity.data),
                "dpv:hasDataSubject": links(self.subject(use) for use in activity.subjects),
                "dpv:hasProcessing": self._processing(),
                "dpv:hasTechnicalOrganisationalMeasure": links(
                    measure_name(self.facts, row) for row in self._measures()
                ),
                "dpv:hasStorageCondition": [
                    *(self._storage(use) for use in activity.data if use.retention),
                    *(_place(place) for place in activity.locations),
                ],
                "dpv:hasProcess": links(flows),
            },
        )
        yield self._purpose()
        yield from (self._data_node(use) for use in activity.data)
        yield from (self._subject_node(use) for use in activity.subjects)
        for name, flow in zip(flows, self.flows, strict=True):
            yield self._flow(name, flow)

    def data(self, use: DataCategoryUse) -> str:
        """The name of a category of data in this activity."""
        return f"{self.name}/data/{use.category.key}"

    def subject(self, use: SubjectCategoryUse) -> str:
        """The name of a category of people in this activity."""
        return f"{self.name}/subject/{use.category.key}"

    def _role(self) -> str:
        role = self.facts.client.role
        return self.activity.client_role if role == "mixed" else role

    def _subprocessors(self) -> list[str]:
        return [receiver_name(row.key) for row in self.receivers if row.kind == "subprocessor"]

    def _recipients(self) -> Node:
        reached = {row.reference for row in self.receivers if row.kind == "recipient"}
        known = [row for row in self.facts.recipients if row.key in reached]
        deciding = {row.key for row in known if "dpv:DataController" in recipient_kinds(row)}
        return {
            "dpv:hasRecipientDataController": links(
                named("recipient", row.key) for row in known if row.key in deciding
            ),
            "dpv:hasRecipient": links(
                named("recipient", row.key) for row in known if row.key not in deciding
            ),
        }

    def _processing(self) -> list[Node]:
        known = vocabulary().operations
        operations = [
            term
            for operation in self.activity.operations
            if operation.key in known
            for term in known[operation.key].dpv
        ]
        return [*links(operations), *transfer_nodes(self.facts, self.receivers)]

    def _measures(self) -> list[MeasureFacts]:
        number = self.activity.number
        return [
            row
            for row in self.facts.measures.measures
            if row.status == "implemented" and (not row.activities or number in row.activities)
        ]

    def _purpose(self) -> Node:
        known = vocabulary().service_kinds
        kinds = [kind for kind in self.activity.service_kinds if kind.key in known]
        said = {
            "dct:description": words(self.activity.purposes),
            "skos:prefLabel": [label for kind in kinds[:1] for label in words(kind.words)],
            "skos:broader": links(term for kind in kinds for term in known[kind.key].dpv),
        }
        return node(f"{self.name}/purpose", "dpv:Purpose", said=said)

    def _storage(self, use: DataCategoryUse) -> Node:
        rule = use.retention
        known = vocabulary().retention_rules.get(rule.key) if rule else None
        is_deletion = known is not None and known.action not in _NO_DELETION
        duration = {"dct:description": words(rule.words) if rule else []}
        said = {
            "dpv:hasPersonalData": link(self.data(use)),
            "dpv:hasDuration": node("", "dpv:UntilEventDuration", said=duration),
        }
        return node("", "dpv:StorageDeletion" if is_deletion else "dpv:StorageDuration", said=said)

    def _data_node(self, use: DataCategoryUse) -> Node:
        term = vocabulary().data_categories.get(use.category.key)
        special = ["dpv:SpecialCategoryPersonalData"] if use.nature == "art9" else []
        said = {
            "skos:prefLabel": words(use.category.words),
            "dct:description": words(use.description),
            "skos:broader": links(term.dpv if term else ()),
        }
        return node(self.data(use), "dpv:PersonalData", *special, said=said)

    def _subject_node(self, use: SubjectCategoryUse) -> Node:
        term = vocabulary().data_subjects.get(use.category.key)
        vulnerable = ["dpv:VulnerableDataSubject"] if use.is_vulnerable else []
        said = {
            "skos:prefLabel": words(use.category.words),
            "skos:broader": links(term.dpv if term else ()),
        }
        return node(self.subject(use), "dpv:DataSubject", *vulnerable, said=said)

    def _flow(self, name: str, flow: Flow) -> Node:
        said = {
            "dpv:hasDataSubject": link(f"{self.name}/subject/{flow.subject}"),
            "dpv:hasPersonalData": link(f"{self.name}/data/{flow.category}"),
            "dpv:hasRecipient": None
            if flow.receiver == STAYS
            else link(receiver_name(flow.receiver)),
        }
        return node(name, "dpv:Process", said=said)


def measure_name(facts: AgreementFacts, row: MeasureFacts) -> str:
    """The name of a measure's node."""
    return named("measure", facts.engagement, row.key)


def measure_nodes(facts: AgreementFacts) -> Iterator[Node]:
    """The measures in place; where a text would help an attacker, its label alone."""
    known = vocabulary().measures
    for row in facts.measures.measures:
        if row.status == "implemented":
            term = known.get(row.key)
            said = {
                "skos:prefLabel": words(row.label),
                "dct:description": words(row.text) if row.is_visible_to_clients else [],
                "skos:broader": links(term.dpv if term else ()),
            }
            name = measure_name(facts, row)
            yield node(name, "dpv:TechnicalOrganisationalMeasure", said=said)


def _place(place: Location) -> Node:
    said = {"dct:description": words(place.place.words), "dpv:hasLocation": country(place.country)}
    return node("", "dpv:StorageLocation", said=said)
