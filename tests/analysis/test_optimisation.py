"""The best plan under a budget: against a model whose best plan is known, and the honesty of its figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from itborg.analysis.optimisation import optimise
from itborg.analysis.optimisation.search import (
    Step,
    as_strategy,
    cost,
    known_plans,
    league,
    robust_value,
    starts,
    written,
)
from itborg.analysis.study.evaluate import RunSource
from itborg.common.errors import InputError

GAINS = {"itil": -1.0, "brm_style": 3.0, "calendar": 1.0, "portfolio": 0.5}
SMALL = {"interventions": tuple(GAINS), "trials": 60, "worlds": 3, "replications": 2, "days": 240, "budget": 120.0}


def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """What each step of a plan gains: more at full dose, less when late; brm_style only after calendar."""
    total = np.random.default_rng([seed % 2**32, int(values["demand"] * 1e6)]).normal() * 0.1
    found = {
        name: (float(dose or 1), int(day)) for name, dose, day in re.findall(r"(\w+)(?: x([\d.]+))?@(\d+)", strategy)
    }
    for name, (dose, day) in found.items():
        late = name == "brm_style" and "calendar" in found and found["calendar"][1] >= day
        total += GAINS[name] * dose * (1 - day / 480) * (0.3 if late else 1.0)
    return {"net_value": total}


def test_the_best_plan_that_can_be_afforded_is_found() -> None:
    found = optimise(**SMALL, living=RunSource(model=model))
    steps = {step.name: step for step in found.best}
    assert {"brm_style", "calendar"} <= steps.keys()
    assert "itil" not in steps
    assert steps["calendar"].start < steps["brm_style"].start
    assert steps["brm_style"].dose == 1


def test_no_plan_costs_more_than_the_budget() -> None:
    found = optimise(**{**SMALL, "budget": 40.0, "trials": 24}, living=RunSource(model=model))
    assert found.trials["cost"].max() <= 40
    assert found.league["cost"].max() <= 40
    assert len(found.trials) == len(set(found.trials["plan"]))


def test_the_same_search_again_proposes_the_same_plans_and_runs_nothing_twice(tmp_path: Path) -> None:
    calls: list[str] = []

    def counted(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        calls.append(strategy)
        return model(values, strategy, seed)

    small = {**SMALL, "trials": 16}
    first = optimise(**small, living=RunSource(tmp_path, model=counted))
    run_until = len(calls)
    again = optimise(**small, living=RunSource(tmp_path, model=counted))
    assert len(calls) == run_until > 0
    assert again.to_dict() == first.to_dict()


def test_figures_come_from_worlds_that_chose_nothing() -> None:
    seen: list[tuple[str, float]] = []

    def noted(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        seen.append((strategy, values["demand"]))
        return model(values, strategy, seed)

    found = optimise(**{**SMALL, "trials": 16}, living=RunSource(model=noted, threads=1))
    worlds = [load for name, load in seen if name == "none"]
    fresh = set(worlds[-found.fresh :])
    assert len(fresh) == found.fresh
    assert not fresh & set(worlds[: -found.fresh * 8])


def test_a_plan_as_a_strategy_costs_what_the_plan_says() -> None:
    plan = (Step("itil", 60, 0.5), Step("calendar", 0, 1.0))
    assert as_strategy(plan).cost(240) == pytest.approx(cost(plan, 240))
    assert as_strategy(plan).name == written(plan) == "calendar@0 + itil x0.5@60"
    assert all(day <= 120 for day in starts(240))


def test_known_plans_are_those_one_can_afford() -> None:
    found = known_plans(("itil", "calendar", "brm_style"), 240, 60.0)
    assert "calendar alone" in found
    assert all(cost(plan, 240) <= 60 for plan in found.values())


def test_regret_is_the_distance_to_the_best_in_each_world() -> None:
    outcomes = np.array([[[3.0, 3.0], [1.0, 1.0]], [[2.0, 2.0], [2.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    rows = league(["risky", "steady", "bad"], outcomes, "mean").set_index("plan")
    assert rows["regret_mean"].to_dict() == pytest.approx({"risky": 0.5, "steady": 0.5, "bad": 2.5})
    assert rows.loc["bad", "behind_high"] < 0
    assert rows.loc["bad", "chance_best"] == 0
    assert rows["chance_best"].sum() == pytest.approx(1)


def test_the_worst_quarter_decides_where_it_is_asked_for() -> None:
    values = np.array([[9.0, 9, 9, -9], [1.0, 1, 1, 1]])
    assert robust_value(values, "mean").argmax() == 0
    assert robust_value(values, "worst").argmax() == 1


def test_worlds_can_be_a_posterior() -> None:
    from itborg.analysis.study import Factor

    table = ((Factor("demand", 0.7, 0.9),), tuple((0.7 + 0.01 * at,) for at in range(20)))
    seen: set[float] = set()

    def noted(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        seen.add(values["demand"])
        return model(values, strategy, seed)

    optimise(**{**SMALL, "trials": 8, "table": table}, living=RunSource(model=noted))
    assert seen <= {row[0] for row in table[1]}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"interventions": ("itill",)}, "did you mean 'itil'"),
        ({"aim": "means"}, "did you mean 'mean'"),
        ({"measure": "utilisation"}, "neither"),
        ({"budget": -1.0}, "not above 0"),
    ],
)
def test_questions_that_make_no_sense_are_refused(asked: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        optimise(**{**SMALL, **asked}, living=RunSource(model=model))
