"""A run cache simulates each run once, and an experiment changes only its own run."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.analysis.network.statistics import network_of
from itborg.engine.simulation import simulate
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.what_if_experiments import EXPERIMENTS
from itborg.organisation import load
from itborg.strategies import strategy

DAYS = 70


@pytest.fixture
def run_cache() -> RunCache:
    return RunCache(load("grab_at_pizza"), 0, seed=3)


def test_a_run_cache_gives_the_run_of_simulate(run_cache: RunCache) -> None:
    run = simulate(load("grab_at_pizza"), strategy("itil"), days=DAYS, seed=3)
    assert np.array_equal(run_cache.run("itil", days=DAYS).history, run.history)


def test_a_run_is_simulated_once(run_cache: RunCache) -> None:
    assert run_cache.run(days=DAYS) is run_cache.run(days=DAYS)
    assert run_cache.run(days=DAYS, honesty=0.2) is not run_cache.run(days=DAYS)


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_an_experiment_changes_its_own_run_from_its_day_on_and_no_other(run_cache: RunCache, experiment: str) -> None:
    before = run_cache.run(days=DAYS).history.copy()
    changed = run_cache.run(days=DAYS, experiment=experiment)
    burn_in = changed.burn_in
    assert np.array_equal(changed.history[:burn_in], before[:burn_in])
    assert not np.array_equal(changed.history[burn_in:], before[burn_in:])
    fresh = RunCache(load("grab_at_pizza"), 0, seed=3)
    assert np.array_equal(fresh.run(days=DAYS).history, before)
    assert np.array_equal(run_cache.run("none", days=DAYS, experiment="").history, before)


def test_frozen_trust_does_not_move(run_cache: RunCache) -> None:
    """Neither in a side nor in a person whom one still knows; opinions, which weigh the people whom one meets, may still change."""
    start = run_cache.start()
    frozen, moving = (run_cache.world(days=DAYS, experiment=experiment) for experiment in ("freeze_trust", ""))
    assert np.array_equal(frozen.stereotype, start.stereotype)
    assert not np.allclose(moving.stereotype, start.stereotype)
    there, then = network_of(start), network_of(frozen)
    both = there.linked & then.linked
    assert np.isclose(there.trust[both], then.trust[both]).mean() > 0.97  # the others ended and began again


def test_a_wave_of_faults_ends(run_cache: RunCache) -> None:
    """After two months every hazard has the value of the baseline run again; only consequences remain."""
    hit, base = run_cache.world(days=DAYS, experiment="wave_of_faults"), run_cache.world(days=DAYS)
    assert hit.parameters["hazard"][0] == pytest.approx(base.parameters["hazard"][0])
    hazard = {int(x.key): float(x.hazard) for x in base.causes if x.active}
    both = [(hazard[int(x.key)], float(x.hazard)) for x in hit.causes if x.active and int(x.key) in hazard]
    assert len(both) > 20
    assert np.allclose(*np.transpose(both))
    assert (
        run_cache.column("opened", days=DAYS, experiment="wave_of_faults").sum()
        > 1.5 * run_cache.column("opened", days=DAYS).sum()
    )
