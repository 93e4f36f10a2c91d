"""Docking: on a complete network without noise, trust follows its mean-field limit, the closer the larger it is.

The limit says the dynamics of trust in five lines, without agents: everybody meets everybody alike, so one manager
stands for all. Nothing but talk moves trust here: no incidents, no requests, no tie that fades, nobody differs.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from itborg.engine.simulation import initial_world, prepare, run_seed, run_until
from itborg.organisation import Organisation, generate
from itborg.organisation.types import Ties

DAYS, LUCKS, WEEK = 200, 3, 5
PRIOR, LANGUAGE, LISTENING = 0.45, 0.6, 0.6
HOMOPHILY, GAIN, ASYMMETRY, SPILL, DRIFT = 0.3, 0.05, 3.0, 0.25, 0.003
QUIET = {
    "contact_rate": 1.0, "contact_cost": 0.01, "manager_time": 1.0, "homophily": HOMOPHILY,
    "contact_trust": 0.0, "reciprocity": 0.0, "tie_decay": 0.0, "language_learning": 0.0, "business_drift": 0.0,
    "initial_causes": 0.0, "background_causes": 0.0, "request_rate": 0.0,
    "trust_gain": GAIN, "trust_asymmetry": ASYMMETRY, "spill_over": SPILL, "trust_drift": DRIFT, "trust_prior": PRIOR,
}  # fmt: skip


def complete(people: int) -> Organisation:
    """Return an organisation in which everybody knows everybody equally well and all speak alike."""
    organisation = generate(people, seed=1)
    source, target = np.nonzero(~np.eye(people, dtype=bool))
    ties = Ties(source, target, np.ones(len(source)), np.full(len(source), np.nan))
    traits = {"language": LANGUAGE, "listening": LISTENING}
    return replace(organisation, people=tuple(replace(p, traits=traits) for p in organisation.people), ties=ties)


def agents(organisation: Organisation, jargon: float) -> NDArray[np.float64]:
    """Return the managers' mean benevolence towards IT, day by day, over a few lucks."""
    setup = prepare(organisation, days=DAYS, burn_in=0, parameters=QUIET | {"jargon": jargon})
    found = []
    for random_numbers in range(LUCKS):
        world = initial_world(setup, run_seed(1, random_numbers))
        world.stereotype[:] = PRIOR
        world.deviation[:] = 0.0
        found.append(run_until(world, DAYS).history["benevolence"])
    return np.mean(found, axis=0)


def limit(organisation: Organisation, jargon: float) -> NDArray[np.float64]:
    """Return the same from the mean field."""
    it, business = len(organisation.it), len(organisation.business)
    started = HOMOPHILY * it / (business - 1 + HOMOPHILY * it)
    received = it / business * HOMOPHILY * business / (it - 1 + HOMOPHILY * business)
    felt = (started + received) * (SPILL + (1.0 - SPILL) / it)
    benevolence, language, found = PRIOR, LANGUAGE, []
    for _ in range(DAYS):
        trust = 0.7 * PRIOR + 0.3 * benevolence
        valence = 0.5 * np.clip(2.0 * (language * LISTENING * (0.4 + 0.6 * trust) - jargon), -1.0, 1.0)
        gap = (1.0 - benevolence) if valence >= 0.0 else ASYMMETRY * benevolence
        benevolence += felt * GAIN * valence * gap
        benevolence -= DRIFT * (benevolence - PRIOR)
        language -= 0.0008 * (language - 0.2)
        found.append(benevolence)
    return np.array(found)


def as_of_the_week(series: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the last five days: people take stock once a week, each on a weekday of its own."""
    return np.convolve(series, np.full(WEEK, 1.0 / WEEK))[: len(series)]


@pytest.mark.parametrize(("jargon", "way"), [(0.15, 1), (0.4, -1)], ids=["understood", "jargon"])
def test_trust_on_a_complete_network_approaches_its_mean_field_limit(jargon: float, way: int) -> None:
    far = {}
    for people in (16, 128):
        organisation = complete(people)
        moved, expected = agents(organisation, jargon)[WEEK:], as_of_the_week(limit(organisation, jargon))[WEEK:]
        far[people] = float(np.abs(moved - expected).max()) / abs(expected[-1] - PRIOR)
        assert way * (moved[-1] - PRIOR) > 0.03
    assert far[128] < 0.02
    assert far[128] < far[16]
