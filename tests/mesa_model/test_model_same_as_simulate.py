"""A model that is stepped by hand gives the same run as a single call of simulate."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from itborg.analysis.measures import measure
from itborg.engine.ensemble import ensemble
from itborg.engine.simulation import Run, simulate
from itborg.mesa_model.model import Model
from itborg.organisation import Organisation
from itborg.strategies import strategy

DAYS, BURN_IN = 60, 30


def assert_same(one: Run, other: Run) -> None:
    """Check that two runs are identical bit for bit."""
    assert one.history.tobytes() == other.history.tobytes()
    assert one.closed.tobytes() == other.closed.tobytes()
    assert np.array_equal(one.handoffs, other.handoffs)


@pytest.mark.parametrize("name", ["none", "vocr_board", "csi_programme"])
@pytest.mark.parametrize("seed", [1, 42, 2**40])
def test_the_same_seed_gives_the_same_run_as_a_single_call(organisation: Organisation, name: str, seed: int) -> None:
    model = Model(organisation, name, rng=seed, burn_in=BURN_IN, days=DAYS)
    model.run_for(DAYS)
    expected = simulate(organisation, strategy(name), seed=seed, burn_in=BURN_IN, days=DAYS)
    assert_same(model.run_record, expected)
    assert model.measures() == pytest.approx(measure(expected), nan_ok=True, rel=0, abs=0)


def test_the_size_of_the_steps_does_not_matter(organisation: Organisation) -> None:
    models = [Model(organisation, "csi_programme", rng=7, burn_in=BURN_IN, days=DAYS) for _ in range(4)]
    for _ in range(DAYS):
        models[0].step()
    while models[1].time < DAYS:
        models[1].run_for(min(7, DAYS - models[1].time))
    models[2].run_until(DAYS)
    for _ in range(2 * DAYS):
        models[3].run_for(0.5)
    for model in models[1:]:
        assert model.time == DAYS
        assert_same(models[0].run_record, model.run_record)


def test_a_model_without_burn_in_is_the_run_without_burn_in(pizza: Organisation) -> None:
    model = Model(pizza, "itil@10", rng=3, burn_in=0, days=DAYS)
    model.run_for(DAYS)
    assert_same(model.run_record, simulate(pizza, strategy("itil@10"), seed=3, burn_in=0, days=DAYS))


def test_parameters_and_knocked_out_mechanisms_are_those_of_simulate(pizza: Organisation) -> None:
    changes = {"parameters": {"trust_gain": 0.2}, "without": ["shadow_it"]}
    model = Model(pizza, rng=3, burn_in=BURN_IN, days=DAYS, **changes)
    model.run_for(DAYS)
    assert model.history()["shadow_it"].sum() == 0
    assert_same(model.run_record, simulate(pizza, strategy("none"), seed=3, burn_in=BURN_IN, days=DAYS, **changes))


def test_different_seeds_differ(pizza: Organisation) -> None:
    runs = [Model(pizza, rng=seed, burn_in=5, days=5).run_record.history.tobytes() for seed in range(5)]
    assert len(set(runs)) == 5


def test_a_model_without_a_seed_reports_the_one_it_drew(pizza: Organisation) -> None:
    first = Model(pizza, burn_in=5, days=5)
    assert_same(first.run_record, Model(pizza, rng=first.seed, burn_in=5, days=5).run_record)
    assert first.seed != Model(pizza, burn_in=0, days=1).seed


def test_one_core_or_two_give_the_same(pizza: Organisation) -> None:
    wanted = [strategy("none"), strategy("brm_style")]
    one, two = (
        list(ensemble(pizza, wanted, replications=range(4), days=DAYS, burn_in=BURN_IN, seed=9, threads=threads))
        for threads in (1, 2)
    )
    assert [number for number, _ in one] == [number for number, _ in two]
    for (_, a), (_, b) in zip(one, two, strict=True):
        for left, right in zip(a, b, strict=True):
            assert_same(left, right)


_SOME_DAYS = """
import hashlib
from itborg import Model, generate
model = Model(generate(6), "vocr_board+itil", rng=4, burn_in=2, days=6)
model.run_for(3)
run = model.run_record
print(hashlib.sha256(run.history.tobytes() + run.closed.tobytes()).hexdigest())
"""


def test_interpreted_and_compiled_rules_give_the_same_run() -> None:
    compiled, interpreted = (
        subprocess.run(
            [sys.executable, "-c", _SOME_DAYS], env={**os.environ, **extra}, capture_output=True, text=True, check=True
        ).stdout
        for extra in ({}, {"NUMBA_DISABLE_JIT": "1"})
    )
    assert compiled == interpreted
