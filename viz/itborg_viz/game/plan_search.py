"""The best known plans, and the search that found them: `python -m itborg_viz.game.plan_search`.

A plan is a start month for each of some interventions, the number of requests that are put first
every month, and the number that are not deferred (those that look best, in the portfolio that a
team sees). The search first chooses the best ruling on requests. Then it repeatedly adds one step
(start an intervention in some month) as long as the step increases mean net value and the budget
allows it: once the step with the largest effect, once the step with the largest effect per kEUR.
The better of the two plans is tested on replications that the search has not used. It is the best
known plan, not necessarily the best possible one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from itborg.analysis.measures.registry import measure
from itborg.analysis.statistics import Floats, Interval, interval
from itborg.common.version import itborg_version
from itborg.organisation.load import load
from itborg.organisation.types import Organisation

from .game import BUDGET, MONTHS, Decision, choices, price
from .replications import simulate

BEST_KNOWN = Path(__file__).with_name("best_known.json")


def baseline_plan(months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the plan without intervention."""
    return (Decision(),) * months


@cache
def best_known_plans() -> dict[str, Any]:
    """Return the content of best_known.json: how the plans were found, the plans by budget, their effects."""
    plans: dict[str, Any] = json.loads(BEST_KNOWN.read_text(encoding="utf-8"))
    return plans


