"""GEXF 1.0 to 1.3, as Gephi, networkx and others write it, with any namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import xml_tree as xml
from .network import Network, NetworkFileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class _Declared(NamedTuple):
    """A declared attribute: its title, and its default, "" if there is none."""

    title: str
    default: str


def read_gexf(data: bytes) -> Network:
    """Return the network of a GEXF document.

    Raises NetworkFileError if it is not GEXF, or for an edge whose end is no node. Of an attribute that changes over
    time the last value counts.
    """
    root = xml.parse(data)
    graph = xml.first(root, "graph")
    if xml.local(root) != "gexf" or graph is None:
        raise NetworkFileError(f"this is not GEXF: expected <gexf> with a <graph>, found <{xml.local(root)[:40]}>")
    network = Network()
    directed = xml.attribute(graph, "defaultedgetype") or "undirected"
    _read_nodes(network, graph, _declared(graph, "node"))
    declared = _declared(graph, "edge")
    for edges in xml.children(graph, "edges"):
        for edge in xml.children(edges, "edge"):
            _read_edge(network, edge, declared, directed)
    if xml.attribute(graph, "mode") == "dynamic":
        network.notes.append("The network changes over time; all its nodes and edges are read, with their last values.")
    network.check_ends()
    return network


def _declared(graph: Element, kind: str) -> dict[str, _Declared]:
    """Return the declared attributes of nodes or edges by their id."""
    return {
        xml.attribute(one, "id"): _Declared(
            xml.attribute(one, "title") or xml.attribute(one, "id"), xml.text(xml.first(one, "default"))
        )
        for group in xml.children(graph, "attributes")
        if xml.attribute(group, "class") == kind
        for one in xml.children(group, "attribute")
    }


def _read_nodes(network: Network, graph: Element, declared: dict[str, _Declared]) -> None:
    """Add all nodes, those inside other nodes as well."""
    waiting = list(xml.children(graph, "nodes"))[::-1]
    while waiting:
        element = waiting.pop()
        if xml.local(element) == "node":
            attributes = _attributes(element, declared)
            if label := xml.attribute(element, "label"):
                attributes["label"] = label
            network.add_node(xml.attribute(element, "id"), attributes)
        waiting += [child for child in element if xml.local(child) in ("nodes", "node")][::-1]


def _read_edge(network: Network, edge: Element, declared: dict[str, _Declared], default: str) -> None:
    """Add one edge; a mutual edge leads both ways, as an undirected one does."""
    attributes = _attributes(edge, declared)
    for name in ("weight", "label"):
        if value := xml.attribute(edge, name):
            attributes[name] = value
    kind = xml.attribute(edge, "type") or default
    network.add_edge(xml.attribute(edge, "source"), xml.attribute(edge, "target"), attributes, kind == "directed")


def _attributes(element: Element, declared: dict[str, _Declared]) -> dict[str, str]:
    """Return the attributes of a node or edge by title; defaults included."""
    found = {one.title: one.default for one in declared.values() if one.default}
    for values in xml.children(element, "attvalues"):
        for value in xml.children(values, "attvalue"):
            key = xml.attribute(value, "for") or xml.attribute(value, "id")
            found[declared[key].title if key in declared else key] = xml.attribute(value, "value")
    return found
