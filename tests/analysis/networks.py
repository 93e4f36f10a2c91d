"""Networks for tests: small ones by hand, real ones where their files are at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from itborg.analysis.network.statistics import TieNetwork
from itborg.engine.state import IT
from itborg.organisation.reading.services import default_services
from itborg.organisation.types import Organisation, Person, Ties

#: Folder of real networks that are no part of the project, each a folder with nodes.csv and edges.csv.
NETWORKS = Path(os.environ.get("ITBORG_NETWORKS", "networks"))


def random_network(people: int, seed: int, density: float = 0.25) -> TieNetwork:
    """Return a random directed network of two sides with trust on every tie."""
    rng = np.random.default_rng(seed)
    contact = np.where(rng.random((people, people)) < density, rng.uniform(0.1, 1.0, (people, people)), 0.0)
    np.fill_diagonal(contact, 0.0)
    trust = np.where(contact > 0, rng.random((people, people)), np.nan)
    return TieNetwork(contact, trust, rng.permutation(np.arange(people) % 2), 0.05)


def graph_of(network: TieNetwork) -> nx.DiGraph:
    """Return the ties that count as a graph of networkx, with the side of each person."""
    graph = nx.from_numpy_array(network.linked.astype(int), create_using=nx.DiGraph)
    nx.set_node_attributes(graph, dict(enumerate(network.side.tolist())), "side")
    return graph


def real_network(name: str, contact: str, trust: str, least: float, attribute: str, it: str) -> TieNetwork:
    """Return a real network whose weights become contact and trust from 0 to 1; skip the test without its files.

    name            folder of `NETWORKS`
    contact, trust  layers of edges.csv
    least           smallest weight of contact that is a tie
    attribute, it   column of nodes.csv, and its value for the people who stand for IT
    """
    folder = NETWORKS / name
    if not (folder / "edges.csv").is_file():
        pytest.skip(f"the network {name} is not at hand")
    with (folder / "nodes.csv").open(encoding="utf-8") as handle:
        nodes = list(csv.DictReader(handle))
    row = {one["id"]: n for n, one in enumerate(nodes)}
    layers = {layer: np.zeros((len(nodes), len(nodes))) for layer in (contact, trust)}
    with (folder / "edges.csv").open(encoding="utf-8") as handle:
        for edge in csv.DictReader(handle):
            if edge["layer"] in layers:
                layers[edge["layer"]][row[edge["source"]], row[edge["target"]]] = float(edge["weight"])
    highest = max(1.0, layers[contact].max())
    side = np.array([0 if one[attribute] == it else 1 for one in nodes])
    return TieNetwork(layers[contact] / highest, layers[trust] / max(1.0, layers[trust].max()), side, least / highest)


def organisation_of(network: TieNetwork, name: str) -> Organisation:
    """Return an organisation with the ties of a network; roles are dealt out in turn, trust is left open."""
    roles = ("service desk", "operations", "developer")
    people = tuple(
        Person(f"person-{n}", f"Person {n}", "it", roles[n % 3], f"IT {roles[n % 3]}")
        if side == IT
        else Person(f"person-{n}", f"Person {n}", "business", "manager", f"Department {n % 3}")
        for n, side in enumerate(network.side.tolist())
    )
    source, target = np.nonzero(network.linked)
    ties = Ties(source, target, network.contact[source, target], np.full(len(source), np.nan))
    return Organisation(name, people, default_services(people), ties)
