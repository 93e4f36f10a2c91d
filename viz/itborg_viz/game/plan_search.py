"""The search behind the best known plans: `python -m itborg.play.search`.

A plan is a start month for each of some interventions, how many requests are put first every month,
and how many may go ahead at all (those that look best, in the same list that a room has). The search
takes the best way of ruling on requests, then again and again one more step (start an intervention in
some month) while that adds to mean net value over the six months and the budget allows: once taking
the step that adds most, once the step that adds most per kEUR. The better of the two is tried on lives
that the search has not seen. The best found is the best known, not the best there is.
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
from .replications import lives

BEST_KNOWN = Path(__file__).with_name("best_known.json")


def nothing(months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the plan of doing nothing."""
    return (Decision(),) * months


@cache
def found() -> dict[str, Any]:
    """Return what is said of the best known plan: how it was found, what it is, what it was worth."""
    known: dict[str, Any] = json.loads(BEST_KNOWN.read_text(encoding="utf-8"))
    return known


def best_known(budget: float, months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the best known plan that a budget allows, as far as some month."""
    plans = [one for one in found()["plans"] if one["budget"] <= budget] or found()["plans"][:1]
    best = plans[-1]
    return tuple(ruled(names, best["first"], best["go"]) for names in best["interventions"][:months])


def ruled(interventions: Sequence[str], first: int, go: int | None) -> Decision:
    """Return a month in which the best-looking requests are put first and all but `go` are held back.

    >>> ruled(["itil"], 1, 3)
    Decision(interventions=('itil',), first=(0,), held=(3,), listed=4, guesses={})
    """
    held = () if go is None else (go,)
    return Decision(tuple(interventions), tuple(range(first)), held, (first if go is None else go) + 1)


ORGANISATION, SEED, UNSEEN_SEED = "grab_at_pizza", 20260701, 20261231
COUNT, UNSEEN = 32, 96  # lives in the search, and after it
BUDGETS = (90.0, BUDGET, 300.0)
STARTS = (1, 2, 4)  # months in which an intervention may start
Starts = dict[str, int]
Ruling = tuple[int, int | None]
#: Ways of ruling on requests that are tried: how many are put first, how many go ahead at all.
RULINGS: tuple[Ruling, ...] = ((0, None), (1, None), (2, None), (0, 2), (0, 4), (0, 6), (0, 9), (1, 4), (2, 6))


class Trials:
    """Mean net value of plans on the lives of the search; a plan that comes again is not run again."""

    def __init__(self, organisation: Organisation, count: int = COUNT) -> None:
        """Try plans in an organisation, on `count` lives."""
        self.organisation, self.count = organisation, count
        self._known: dict[tuple[frozenset[tuple[str, int]], Ruling], float] = {}

    def __call__(self, starts: Starts, ruling: Ruling) -> float:
        """Return what a plan is worth, kEUR/day."""
        key = frozenset(starts.items()), ruling
        if key not in self._known:
            found = net_value(self.organisation, decisions_of(starts, ruling), SEED, self.count)
            self._known[key] = float(found.mean())
        return self._known[key]


def net_value(organisation: Organisation, decisions: Iterable[Decision], seed: int, count: int) -> Floats:
    """Return net value, kEUR/day over the game, of each life under a plan."""
    found = lives(organisation, seed, tuple(decisions), count, remember=False)
    return np.array([measure(one.run, ["net_value"])["net_value"] for one in found])


def decisions_of(starts: Starts, ruling: Ruling) -> tuple[Decision, ...]:
    """Return a plan as the decisions of six months.

    >>> decisions_of({"itil": 2}, (0, None))[1].interventions
    ('itil',)
    """
    by_month = [sorted(name for name, at in starts.items() if at == m) for m in range(1, MONTHS + 1)]
    return tuple(ruled(names, *ruling) for names in by_month)


def search(worth: Trials, budget: float) -> tuple[Starts, Ruling]:
    """Return the best plan found under a budget."""
    ruling = max(RULINGS, key=lambda one: worth({}, one))
    found = [_greedy(worth, ruling, budget, per_cost) for per_cost in (False, True)]
    return max(found, key=lambda starts: worth(starts, ruling)), ruling


def _greedy(worth: Trials, ruling: Ruling, budget: float, per_cost: bool) -> Starts:
    starts: Starts = {}
    while True:
        steps = [
            {**starts, name: month}
            for name in choices() if name not in starts
            for month in STARTS if cost_of({**starts, name: month}) <= budget
        ]  # fmt: skip
        gains = [worth(step, ruling) - worth(starts, ruling) for step in steps]
        if not gains or max(gains) <= 0:
            return starts
        rates = [
            gain / (cost_of(step) - cost_of(starts)) if per_cost else gain
            for gain, step in zip(gains, steps, strict=True)
        ]
        starts = steps[int(np.argmax(rates))]
        print(f"  {starts}: {worth(starts, ruling):+.2f} kEUR/day", file=sys.stderr)


def cost_of(starts: Starts) -> float:
    """Return what a plan costs to the end of the game, kEUR."""
    return sum(price(name, month) for name, month in starts.items())


def main() -> None:
    """Search for every budget and write what was found."""
    worth = Trials(load(ORGANISATION))
    best: tuple[Starts, Ruling] = ({}, RULINGS[0])
    plans = []
    for budget in BUDGETS:  # growing, so the best plan of a smaller budget can be had as well
        print(f"budget {budget:g} kEUR", file=sys.stderr)
        best = max(best, search(worth, budget), key=lambda plan: worth(*plan))
        plans.append(described(worth.organisation, budget, *best))
    written = {
        "how": "greedy search over interventions and months, then tried on lives that the search had not seen",
        "command": "python -m itborg.play.search",
        "organisation": ORGANISATION,
        "version": itborg_version(),
        "seed": SEED,
        "lives": COUNT,
        "unseen_seed": UNSEEN_SEED,
        "unseen_lives": UNSEEN,
        "plans": plans,
    }
    BEST_KNOWN.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def described(organisation: Organisation, budget: float, starts: Starts, ruling: Ruling) -> dict[str, Any]:
    """Return a plan in words and numbers, with what it gained on lives that were not searched."""
    plan = decisions_of(starts, ruling)
    unseen = net_value(organisation, plan, UNSEEN_SEED, UNSEEN)
    gain = interval(unseen - net_value(organisation, nothing(), UNSEEN_SEED, UNSEEN))
    return {
        "budget": budget,
        "spent": round(cost_of(starts), 1),
        "first": ruling[0],
        "go": ruling[1],
        "interventions": [list(one.interventions) for one in plan],
        "gain": {"unit": "kEUR/day of net value against doing nothing"} | _rounded(gain),
    }


def _rounded(found: Interval) -> dict[str, float]:
    return {name: round(value, 2) for name, value in found._asdict().items()}


if __name__ == "__main__":
    main()
