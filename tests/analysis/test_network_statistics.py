"""Statistics of networks agree with networkx and with counting by hand."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest

from itborg.analysis.network.statistics import (
    TieNetwork,
    assortativity,
    contact_trust_correlation,
    cross_contact_share,
    cross_ties_of_managers,
    density,
    mutual_trust_correlation,
    network_in_data,
    network_of,
    persistence,
    reciprocity,
    statistics,
    transitivity,
    trust_spread,
)
from itborg.engine.simulation import initial_world, prepare, run_seed
from itborg.engine.state import BUSINESS, IT
from itborg.engine.tables.relations import trust_of
from itborg.organisation import load
from itborg.organisation.betweenness import betweenness, strongest
from tests.analysis.networks import graph_of, random_network, real_network


@pytest.fixture(params=range(4))
def network(request: pytest.FixtureRequest) -> TieNetwork:
    return random_network(12 + request.param, request.param, 0.15 + 0.1 * request.param)


def test_density_reciprocity_and_assortativity_are_those_of_networkx(network: TieNetwork) -> None:
    graph = graph_of(network)
    assert density(network) == pytest.approx(nx.density(graph))
    assert reciprocity(network) == pytest.approx(nx.overall_reciprocity(graph))
    assert assortativity(network) == pytest.approx(nx.attribute_assortativity_coefficient(graph, "side"))


def test_density_across_and_inside_add_up(network: TieNetwork) -> None:
    n, across = len(network.side), int(network.across.sum())
    inside = n * (n - 1) - across
    ties = density(network, True) * across + density(network, False) * inside
    assert ties == pytest.approx(density(network) * n * (n - 1))


def test_transitivity_is_the_share_of_closed_ways_counted_one_by_one(network: TieNetwork) -> None:
    graph = graph_of(network)
    ways = [
        graph.has_edge(i, k)
        for i, j, k in itertools.permutations(graph, 3)
        if graph.has_edge(i, j) and graph.has_edge(j, k)
    ]
    assert transitivity(network) == pytest.approx(np.mean(ways))


def test_betweenness_is_that_of_networkx_between_two_groups(network: TieNetwork) -> None:
    linked = network.linked | network.linked.T
    it = network.side == IT
    graph = nx.from_numpy_array(linked.astype(int))
    expected = nx.betweenness_centrality_subset(graph, np.flatnonzero(~it).tolist(), np.flatnonzero(it).tolist())
    found = betweenness(linked, it)
    assert found == pytest.approx(2.0 * np.array([expected[n] for n in range(len(it))]))
    assert strongest(found, 1)[0] == np.argmax(found)


def test_betweenness_of_a_network_in_two_parts_is_finite() -> None:
    linked = np.zeros((5, 5), dtype=bool)
    linked[0, 1] = linked[1, 0] = linked[1, 2] = linked[2, 1] = True
    assert betweenness(linked, np.array([False, False, True, True, True])).tolist() == [0.0, 1.0, 0.0, 0.0, 0.0]


def test_correlations_and_spread_of_trust_are_those_of_ties_across() -> None:
    network = random_network(14, 5, 0.6)
    pairs = [(i, j) for i, j in itertools.permutations(range(14), 2) if network.side[i] != network.side[j]]
    spread = []
    for side in (BUSINESS, IT):
        ties = [one for one in pairs if network.side[one[0]] == side and network.linked[one]]
        trust = [network.trust[one] for one in ties]
        expected = np.corrcoef([network.contact[one] for one in ties], trust)[0, 1]
        assert contact_trust_correlation(network, side) == pytest.approx(expected)
        spread.append(np.std(trust, ddof=1))
    assert trust_spread(network) == pytest.approx(np.mean(spread))
    both = [(i, j) for i, j in pairs if network.side[i] == BUSINESS and network.linked[i, j] and network.linked[j, i]]
    expected = np.corrcoef([network.trust[i, j] for i, j in both], [network.trust[j, i] for i, j in both])[0, 1]
    assert mutual_trust_correlation(network) == pytest.approx(expected)


def test_persistence_is_the_share_of_old_ties_that_are_still_there() -> None:
    before = random_network(10, 1, 0.5)
    lost = before.contact.copy()
    ties = np.argwhere(before.linked & before.across)
    lost[tuple(ties[: len(ties) // 4].T)] = 0.0
    after = before._replace(contact=lost)
    assert persistence(before, after, True) == pytest.approx(1.0 - (len(ties) // 4) / len(ties))
    assert persistence(before, after, False) == 1.0
    assert persistence(before, before, True) == 1.0


def test_statistics_without_ties_are_undefined_and_raise_nothing() -> None:
    empty = TieNetwork(np.zeros((4, 4)), np.full((4, 4), np.nan), np.array([0, 0, 1, 1]), 0.05)
    found = statistics(empty, empty)
    assert found["density"] == 0.0
    assert np.isnan(found["reciprocity"])
    assert np.isnan(found["persistence across the sides"])


def test_the_network_of_a_world_has_the_trust_that_the_model_reads() -> None:
    world = initial_world(prepare(load("grab_at_pizza"), days=1), run_seed(1, 0))
    network = network_of(world)
    it = np.flatnonzero(network.side == IT)
    for i, j in np.argwhere(network.contact > 0)[::17].tolist():
        assert network.trust[i, j] == pytest.approx(trust_of(world, i, j))
    assert world.organisation[0].it == len(it)
    assert cross_ties_of_managers(network) > 0


def test_the_network_in_the_data_is_that_of_the_initial_state() -> None:
    organisation = load("grab_at_pizza")
    world = network_of(initial_world(prepare(organisation, days=1), run_seed(1, 0)))
    data = network_in_data(organisation, world.least)
    for statistic in (density, reciprocity, transitivity, assortativity, cross_contact_share):
        assert statistic(data) == pytest.approx(statistic(world))


def test_consultants_trust_across_regions_whom_they_often_consult() -> None:
    """46 consultants of Cross & Parker 2004, information sought at least seldom, value of expertise as trust."""
    network = real_network("cross_parker_consulting", "info", "value", 2, "region", "1")
    there = network.linked & network.across
    assert np.corrcoef(network.contact[there], network.trust[there])[0, 1] == pytest.approx(0.25, abs=0.02)
    assert density(network, True) < 0.1 < density(network, False)


def test_a_real_network_of_managers_has_reciprocity_in_the_known_range() -> None:
    network = real_network("krackhardt_hightech", "advice", "friendship", 1, "dept", "2")
    assert 0.33 < reciprocity(network) < 0.88
    assert density(network) == pytest.approx(190 / 420)
