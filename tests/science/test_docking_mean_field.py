"""Docking: on a complete network without noise, trust approaches its mean-field limit as the organisation grows.

The limit states the dynamics of trust in five lines, without agents: all people meet with equal probability, so one
manager represents all. Only talk moves trust here: there are no incidents and no requests, ties do not decay, and all
people are alike.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from itborg.engine.simulation import initial_world, prepare, run_seed, run_until
from itborg.organisation import Organisation, generate
from itborg.organisation.types import Ties

DAYS, REPLICATIONS, WEEK = 200, 3, 5
PRIOR, LANGUAGE, LISTENING = 0.45, 0.6, 0.6
HOMOPHILY, GAIN, ASYMMETRY, SPILL, DRIFT = 0.3, 0.05, 3.0, 0.25, 0.003
VALENCE, SLOPE = 0.5, 2.0
SPARE = 1.0  # attention that seeks somebody new, who does not exist on a complete network
QUIET = {
    "contact_rate": 1.0, "contact_cost": 0.01, "manager_time": 1.0, "homophily": HOMOPHILY,
    "contact_trust": 0.0, "reciprocity": 0.0, "tie_decay": 0.0, "language_learning": 0.0, "business_drift": 0.0,
    "initial_causes": 0.0, "background_causes": 0.0, "request_rate": 0.0,
    "contact_valence": VALENCE, "contact_slope": SLOPE, "chemistry": 0.0, "shared_code": 0.0, "gossip": 0.0,
    "openness": 0.0, "explore": 0.0, "cross_share": 0.05, "good_faith": 0.0, "tie_drift": DRIFT,
    "general_opinion": 1e-6, "resist_threshold": 100.0, "trust_gain": GAIN, "trust_asymmetry": ASYMMETRY, "spill_over": SPILL, "trust_drift": DRIFT, "trust_prior": PRIOR,
}  # fmt: skip


def complete(people: int) -> Organisation:
    """Return an organisation in which all ties are equally strong and all people use the same language."""
    organisation = generate(people, seed=1)
    source, target = np.nonzero(~np.eye(people, dtype=bool))
    ties = Ties(source, target, np.ones(len(source)), np.full(len(source), np.nan))
    traits = {"language": LANGUAGE, "listening": LISTENING}
    return replace(organisation, people=tuple(replace(p, traits=traits) for p in organisation.people), ties=ties)


def agents(organisation: Organisation, jargon: float) -> NDArray[np.float64]:
    """Return the managers' mean benevolence towards IT on each day, (DAYS,), mean over replications."""
    setup = prepare(organisation, days=DAYS, burn_in=0, parameters=QUIET | {"jargon": jargon})
    found = []
    for replication in range(REPLICATIONS):
        world = initial_world(setup, run_seed(1, replication))
        world.stereotype[:] = PRIOR
        world.deviation[:] = 0.0
        found.append(run_until(world, DAYS).history["benevolence"])
    return np.mean(found, axis=0)


def limit(organisation: Organisation, jargon: float) -> NDArray[np.float64]:
    """Return the same by the mean-field recursion, (DAYS,)."""
    it, business = len(organisation.it), len(organisation.business)
    started = HOMOPHILY * it / (business - 1 + HOMOPHILY * it + SPARE)
    received = it / business * HOMOPHILY * business / (it - 1 + HOMOPHILY * business + SPARE)
    felt = (started + received) * (SPILL + (1.0 - SPILL) / it)
    benevolence, language, found = PRIOR, LANGUAGE, []
    for _ in range(DAYS):
        trust = 0.7 * PRIOR + 0.3 * benevolence
        valence = VALENCE * np.clip(SLOPE * (language * LISTENING * (0.4 + 0.6 * trust) - jargon), -1.0, 1.0)
        gap = (1.0 - benevolence) if valence >= 0.0 else ASYMMETRY * benevolence
        benevolence += felt * GAIN * valence * gap
        benevolence -= DRIFT * (benevolence - PRIOR)
        language -= 0.0008 * (language - 0.2)
        found.append(benevolence)
    return np.array(found)


def weekly_mean(series: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the last five days: people update their means once a week, each on their own weekday."""
    return np.convolve(series, np.full(WEEK, 1.0 / WEEK))[: len(series)]


@pytest.mark.parametrize(("jargon", "direction"), [(0.15, 1), (0.4, -1)], ids=["understood", "jargon"])
def test_trust_on_a_complete_network_approaches_its_mean_field_limit(jargon: float, direction: int) -> None:
    distance = {}
    for people in (16, 128):
        organisation = complete(people)
        moved, expected = agents(organisation, jargon)[WEEK:], weekly_mean(limit(organisation, jargon))[WEEK:]
        distance[people] = float(np.abs(moved - expected).max()) / abs(expected[-1] - PRIOR)
        assert direction * (moved[-1] - PRIOR) > 0.03
    assert distance[128] < 0.02
    assert distance[128] < distance[16]
