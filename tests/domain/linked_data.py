"""Reading a record of linked data as others do: rdflib parses it, pyshacl asks our shapes."""

import json
import warnings
from functools import cache
from importlib.resources import files

from pyshacl import validate
from rdflib import Graph, Namespace, URIRef

DPV = Namespace("https://w3id.org/dpv#")
SHACL = Namespace("http://www.w3.org/ns/shacl#")
PREFIXES = {
    "https://w3id.org/dpv/pd#": "pd:",
    "https://w3id.org/dpv/loc#": "loc:",
    "https://w3id.org/dpv/legal/eu/gdpr#": "eu-gdpr:",
    "https://w3id.org/dpv#": "dpv:",
}
SHAPES = Graph().parse(
    data=(files("dpa_manager.vocabulary") / "dpv_shapes.ttl").read_text("utf-8"), format="turtle"
)


def graph_of(record):
    """The triples of a record; its context is in it, so nothing is fetched."""
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses what rdflib no longer wants to be used.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(record), format="json-ld")


def faults_of(graph):
    """What our shapes find wrong: the paths that they name, sorted."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        _, report, _ = validate(graph, shacl_graph=SHAPES)
    return sorted(str(path).rpartition("/")[2] for path in report.objects(None, SHACL.resultPath))


@cache
def vendored():
    """The terms that the program ships."""
    lines = (files("dpa_manager.vocabulary") / "dpv_terms.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def unknown_terms(graph):
    """Every name of DPV in a graph that is none of the terms that the program ships."""
    found = set()
    for name in {name for triple in graph for name in triple if isinstance(name, URIRef)}:
        for base, prefix in PREFIXES.items():
            if str(name).startswith(base):
                found.add(prefix + str(name)[len(base) :])
                break
    return found - vendored()


def every_node(value):
    """Every node of a record, nested ones too."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from every_node(one)


def is_a(node, kind):
    """Whether a node has this type."""
    kinds = node.get("@type", [])
    return kind == kinds or kind in kinds
