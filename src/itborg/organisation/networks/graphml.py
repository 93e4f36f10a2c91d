"""GraphML: of networkx, igraph, Gephi, yEd, NetLogo and others, with any namespace and with undeclared keys.

A node that contains a graph, as yEd's groups do, is no person but a group: its label becomes the attribute `group` of
the nodes inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import xml_tree as xml
from .network import Network, NetworkFileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Attribute of the nodes inside a group that holds the label of the innermost group.
GROUP = "group"
#: Elements of yEd that hold the text that is drawn.
_LABELS = ("NodeLabel", "EdgeLabel")


class _Key(NamedTuple):
    """A declared attribute: its name, "" for yEd's drawings, and its default, "" if there is none."""

    name: str
    default: str


def read_graphml(data: bytes) -> Network:
    """Return the network of a GraphML document, of the first graph if there are several.

    Raises NetworkFileError if it is not GraphML, or for an edge whose end is no node.
    """
    root = xml.parse(data)
    graphs = list(xml.children(root, "graph"))
    if xml.local(root) != "graphml" or not graphs:
        raise NetworkFileError(
            f"this is not GraphML: expected <graphml> with a <graph>, found <{xml.local(root)[:40]}>"
        )
    network = Network()
    if len(graphs) > 1:
        network.notes.append(f"The file has {len(graphs)} graphs; the first is read.")
    _read_graphs(network, graphs[0], _keys(root))
    network.check_ends()
    return network


def _keys(root: Element) -> dict[tuple[str, str], _Key]:
    """Return the declared attributes by what they are for (node, edge, all) and their id."""
    keys = {}
    for key in xml.children(root, "key"):
        drawn = xml.attribute(key, "yfiles.type")
        name = "" if drawn else xml.attribute(key, "attr.name") or xml.attribute(key, "id")
        target = xml.attribute(key, "for") or "all"
        keys[target, xml.attribute(key, "id")] = _Key(name, xml.text(xml.first(key, "default")))
    return keys


def _read_graphs(network: Network, top: Element, keys: dict[tuple[str, str], _Key]) -> None:
    """Read a graph and the graphs inside its nodes."""
    waiting: list[tuple[Element, str]] = [(top, "")]
    groups, hyperedges = {}, 0
    while waiting:
        graph, group = waiting.pop()
        directed = xml.attribute(graph, "edgedefault") == "directed"
        for element in graph:
            name = xml.local(element)
            if name == "node":
                inner = list(xml.children(element, "graph"))
                attributes = _attributes(element, "node", keys)
                if group:
                    attributes.setdefault(GROUP, group)
                node = network.add_node(xml.attribute(element, "id"), attributes)
                if inner:
                    key = xml.attribute(element, "id")
                    groups[key] = node
                    waiting += [(one, node.get("label") or node.get("name") or key) for one in inner]
            elif name == "edge":
                _read_edge(network, element, keys, directed)
            hyperedges += name == "hyperedge"
    if hyperedges:
        network.notes.append(f"Hyperedges ({hyperedges}) are left out: a tie joins two people.")
    _leave_out_groups(network, list(groups))


def _read_edge(network: Network, edge: Element, keys: dict[tuple[str, str], _Key], directed: bool) -> None:
    """Add one edge; its own attribute `directed` has priority over the graph's default."""
    own = xml.attribute(edge, "directed").lower()
    network.add_edge(
        xml.attribute(edge, "source"), xml.attribute(edge, "target"),
        _attributes(edge, "edge", keys), own in ("true", "1") if own else directed,
    )  # fmt: skip


def _attributes(element: Element, kind: str, keys: dict[tuple[str, str], _Key]) -> dict[str, str]:
    """Return the attributes of a node or edge; defaults of declared keys included.

    kind  "node" or "edge"
    """
    found = {key.name: key.default for (target, _), key in keys.items() if key.default and target in (kind, "all")}
    found.pop("", None)
    for data in xml.children(element, "data"):
        key = xml.attribute(data, "key")
        declared = keys.get((kind, key)) or keys.get(("all", key))
        name = key if declared is None else declared.name
        if name and not len(data):
            found[name] = xml.text(data)
        elif label := _label(data):
            found.setdefault("label", label)
    return found


def _label(data: Element) -> str:
    """Return the text that yEd draws at a node or edge, "" if there is none."""
    labels = (one for one in data.iter() if xml.local(one) in _LABELS)
    return next((words for words in ((one.text or "").strip() for one in labels) if words), "")


def _leave_out_groups(network: Network, groups: list[str]) -> None:
    """Remove groups that no edge touches; they are drawn around people and are none."""
    if not groups:
        return
    touched = {end for edge in network.edges for end in edge[:2]}
    empty = [key for key in groups if key not in touched]
    for key in empty:
        del network.nodes[key]
    if empty:
        network.notes.append(
            f"Groups of nodes ({len(empty)}) are no people; the nodes inside have the attribute {GROUP}."
        )
