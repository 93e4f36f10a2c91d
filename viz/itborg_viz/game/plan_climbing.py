"""Local search over plans: from several starts, one change at a time, then again from plans that are partly redrawn.

A plan is a start month for each of some names. A change adds a step, moves, leaves out or exchanges a part. The first
change that improves the plan is taken, in a random order. Values come from a function, so nothing here simulates.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

Starts = dict[str, int]


class Problem(NamedTuple):
    """What is searched.

    value   of a plan, to be made large
    cost    of a plan, kEUR
    budget  kEUR that a plan can cost
    steps   what can be added at once: something with what it needs, each with its month
    months  in which something can start
    """

    value: Callable[[Starts], float]
    cost: Callable[[Starts], float]
    budget: float
    steps: Sequence[Starts]
    months: Sequence[int]

    def allows(self, starts: Starts) -> bool:
        """Return whether the budget allows a plan."""
        return self.cost(starts) <= self.budget


def searched(problem: Problem, begin: Sequence[Starts], restarts: int, seed: int) -> Starts:
    """Return the best plan found from some plans, from greedy ones and from `restarts` partly redrawn ones.

    begin  plans to begin with; those that the budget does not allow are left out
    seed   of the order of changes and of what is redrawn
    """
    source = random.Random(seed)
    plans = [one for one in begin if problem.allows(one)] + [greedy(problem, per_cost) for per_cost in (False, True)]
    best = climbed(problem, max(plans, key=problem.value), source)
    for _ in range(restarts):
        best = max(best, climbed(problem, redrawn(problem, best, source), source), key=problem.value)
    return best


def greedy(problem: Problem, per_cost: bool) -> Starts:
    """Return the plan found by adding the best step while it increases the value and the budget allows it.

    per_cost  choose steps by effect per kEUR instead of by effect
    """
    starts: Starts = {}
    while True:
        steps = [{**step, **starts} for step in problem.steps if not step.keys() <= starts.keys()]
        steps = [step for step in steps if problem.allows(step)]
        effects = [problem.value(step) - problem.value(starts) for step in steps]
        if not effects or max(effects) <= 0:
            return starts
        spent = [problem.cost(step) - problem.cost(starts) if per_cost else 1.0 for step in steps]
        rates = [effect / money for effect, money in zip(effects, spent, strict=True)]
        starts = steps[rates.index(max(rates))]


def climbed(problem: Problem, starts: Starts, source: random.Random) -> Starts:
    """Return a plan that no single change improves."""
    while True:
        changes = neighbours(problem, starts)
        source.shuffle(changes)
        better = (one for one in changes if problem.value(one) > problem.value(starts))
        found = next(better, None)
        if found is None:
            return starts
        starts = found


def neighbours(problem: Problem, starts: Starts) -> list[Starts]:
    """Return the plans one change away that the budget allows.

    >>> everything = Problem(lambda one: 0.0, len, 1, [{"a": 1}, {"b": 2}], (1, 2))
    >>> neighbours(everything, {"a": 1})
    [{}, {'a': 2}, {'b': 2}]
    """
    left = [{name: month for name, month in starts.items() if name != out} for out in starts]
    moved = [{**starts, name: month} for name in starts for month in problem.months]
    added = [{**one, **step} for one in [starts, *left] for step in problem.steps]
    found: list[Starts] = []
    for one in (*left, *moved, *added):
        if one != starts and one not in found and problem.allows(one):
            found.append(one)
    return found


def redrawn(problem: Problem, starts: Starts, source: random.Random) -> Starts:
    """Return a plan without half of its parts, filled up with steps in a random order as the budget allows."""
    kept = dict(source.sample(sorted(starts.items()), len(starts) - len(starts) // 2))
    for step in source.sample(list(problem.steps), len(problem.steps)):
        if problem.allows({**step, **kept}):
            kept = {**step, **kept}
    return kept