def best_known(budget: float, months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the first months of the best known plan that a budget allows.

    budget  kEUR; below the smallest budget of the search its plan is returned

    months  months to return, 1 to 6

    Every organisation gets the plan found for the reference organisation.
    """
    every = best_known_plans()["plans"]
    affordable = [one for one in every if one["budget"] <= budget] or every[:1]
    best = affordable[-1]
    return tuple(decision(names, best["first"], best["proceed"]) for names in best["interventions"][:months])


def decision(interventions: Sequence[str], first: int, proceed: int | None) -> Decision:
    """Return a month in which the best `first` requests are put first and all but `proceed` are deferred.

    interventions  names that start in this month
    proceed        number of requests that are not deferred; None: all

    >>> decision(["itil"], 1, 3)  # doctest: +ELLIPSIS
    Decision(interventions=('itil',), first=(0,), deferred=(3,), listed=4, ...)
    """
    deferred = () if proceed is None else (proceed,)
    listed = (first if proceed is None else proceed) + 1
    return Decision(tuple(interventions), tuple(range(first)), deferred, listed)


ORGANISATION, SEED, TEST_SEED = "grab_at_pizza", 20260701, 20261231
REPLICATIONS, TEST_REPLICATIONS = 32, 96  # in the search, and in the test after it
BUDGETS = (90.0, BUDGET, 300.0)
START_MONTHS = (1, 2, 4)  # months in which an intervention can start
Starts = dict[str, int]
Ruling = tuple[int, int | None]
#: Rulings that are tried: number of requests put first, and number not deferred (None: all).
RULINGS: tuple[Ruling, ...] = ((0, None), (1, None), (2, None), (0, 2), (0, 4), (0, 6), (0, 9), (1, 4), (2, 6))


class PlanValues:
    """Mean net value of plans on the replications of the search; each plan is simulated once."""

    def __init__(self, organisation: Organisation, count: int = REPLICATIONS) -> None:
        """Evaluate plans in an organisation.

        count  replications of each plan
        """
        self.organisation, self.count = organisation, count
        self._known: dict[tuple[frozenset[tuple[str, int]], Ruling], float] = {}

    def __call__(self, starts: Starts, ruling: Ruling) -> float:
        """Return the mean net value of a plan, kEUR/day."""
        key = frozenset(starts.items()), ruling
        if key not in self._known:
            values = net_values(self.organisation, decisions_of(starts, ruling), SEED, self.count)
            self._known[key] = float(values.mean())
        return self._known[key]


def net_values(organisation: Organisation, decisions: Iterable[Decision], seed: int, count: int) -> Floats:
    """Return net value over the game, kEUR/day, for each replication of a plan.

    seed  seed of the game; search and test use different ones
    """
    runs = simulate(organisation, seed, tuple(decisions), count, cached=False)
    return np.array([measure(one.run, ["net_value"])["net_value"] for one in runs])


def decisions_of(starts: Starts, ruling: Ruling) -> tuple[Decision, ...]:
    """Return a plan as the decisions of six months.

    starts  intervention -> month in which it starts, 1 to 6
    ruling  requests put first, and requests not deferred (None: all), in every month

    >>> decisions_of({"itil": 2}, (0, None))[1].interventions
    ('itil',)
    """
    by_month = [sorted(name for name, month in starts.items() if month == m) for m in range(1, MONTHS + 1)]
    return tuple(decision(names, *ruling) for names in by_month)


def search(value: PlanValues, budget: float) -> tuple[Starts, Ruling]:
    """Return the best plan found within a budget, kEUR.

    value   values of plans, which remember what has been simulated
    budget  total cost of interventions, kEUR
    """
    ruling = max(RULINGS, key=lambda one: value({}, one))
    plans = [_greedy(value, ruling, budget, per_cost) for per_cost in (False, True)]
    return max(plans, key=lambda starts: value(starts, ruling)), ruling


def _greedy(value: PlanValues, ruling: Ruling, budget: float, per_cost: bool) -> Starts:
    """Return the start months found by adding the best step while it increases the value and the budget allows it.

    per_cost  choose steps by effect per kEUR instead of by effect
    """
    starts: Starts = {}
    while True:
        steps = [
            {**starts, name: month}
            for name in choices() if name not in starts
            for month in START_MONTHS if cost_of({**starts, name: month}) <= budget
        ]  # fmt: skip
        effects = [value(step, ruling) - value(starts, ruling) for step in steps]
        if not effects or max(effects) <= 0:
            return starts
        rates = [
            effect / (cost_of(step) - cost_of(starts)) if per_cost else effect
            for effect, step in zip(effects, steps, strict=True)
        ]
        starts = steps[int(np.argmax(rates))]
        print(f"  {starts}: {value(starts, ruling):+.2f} kEUR/day", file=sys.stderr)


def cost_of(starts: Starts) -> float:
    """Return the cost of a plan to the end of the game, kEUR."""
    return sum(price(name, month) for name, month in starts.items())


def main() -> None:
    """Search for every budget and write best_known.json.

    It simulates hundreds of plans; progress is printed on standard error. Playing needs the written file only.
    """
    value = PlanValues(load(ORGANISATION))
    best: tuple[Starts, Ruling] = ({}, RULINGS[0])
    plans = []
    for budget in BUDGETS:  # increasing, so that the best plan of a smaller budget is a candidate
        print(f"budget {budget:g} kEUR", file=sys.stderr)
        best = max(best, search(value, budget), key=lambda plan: value(*plan))
        plans.append(described(value.organisation, budget, *best))
    result = {
        "method": "greedy search over interventions and months, then tested on replications not used in the search",
        "command": "python -m itborg_viz.game.plan_search",
        "organisation": ORGANISATION,
        "version": itborg_version(),
        "seed": SEED,
        "replications": REPLICATIONS,
        "test_seed": TEST_SEED,
        "test_replications": TEST_REPLICATIONS,
        "plans": plans,
    }
    BEST_KNOWN.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def described(organisation: Organisation, budget: float, starts: Starts, ruling: Ruling) -> dict[str, Any]:
    """Return a plan as plain data, with its effect on the test replications.

    budget          kEUR
    starts, ruling  the plan, as for decisions_of()
    """
    plan = decisions_of(starts, ruling)
    values = net_values(organisation, plan, TEST_SEED, TEST_REPLICATIONS)
    effect = interval(values - net_values(organisation, baseline_plan(), TEST_SEED, TEST_REPLICATIONS))
    return {
        "budget": budget,
        "spent": round(cost_of(starts), 1),
        "first": ruling[0],
        "proceed": ruling[1],
        "interventions": [list(one.interventions) for one in plan],
        "effect": {"unit": "kEUR/day of net value against the baseline"} | _rounded(effect),
    }


def _rounded(effect: Interval) -> dict[str, float]:
    return {name: round(value, 2) for name, value in effect._asdict().items()}


if __name__ == "__main__":
    main()
