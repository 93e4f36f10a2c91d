"""Sensitivity analysis against functions with known indices, through the code that runs the model."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from itborg.analysis.sensitivity import influence, sensitivity, sensitivity_study
from itborg.analysis.sensitivity.estimators import p_values
from itborg.analysis.study import Design, Factor, evaluate
from itborg.analysis.study.evaluate import RunSource
from itborg.common.errors import InputError
from itborg.mechanisms.registry import CORE, PARAMETERS
from itborg.report.presentation import sentences

ANGLES = tuple(Factor(f"dummy_{at}", -np.pi, np.pi) for at in (1, 2, 3, 4))
UNIT = tuple(Factor(f"dummy_{at}", 0.0, 1.0) for at in range(12))


def ishigami(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Return Ishigami's function under itil and 0 under none: the difference is the function."""
    del seed
    x = [values[one.name] for one in ANGLES]
    y = np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    return {"y": y if strategy == "itil" else 0.0}


def outcomes_of(design: Design, versus: str | None = "none") -> np.ndarray:
    found = evaluate(design, strategies=["none", "itil"], replications=1, measures=["y"], model=ishigami)
    return found.array("y", "itil", versus)


def test_sobol_indices_of_ishigami_are_the_known_ones() -> None:
    design = Design("sobol", ANGLES, samples=2048, seed=3)
    rows = influence(design, outcomes_of(design), draws=60).table.set_index("factor").loc[[one.name for one in ANGLES]]
    assert rows["main"].to_numpy() == pytest.approx([0.314, 0.442, 0.0, 0.0], abs=0.03)
    assert rows["strength"].to_numpy() == pytest.approx([0.558, 0.442, 0.244, 0.0], abs=0.03)


def test_intervals_of_sobol_contain_the_known_indices() -> None:
    truth = dict(zip((one.name for one in ANGLES), (0.5576, 0.4424, 0.2437, 0.0), strict=True))
    inside = 0
    for seed in range(10):
        design = Design("sobol", ANGLES, samples=256, seed=seed)
        rows = influence(design, outcomes_of(design), draws=100, seed=seed).table
        inside += sum(
            row.strength_low - 1e-9 <= truth[row.factor] <= row.strength_high + 1e-9 for row in rows.itertuples()
        )
    assert inside >= 35  # of 40


def test_morris_of_ishigami_equals_that_of_salib() -> None:
    from SALib.analyze import morris

    design = Design("morris", ANGLES, samples=50, levels=4, seed=5)
    outcomes = outcomes_of(design)
    theirs = morris.analyze(design.problem(), design.matrix(), outcomes[:, 0], num_levels=4, num_resamples=10, seed=1)
    ours = influence(design, outcomes, draws=20).table.set_index("factor").loc[list(theirs["names"])]
    assert ours["strength"].to_numpy() == pytest.approx(np.asarray(theirs["mu_star"]))
    assert ours["main"].to_numpy() == pytest.approx(np.asarray(theirs["mu"]))
    assert ours["spread"].to_numpy() == pytest.approx(np.asarray(theirs["sigma"]))


def test_morris_effects_of_a_line_are_its_slopes_over_the_full_range() -> None:
    factors = (Factor("dummy_a", 0, 10), Factor("dummy_b", -1, 1))
    design = Design("morris", factors, samples=6, levels=4)
    outcomes = (design.matrix() @ [0.5, -3.0])[:, None]
    rows = influence(design, outcomes, draws=20).table.set_index("factor")
    assert rows.loc["dummy_a", ["strength", "main", "spread"]].tolist() == pytest.approx([5.0, 5.0, 0.0], abs=1e-9)
    assert rows.loc["dummy_b", ["strength", "main", "spread"]].tolist() == pytest.approx([6.0, -6.0, 0.0], abs=1e-9)


def noisy(kind: str, seed: int, replications: int = 10) -> tuple[Design, np.ndarray]:
    """Return a design with two active factors and ten inactive ones, with noise partly common to all points."""
    design = Design(kind, UNIT, samples=6 if kind == "morris" else 16, levels=4, seed=seed)
    points, rng = design.matrix(), np.random.default_rng(seed)
    common, own = rng.normal(size=(1, replications)), rng.normal(size=(len(points), replications))
    tilted = (points[:, 2:] - 0.5) @ rng.normal(size=(10, replications))
    return design, (3 * points[:, 0] + 2 * points[:, 1])[:, None] + common + 0.5 * own + 0.5 * tilted


@pytest.mark.parametrize("kind", ["morris", "sobol"])
def test_inactive_factors_are_rarely_ranked_and_active_ones_are(kind: str) -> None:
    tables = 20
    active = {UNIT[0].name, UNIT[1].name}
    false = found = 0
    for seed in range(tables):
        ranked = set(influence(*noisy(kind, seed), draws=10, seed=seed).ranked)
        false, found = false + bool(ranked - active), found + len(ranked & active)
    assert false <= 4
    assert found >= 0.9 * 2 * tables


def test_a_factor_that_is_not_significant_has_no_rank() -> None:
    rows = influence(*noisy("morris", 1), draws=50).table
    assert rows["rank"].isna().equals(~rows["significant"])
    assert rows.loc[rows["significant"], "rank"].tolist() == [1, 2]


def test_the_dummy_shows_noise_although_an_inactive_factor_shows_none() -> None:
    design = Design("morris", UNIT[:2], samples=6, levels=4)
    rng = np.random.default_rng(1)
    outcomes = design.matrix()[:, :1] + rng.normal(size=(1, 8))  # noise common to all points
    found = influence(design, outcomes, draws=50)
    assert float(found.table.set_index("factor").loc["dummy_1", "strength"]) == pytest.approx(0, abs=1e-12)
    assert found.noise[0] > 0.1


