"""Search for plans: batches of affordable plans, all run in the same scenarios with common random numbers.

Optuna's tree-structured Parzen estimator (Bergstra et al. 2011) proposes plans, a study evaluates them. Proposals
depend on the seed and on earlier values alone, so a search that was interrupted proposes the same plans again and
finds their runs finished.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ...common.errors import InputError, unknown
from ...common.own_code import names_code
from ...strategies.base import Strategy
from ...strategies.programme import compose
from ...strategies.registry import STRATEGIES
from ...strategies.specification import strategy
from ..study.evaluate import optional_module

#: Default interventions: single strategies, no ready-made programmes.
INTERVENTIONS = (
    "brm_role", "brm_style", "vocr_board", "problem_management", "portfolio", "calendar", "workshop_csi", "itil",
)  # fmt: skip
#: Doses to try, and days between possible starts.
DOSES, START_INTERVAL = (0.5, 1.0), 60
#: Plans evaluated together, and rejected proposals in a row after which the search stops.
BATCH, MAX_REJECTED = 8, 3000
#: Value that the search gets for a plan above the budget, scaled by its cost.
TOO_EXPENSIVE = -1e9


class Step(NamedTuple):
    """One intervention of a plan.

    name         of a built-in strategy, or FILE.py:NAME
    start, dose  working day on which it starts, from 0; 1 is the strategy as described
    """

    name: str
    start: int
    dose: float

    def __str__(self) -> str:
        dose = "" if self.dose == 1 else f" x{self.dose:g}"
        return f"{self.name}{dose}@{self.start}"


Plan = tuple[Step, ...]


def plan_name(plan: Plan) -> str:
    """Return the name of a plan, with its steps in the order of their starts.

    >>> plan_name((Step("itil", 120, 1.0), Step("calendar", 0, 0.5)))
    'calendar x0.5@0 + itil@120'
    """
    return " + ".join(str(step) for step in sorted(plan, key=lambda step: (step.start, step.name))) or "nothing"


def as_strategy(plan: Plan) -> Strategy:
    """Return a plan as one strategy; the empty plan is a strategy without levers named "nothing"."""
    if not plan:
        return compose(strategy("none"), name="nothing")
    return compose(*map(_intervention, plan), name=plan_name(plan))


def _intervention(step: Step) -> Strategy:
    return replace(strategy(step.name), start=step.start, dose=step.dose)


def cost(plan: Plan, days: int) -> float:
    """Return the direct cost of a plan over `days` in kEUR, without working time, which reduces every outcome."""
    return float(sum(_intervention(step).cost(days) for step in plan))


def starts(days: int) -> tuple[int, ...]:
    """Return the days on which a step may start: every 60 working days in the first half of the time."""
    return tuple(range(0, max(1, days // 2 + 1), START_INTERVAL))


def checked(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of strategies, built in or FILE.py:NAME; InputError for unknown or repeated ones and for "none"."""
    for name in names:
        if names_code(name):
            strategy(name)
        elif name not in STRATEGIES or name == "none":
            raise unknown("intervention", name, [one for one in STRATEGIES if one != "none"])
        if list(names).count(name) > 1:
            raise InputError(f"intervention '{name}' is repeated")
    return tuple(names)


def reference_plans(names: Sequence[str], days: int, budget: float) -> dict[str, Plan]:
    """Return the plans that need no search, by label: each affordable intervention alone, and "all at once".

    names   interventions, at dose 1 from day 0
    days    working days
    budget  kEUR over all days

    "all at once" starts interventions on day 0 in the order of `names`, as far as the budget allows; it is left out if
    that is fewer than two.
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


#: One value of each objective, higher is better.
Values = tuple[float, ...]
Evaluate = Callable[[Sequence[Plan]], Sequence[Values]]


def search_plans(
    names: Sequence[str],
    days: int,
    budget: float,
    trials: int,
    evaluate: Evaluate,
    seed: int,
    first: Sequence[Plan] = (),
    objectives: int = 1,
) -> dict[Plan, Values]:
    """Return every plan that was tried with its values, in the order tried.

    names     interventions that may be combined
    days      working days
    budget    kEUR over all days
    trials    plans to try; fewer if 3000 proposals of a batch are known or too expensive
    evaluate  returns the values of each plan; higher is better
    seed      random seed of the proposals
    first     plans that are tried before any other
    objectives  number of values; with several the search looks for plans that no other exceeds in all of them

    Raises InputError if no affordable plan is found or Optuna is not installed.
    """
    optuna = optional_module("optuna", "optimise")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        sampler = optuna.samplers.TPESampler(seed=seed, n_startup_trials=2 * BATCH, multivariate=True)
    study = optuna.create_study(directions=["maximize"] * objectives, sampler=sampler)
    values: dict[Plan, Values] = {}
    _add_first(optuna, study, names, days, first, evaluate, values)
    while len(values) < trials:
        batch = _proposed(study, names, days, budget, min(BATCH, trials - len(values)), values)
        if not batch:
            break
        new = [plan for plan in batch if plan not in values]
        values.update(zip(new, evaluate(new), strict=True) if new else ())
        for plan, proposals in batch.items():
            for trial in proposals:
                study.tell(trial, values[plan])
    return values


def _add_first(
    optuna: Any,
    study: Any,
    names: Sequence[str],
    days: int,
    first: Sequence[Plan],
    evaluate: Evaluate,
    values: dict[Plan, Values],
) -> None:
    if not first:
        return
    values.update(zip(first, evaluate(first), strict=True))
    distributions = _distributions(optuna, names, days)
    for plan in first:
        trial = optuna.trial.create_trial(params=_params(plan, names), distributions=distributions, values=values[plan])
        study.add_trial(trial)


def _proposed(
    study: Any, names: Sequence[str], days: int, budget: float, count: int, done: Mapping[Plan, Values]
) -> dict[Plan, list[Any]]:
    """Return affordable plans that were not tried yet, with the trials that proposed them."""
    found: dict[Plan, list[Any]] = {}
    rejected = 0
    while len(found) < count:
        trial = study.ask()
        plan = _plan(trial, names, days)
        if plan in done:
            study.tell(trial, done[plan])
        elif cost(plan, days) > budget:
            penalty = TOO_EXPENSIVE * cost(plan, days) / max(budget, 1e-9) / 1e6
            study.tell(trial, [penalty] * len(study.directions))
        else:
            found.setdefault(plan, []).append(trial)
            continue
        rejected += 1
        if rejected > MAX_REJECTED:
            if not found and not done:
                raise InputError(f"no plan costs {budget:g} kEUR or less; raise --budget")
            break
    return found


def _plan(trial: Any, names: Sequence[str], days: int) -> Plan:
    """Return the plan of a trial: start (-1: not used) and dose of each intervention."""
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


def best(values: Mapping[Plan, Values], count: int) -> list[Plan]:
    """Return the best `count` plans by their first value, best first; equal ones in alphabetical order."""
    return sorted(values, key=lambda plan: (-values[plan][0], plan_name(plan)))[:count]
