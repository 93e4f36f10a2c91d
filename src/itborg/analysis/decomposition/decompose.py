"""Decomposition of a strategy's effect on net value by mediator.

The contribution of a mediator depends on which others act as well, so two effects are estimated, both with common
random numbers (Robins & Greenland 1992):
total indirect effect  effect of the strategy, minus its effect with this mediator alone fixed at its baseline path
pure indirect effect   effect with all other mediators fixed, minus the effect with all of them fixed
The contribution is the mean of both, the two extreme terms of a Shapley value; that mean is our choice. Money is
exact. The direct effect is what remains with all mediators fixed; the rest of the effect is interaction.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...engine.growing import copy_world, enlarged
from ...engine.simulation import (
    Run,
    Setup,
    after_burn_in,
    collect_run,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from ...engine.state import World
from ...engine.table import array_of, column
from ...strategies.none import NoStrategy
from ..comparison.plan import Progress
from ..measures.registry import measure
from ..statistics import Floats, Interval, interval
from .mediators import CAPACITY, MEDIATORS, BaselineDay, BaselineTies, StatedLabels, capacity

if TYPE_CHECKING:
    from ...strategies.base import Strategy
    from ..comparison.plan import Plan

REPLICATIONS = 20
Fixed = frozenset[str]
ALL: Fixed = frozenset(MEDIATORS)
#: Mediators fixed in each run of a paired replication: none, all, each alone, all but each.
VARIANTS: tuple[Fixed, ...] = (
    frozenset(),
    ALL,
    *(frozenset({name}) for name in MEDIATORS),
    *(ALL - {name} for name in MEDIATORS),
)


class Contribution(NamedTuple):
    """One part of a decomposed effect, in kEUR per working day.

    name            key of the part: a mediator, "money", "direct" or "interaction"
    meaning         one line for tables
    contribution    mean and 95 % interval over paired replications
    total_indirect  total indirect effect; None for a part that is not a mediator
    pure_indirect   pure indirect effect; None for a part that is not a mediator
    """

    name: str
    meaning: str
    contribution: Interval
    total_indirect: Interval | None = None
    pure_indirect: Interval | None = None


@dataclass(frozen=True)
class Decomposition:
    """The decomposed effect of one strategy on net value, in kEUR per working day.

    strategy       its name
    replications   number of paired replications
    days           working days after the strategy's start
    effect         net value of the strategy minus that of the baseline; contributions sum to its mean
    contributions  money, mediators, direct, interaction
    """

    strategy: str
    replications: int
    days: int
    effect: Interval
    contributions: tuple[Contribution, ...]

    def plain(self) -> dict[str, Any]:
        """Return plain dictionaries and numbers, as written to JSON (docs/json.md, itborg decompose).

        Intervals become {mean, low, high}; NaN stays NaN (a single replication has no interval).
        """
        return {
            "strategy": self.strategy,
            "replications": self.replications,
            "days": self.days,
            "unit": "kEUR/day",
            "effect": self.effect._asdict(),
            "contributions": [
                {
                    "name": one.name,
                    "meaning": one.meaning,
                    **{key: value._asdict() for key, value in one._asdict().items() if isinstance(value, Interval)},
                }
                for one in self.contributions
            ],
        }


def decompose(strategy: Any, *, replications: int = REPLICATIONS, **settings: Any) -> Decomposition:
    """Return the decomposed effect of one strategy on net value.

    strategy      a name, a combination "a+b", a file or an object; it must not react to the run
    replications  paired replications, 1 or more; each needs 14 extra runs (none, all, each alone, all but each
                  mediator)
    settings      organisation, days, seed, parameters ...: see `itborg.analysis.comparison.plan`

    Random numbers are those of the first replications of a comparison with the same seed. Writes no files. Raises
    InputError for unknown names and values out of range.
    """
    from ..comparison.plan import plan

    return decompose_plan(plan([strategy], replications=replications, **settings), replications)[0]


def decompose_plan(
    planned: Plan, replications: int = REPLICATIONS, progress: Progress | None = None
) -> list[Decomposition]:
    """Return the decomposed effect of each strategy of a comparison but the baseline, in the order of the plan.

    planned       the comparison; its first replications are used, with its random numbers
    replications  paired replications for each strategy; one alone gives means without intervals
    progress      called with (finished, planned) paired replications over all strategies
    """
    from ..comparison.paired_runs import model_inputs

    setup = prepare(planned.organisation, days=planned.days, **model_inputs(planned))
    jobs = [(one, number) for one in planned.strategies[1:] for number in range(replications)]
    rows: list[Floats] = []
    for row in _net_values(setup, jobs, planned.seed, planned.threads):
        rows.append(row)
        if progress:
            progress(len(rows), len(jobs))
    tables = [np.array(rows[at : at + replications]) for at in range(0, len(rows), replications)]
    return [_decomposition(one, table, setup) for one, table in zip(planned.strategies[1:], tables, strict=True)]


def _net_values(setup: Setup, jobs: Sequence[tuple[Strategy, int]], seed: int, threads: int | None) -> Iterator[Floats]:
    """Yield, for each strategy and replication in order, net value of the baseline and of every variant.

    Each row has shape (1 + variants,), in kEUR per working day. Replications run on threads; their order does not
    depend on the number of threads.

    threads  None: all cores
    """

    def one(job: tuple[Strategy, int]) -> Floats:
        runs = lockstep(setup, job[0], run_seed(seed, job[1]), VARIANTS)
        return np.array([measure(run, ["net_value"])["net_value"] for run in runs])

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        yield from pool.map(one, jobs)


def _decomposition(strategy: Strategy, net: Floats, setup: Setup) -> Decomposition:
    """Return the decomposed effect of one strategy.

    net  (replications, 1 + variants) net value of the baseline and of every variant
    """
    none, full, bare = net[:, 0], net[:, 1], net[:, 2]
    alone, all_but = net[:, 3 : 3 + len(MEDIATORS)], net[:, 3 + len(MEDIATORS) :]
    total, pure = full[:, None] - alone, all_but - bare[:, None]
    mean = (total + pure) / 2
    money = np.full(len(net), -_money(strategy, setup))
    direct = bare - none - money
    interaction = full - none - money - direct - mean.sum(axis=1)
    mediators = [
        Contribution(one.name, one.meaning, *(interval(column[:, at]) for column in (mean, total, pure)))
        for at, one in enumerate(MEDIATORS.values())
    ]
    contributions = (
        Contribution("money", "cost of the strategy, staff cost saved", interval(money)),
        *mediators,
        Contribution("direct", "direct effect of its levers", interval(direct)),
        Contribution("interaction", "joint effect of several mediators", interval(interaction)),
    )
    return Decomposition(strategy.name, len(net), setup.days, interval(full - none), contributions)


def _money(strategy: Strategy, setup: Setup) -> float:
    """Return the cost of a strategy and what it adds to staff cost, in kEUR per working day."""
    levers, world = strategy.schedule(setup.days), setup.world
    staff = float(column(world.parameters, "staff_cost")[0]) * int(column(world.organisation, "it")[0])
    own = levers["running_cost"] + levers["one_off_cost"] + staff * (levers["staff_cost_factor"] - 1.0)
    return float(own.mean())


def lockstep(setup: Setup, strategy: Strategy, seed: int, variants: Sequence[Fixed]) -> list[Run]:
    """Return the baseline run, then one run of the strategy for each set of fixed mediators.

    All runs share the burn-in and the random seed, and advance day by day together, because a mediator is fixed at its
    state in the baseline run at the end of the same day.

    setup     prepared organisation, days and parameters
    strategy  applied from the first day after the burn-in
    seed      random seed of this replication
    variants  sets of names in MEDIATORS; the empty set gives the run of the strategy alone

    Returns 1 + len(variants) runs.
    """
    start = after_burn_in(setup, seed)
    baseline = with_strategy(start, NoStrategy(), setup)
    worlds = [_own_parameters(with_strategy(start, strategy, setup)) for _ in variants]
    labels = StatedLabels()
    for day in range(setup.burn_in, setup.burn_in + setup.days):
        closed = int(column(baseline.organisation, "closed")[0])
        baseline = run_until(baseline, day + 1)
        labels.record(baseline, closed)
        here = BaselineDay(baseline, BaselineTies(baseline), labels)
        worlds = [_next_day(w, fixed, here, day) for w, fixed in zip(worlds, variants, strict=True)]
    return [collect_run(w, setup) for w in (baseline, *worlds)]


def _own_parameters(w: World) -> World:
    """Return the world with copies of parameters and levers, which fixing a mediator may change.

    The other tables were copied by `with_strategy`.
    """
    return w._replace(parameters=array_of(w.parameters).copy(), levers=array_of(w.levers).copy())


def _next_day(w: World, fixed: Fixed, baseline: BaselineDay, day: int) -> World:
    """Return the world one day later, with the named mediators fixed."""
    w = _with_baseline_capacity(w, baseline.world, day) if CAPACITY in fixed else run_until(w, day + 1)
    if fixed:
        w = enlarged(w, {name: len(getattr(baseline.world, name)) for name in ("causes", "components")})
    for name in MEDIATORS:
        if name in fixed:
            MEDIATORS[name].fix(w, baseline)
    return w


def _with_baseline_capacity(w: World, baseline: World, day: int) -> World:
    """Return the world one day later, simulated with as much working capacity as the baseline run had.

    A first run of the day measures the capacity, a second one corrects it. A day without any capacity (a workshop
    for all) cannot be corrected.
    """
    wanted = capacity(baseline, day)
    trial = run_until(copy_world(w), day + 1)
    there = capacity(trial, day)
    if there == wanted or there <= 0.0:
        return trial
    column(w.levers, "capacity_factor")[day] *= wanted / there
    return run_until(w, day + 1)
