"""The best known plans, and the search that found them: `python -m itborg_viz.game.plan_search`.

A plan is a start month for each of some interventions and initiatives, the number of requests that are put first every
month, and the number that are not deferred (those that look best, in the portfolio that a team sees). The search takes
what gains most alone, and improves plans one change at a time, with restarts (plan_climbing.py) and common random
numbers. Rulings on requests are tried for the best of them. The best few plans of a budget are simulated again on other
replications, which choose one, so that the choice is not that of a few favourable random numbers; a third set tests it.
It is the best known plan, not necessarily the best possible one. A portfolio is found in the same way from initiatives
alone, without rulings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
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
from .plan_climbing import Problem, Starts, searched
from .plans import SIDES, informed
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


ORGANISATION, SEED, CONFIRM_SEED, TEST_SEED = "grab_at_pizza", 20260701, 20260930, 20261231
#: Replications in the search, to choose among the best few plans of a budget, and to test the one chosen.
REPLICATIONS, CONFIRM_REPLICATIONS, TEST_REPLICATIONS = 16, 48, 96
MOST_STEPS = 16  # steps that are tried in combination
RESTARTS = 2  # searches of each budget from a partly redrawn plan
CONFIRMED, RULED = 12, 3  # best plans that are confirmed, and for which rulings are tried
BUDGETS = (90.0, BUDGET, 300.0)
START_MONTHS = (1, 2, 4)  # months in which something can start
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
        self._confirmed: dict[tuple[frozenset[tuple[str, int]], Ruling], float] = {}

    def __call__(self, starts: Starts, ruling: Ruling) -> float:
        """Return the mean profit of a plan, kEUR."""
        key = frozenset(starts.items()), ruling
        if key not in self._known:
            values = profits(self.organisation, decisions_of(starts, ruling), SEED, self.count)
            self._known[key] = float(values.mean())
        return self._known[key]

    def confirmed(self, starts: Starts, ruling: Ruling) -> float:
        """Return the mean profit of a plan, kEUR, on replications that the search has not used."""
        key = frozenset(starts.items()), ruling
        if key not in self._confirmed:
            plan = decisions_of(starts, ruling)
            self._confirmed[key] = float(profits(self.organisation, plan, CONFIRM_SEED, CONFIRM_REPLICATIONS).mean())
        return self._confirmed[key]

    @property
    def tried(self) -> int:
        """Number of plans simulated so far."""
        return len(self._known)

    def best(self, budget: float, count: int) -> list[tuple[Starts, Ruling]]:
        """Return the best plans tried so far that a budget allows, kEUR, the best first."""
        allowed = [(dict(starts), ruling) for starts, ruling in self._known if self.cost(dict(starts)) <= budget]
        return sorted(allowed, key=lambda plan: -self(*plan))[:count]

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


def search(value: PlanValues, budget: float, interventions: bool, begin: Sequence[Starts]) -> tuple[Starts, Ruling]:
    """Return the best plan found within a budget, kEUR, as confirmed on replications not used in the search.

    value          values of plans, which remember what has been simulated
    budget         total cost of interventions and initiatives, kEUR
    interventions  False for a plan of initiatives alone, without rulings
    begin          plans to begin with
    """
    ruling = RULINGS[0]
    steps = value.useful(ruling, interventions)
    problem = Problem(lambda starts: value(starts, ruling), value.cost, budget, steps, START_MONTHS)
    searched(problem, begin, RESTARTS, SEED)
    best = value.best(budget, CONFIRMED)
    if interventions:
        for starts, _ in best[:RULED]:
            for one in RULINGS[1:]:
                value(starts, one)
        best = value.best(budget, CONFIRMED)
    return max(best, key=lambda plan: value.confirmed(*plan))


def main() -> None:
    """Search for every budget and write best_known.json.

    It simulates thousands of plans, in two processes; progress is printed on standard error. Playing needs the written
    file only.
    """
    with ProcessPoolExecutor(2) as pool:
        plans, portfolios = pool.map(_plans, (True, False))
    result = {
        "method": "local search with restarts over interventions, initiatives and months; the best few of each budget "
        "confirmed on other replications, and the plan chosen tested on a third set",
        "command": "python -m itborg_viz.game.plan_search",
        "organisation": ORGANISATION,
        "version": itborg_version(),
        "seed": SEED,
        "replications": REPLICATIONS,
        "confirm_seed": CONFIRM_SEED,
        "confirm_replications": CONFIRM_REPLICATIONS,
        "test_seed": TEST_SEED,
        "test_replications": TEST_REPLICATIONS,
        "plans": plans,
        "portfolios": portfolios,
    }
    BEST_KNOWN.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _plans(interventions: bool) -> list[dict[str, Any]]:
    """Return the best plans found by budget, with interventions or of initiatives alone."""
    value = PlanValues(load(ORGANISATION))
    found: list[tuple[Starts, Ruling]] = []
    for budget in BUDGETS:  # increasing, so that the best plan of a smaller budget is a beginning
        talk = informed(value.organisation, budget, SIDES["both talk"])
        found.append(search(value, budget, interventions, [*(starts for starts, _ in found), talk]))
        print(f"budget {budget:g} kEUR, {value.tried} plans tried: {found[-1]}", file=sys.stderr, flush=True)
    return [described(value, budget, *best) for budget, best in zip(BUDGETS, found, strict=True)]


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
