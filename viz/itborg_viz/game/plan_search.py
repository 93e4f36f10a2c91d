"""The best known plans, and the search that found them: `python -m itborg_viz.game.plan_search`.

A plan is a start month for each of some interventions and initiatives, the number of requests that are put first every
month, and the number that are not deferred (those that look best, in the portfolio that a team sees). The search takes
what gains most alone. It repeatedly adds one step (start something in its month, with what it needs) as long as the
step increases mean profit and the budget allows it: once the step with the largest effect, once the step with the
largest effect per kEUR. Then it moves and exchanges single parts of the better plan, and chooses the best ruling on
requests. The result is tested on replications that the search has not used. It is the best known plan, not necessarily
the best possible one. A portfolio is found in the same way from initiatives alone, without rulings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from itborg.analysis.statistics import Floats, Interval, interval
from itborg.common.version import itborg_version
from itborg.organisation.load import load
from itborg.organisation.types import Organisation

from .account import euros
from .deck import deck
from .game import BUDGET, MONTHS, Decision, choices, price
from .replications import simulate

BEST_KNOWN = Path(__file__).with_name("best_known.json")


def baseline_plan(months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the plan without intervention."""
    return (Decision(),) * months


def with_events(plan: Sequence[Decision], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return a plan with the events of a game, so that what comes from outside is the same for both.

    decisions  of the months played; later months have no events
    """
    events = [*(one.events for one in decisions), *[()] * (len(plan) - len(decisions))]
    return tuple(replace(one, events=each) for one, each in zip(plan, events, strict=False))


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
    return _affordable("plans", budget)[:months]


def best_portfolio(budget: float) -> tuple[Decision, ...]:
    """Return the best known plan of initiatives alone that a budget allows, kEUR; otherwise as `best_known`."""
    return _affordable("portfolios", budget)


def _affordable(kind: str, budget: float) -> tuple[Decision, ...]:
    """Return the plan for the largest budget of the search that is not above a budget, kEUR."""
    every = best_known_plans()[kind]
    affordable = [one for one in every if one["budget"] <= budget] or every[:1]
    best = affordable[-1]
    starts = zip(best["interventions"], best["initiatives"], strict=True)
    return tuple(decision(names, started, best["first"], best["proceed"]) for names, started in starts)


def decision(
    interventions: Sequence[str], initiatives: Sequence[str] = (), first: int = 0, proceed: int | None = None
) -> Decision:
    """Return a month in which the best `first` requests are put first and all but `proceed` are deferred.

    interventions, initiatives  names that start in this month
    proceed                     number of requests that are not deferred; None: all

    >>> one = decision(["itil"], ["stamp_card"], 1, 3)
    >>> one.initiatives, one.first, one.deferred, one.listed
    (('stamp_card',), (0,), (3,), 4)
    """
    deferred = () if proceed is None else (proceed,)
    listed = (first if proceed is None else proceed) + 1
    return Decision(tuple(interventions), tuple(range(first)), deferred, listed, initiatives=tuple(initiatives))


ORGANISATION, SEED, TEST_SEED = "grab_at_pizza", 20260701, 20261231
REPLICATIONS, TEST_REPLICATIONS = 16, 96  # in the search, and in the test after it
MOST_STEPS = 16  # steps that are tried in combination
BUDGETS = (90.0, BUDGET, 300.0)
START_MONTHS = (1, 2, 4)  # months in which something can start
Starts = dict[str, int]
Ruling = tuple[int, int | None]
#: Rulings that are tried: number of requests put first, and number not deferred (None: all).
RULINGS: tuple[Ruling, ...] = ((0, None), (1, None), (2, None), (0, 2), (0, 4), (0, 6), (0, 9), (1, 4), (2, 6))


class PlanValues:
    """Mean profit of plans on the replications of the search; each plan is simulated once."""

    def __init__(self, organisation: Organisation, count: int = REPLICATIONS) -> None:
        """Evaluate plans in an organisation.

        count  replications of each plan
        """
        self.organisation, self.count = organisation, count
        self._known: dict[tuple[frozenset[tuple[str, int]], Ruling], float] = {}

    def __call__(self, starts: Starts, ruling: Ruling) -> float:
        """Return the mean profit of a plan, kEUR."""
        key = frozenset(starts.items()), ruling
        if key not in self._known:
            values = profits(self.organisation, decisions_of(starts, ruling), SEED, self.count)
            self._known[key] = float(values.mean())
        return self._known[key]

    def cost(self, starts: Starts) -> float:
        """Return the cost of a plan to the end of the game, kEUR."""
        cards = deck(self.organisation)
        return sum(cards[name].price if name in cards else price(name, month) for name, month in starts.items())

    def useful(self, ruling: Ruling, interventions: bool = True) -> list[Starts]:
        """Return the MOST_STEPS single steps that gain most alone, each in its best month and with what it needs.

        interventions  whether they are steps too, or initiatives alone
        """
        cards = deck(self.organisation)
        gains: dict[str, tuple[float, Starts]] = {}
        for name in (*(choices() if interventions else ()), *cards):
            needs = cards[name].needs if name in cards else ""
            steps: list[Starts] = [{one: month for one in (needs, name) if one} for month in START_MONTHS]
            step = max(steps, key=lambda one: self(one, ruling))
            gains[name] = self(step, ruling), step
        best = sorted(gains.values(), key=lambda one: -one[0])
        return [step for _, step in best[:MOST_STEPS]]


def profits(organisation: Organisation, decisions: Iterable[Decision], seed: int, count: int) -> Floats:
    """Return profit over the game, kEUR, for each replication of a plan.

    seed  seed of the game; search and test use different ones
    """
    runs = simulate(organisation, seed, tuple(decisions), count, cached=False)
    return np.array([sum(euros(one.account(month).profit) for month in range(1, MONTHS + 1)) for one in runs])


def decisions_of(starts: Starts, ruling: Ruling) -> tuple[Decision, ...]:
    """Return a plan as the decisions of six months.

    starts  intervention or initiative -> month in which it starts, 1 to 6
    ruling  requests put first, and requests not deferred (None: all), in every month

    >>> decisions_of({"itil": 2}, (0, None))[1].interventions
    ('itil',)
    """
    by_month = [sorted(name for name, month in starts.items() if month == m) for m in range(1, MONTHS + 1)]
    known = set(choices())
    return tuple(
        decision([one for one in names if one in known], [one for one in names if one not in known], *ruling)
        for names in by_month
    )


def search(value: PlanValues, budget: float, interventions: bool = True) -> tuple[Starts, Ruling]:
    """Return the best plan found within a budget, kEUR.

    value          values of plans, which remember what has been simulated
    budget         total cost of interventions and initiatives, kEUR
    interventions  False for a plan of initiatives alone, without rulings
    """
    ruling = RULINGS[0]
    useful = value.useful(ruling, interventions)
    plans = [_greedy(value, ruling, useful, budget, per_cost) for per_cost in (False, True)]
    best = max(plans, key=lambda starts: value(starts, ruling))
    best = _exchanged(value, ruling, useful, budget, best)
    return best, max(RULINGS, key=lambda one: value(best, one)) if interventions else ruling


def _greedy(value: PlanValues, ruling: Ruling, useful: Sequence[Starts], budget: float, per_cost: bool) -> Starts:
    """Return the start months found by adding the best step while it increases the value and the budget allows it.

    useful    steps that are tried
    per_cost  choose steps by effect per kEUR instead of by effect
    """
    starts: Starts = {}
    while True:
        steps = [{**step, **starts} for step in useful if not step.keys() <= starts.keys()]
        steps = [step for step in steps if value.cost(step) <= budget]
        effects = [value(step, ruling) - value(starts, ruling) for step in steps]
        if not effects or max(effects) <= 0:
            return starts
        rates = [
            effect / (value.cost(step) - value.cost(starts)) if per_cost else effect
            for effect, step in zip(effects, steps, strict=True)
        ]
        starts = steps[int(np.argmax(rates))]
        print(f"  {starts}: {value(starts, ruling):+.0f} kEUR", file=sys.stderr)


def _exchanged(value: PlanValues, ruling: Ruling, useful: Sequence[Starts], budget: float, starts: Starts) -> Starts:
    """Return a plan of which no single part can be moved, left out or exchanged with a gain."""
    while True:
        left = [{name: month for name, month in starts.items() if name != out} for out in starts]
        moved = [{**starts, name: month} for name in starts for month in START_MONTHS]
        tried = [*left, *moved, *({**one, **step} for one in [starts, *left] for step in useful)]
        tried = [one for one in tried if value.cost(one) <= budget]
        best = max(tried, key=lambda one: value(one, ruling), default=starts)
        if value(best, ruling) <= value(starts, ruling):
            return starts
        starts = best
        print(f"  exchanged: {starts}: {value(starts, ruling):+.0f} kEUR", file=sys.stderr)


def main() -> None:
    """Search for every budget and write best_known.json.

    It simulates hundreds of plans; progress is printed on standard error. Playing needs the written file only.
    """
    value = PlanValues(load(ORGANISATION))
    plans, portfolios = (_plans(value, interventions) for interventions in (True, False))
    result = {
        "method": "search over interventions, initiatives and months, tested on replications not used in it",
        "command": "python -m itborg_viz.game.plan_search",
        "organisation": ORGANISATION,
        "version": itborg_version(),
        "seed": SEED,
        "replications": REPLICATIONS,
        "test_seed": TEST_SEED,
        "test_replications": TEST_REPLICATIONS,
        "plans": plans,
        "portfolios": portfolios,
    }
    BEST_KNOWN.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _plans(value: PlanValues, interventions: bool) -> list[dict[str, Any]]:
    """Return the best plans found by budget, with interventions or of initiatives alone."""
    best: tuple[Starts, Ruling] = ({}, RULINGS[0])
    plans = []
    for budget in BUDGETS:  # increasing, so that the best plan of a smaller budget is a candidate
        print(f"budget {budget:g} kEUR", file=sys.stderr)
        best = max(best, search(value, budget, interventions), key=lambda plan: value(*plan))
        plans.append(described(value, budget, *best))
    return plans


def described(value: PlanValues, budget: float, starts: Starts, ruling: Ruling) -> dict[str, Any]:
    """Return a plan as plain data, with its effect on the test replications.

    budget          kEUR
    starts, ruling  the plan, as for decisions_of()
    """
    plan, organisation = decisions_of(starts, ruling), value.organisation
    values = profits(organisation, plan, TEST_SEED, TEST_REPLICATIONS)
    effect = interval(values - profits(organisation, baseline_plan(), TEST_SEED, TEST_REPLICATIONS))
    return {
        "budget": budget,
        "spent": round(value.cost(starts), 1),
        "first": ruling[0],
        "proceed": ruling[1],
        "interventions": [list(one.interventions) for one in plan],
        "initiatives": [list(one.initiatives) for one in plan],
        "effect": {"unit": "kEUR of profit in six months, against the baseline"} | _rounded(effect),
    }


def _rounded(effect: Interval) -> dict[str, float]:
    return {name: round(value, 1) for name, value in effect._asdict().items()}


if __name__ == "__main__":
    main()
