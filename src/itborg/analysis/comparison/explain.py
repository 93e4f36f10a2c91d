"""Why one strategy beats another, how sure that is, and when not: the function behind `itborg explain`.

The difference between two strategies over paired replications, its decomposition, and the same difference under other
conditions: horizons, loads, sizes, plausible parameter sets, and equal spend. All runs use common random numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...common.errors import InputError
from ...common.periods import MONTH
from ..statistics import Interval, interval
from .beside import beside
from .equal_resources import at_equal_resources
from .paired_runs import blank_accumulator, collect, paired_replications
from .parameter_sets import ParameterSets, parameter_sets
from .plan import NOTHING, Plan, plan
from .result import Comparison
from .series import SERIES

if TYPE_CHECKING:
    from ..decomposition import Decomposition
    from .accumulator import Accumulator
    from .plan import Progress

#: Paired replications: of the comparison, of the decomposition, and under each other condition.
REPLICATIONS, DECOMPOSED, CONDITION = 100, 8, 24
#: Plausible parameter sets.
SETS = 48
#: Demand relative to the one the organisation is staffed for, and numbers of people of generated organisations.
LOADS, SIZES = (0.6, 0.8, 1.2, 1.5), (20, 80, 200)
#: Replications at each size; larger organisations take longer.
SIZED = 12
#: Called with the name of a step, its number from 1, and the number of steps; the context yields the progress of it.
Step = Callable[[str, int, int], "AbstractContextManager[Progress]"]


class Condition(NamedTuple):
    """The difference under one condition, kEUR per working day.

    kind          "horizon", "load", "size" or "equal spend"
    name          as a reader is shown it, such as "demand 0.8"
    difference    mean and 95 % interval over replications
    replications  number of paired replications
    """

    kind: str
    name: str
    difference: Interval
    replications: int


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why `a` beats `b`, or does not.

    a, b           names; b is "none" where only one strategy was named
    comparison     both and the baseline over paired replications; its baseline is b
    decomposition  the difference decomposed by mediator; None if a strategy reacts, so that it cannot be decomposed
    conditions     the difference under other conditions
    sets           outcomes at plausible parameter sets; None if there are none
    equal          doses and spends at equal spend by strategy, and the amount; empty if it cannot be made equal
    """

    a: str
    b: str
    comparison: Comparison
    decomposition: Decomposition | None
    conditions: Sequence[Condition]
    sets: ParameterSets | None
    equal: Mapping[str, Any]

    def influences(self, level: float = 0.05) -> list[tuple[str, float]]:
        """Return parameters that move the difference over the plausible sets, the strongest first.

        Each has its rank correlation with the difference (Spearman); only those are named that are significant at
        `level` after correction for the number of parameters (Holm).
        """
        from scipy.stats import rankdata, spearmanr

        if self.sets is None or len(self.sets) < 8:
            return []
        steps = self.sets.differences(self.a, self.b)
        found = []
        for name in sorted(self.sets.points[0]):
            values = np.array([point[name] for point in self.sets.points])
            if np.ptp(values) > 0 and np.ptp(steps) > 0:
                test = spearmanr(rankdata(values), rankdata(steps))
                found.append((float(test.pvalue), name, float(test.statistic)))
        found.sort()
        kept = []
        for rank, (p, name, rho) in enumerate(found):
            if p * (len(found) - rank) > level:
                break
            kept.append((name, rho))
        return kept


def explain(
    a: Any, b: Any = NOTHING, *, replications: int = REPLICATIONS, step: Step | None = None, **settings: Any
) -> Explanation:
    """Return why strategy `a` beats `b`, through what, how sure, and when not. Writes no files.

    a, b          names, combinations "a+b", files or objects; b "none": doing nothing
    replications  paired replications of the comparison, 2 or more
    step          entered for the time of each step, see Step
    settings      organisation, days, seed, parameters, without, demand, threads: see `compare`

    Raises InputError for unknown names, values out of range, and a strategy compared with itself.
    """
    what = plan([a], baseline=b, replications=replications, **settings)
    first, second = plan([a]).names[-1], what.names[0]
    if first == second:
        raise InputError("a strategy cannot be explained against itself; name two different ones")
    steps = _Steps(step)
    accumulator = blank_accumulator(what)
    with steps.begin("paired replications") as advance:
        collect(what, accumulator, advance)
    conditions = _horizons(accumulator)
    with beside(_decomposed, what) as decomposed:
        with steps.begin("plausible parameter sets") as advance:
            sets = parameter_sets(what, sets=SETS, progress=advance)
        with steps.begin("other loads") as advance:
            conditions += _loads(what, advance)
        with steps.begin("other sizes") as advance:
            conditions += _sizes(what, advance)
        with steps.begin("equal spend") as advance:
            equal, condition = _equal(what, advance)
        with steps.begin("decomposition of the difference") as advance:
            parts = decomposed(advance)
    return Explanation(first, second, Comparison.of(what, accumulator), parts, [*conditions, *condition], sets, equal)


