"""Optimisation against a model with a known best plan, and unbiased values of the result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from itborg.analysis.optimisation import optimise
from itborg.analysis.optimisation.ranking import efficient, pareto_set, rank_plans, robust_value
from itborg.analysis.optimisation.search import Step, as_strategy, cost, plan_name, reference_plans, starts
from itborg.analysis.study.evaluate import RunSource
from itborg.common.errors import InputError
from itborg.report.marks import Note
from itborg.report.optimisation_report import drawings, sentences

EFFECTS = {"itil": -1.0, "brm_style": 3.0, "calendar": 1.0, "portfolio": 0.5}
SMALL = {"interventions": tuple(EFFECTS), "trials": 60, "scenarios": 3, "replications": 2, "days": 240, "budget": 120.0}


def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Return the effect of a plan: larger at full dose, smaller when late, brm_style best after calendar."""
    total = np.random.default_rng([seed % 2**32, int(values["demand"] * 1e6)]).normal() * 0.1
    found = {
        name: (float(dose or 1), int(day)) for name, dose, day in re.findall(r"(\w+)(?: x([\d.]+))?@(\d+)", strategy)
    }
    for name, (dose, day) in found.items():
        late = name == "brm_style" and "calendar" in found and found["calendar"][1] >= day
        total += EFFECTS[name] * dose * (1 - day / 480) * (0.3 if late else 1.0)
    return {"net_value": total}


def test_the_best_affordable_plan_is_found() -> None:
    found = optimise(**SMALL, run_source=RunSource(model=model))
    steps = {step.name: step for step in found.best}
    assert {"brm_style", "calendar"} <= steps.keys()
    assert "itil" not in steps
    assert steps["calendar"].start < steps["brm_style"].start
    assert steps["brm_style"].dose == 1


def test_no_plan_costs_more_than_the_budget() -> None:
    found = optimise(**{**SMALL, "budget": 40.0, "trials": 24}, run_source=RunSource(model=model))
    assert found.trials["cost"].max() <= 40
    assert found.ranking["cost"].max() <= 40
    assert len(found.trials) == len(set(found.trials["plan"]))


