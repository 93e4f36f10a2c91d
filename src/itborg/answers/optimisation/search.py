"""The search: batches of affordable plans, each judged by the same worlds and the same luck.

Optuna proposes, the studies' runner judges. The proposals follow from the seed and from earlier values alone,
so a search that was stopped proposes the same again and finds its runs done.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...errors import InputError
from ..extras import extra
from .plans import DOSES, Plan, Step, cost, starts, written

#: Plans that are judged together, and proposals refused in a row before the budget is called too small.
BATCH, REFUSED = 8, 3000
#: A plan that is not affordable is told to the search as this bad.
NEVER = -1e9

Judge = Callable[[Sequence[Plan]], Sequence[float]]


def searched(
    names: Sequence[str], days: int, budget: float, trials: int, judge: Judge, seed: int, first: Sequence[Plan] = ()
) -> dict[Plan, float]:
    """Return every plan that was tried with its value, in the order tried.

    judge  from plans to values, higher is better
    first  plans that are tried before any other
    """
    optuna = extra("optuna", "optimise")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        sampler = optuna.samplers.TPESampler(seed=seed, n_startup_trials=2 * BATCH, multivariate=True)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    values: dict[Plan, float] = {}
    _tell_first(optuna, study, names, days, first, judge, values)
    while len(values) < trials:
        batch = _proposed(study, names, days, budget, min(BATCH, trials - len(values)), values)
        if not batch:
            break
        new = [plan for plan in batch if plan not in values]
        values.update(zip(new, judge(new), strict=True) if new else ())
        for plan, asked in batch.items():
            for trial in asked:
                study.tell(trial, values[plan])
    return values


def _tell_first(
    optuna: Any,
    study: Any,
    names: Sequence[str],
    days: int,
    first: Sequence[Plan],
    judge: Judge,
    values: dict[Plan, float],
) -> None:
    if not first:
        return
    values.update(zip(first, judge(first), strict=True))
    distributions = _distributions(optuna, names, days)
    for plan in first:
        trial = optuna.trial.create_trial(params=_params(plan, names), distributions=distributions, value=values[plan])
        study.add_trial(trial)


def _proposed(
    study: Any, names: Sequence[str], days: int, budget: float, count: int, done: Mapping[Plan, float]
) -> dict[Plan, list[Any]]:
    """Return affordable plans that were not tried yet, with the trials that asked for them."""
    found: dict[Plan, list[Any]] = {}
    refused = 0
    while len(found) < count:
        trial = study.ask()
        plan = _plan(trial, names, days)
        if plan in done:
            study.tell(trial, done[plan])
        elif cost(plan, days) > budget:
            study.tell(trial, NEVER * cost(plan, days) / max(budget, 1e-9) / 1e6)
        else:
            found.setdefault(plan, []).append(trial)
            continue
        refused += 1
        if refused > REFUSED:
            if not found and not done:
                raise InputError(f"no plan was found that costs {budget:g} kEUR or less; raise --budget")
            break
    return found


def _plan(trial: Any, names: Sequence[str], days: int) -> Plan:
    """Return the plan of a trial: for each intervention whether, when and how much."""
    steps = []
    for name in names:
        start = trial.suggest_categorical(f"{name} start", [-1, *starts(days)])
        dose = trial.suggest_categorical(f"{name} dose", list(DOSES))
        if start >= 0:
            steps.append(Step(name, int(start), float(dose)))
    return tuple(steps)


def _distributions(optuna: Any, names: Sequence[str], days: int) -> dict[str, Any]:
    start = optuna.distributions.CategoricalDistribution([-1, *starts(days)])
    dose = optuna.distributions.CategoricalDistribution(list(DOSES))
    return {f"{name} {what}": one for name in names for what, one in (("start", start), ("dose", dose))}


def _params(plan: Plan, names: Sequence[str]) -> dict[str, float]:
    steps = {step.name: step for step in plan}
    rest = Step("", -1, 1.0)
    return {f"{name} {what}": getattr(steps.get(name, rest), what) for name in names for what in ("start", "dose")}


def best(values: Mapping[Plan, float], count: int) -> list[Plan]:
    """Return the best plans, best first; equals in alphabetical order."""
    return sorted(values, key=lambda plan: (-values[plan], written(plan)))[:count]
