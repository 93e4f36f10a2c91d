"""Interactions of factors: a known truth is recovered, with intervals that have their coverage."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from itborg.analysis.study import Design, Factor, Replications, in_memory, plan_study
from itborg.analysis.study.interactions import effects_table, interactions, product_effects
from itborg.common.errors import InputError

TRIALS = 3000


def simulated(rng: np.random.Generator, rows: np.ndarray, truth: float, replications: int) -> np.ndarray:
    """Return outcomes with common random numbers: a shared level, shared slopes, and variation of single points."""
    a, b = rows.T
    level, slope, product = rng.normal(0, (5.0, 2.0, 1.0), (replications, 3)).T[:, :, None]
    own = rng.normal(0, 1.0, (replications, len(rows)))
    return level + (3 + slope) * a - 2 * b + (truth + product) * a * b + own


@pytest.mark.parametrize("levels", [2, 3])
def test_intervals_of_an_interaction_cover_the_truth_in_95_of_100_studies(levels):
    rng = np.random.default_rng(1)
    rows = np.array(list(itertools.product(np.linspace(0, 1, levels), repeat=2)))
    inside = 0
    for _ in range(TRIALS):
        (found,) = product_effects(rows, simulated(rng, rows, 4.0, 12))
        inside += found.low <= 4.0 <= found.high
    assert 0.93 <= inside / TRIALS <= 0.97


def test_without_an_interaction_about_one_study_in_twenty_finds_one():
    rng = np.random.default_rng(2)
    rows = np.random.default_rng(3).random((12, 2))
    found = [product_effects(rows, simulated(rng, rows, 0.0, 12))[0].excludes_zero for _ in range(TRIALS)]
    assert 0.03 <= np.mean(found) <= 0.07


def test_a_curved_outcome_is_no_interaction():
    rng = np.random.default_rng(4)
    rows = np.random.default_rng(5).random((15, 2))
    found = []
    for _ in range(500):
        curved = simulated(rng, rows, 0.0, 12) + 12 * (rows[:, 0] - 0.5) ** 2
        found.append(product_effects(rows, curved)[0].excludes_zero)
    assert np.mean(found) <= 0.07


def toy(values, strategy, seed):
    """Return an outcome in which demand and honesty interact by 6 under itil, over their ranges."""
    shared = np.random.default_rng([seed, 0]).normal(0, 2.0)
    own = np.random.default_rng([seed, len(strategy), round(1000 * sum(values.values()))]).normal(0, 0.3)
    gain = 1.0 + 150.0 * (values["demand"] - 1) * (values["honesty"] - 0.2) if strategy == "itil" else 0.0
    return {"net_value": shared + own + 3 * values["demand"] + gain}


def toy_results(kind="grid", **rest):
    """Return the results of a study of the toy with three factors."""
    factors = (Factor("demand", 0.8, 1.2), Factor("honesty", 0.15, 0.25), Factor("dummy", 0.0, 1.0))
    design = Design(kind, factors, **rest)
    study = plan_study(["none", "itil", "cobit"], design=design, measures=["net_value"], replications=Replications(8))
    return in_memory(study, model=toy)


def test_a_study_states_which_factors_interact_and_by_how_much():
    found = toy_results(levels=3)
    first, *others = interactions(found, "itil")
    assert {first.factor, first.other} == {"demand", "honesty"}
    assert first.effect.low <= 6.0 <= first.effect.high
    assert first.effect.half < 0.8
    assert not any(one.significant for one in others)
    assert not any(one.significant for one in interactions(found, "none"))


def test_any_two_strategies_are_contrasted():
    found = toy_results(levels=3)
    same, turned = interactions(found, "itil", "cobit")[0], interactions(found, "cobit", "itil")[0]
    assert same.effect.mean == pytest.approx(-turned.effect.mean)
    assert same.effect.low <= 6.0 <= same.effect.high
    with pytest.raises(InputError, match="did you mean 'cobit'"):
        interactions(found, "itil", "cobi")


def test_a_design_that_cannot_separate_products_gives_no_estimate():
    found = toy_results("latin_hypercube", samples=6)
    assert all(np.isnan(one.effect.mean) and not one.significant for one in interactions(found, "itil"))


def test_the_table_has_every_strategy_measure_and_pair():
    frame = effects_table(toy_results(levels=2))
    assert len(frame) == 3 * 1 * 3
    assert frame[frame["significant"]][["strategy", "factor", "other"]].to_numpy().tolist() == [
        ["itil", "demand", "honesty"]
    ]
