"""Intervals of a study against toys with known effects."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.analysis.statistics import interval
from itborg.analysis.study import Replications, in_memory
from itborg.analysis.study.findings import over_points, strategy_effects
from itborg.analysis.study.progress_table import LOOKS, looks, precise_enough, replications_needed
from itborg.analysis.study.results import paired, summary
from tests.analysis.toy_studies import EFFECT, paired_toy, small_study, toy_study

STUDIES = 300


def shares_covered(replications: Replications) -> float:
    """Return how often the interval of a difference contains the truth, over many independent studies."""
    hits = []
    for seed in range(STUDIES):
        study = toy_study(replications=replications, seed=seed, measures=["net_value"])
        rows = summary(in_memory(study, threads=1, model=paired_toy))
        for row in rows[rows["strategy"] != "none"].to_dict("records"):
            truth = EFFECT[row["strategy"]]
            hits.append(row["difference_low"] <= truth <= row["difference_high"])
    return float(np.mean(hits))


def test_95_percent_intervals_contain_the_truth_in_93_to_97_percent():
    assert 0.93 <= shares_covered(Replications(8)) <= 0.97


def test_the_stopping_rule_keeps_that_coverage():
    assert 0.93 <= shares_covered(Replications(60, half_width=0.6)) <= 0.97


def test_the_mean_over_points_with_all_replications_is_students():
    values = np.random.default_rng(1).normal(size=(12, 5)) + np.arange(5.0)
    assert over_points(values) == pytest.approx(interval(values.mean(axis=1)))


def test_the_mean_over_points_with_different_numbers_of_replications_keeps_its_coverage():
    """Noise is common to design points, and the noisiest has three times as many replications as the quietest."""
    chance, hits = np.random.default_rng(2), []
    for _ in range(3000):
        values = np.array([1.0, 2.0, 6.0]) + chance.normal(size=(30, 1)) + chance.normal(size=(30, 3)) * [0.5, 1, 4]
        values[10:, 0] = values[20:, 1] = np.nan
        found, points = over_points(values), np.nanmean(values, axis=0)
        assert points.min() < found.mean < points.max()
        hits.append(found.low <= 3.0 <= found.high)
    assert 0.93 <= np.mean(hits) <= 0.97


def test_identical_strategies_differ_by_exactly_zero():
    from dataclasses import replace

    from itborg.strategies import strategy

    copy = replace(strategy("brm_style"))
    object.__setattr__(copy, "name", "copy")
    found = in_memory(small_study(design=None))
    assert found.study.names == ("none", "itil", "brm_style")
    from itborg.analysis.study import plan_study

    study = plan_study(["brm_style", copy], replications=Replications(4), days=40, burn_in=5)
    rows = summary(in_memory(study))
    for column in ("difference_mean", "difference_low", "difference_high"):
        assert rows[column].dropna().abs().max() == 0.0


def test_a_baseline_differs_from_itself_by_exactly_zero():
    rows = summary(in_memory(toy_study(), model=paired_toy))
    own = rows[rows["strategy"] == "none"]
    assert (own[["difference_mean", "difference_low", "difference_high"]] == 0).all().all()


def test_auto_needs_fewer_replications_than_a_fixed_number_of_equal_half_width():
    """Half of the design points have little noise; a fixed number must be enough for the noisiest."""
    wanted, levels = 0.5, (0.25, 0.5, 1.0, 2.0)
    auto = in_memory(toy_study(replications=Replications(400, half_width=wanted), levels=levels), model=paired_toy)
    counts = (~np.isnan(paired(auto, "net_value"))).all(axis=2).sum(axis=0)
    steps = summary(auto).query("measure == 'net_value' and strategy != 'none'")
    assert ((steps["difference_high"] - steps["difference_low"]) / 2 <= wanted).all()
    fixed = next(
        n for n in range(2, 400)
        if all(precise_enough(paired(long_toy(levels), "net_value")[:n, point].T, wanted) for point in range(len(levels)))
    )  # fmt: skip
    assert counts.sum() < 0.7 * fixed * len(levels)


_LONG = {}


def long_toy(levels):
    """Return the toy with 400 replications."""
    if levels not in _LONG:
        _LONG[levels] = in_memory(toy_study(replications=Replications(400), levels=levels), model=paired_toy)
    return _LONG[levels]


def test_the_number_of_replications_depends_on_the_results_alone(tmp_path):
    """Interrupted, resumed with more threads, or with more runs on disk than needed: the same runs count."""
    from itborg.analysis.study import run_study
    from itborg.analysis.study.study_store import collect

    auto = toy_study(replications=Replications(400, half_width=0.5))
    run_study(toy_study(replications=Replications(97)), tmp_path, model=paired_toy)
    run_study(auto, tmp_path, model=paired_toy)
    found, plain = collect(auto, tmp_path)[1], in_memory(auto, threads=1, model=paired_toy)
    assert found.runs.equals(plain.runs)


def test_looks_end_at_the_maximum():
    assert looks(Replications(20)) == (20,)
    assert looks(Replications(50, half_width=1.0)) == (10, 20, 30, 40, 50)
    assert list(LOOKS) == sorted(set(LOOKS))
    assert replications_needed(np.zeros((2, 50)), Replications(50, half_width=1.0)) == 10


def test_the_variance_ratio_is_reported():
    """Shared variation has sd 3, a strategy's own sd 1: independent runs have variance 9 + 9 + 1, paired ones 1."""
    found = in_memory(
        toy_study(levels=(1.0,), replications=Replications(3000), measures=["net_value"]), model=paired_toy
    )
    ratio = {row.strategy: row.variance_ratio for row in strategy_effects(found)}
    assert ratio["itil"] == pytest.approx(19, rel=0.15)
    assert np.isnan(ratio["none"])
