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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...common.errors import InputError
from ...engine.simulation import (
    Setup,
    prepare,
    run_seed,
)
from ...engine.table import column
from ...strategies.none import NoStrategy
from ..comparison.plan import Progress
from ..measures.registry import measure
from ..statistics import Floats, Interval, interval
from .lockstep import Fixed, lockstep
from .mediators import MEDIATORS

if TYPE_CHECKING:
    from ...strategies.base import Strategy
    from ..comparison.plan import Plan

REPLICATIONS = 20
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

    planned = plan([strategy], replications=replications, **settings)
    require_effects(planned)
    return decompose_plan(planned, replications)[-1]


def require_effects(planned: Plan) -> None:
    """Raise InputError for a plan of the baseline alone."""
    if len(planned.strategies) < 2:
        raise InputError(f"{planned.names[0]} is the baseline itself, so there is no effect to decompose")


def decompose_plan(
    planned: Plan, replications: int = REPLICATIONS, progress: Progress | None = None
) -> list[Decomposition]:
    """Return the decomposed effect of each strategy of a comparison but the baseline, in the order of the plan.

    A baseline that does something is decomposed as well, and its parts are subtracted from those of each strategy.

    planned       the comparison; its first replications are used, with its random numbers
    replications  paired replications for each strategy; one alone gives means without intervals
    progress      called with (finished, planned) paired replications over all strategies

    A plan of the baseline alone gives an empty list.
    """
    reference, *others = planned.strategies
    if not others:
        return []
    if not reference.levers:
        setup, tables = _tables(planned, replications, progress)
        parts = [_parts(one, table, setup) for one, table in zip(others, tables, strict=True)]
    else:
        setup, tables = _tables(replace(planned, strategies=(NoStrategy(), reference, *others)), replications, progress)
        known = _parts(reference, tables[0], setup)
        parts = [_minus(_parts(one, table, setup), known) for one, table in zip(others, tables[1:], strict=True)]
    return [_decomposition(one.name, part, setup) for one, part in zip(others, parts, strict=True)]


def decompose_difference(
    planned: Plan, replications: int = REPLICATIONS, progress: Progress | None = None
) -> Decomposition:
    """Return the decomposed difference between two strategies: the parts of the first minus those of the second.

    planned  a plan of the baseline and one or two strategies; without a second one the parts are those of the first

    Both are decomposed against the same baseline runs, so the parts are paired. Other arguments as in `decompose_plan`.
    """
    setup, tables = _tables(planned, replications, progress)
    first, *second = planned.strategies[1:3]
    parts = _parts(first, tables[0], setup)
    if not second:
        return _decomposition(first.name, parts, setup)
    steps = _minus(parts, _parts(second[0], tables[1], setup))
    return _decomposition(f"{first.name} minus {second[0].name}", steps, setup)


def _tables(planned: Plan, replications: int, progress: Progress | None) -> tuple[Setup, list[Floats]]:
    """Return the prepared organisation, and net values of each strategy, (replications, 1 + variants)."""
    from ..comparison.paired_runs import model_inputs

    setup = prepare(planned.organisation, days=planned.days, **model_inputs(planned))
    jobs = [(one, number) for one in planned.strategies[1:] for number in range(replications)]
    rows: list[Floats] = []
    for row in _net_values(setup, jobs, planned.seed, planned.threads):
        rows.append(row)
        if progress:
            progress(len(rows), len(jobs))
    return setup, [np.array(rows[at : at + replications]) for at in range(0, len(rows), replications)]


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


class _Part(NamedTuple):
    """One part of an effect by replication, (replications,); total and pure only of mediators, else NaN."""

    contribution: Floats
    total: Floats
    pure: Floats


def _parts(strategy: Strategy, net: Floats, setup: Setup) -> dict[str, _Part]:
    """Return the parts of a strategy's effect by replication, and "effect", their sum.

    net  (replications, 1 + variants) net value of the baseline and of every variant
    """
    none, full, bare = net[:, 0], net[:, 1], net[:, 2]
    alone, all_but = net[:, 3 : 3 + len(MEDIATORS)], net[:, 3 + len(MEDIATORS) :]
    total, pure = full[:, None] - alone, all_but - bare[:, None]
    mean = (total + pure) / 2
    money = np.full(len(net), -_money(strategy, setup))
    direct = bare - none - money
    interaction = full - none - money - direct - mean.sum(axis=1)
    unknown = np.full(len(net), np.nan)
    mediators = {name: _Part(mean[:, at], total[:, at], pure[:, at]) for at, name in enumerate(MEDIATORS)}
    others = {"direct": direct, "interaction": interaction, "effect": full - none}
    return (
        {"money": _Part(money, unknown, unknown)}
        | mediators
        | {name: _Part(values, unknown, unknown) for name, values in others.items()}
    )


def _minus(parts: dict[str, _Part], others: dict[str, _Part]) -> dict[str, _Part]:
    """Return the parts of one strategy minus those of another, over the same replications."""
    return {name: _Part(*(a - b for a, b in zip(part, others[name], strict=True))) for name, part in parts.items()}


_MEANING = {
    "money": "cost of the strategy, staff cost saved",
    **{name: one.meaning for name, one in MEDIATORS.items()},
    "direct": "direct effect of its levers",
    "interaction": "joint effect of several mediators",
}


def _decomposition(name: str, parts: dict[str, _Part], setup: Setup) -> Decomposition:
    """Return a decomposition with the intervals of its parts over replications."""
    contributions = tuple(
        Contribution(
            key, meaning, *(interval(column) for column in (parts[key] if key in MEDIATORS else parts[key][:1]))
        )
        for key, meaning in _MEANING.items()
    )
    effect = parts["effect"].contribution
    return Decomposition(name, len(effect), setup.days, interval(effect), contributions)


def _money(strategy: Strategy, setup: Setup) -> float:
    """Return the cost of a strategy and what it adds to staff cost, in kEUR per working day."""
    levers, world = strategy.schedule(setup.days), setup.world
    staff = float(column(world.parameters, "staff_cost")[0]) * int(column(world.organisation, "it")[0])
    own = levers["running_cost"] + levers["one_off_cost"] + staff * (levers["staff_cost_factor"] - 1.0)
    return float(own.mean())