class _Steps:
    """Counts the steps of an explanation."""

    COUNT = 6

    def __init__(self, step: Step | None) -> None:
        self.step, self.at = step, 0

    def begin(self, name: str) -> AbstractContextManager[Progress | None]:
        """Return the context of the next step, which yields its progress."""
        self.at += 1
        return self.step(name, self.at, self.COUNT) if self.step else nullcontext()


def _horizons(accumulator: Accumulator) -> list[Condition]:
    """Return the mean difference in net value over the first months: 1, 3, 6, 12 ... as far as the run goes."""
    days, net = accumulator.days, list(SERIES).index("net_value")
    monthly = (days[:, -1, net] - days[:, 0, net])[:, MONTH - 1 :: MONTH].astype(float)
    months = [count for count in (1, 3, 6, 12, 24, 48) if count <= monthly.shape[1]]
    return [
        Condition("horizon", f"first {count} months" if count > 1 else "first month",
                  interval(monthly[:, :count].mean(axis=1)), len(monthly))
        for count in months
    ]  # fmt: skip


def _decomposed(what: Plan, advance: Progress | None) -> Decomposition | None:
    from ..decomposition import decompose_difference

    named = [one for one in (what.strategies[-1], what.strategies[0]) if one.levers]
    if any(one.reacts for one in named):
        return None
    nothing = next(one for one in what.strategies if one.name == NOTHING)
    chosen = (nothing, *named)
    pair = replace(what, strategies=chosen, names=tuple(one.name for one in chosen))
    return decompose_difference(pair, DECOMPOSED, advance)


def _part(advance: Progress | None, at: int, of: Sequence[Any]) -> Progress | None:
    """Return the progress of one part of a step, number `at` from 0 of `of`, all of the same length."""
    return (lambda done, planned: advance(at * planned + done, len(of) * planned)) if advance else None


def _under(name: str, kind: str, what: Plan, replications: int, advance: Progress | None = None) -> Condition:
    """Return the difference in net value between the last strategy of a plan and the first one."""
    from ..measures.registry import measure

    chosen = (what.strategies[0], what.strategies[-1])
    pair = replace(what, strategies=chosen, names=tuple(one.name for one in chosen))
    steps = []
    for _, runs in paired_replications(pair, range(replications)):
        theirs, ours = (measure(run, ["net_value"])["net_value"] for run in runs)
        steps.append(ours - theirs)
        if advance:
            advance(len(steps), replications)
    return Condition(kind, name, interval(steps), replications)


def _loads(what: Plan, advance: Progress | None) -> list[Condition]:
    """Return the difference at other loads."""
    plans = (replace(what, demand=what.demand * load) for load in LOADS)
    return [
        _under(f"demand {LOADS[at]:g}", "load", plan, CONDITION, _part(advance, at, LOADS))
        for at, plan in enumerate(plans)
    ]


def _sizes(what: Plan, advance: Progress | None) -> list[Condition]:
    """Return the difference in generated organisations of other sizes."""
    from ...organisation.synthetic.generate import generate

    plans = (replace(what, organisation=generate(people, what.seed)) for people in SIZES)
    return [
        _under(f"{SIZES[at]} people", "size", plan, SIZED, _part(advance, at, SIZES)) for at, plan in enumerate(plans)
    ]


def _equal(what: Plan, advance: Progress | None) -> tuple[dict[str, Any], list[Condition]]:
    """Return doses and spends at which both strategies take the same, and the difference there.

    The amount is the spend of the cheaper one as described. Both are empty if one of them is the baseline without
    levers, reacts, or cannot be brought to the amount; then the first has what is known.
    """
    named = (what.strategies[0], what.strategies[-1])
    if any(not one.levers or one.reacts for one in named):
        return {}, []
    nothing = next(one for one in what.strategies if one.name == NOTHING)
    three = (nothing, *named)
    pair = replace(what, strategies=three, names=tuple(one.name for one in three))
    try:
        dosed = at_equal_resources(pair, "budget", progress=advance, cheaper=True)
    except InputError:
        return {}, []
    equal = dosed.equal_resources
    assert equal is not None
    known = equal.plain()
    if equal.apart:
        return known, []
    both = replace(dosed, strategies=dosed.strategies[1:], names=dosed.names[1:])
    name = f"both take {equal.amount:.0f} kEUR"
    return known, [_under(name, "equal spend", both, CONDITION)]