def test_the_same_search_proposes_the_same_plans_and_repeats_no_run(tmp_path: Path) -> None:
    calls: list[str] = []

    def counted(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        calls.append(strategy)
        return model(values, strategy, seed)

    small = {**SMALL, "trials": 16}
    first = optimise(**small, run_source=RunSource(tmp_path, model=counted))
    finished = len(calls)
    again = optimise(**small, run_source=RunSource(tmp_path, model=counted))
    assert len(calls) == finished > 0
    assert again.to_dict() == first.to_dict()


def test_values_come_from_scenarios_that_were_not_used_in_the_search() -> None:
    seen: list[tuple[str, float]] = []

    def noted(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        seen.append((strategy, values["demand"]))
        return model(values, strategy, seed)

    found = optimise(**{**SMALL, "trials": 16}, run_source=RunSource(model=noted, threads=1))
    scenarios = [demand for name, demand in seen if name == "none"]
    new = set(scenarios[-found.test_scenarios :])
    assert len(new) == found.test_scenarios
    assert not new & set(scenarios[: -found.test_scenarios * 8])


def test_a_plan_as_a_strategy_has_the_cost_of_the_plan() -> None:
    plan = (Step("itil", 60, 0.5), Step("calendar", 0, 1.0))
    assert as_strategy(plan).cost(240) == pytest.approx(cost(plan, 240))
    assert as_strategy(plan).name == plan_name(plan) == "calendar@0 + itil x0.5@60"
    assert all(day <= 120 for day in starts(240))


def test_reference_plans_are_affordable() -> None:
    found = reference_plans(("itil", "calendar", "brm_style"), 240, 60.0)
    assert "calendar alone" in found
    assert all(cost(plan, 240) <= 60 for plan in found.values())


def test_regret_is_the_distance_to_the_best_plan_of_each_scenario() -> None:
    outcomes = np.array([[[3.0, 3.0], [1.0, 1.0]], [[2.0, 2.0], [2.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    rows = rank_plans(["risky", "steady", "bad"], outcomes, "mean").set_index("plan")
    assert rows["regret_mean"].to_dict() == pytest.approx({"risky": 0.5, "steady": 0.5, "bad": 2.5})
    assert rows.loc["bad", "difference_high"] < 0
    assert rows.loc["bad", "probability_best"] == 0
    assert rows["probability_best"].sum() == pytest.approx(1)


def test_the_worst_case_is_the_mean_over_the_worst_quarter() -> None:
    values = np.array([[9.0, 9, 9, -9], [1.0, 1, 1, 1]])
    assert robust_value(values, "mean").argmax() == 0
    assert robust_value(values, "worst-case").argmax() == 1


def test_scenarios_can_be_a_posterior() -> None:
    from itborg.analysis.study import Factor

    table = ((Factor("demand", 0.7, 0.9),), tuple((0.7 + 0.01 * at,) for at in range(20)))
    seen: set[float] = set()

    def noted(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        seen.add(values["demand"])
        return model(values, strategy, seed)

    optimise(**{**SMALL, "trials": 8, "table": table}, run_source=RunSource(model=noted))
    assert seen <= {row[0] for row in table[1]}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"interventions": ("itill",)}, "did you mean 'itil'"),
        ({"objective": "means"}, "did you mean 'mean'"),
        ({"measure": "utilisation"}, "neither"),
        ({"budget": -1.0}, "not above 0"),
    ],
)
def test_invalid_settings_are_errors(settings: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        optimise(**{**SMALL, **settings}, run_source=RunSource(model=model))


def two_objectives(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Return a loss that rises with the benefit of brm_style, so that plans with and without it are efficient."""
    found = model(values, strategy, seed)
    return {**found, "loss": (2.0 if "brm_style" in strategy else 0.0) - (1.0 if "portfolio" in strategy else 0.0)}


def test_two_objectives_give_the_plans_that_cannot_be_improved_in_both() -> None:
    found = optimise(**SMALL, also="loss", run_source=RunSource(model=two_objectives))
    assert found.front is not None
    kept = found.front[found.front["efficient"]]
    assert kept["value"].is_monotonic_decreasing
    assert kept["also"].is_monotonic_increasing
    assert any("brm_style" in plan for plan in kept["plan"])
    assert any("brm_style" not in plan and "portfolio" in plan for plan in kept["plan"])
    assert not any("itil" in plan for plan in kept["plan"])
    assert kept["probability_efficient"].min() > 0.2
    assert found.to_dict()["also"] == "loss"
    assert set(found.tables()) == {"ranking", "trials", "front"}
    text = " ".join(sentences(found))
    assert f"{len(kept)} plans of {len(found.front)} cannot be improved" in text
    assert next(iter(drawings(found))) == "pareto_set"
    names = [mark.text for mark in drawings(found)["pareto_set"](found).axes[0].marks if isinstance(mark, Note)]
    assert names == [str(at) for at in range(1, len(kept) + 1)]


def test_a_plan_is_efficient_if_none_is_as_good_in_both_and_better_in_one() -> None:
    points = np.array([[3.0, 1.0], [2.0, 2.0], [2.0, 1.0], [3.0, 1.0], [0.0, 5.0], [0.0, 4.0]])
    assert efficient(points).tolist() == [True, True, False, True, True, False]


def test_the_pareto_set_of_a_known_truth_covers_it() -> None:
    truth, rng, hits = np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 2.0], [0.0, 0.0]]), np.random.default_rng(5), []
    for seed in range(60):
        noise = rng.normal(0, 1.0, (2, 4, 24, 4))
        frame = pareto_set(list("abcd"), truth.T[:, :, None, None] + noise, "mean", seed).set_index("plan")
        low, high = frame.loc[list("abcd"), "value_low"], frame.loc[list("abcd"), "value_high"]
        hits.append(((low <= truth[:, 0]) & (truth[:, 0] <= high)).mean())
        assert frame["probability_efficient"]["a"] > 0.9
        assert not frame["efficient"]["d"]
    assert np.mean(hits) > 0.93  # the bootstrap over scenarios and replications is conservative without their effects


def test_two_objectives_are_two_measures() -> None:
    with pytest.raises(InputError, match="two objectives are two measures"):
        optimise(measure="loss", also="loss")
    with pytest.raises(InputError, match="no measure 'los'"):
        optimise(also="los")
