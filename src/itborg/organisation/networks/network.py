"""A network as a file holds it: nodes and edges with attributes as texts, before anything is a person or a tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

#: Largest size of a network file, in bytes, also when it is unpacked.
MAX_BYTES = 50_000_000
#: Largest number of nodes and of edges of a network file.
MAX_NODES, MAX_EDGES = 200_000, 2_000_000


class NetworkFileError(ValueError):
    """A network file that cannot be read; the message gives the reason and, where known, the line."""


class Edge(NamedTuple):
    """One edge: ids of its ends, its attributes, and whether it leads only from source to target."""

    source: str
    target: str
    attributes: Mapping[str, str]
    directed: bool


@dataclass
class Network:
    """Nodes and edges of a file.

    nodes  attributes of each node by its id, in the order of the file; `add_node` fills it
    edges  in the order of the file; `add_edge` fills it
    team   attribute of the nodes that is known to hold a grouping, "" if the format has none
    notes  sentences for the user about what was left out or assumed
    """

    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    team: str = ""
    notes: list[str] = field(default_factory=list)

    def add_node(self, key: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Add a node and return its attributes. Raises NetworkFileError for an id that is empty or occurs twice."""
        if not key:
            raise NetworkFileError(f"node {len(self.nodes) + 1} has no id")
        if key in self.nodes:
            raise NetworkFileError(f"the id '{key[:60]}' belongs to two nodes")
        if len(self.nodes) == MAX_NODES:
            raise NetworkFileError(f"there are more than {MAX_NODES:,} nodes")
        self.nodes[key] = dict(attributes)
        return self.nodes[key]

    def add_edge(self, source: str, target: str, attributes: Mapping[str, str], directed: bool) -> None:
        """Add an edge; whether its ends exist is checked by `check_ends`, when all nodes are known."""
        if len(self.edges) == MAX_EDGES:
            raise NetworkFileError(f"there are more than {MAX_EDGES:,} edges")
        self.edges.append(Edge(source, target, attributes, directed))

    def check_ends(self) -> None:
        """Raise NetworkFileError for an edge with an end that is no node."""
        for edge in self.edges:
            for end in (edge.source, edge.target):
                if end not in self.nodes:
                    ends = f"from '{edge.source[:60]}' to '{edge.target[:60]}'"
                    raise NetworkFileError(f"an edge leads {ends}, but there is no node '{end[:60]}'")
