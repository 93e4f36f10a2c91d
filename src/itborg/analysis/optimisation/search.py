"""The search: batches of affordable plans, each judged by the same worlds and the same luck.

Optuna proposes, the studies' runner judges. The proposals follow from the seed and from earlier values alone,
so a search that was stopped proposes the same again and finds its runs done.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...common.errors import InputError
from ...strategies.base import Strategy
from ...strategies.programme import compose
from ...strategies.registry import STRATEGIES
from ...strategies.specification import strategy
from ..statistics import ENDS, Floats
from ..study.evaluate import optional_module

if TYPE_CHECKING:
    from pandas import DataFrame

#: What may be combined when nobody names anything: one thing each, no ready-made programme among them.
INTERVENTIONS = (
    "brm_role", "brm_style", "vocr_board", "problem_management", "portfolio", "calendar", "workshop_csi", "itil",
)  # fmt: skip
#: Doses that are tried, and days between the possible starts.
DOSES, MONTHS = (0.5, 1.0), 60


class Step(NamedTuple):
    """One intervention of a plan."""

    name: str
    start: int
    dose: float

    def __str__(self) -> str:
        dose = "" if self.dose == 1 else f" x{self.dose:g}"
        return f"{self.name}{dose}@{self.start}"


Plan = tuple[Step, ...]


def written(plan: Plan) -> str:
    """Return a plan as one name, in the order in which its steps start.

    >>> written((Step("itil", 120, 1.0), Step("calendar", 0, 0.5)))
    'calendar x0.5@0 + itil@120'
    """
    return " + ".join(str(step) for step in sorted(plan, key=lambda step: (step.start, step.name))) or "nothing"


def as_strategy(plan: Plan) -> Strategy:
    """Return what a plan does as one strategy."""
    if not plan:
        return compose(strategy("none"), name="nothing")
    return compose(*(STRATEGIES[step.name](start=step.start, dose=step.dose) for step in plan), name=written(plan))


def cost(plan: Plan, days: int) -> float:
    """Return the direct cost of a plan, kEUR; time taken from people is not in it but counts in every outcome."""
    return float(sum(STRATEGIES[step.name](start=step.start, dose=step.dose).cost(days) for step in plan))


def starts(days: int) -> tuple[int, ...]:
    """Return the days on which a step may start: every third month, so that half of the time is left to act."""
    return tuple(range(0, max(1, days // 2 + 1), MONTHS))


def checked(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of single built-in strategies, or raise InputError."""
    from ...common.errors import unknown

    for name in names:
        if name not in STRATEGIES or name == "none":
            raise unknown("intervention", name, [one for one in STRATEGIES if one != "none"])
        if list(names).count(name) > 1:
            raise InputError(f"intervention '{name}' is named twice")
    return tuple(names)


def known_plans(names: Sequence[str], days: int, budget: float) -> dict[str, Plan]:
    """Return what people would do without a search and can afford: each one alone, and all that fit together.

    "together" takes the interventions in the order named while the budget lasts.
    """
    alone: dict[str, Plan] = {f"{name} alone": (Step(name, 0, 1.0),) for name in names}
    found = {label: plan for label, plan in alone.items() if cost(plan, days) <= budget}
    together: Plan = ()
    for name in names:
        if cost((*together, Step(name, 0, 1.0)), days) <= budget:
            together = (*together, Step(name, 0, 1.0))
    if len(together) > 1:
        found["all at once"] = together
    return found


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
    optuna = optional_module("optuna", "optimise")
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


DRAWS = 1000
#: The part of the worlds that counts if a plan is to be good in bad worlds.
WORST = 0.25


def robust_value(values: Floats, aim: str) -> Floats:
    """Return one value a plan: the mean over worlds, or the mean over its worst quarter of them.

    values  (..., worlds)
    """
    if aim == "mean":
        return np.asarray(values.mean(axis=-1))
    count = max(1, round(WORST * values.shape[-1]))
    return np.asarray(np.sort(values, axis=-1)[..., :count].mean(axis=-1))


def league(names: list[str], outcomes: Floats, aim: str, seed: int = 1) -> DataFrame:
    """Return one row a plan, best first: value, regret, difference to the best known, chance of being the best.

    outcomes  (plans, worlds, replicates), paired by world and replicate, higher is better

    Regret in a world: how far a plan lies behind the best plan of the league there. Intervals are bootstrap
    intervals over worlds and replicates. The best plan of all is compared with each other one, pair by pair.
    """
    import pandas as pd

    means = outcomes.mean(axis=2)
    value = robust_value(means, aim)
    first = int(np.argmax(value))
    regret = means.max(axis=0) - means
    drawn = _resampled(outcomes, aim, seed)
    low, high = np.quantile(drawn, ENDS, axis=0)
    less, more = np.quantile(drawn - drawn[:, [first]], ENDS, axis=0)
    frame = pd.DataFrame({
        "plan": names,
        "value": value,
        "value_low": low,
        "value_high": high,
        "behind": value - value[first],
        "behind_low": less,
        "behind_high": more,
        "regret_mean": regret.mean(axis=1),
        "regret_90": np.quantile(regret, 0.9, axis=1),
        "chance_best": np.bincount(drawn.argmax(axis=1), minlength=len(names)) / DRAWS,
    })  # fmt: skip
    return frame.sort_values("value", ascending=False, ignore_index=True)


def _resampled(outcomes: Floats, aim: str, seed: int) -> Floats:
    """Return (DRAWS, plans): the value of each plan over worlds and replicates that were drawn with replacement."""
    chance = np.random.default_rng(seed)
    _, worlds, replications = outcomes.shape
    drawn = []
    for _ in range(DRAWS):
        rows, columns = chance.integers(0, worlds, worlds), chance.integers(0, replications, replications)
        drawn.append(robust_value(outcomes[:, rows][:, :, columns].mean(axis=2), aim))
    return np.array(drawn)
