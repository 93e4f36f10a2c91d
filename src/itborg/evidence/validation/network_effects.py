"""What ties do: outcomes after shocks to the network and under other structures, and statistics of ties over two years.

Every number is of one replication and paired: the changed and the unchanged run have common random numbers. The command
`itborg network` shows the means with their intervals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from ...analysis.network.shocks import SHOCKS
from ...analysis.network.statistics import TieNetwork, network_of, statistics
from ...analysis.statistics import Interval, interval
from ...organisation.structures import STRUCTURES
from ...organisation.types import Organisation
from .run_cache import RunCache
from .validation_tasks import Finished, Task, Values
from .what_if_experiments import HELD_EVERY, held

#: Working days of a year.
YEAR = 240
#: Values of the parameter `paper` for the curve: its plausible range.
PAPER = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
#: Changes of the network whose effects are shown over `paper`.
OVER_PAPER = ("cut_cross", "cut_brokers", "cut_random", "silo", "bridged")


class NetworkChange(NamedTuple):
    """A change of the network whose effect is computed.

    name        of a shock or a structure; a shock that is held has its own name
    kind        "shock", "held shock" or "structure"
    meaning     one line
    conditions  of its runs, as in `RunCache`
    """

    name: str
    kind: str
    meaning: str
    conditions: Mapping[str, str]


class Effect(NamedTuple):
    """An outcome whose change is computed.

    meaning   for tables
    unit      of the change: a share of the unchanged outcome if `relative`, else that of the outcome
    relative  whether the change is divided by the unchanged outcome
    """

    meaning: str
    unit: str
    relative: bool


#: Effects by outcome: a measure, or a column of the history, of which the mean is taken. The coalition is the share of
#: managers who resist together.
EFFECTS: Mapping[str, Effect] = {
    "delivered_value": Effect("delivered value", "share", True),
    "benefit": Effect("benefit", "share", True),
    "loss": Effect("losses", "share", True),
    "net_value": Effect("net value", "kEUR/day", False),
    "coalition": Effect("coalition", "share", False),
}
#: Outcomes that are columns of the history; the others are measures.
COLUMNS = ("delivered_value", "coalition")


def network_changes(with_held: bool = False) -> list[NetworkChange]:
    """Return all changes of the network, in the order of tables.

    with_held  whether shocks are also applied again every `HELD_EVERY` days
    """
    found = [NetworkChange(name, "shock", one.meaning, {"experiment": name}) for name, one in SHOCKS.items()]
    if with_held:
        found += [
            NetworkChange(
                held(name), "held shock", f"{one.meaning}, every {HELD_EVERY} days", {"experiment": held(name)}
            )
            for name, one in SHOCKS.items()
        ]
    return found + [
        NetworkChange(name, "structure", one.meaning, {"structure": name}) for name, one in STRUCTURES.items()
    ]


def over_paper() -> list[NetworkChange]:
    """Return the changes of the network whose effects are shown over `paper`."""
    return [one for one in network_changes() if one.name in OVER_PAPER]


def network_tasks(
    organisation: Organisation, replications: range, seed: int, days: int, changes: Sequence[NetworkChange],
    parameters: Mapping[str, float], papers: Sequence[float] = (), strategies: Sequence[str] = (),
) -> list[Task]:  # fmt: skip
    """Return one task a replication for effects and statistics, and one for each value of `paper`.

    replications  numbers of the replications
    days          working days over which outcomes are computed
    changes       of the network
    parameters    changed parameters by name
    papers        values of `paper`, at which the effects of `OVER_PAPER` are computed
    strategies    names; their effects are computed with and without ties across

    Values are keyed by (change, outcome), by ("statistic", name, day) and by ("strategy", name, whether ties are cut).
    """
    some = over_paper()
    found = []
    for number in replications:
        found.append(
            Task(
                "network",
                "",
                partial(RunCache, organisation, number, seed, parameters),
                _computed(changes, days, True, strategies),
            )
        )
        for paper in papers:
            cache = partial(RunCache, organisation, number, seed, {**parameters, "paper": paper})
            found.append(Task("network", f"{paper:g}", cache, _computed(some, days, False)))
    return found


def _computed(
    changes: Sequence[NetworkChange], days: int, with_statistics: bool, strategies: Sequence[str] = ()
) -> Any:
    """Return the function that computes effects, and statistics if wanted, from a run cache."""

    def compute(run_cache: RunCache) -> Values:
        found: Values = {
            (one.name, outcome): effect(run_cache, outcome, days, one.conditions)
            for one in changes
            for outcome in EFFECTS
        }
        for name in strategies:
            found["strategy", name, "ties"] = run_cache.effect("net_value", name, days=days)
            found["strategy", name, "cut"] = run_cache.effect(
                "net_value", name, days=days, experiment=held("cut_cross")
            )
        return found | (_statistics(run_cache) if with_statistics else {})

    return compute


def effect(run_cache: RunCache, outcome: str, days: int, conditions: Mapping[str, Any]) -> float:
    """Return the change of an outcome over some days, as a share or in the unit of its `Effect`.

    outcome     one of `EFFECTS`
    conditions  of the changed run
    """
    changed, unchanged = (_outcome(run_cache, outcome, days, one) for one in (conditions, {}))
    if EFFECTS[outcome].relative:
        return changed / unchanged - 1.0 if unchanged else math.nan
    return changed - unchanged


def _outcome(run_cache: RunCache, outcome: str, days: int, conditions: Mapping[str, Any]) -> float:
    """Return an outcome of the baseline strategy: a measure, or the mean of a column of the history."""
    if outcome in COLUMNS:
        return float(run_cache.column(outcome, days=days, **conditions).mean())
    return run_cache.measure(outcome, days=days, **conditions)


def _statistics(run_cache: RunCache) -> Values:
    """Return the statistics of the baseline network on the first day of all, after one and after two years.

    Ties persist from the end of the burn-in.
    """
    start = network_of(run_cache.start())
    networks: dict[str, tuple[TieNetwork, TieNetwork | None]] = {"first day": (network_of(run_cache.first_day()), None)}
    for years in (1, 2):
        days = years * YEAR
        networks[f"day {days}"] = (network_of(run_cache.world(days=days)), start)
    return {
        ("statistic", name, day): value
        for day, (network, first) in networks.items()
        for name, value in statistics(network, first).items()
    }


@dataclass(frozen=True, eq=False)
class NetworkEffects:
    """The values of all finished tasks, and their means with intervals.

    organisation, seed, days  as planned
    first                     number of the first replication
    changes                   of the network
    parameters                changed ones by name
    finished                  (task, values) of every finished task
    complete                  False if the runs were interrupted
    """

    organisation: str
    seed: int
    days: int
    first: int
    changes: Sequence[NetworkChange]
    parameters: Mapping[str, float]
    finished: Finished
    complete: bool = True
    _memo: dict[Any, Interval] = field(default_factory=dict)

    def rows(self, paper: str = "") -> list[Values]:
        """Return the values of each replication at a value of `paper`, "" for the value of the plan."""
        return [values for task, values in self.finished if task.name == paper]

    def papers(self) -> list[str]:
        """Return the values of `paper` of the curve as texts, in order; [] without a curve."""
        return [name for name in dict.fromkeys(task.name for task, _ in self.finished) if name]

    def estimate(self, key: Any, paper: str = "") -> Interval:
        """Return the mean of a value over replications with its 95 % interval; keys as in `network_tasks`."""
        return interval([row[key] for row in self.rows(paper)] or [math.nan])

    def statistic_names(self) -> list[str]:
        """Return the names of the statistics, in the order of tables; persistence comes last."""
        keys = [key for row in self.rows()[:1] for key in row if key[0] == "statistic"]
        return list(dict.fromkeys(key[1] for key in keys))

    def strategy_names(self) -> list[str]:
        """Return the names of the strategies whose effects were computed, in order."""
        keys = [key for row in self.rows()[:1] for key in row if key[0] == "strategy"]
        return list(dict.fromkeys(key[1] for key in keys))

    def days_of_statistics(self) -> list[str]:
        """Return the names of the days of the statistics, in order."""
        keys = [key for row in self.rows()[:1] for key in row if key[0] == "statistic"]
        return list(dict.fromkeys(key[2] for key in keys))
