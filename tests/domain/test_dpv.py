"""The record in DPV 2.3: it parses, every term exists, our shapes pass, and it says each flow."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, URIRef

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.dpv import record_of
from dpa_manager.domain.facts import AgreementFacts, FlowFacts
from dpa_manager.domain.parties import ClientFacts, EndController, Party, ProcessorFacts
from dpa_manager.domain.told_agreement import ToldAgreement
from dpa_manager.vocabulary.library import vocabulary
from tests.domain.completeness.complete_case import complete_facts
from tests.domain.linked_data import (
    DPV,
    every_node,
    faults_of,
    graph_of,
    is_a,
    unknown_terms,
    vendored,
)

TODAY = date(2026, 11, 24)
HOUSE = "https://portal.kbits.example/id/"
TOLD = ToldAgreement("KBITS-2026-0001", "KBITS-2026-0001-DPA", "in_force", 2, date(2026, 11, 1))


def record(*facts, agreements=(TOLD,)):
    """The record of these facts, or of a complete engagement."""
    return record_of(facts or (complete_facts(),), on=TODAY, agreements=agreements)


def test_a_complete_record_passes_every_shape():
    graph = graph_of(record())

    assert faults_of(graph) == []
    assert len(graph) > 250


def test_every_term_of_a_record_is_one_that_the_program_ships():
    assert unknown_terms(graph_of(record())) == set()


@pytest.mark.parametrize("term", ["dpv:DataProcesor", "pd:Emailaddress", "loc:XX", "eu-gdpr:A46-9"])
def test_a_misspelt_term_is_noticed(term):
    spoiled = record()
    spoiled["@graph"][0]["dct:relation"] = {"@id": term}

    assert unknown_terms(graph_of(spoiled)) == {term}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("dpv:ROPA", "dct:conformsTo"),
        ("dpv:ROPA", "dct:modified"),
        ("dpv:ROPA", "dpv:hasDataProcessor"),
        ("dpv:ROPA", "dpv:hasProcess"),
        ("dpv:DataProcessor", "dpv:hasName"),
        ("dpv:DataProcessor", "dpv:hasContact"),
        ("dpv:DataController", "dpv:hasName"),
        ("dpv:PersonalDataProcess", "dct:title"),
        ("dpv:PersonalDataProcess", "dpv:hasDataController"),
        ("dpv:PersonalDataProcess", "dpv:hasDataProcessor"),
        ("dpv:PersonalDataProcess", "dpv:hasProcessing"),
        ("dpv:PersonalDataProcess", "dpv:hasPurpose"),
        ("dpv:PersonalDataProcess", "dpv:hasPersonalData"),
        ("dpv:PersonalDataProcess", "dpv:hasDataSubject"),
        ("dpv:PersonalDataProcess", "dpv:hasTechnicalOrganisationalMeasure"),
        ("dpv:PersonalDataProcess", "dpv:hasProcess"),
        ("dpv:Process", "dpv:hasDataSubject"),
        ("dpv:Process", "dpv:hasPersonalData"),
        ("dpv:CrossBorderTransfer", "dpv:hasThirdCountry"),
        ("dpv:CrossBorderTransfer", "dpv:hasDataImporter"),
        ("dpv:CrossBorderTransfer", "dpv:hasLegalBasis"),
        ("dpv:ControllerProcessorAgreement", "dpv:hasParty"),
        ("dpv:ControllerProcessorAgreement", "dpv:hasContractStatus"),
        ("dpv:ControllerProcessorAgreement", "dct:identifier"),
        ("dpv:DataSubProcessor", "dpv:hasName"),
        ("dpv:DataSubProcessor", "dpv:hasCountry"),
        ("dpv:StorageDeletion", "dpv:hasDuration"),
        ("dpv:StorageDeletion", "dpv:hasPersonalData"),
        ("dpv:PersonalData", "skos:prefLabel"),
        ("dpv:DataSubject", "skos:prefLabel"),
        ("dpv:TechnicalOrganisationalMeasure", "skos:prefLabel"),
    ],
)
def test_a_record_without_a_mandatory_part_fails(kind, said):
    spoiled = record()
    nodes = [one for one in every_node(spoiled["@graph"]) if is_a(one, kind) and said in one]
    for one in nodes:
        del one[said]

    assert nodes
    assert faults_of(graph_of(spoiled))


@pytest.mark.parametrize("basis", ["eu-gdpr:A6-1-b", "eu-gdpr:A45", "eu-gdpr:SCCByCommission"])
def test_a_transfer_on_no_ground_of_chapter_v_fails(basis):
    spoiled = record()
    for one in every_node(spoiled["@graph"]):
        if is_a(one, "dpv:CrossBorderTransfer"):
            one["dpv:hasLegalBasis"] = {"@id": basis}

    assert faults_of(graph_of(spoiled)) == ["dpv#hasLegalBasis"]


def test_two_processors_of_one_record_fail():
    spoiled = record()
    spoiled["@graph"][0]["dpv:hasDataProcessor"] = [
        {"@id": "house:processor"},
        {"@id": "house:subprocessor/noordzee"},
    ]

    assert "dpv#hasDataProcessor" in faults_of(graph_of(spoiled))


def every_flow(facts):
    """Each flow that the activities of the agreement could have."""
    targets = [("stays", "")]
    targets += [("subprocessor", sub.key) for sub in facts.subprocessors]
    targets += [("recipient", recipient.key) for recipient in facts.recipients]
    return [
        FlowFacts(activity.number, people.category.key, data.category.key, *target)
        for activity in facts.in_agreement()
        for people in activity.subjects
        for data in activity.data
        for target in targets
    ]


@given(st.sets(st.sampled_from(every_flow(complete_facts()))))
@settings(max_examples=25, deadline=None)
def test_the_flows_of_a_record_are_those_of_the_map_no_more_no_less(flows):
    facts = replace(complete_facts(), flows=tuple(flows))
    graph = graph_of(record(facts))
    told = set()
    for activity in graph.subjects(RDF.type, DPV.PersonalDataProcess):
        for flow in graph.objects(activity, DPV.hasProcess):
            said = (DPV.hasDataSubject, DPV.hasPersonalData, DPV.hasRecipient)
            names = [str(graph.value(flow, one) or "").rpartition("/")[2] for one in said]
            told.add((str(activity)[len(f"{HOUSE}activity/") :], *names))

    assert told == {
        (flow.activity, flow.subject, flow.category, flow.receiver.rpartition(":")[2])
        for flow in map_of([facts]).flows
    }
    assert len(told) == len(flows) == len(list(graph.subjects(RDF.type, DPV.Process)))


def test_a_sub_processor_is_a_processor_of_the_activities_that_it_reaches_and_no_others():
    graph = graph_of(record())
    subs = set(graph.subjects(RDF.type, DPV.DataSubProcessor))
    reached = {
        (str(activity)[-1], str(sub).rpartition("/")[2])
        for activity in graph.subjects(RDF.type, DPV.PersonalDataProcess)
        for sub in graph.objects(activity, DPV.hasDataProcessor)
        if sub in subs
    }

    assert reached == {
        (flow.activity[-1], flow.receiver.partition(":")[2])
        for flow in map_of([complete_facts()]).flows
        if flow.receiver.startswith("subprocessor:")
    }


def test_a_transfer_names_the_country_the_importer_and_the_ground():
    graph = graph_of(record())
    (transfer,) = graph.subjects(RDF.type, DPV.CrossBorderTransfer)

    assert str(graph.value(transfer, DPV.hasThirdCountry)) == "https://w3id.org/dpv/loc#US"
    assert (
        str(graph.value(graph.value(transfer, DPV.hasDataImporter), DPV.hasName)) == "Mailwind Inc."
    )
    basis = str(graph.value(transfer, DPV.hasLegalBasis))
    assert basis == "https://w3id.org/dpv/legal/eu/gdpr#A45-3"


def test_a_transfer_whose_ground_is_unknown_is_told_without_one():
    facts = complete_facts()
    subs = tuple(replace(sub, transfers=()) for sub in facts.subprocessors)
    graph = graph_of(record(replace(facts, subprocessors=subs)))

    assert len(list(graph.subjects(RDF.type, DPV.CrossBorderTransfer))) == 1
    assert faults_of(graph) == ["dpv#hasLegalBasis"]


def test_an_activity_outside_the_agreement_is_in_no_record():
    facts = complete_facts()
    outside = {a.number for a in facts.activities} - {a.number for a in facts.in_agreement()}

    assert outside
    for number in outside:
        assert f"activity/{facts.engagement}/{number}" not in json.dumps(record(facts))


def test_a_measure_that_would_help_an_attacker_is_told_by_its_label_alone():
    facts = complete_facts()
    measures = tuple(replace(row, is_visible_to_clients=False) for row in facts.measures.measures)
    hidden = replace(facts, measures=replace(facts.measures, measures=measures))
    told, whole = (json.dumps(record(one), ensure_ascii=False) for one in (hidden, facts))

    for row in facts.measures.measures:
        if row.status == "implemented":
            assert row.text.nl in whole
            assert row.text.nl not in told
            assert row.label.nl in told


def test_a_planned_measure_is_in_no_record():
    facts = complete_facts()
    planned = [row for row in facts.measures.measures if row.status == "planned"]

    assert planned
    assert all(row.key not in json.dumps(record(facts)) for row in planned)


@pytest.mark.parametrize("has_names", [True, False])
def test_behind_a_client_that_is_a_processor_stand_its_controllers(has_names):
    facts = complete_facts()
    behind = (EndController("Stad Dender", "Markt 1"), EndController("Gemeente Leie"))
    client = replace(
        facts.client,
        role="processor",
        end_controllers=behind if has_names else (),
        end_controllers_note="",
    )
    graph = graph_of(record(replace(facts, client=client)))
    names = {
        str(graph.value(one, DPV.hasName)) for one in graph.subjects(RDF.type, DPV.DataController)
    }

    assert faults_of(graph) == []
    assert facts.client.party.legal_name not in names
    assert {"Stad Dender", "Gemeente Leie"} <= names if has_names else len(names) > 1
    assert list(graph.subjects(RDF.type, DPV.SubProcessorAgreement))


def test_the_engagements_of_a_client_share_one_record_and_one_client():
    facts = complete_facts()
    second = replace(facts, engagement="KBITS-2026-0009")
    graph = graph_of(record(facts, second))
    (ropa,) = graph.subjects(RDF.type, DPV.ROPA)

    assert faults_of(graph) == []
    assert len(list(graph.objects(ropa, DPV.hasProcess))) == 2 * len(facts.in_agreement())
    assert (
        len(
            list(
                graph.subjects(
                    DPV.hasName, graph.value(URIRef(f"{HOUSE}client/K-0012"), DPV.hasName)
                )
            )
        )
        == 1
    )


def test_facts_that_know_nothing_still_make_a_file_that_parses():
    empty = AgreementFacts(
        "KBITS-2026-0002", "", ClientFacts(Party()), ProcessorFacts(Party()), AgreementTerms()
    )
    graph = graph_of(record(empty, agreements=()))

    assert unknown_terms(graph) == set()
    assert "dpv#hasProcess" in faults_of(graph)


@pytest.mark.parametrize("key", sorted(vocabulary().transfer_mechanisms))
def test_every_ground_for_a_transfer_is_one_that_the_shapes_know(key):
    mechanism = vocabulary().transfer_mechanisms[key]
    basis = re.compile(r"eu-gdpr:A(45-3|46-.+|49-.+)")

    assert mechanism.is_transfer == bool(basis.fullmatch(mechanism.dpv[0]))


def test_every_country_has_its_term():
    assert {f"loc:{code}" for code in vocabulary().countries} <= vendored()
