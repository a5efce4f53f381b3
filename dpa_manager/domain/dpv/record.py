"""The record of processing activities of one engagement, or of all of a client, as JSON-LD."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dpa_manager.domain.dpv.nodes import VERSION, Node, context, day, link, links, named, node
from dpa_manager.domain.dpv.organisations import (
    PROCESSOR,
    client_name,
    client_nodes,
    processor_node,
    recipient_node,
    subprocessor_nodes,
)
from dpa_manager.domain.dpv.processes import activity_name, measure_nodes, process_nodes
from dpa_manager.domain.facts import AgreementFacts
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.vocabulary.library import vocabulary


def record_of(
    facts: Sequence[AgreementFacts], *, on: date, agreements: Iterable[ToldAgreement] = ()
) -> dict[str, Any]:
    """The JSON-LD of these engagements of one client as they stand on a day (DOMAIN 6.1).

    At least one engagement. Facts may be incomplete: what is not known is not said, and the shapes
    tell what is missing.
    """
    graph: dict[str, Node] = {}
    for one in _nodes(facts, on=on, agreements=agreements):
        # The same firm in two engagements is said once.
        graph.setdefault(one["@id"], one)
    address = facts[0].processor.portal_url
    return {"@context": context(address), "@graph": list(graph.values())}


def _nodes(
    facts: Sequence[AgreementFacts], *, on: date, agreements: Iterable[ToldAgreement]
) -> Iterator[Node]:
    first = facts[0]
    about = first.engagement if len(facts) == 1 else first.client.reference or first.engagement
    activities = [
        activity_name(one, activity.number) for one in facts for activity in one.in_agreement()
    ]
    yield node(
        named("record", about),
        "dpv:ROPA",
        said={
            "dct:conformsTo": link(VERSION),
            "dct:modified": day(on),
            "dct:identifier": about,
            "dpv:hasDataProcessor": link(PROCESSOR),
            "dpv:hasProcess": links(activities),
        },
    )
    yield processor_node(first.processor)
    known = {one.engagement: one for one in facts}
    for told in agreements:
        if told.engagement in known:
            yield _agreement(known[told.engagement], told)
    for one in facts:
        yield from _engagement(one)


def _engagement(facts: AgreementFacts) -> Iterator[Node]:
    yield from client_nodes(facts)
    yield from process_nodes(facts)
    yield from measure_nodes(facts)
    for sub in facts.subprocessors:
        yield from subprocessor_nodes(sub)
    yield from (recipient_node(recipient) for recipient in facts.recipients)


def _agreement(facts: AgreementFacts, told: ToldAgreement) -> Node:
    # Whoever works for a processor is a sub-processor.
    is_second = facts.client.role == "processor"
    state = vocabulary().agreement_states[told.state]
    return node(
        named("agreement", told.reference),
        "dpv:SubProcessorAgreement" if is_second else "dpv:ControllerProcessorAgreement",
        said={
            "dct:identifier": told.reference,
            "dct:date": day(told.dated_on),
            "dpv:hasParty": links([PROCESSOR, client_name(facts)]),
            "dpv:hasContractStatus": links(state.dpv[:1]),
            "dpv:hasProcess": links(
                activity_name(facts, activity.number) for activity in facts.in_agreement()
            ),
        },
    )
