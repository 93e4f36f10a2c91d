"""Effects of factors and strategies in a study are significant only beyond the noise that design points share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from itborg.analysis.study import Design, Factor, Replications, Results, in_memory, plan_study
from itborg.analysis.study.findings import factor_effects, linear_effects, not_significantly_behind, strategy_effects
from itborg.report.study_text import answer, moved

STUDIES = 1000
FACTORS = (Factor("demand", 0.5, 1.5), Factor("honesty", 0.05, 0.3))
Truth = Callable[[float], float]


def study_of(truth: Truth, noise: float, seed: int, replications: int = 10) -> Results:
    """Return a study in which net value under itil is `truth(demand)` plus noise that all design points share.

    noise  half the standard deviation, over replications, of the effect of demand
    """

    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        shared = np.random.default_rng([seed, 0]).normal(0, 2 * noise)
        own = np.random.default_rng([seed, *(int(1e6 * values[one.name]) for one in FACTORS)]).normal()
        return {"net_value": 0.0 if strategy == "none" else truth(values["demand"]) + shared * values["demand"] + own}

    design = Design("latin_hypercube", FACTORS, samples=16)
    options = {"replications": Replications(replications), "measures": ["net_value"], "seed": seed}
    return in_memory(plan_study(["none", "itil"], design=design, **options), threads=1, model=model)


@pytest.mark.parametrize(
    ("truth", "noise", "inactive"),
    [(lambda _: 1.0, 1.0, [0, 1]), (lambda demand: 40 * (demand - 1) ** 2, 0.1, [1])],
    ids=["noise_along_a_factor", "nonlinear_effect_of_another_factor"],
)
def test_an_inactive_factor_is_significant_in_at_most_1_study_of_20(truth, noise, inactive):
    rng, significant = np.random.default_rng(5), []
    for seed in range(STUDIES):
        rows = Design("latin_hypercube", FACTORS, samples=16, seed=seed).matrix()
        shared = rng.normal(0, 2 * noise, (10, 1)) * rows[:, 0]
        found = linear_effects(rows, truth(rows[:, 0]) + shared + rng.normal(size=(10, 16)))
        significant.append(any(found[at].excludes_zero for at in inactive))
    assert np.mean(significant) <= 0.06  # 0.05 and sampling error


def test_the_effect_of_a_factor_is_in_the_unit_of_the_measure():
    """From demand 0.5 to 1.5 the difference grows by 3; a Latin hypercube spans nearly that range."""
    one = {effect.factor: effect for effect in factor_effects(study_of(lambda demand: 3 * demand, 0.2, 1), "itil")}
    assert one["demand"].significant
    assert one["demand"].effect.low < 2.8 < one["demand"].effect.high
    assert not one["honesty"].significant


def test_a_constant_baseline_has_no_factor_effects():
    found = study_of(lambda _: 1.0, 0.1, 1)
    assert [one.effect.mean for one in factor_effects(found, "none")] == [0.0, 0.0]


def toy(effects: Mapping[str, float]) -> Results:
    """Return a study of one design point in which strategies differ by their effects and independent noise."""

    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        return {"net_value": effects[strategy] + np.random.default_rng([seed, len(strategy)]).normal()}

    study = plan_study(list(effects), replications=Replications(30), measures=["net_value"])
    return in_memory(study, threads=1, model=model)


def test_the_leader_is_named_with_those_not_significantly_behind():
    found = toy({"none": 0.0, "itil": 5.0, "workshop": 5.1, "brm_style": 2.0})
    leader = strategy_effects(found)[0].strategy
    assert set(not_significantly_behind(found, leader)) == {"itil", "workshop"} - {leader}
    assert "Not significantly behind it: " in answer(found)


def test_random_sign_changes_between_design_points_are_not_called_mixed():
    found = [strategy_effects(study_of(lambda _: 0.0, 0.0, seed))[0] for seed in range(30)]
    assert not any(one.mixed for one in found)
    assert strategy_effects(study_of(lambda demand: 9 * (demand - 1), 0.0, 1))[0].mixed


def test_factor_effects_are_reported_for_every_measure():
    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        own = np.random.default_rng([seed, *(int(1e6 * values[one.name]) for one in FACTORS)]).normal(size=3)
        base = {"net_value": own[0], "loss": 9 * values["demand"] + own[1], "cost": own[2]}
        return {
            name: value + (strategy == "itil") * 7 * values["honesty"] * (name == "loss")
            for name, value in base.items()
        }

    design = Design("latin_hypercube", FACTORS, samples=16)
    options = {"replications": Replications(10), "measures": ["net_value", "loss", "cost"]}
    lines = moved(in_memory(plan_study(["none", "itil"], design=design, **options), threads=1, model=model), 6)
    assert len(lines) == 4
    assert all("net value" in line and "noise" in line for line in lines[:2])
    assert "Factors that change loss" in lines[2]
    assert "of none: demand +" in lines[2]
    assert "of itil minus none: honesty +" in lines[2]
    assert lines[3] == "No factor significantly changes cost."
