"""Plans in scenarios that were not used for the search: their rank by one objective, or which of them two leave over.

All intervals are 95 % bootstrap intervals over scenarios and replications, drawn for all plans together, so that they
are paired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..statistics import ENDS, Floats

if TYPE_CHECKING:
    from pandas import DataFrame

BOOTSTRAP_DRAWS = 1000
#: Share of the scenarios that counts for the worst case.
WORST_SHARE = 0.25


def robust_value(values: Floats, objective: str) -> Floats:
    """Return one value for each plan, (...,): the mean over scenarios, or over the worst quarter of them.

    values     (..., scenarios), higher is better
    objective  "mean" or "worst-case": the mean over the quarter with the lowest values, at least one scenario
    """
    if objective == "mean":
        return np.asarray(values.mean(axis=-1))
    count = max(1, round(WORST_SHARE * values.shape[-1]))
    return np.asarray(np.sort(values, axis=-1)[..., :count].mean(axis=-1))


def rank_plans(names: list[str], outcomes: Floats, objective: str, seed: int = 1) -> DataFrame:
    """Return one row for each plan, best first, with bootstrap intervals (95 %) over scenarios and replications.

    names      of the plans
    outcomes   (plans, scenarios, replications), paired by scenario and replication; higher is better
    objective  "mean" or "worst-case"
    seed       random seed of the bootstrap

    plan, value, value_low, value_high           value by the objective
    difference, difference_low, difference_high  paired difference to the best plan
    regret_mean, regret_90                       mean and 90 % quantile, over scenarios, of the distance to the best
                                                 plan of each scenario
    probability_best                             share of bootstrap draws in which the plan is the best
    """
    import pandas as pd

    means = outcomes.mean(axis=2)
    value = robust_value(means, objective)
    first = int(np.argmax(value))
    regret = means.max(axis=0) - means
    drawn = bootstrapped(outcomes, objective, seed)
    low, high = np.quantile(drawn, ENDS, axis=0)
    less, more = np.quantile(drawn - drawn[:, [first]], ENDS, axis=0)
    frame = pd.DataFrame({
        "plan": names,
        "value": value,
        "value_low": low,
        "value_high": high,
        "difference": value - value[first],
        "difference_low": less,
        "difference_high": more,
        "regret_mean": regret.mean(axis=1),
        "regret_90": np.quantile(regret, 0.9, axis=1),
        "probability_best": np.bincount(drawn.argmax(axis=1), minlength=len(names)) / BOOTSTRAP_DRAWS,
    })  # fmt: skip
    return frame.sort_values("value", ascending=False, ignore_index=True)


def bootstrapped(outcomes: Floats, objective: str, seed: int) -> Floats:
    """Return the value of each plan in each bootstrap draw, (draws, plans)."""
    rng = np.random.default_rng(seed)
    _, scenarios, replications = outcomes.shape
    drawn = []
    for _ in range(BOOTSTRAP_DRAWS):
        rows, columns = rng.integers(0, scenarios, scenarios), rng.integers(0, replications, replications)
        drawn.append(robust_value(outcomes[:, rows][:, :, columns].mean(axis=2), objective))
    return np.array(drawn)


def efficient(values: Floats) -> np.ndarray:
    """Return for each plan whether no other is at least as good in every objective and better in one.

    values  (plans, objectives), higher is better

    >>> efficient(np.array([[3.0, 1.0], [2.0, 2.0], [2.0, 1.0], [3.0, 1.0]])).tolist()
    [True, True, False, True]
    """
    no_worse = (values[:, None] >= values[None]).all(axis=-1)
    better = (values[:, None] > values[None]).any(axis=-1)
    return np.asarray(~(no_worse & better).any(axis=0))


def pareto_set(names: list[str], outcomes: Floats, objective: str, seed: int = 1) -> DataFrame:
    """Return one row for each plan that two objectives compare, the best in the first objective on top.

    names      of the plans
    outcomes   (2, plans, scenarios, replications), paired; higher is better
    objective  "mean" or "worst-case", of both
    seed       random seed of the bootstrap, the same draws for both objectives

    plan, value, value_low, value_high   value in the first objective
    also, also_low, also_high            value in the second
    efficient                            whether no other plan is at least as good in both and better in one
    probability_efficient                share of bootstrap draws in which that holds
    """
    import pandas as pd

    points = np.stack([robust_value(one.mean(axis=2), objective) for one in outcomes], axis=-1)
    drawn = np.stack([bootstrapped(one, objective, seed) for one in outcomes], axis=-1)
    low, high = np.quantile(drawn, ENDS, axis=0)
    columns: dict[str, Any] = {"plan": names}
    for at, name in enumerate(("value", "also")):
        columns |= {name: points[:, at], f"{name}_low": low[:, at], f"{name}_high": high[:, at]}
    columns["efficient"] = efficient(points)
    columns["probability_efficient"] = np.mean([efficient(one) for one in drawn], axis=0)
    return pd.DataFrame(columns).sort_values(["value", "also"], ascending=False, ignore_index=True)