def test_more_replications_make_intervals_narrower() -> None:
    design, few = noisy("morris", 2, 6)
    _, many = noisy("morris", 2, 96)
    wide, narrow = (influence(design, one, draws=80).table for one in (few, many))
    at = narrow["factor"].isin([one.name for one in UNIT[2:]])
    assert (
        narrow[at]["strength_high"].mean()
        < 0.6 * wide[wide["factor"].isin(narrow[at]["factor"])]["strength_high"].mean()
    )


def test_a_failed_run_drops_its_trajectory_only() -> None:
    design, outcomes = noisy("morris", 3)
    size = len(UNIT) + 1
    outcomes[size + 2, 4] = np.nan
    found = influence(design, outcomes, draws=10)
    assert (found.blocks, found.dropped) == (5, 1)
    assert np.isfinite(found.table["strength"]).all()


def test_convergence_ends_at_the_indices() -> None:
    design, outcomes = noisy("sobol", 1)
    found = influence(design, outcomes, draws=10)
    last = found.convergence[(found.convergence["along"] == "blocks") & (found.convergence["count"] == found.blocks)]
    ends = last.set_index("factor")["strength"].drop("dummy")
    assert ends.to_dict() == pytest.approx(found.table.set_index("factor")["strength"].to_dict())


def test_with_one_replication_only_exact_zeros_are_not_significant() -> None:
    changes = np.zeros((4, 2, 1))
    changes[:, 0] = 1e-9
    assert p_values(changes).tolist() == [0.0, 1.0]


def test_a_constant_difference_has_no_significant_factor() -> None:
    def same(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        del strategy
        return {"net_value": values["honesty"] * (seed % 97)}

    study = sensitivity_study("itil", "cobit", factors=["honesty", "demand"], replications=6)
    found = sensitivity(study, run_source=RunSource(model=same))
    assert found.influence.ranked == []
    assert found.influence.table["strength"].max() == 0
    assert "No factor" in sentences(found)[0]


def test_sentences_call_factors_not_distinguishable_instead_of_ranking_them() -> None:
    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        noise = np.random.default_rng([seed % 2**32, int(values["honesty"] * 1e6), len(strategy)]).normal()
        return {"net_value": 9 * values["demand"] * (strategy == "brm_style") + 0.2 * noise}

    study = sensitivity_study(factors=["honesty", "demand"], samples=8, replications=8)
    text = " ".join(sentences(sensitivity(study, run_source=RunSource(model=model))))
    assert "demand (raises" in text
    assert "Not distinguishable from noise, so not ranked: honesty" in text


def test_demand_and_the_core_are_varied_by_default_and_every_parameter_on_request() -> None:
    assert sensitivity_study().design.names == ("demand", *CORE)
    assert sensitivity_study(factors=["all"]).design.names == tuple(PARAMETERS)


def test_unsuitable_designs_and_sizes_are_errors() -> None:
    with pytest.raises(InputError, match="6 replications"):
        sensitivity(sensitivity_study(factors=["demand"], replications=3))
    grid = Design("grid", (Factor("demand", 0.8, 1.2),))
    with pytest.raises(InputError, match="morris or sobol"):
        influence(grid, np.zeros((5, 6)))


def test_rounding_errors_are_not_ranked() -> None:
    design, outcomes = noisy("morris", 4)
    outcomes = outcomes - 3 * design.matrix()[:, :1] - 2 * design.matrix()[:, 1:2]
    level = outcomes.mean(axis=0, keepdims=True) + 1e-14 * design.matrix()[:, 2:3]
    assert influence(design, np.broadcast_to(level, outcomes.shape), draws=10).ranked == []


def test_intervals_include_noise_where_all_points_agree() -> None:
    design = Design("morris", UNIT[:3], samples=6, levels=4)
    slopes = 1 + np.random.default_rng(1).normal(
        size=(1, 10)
    )  # the effect of a step depends on the replication, not on the point
    rows = influence(design, design.matrix()[:, :1] * slopes, draws=200).table.set_index("factor")
    half = (rows.loc["dummy_0", "main_high"] - rows.loc["dummy_0", "main_low"]) / 2
    assert half == pytest.approx(1.96 * float(slopes.std()) / np.sqrt(10), rel=0.2)


@pytest.mark.parametrize(("one", "other"), [("itil", "itil"), ("itil+brm_style", "brm_style+itil"), ("itil@0", "itil")])
def test_a_strategy_minus_itself_is_an_error_before_anything_is_run(one: str, other: str) -> None:
    with pytest.raises(InputError, match="always 0"):
        sensitivity_study(one, other)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"strategy": "itill"}, "did you mean 'itil'"),
        ({"versus": "none"}, "no strategy in this study 'none'"),
        ({"measure": "cost"}, "no measure in this study 'cost'"),
        ({"strategy": "itil", "versus": "itil"}, "always 0"),
        ({"versus": "brm_style"}, "always 0"),
    ],
)
def test_names_outside_the_study_are_errors_before_anything_is_run(names: dict[str, str], message: str) -> None:
    def never(*_: object) -> dict[str, float]:
        raise AssertionError("it was run")

    with pytest.raises(InputError, match=message):
        sensitivity(sensitivity_study(samples=2), run_source=RunSource(model=never), **names)  # type: ignore[arg-type]
