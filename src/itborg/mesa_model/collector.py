"""The DataCollector of a model: columns of the history, and traits of people that are read for all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from itertools import repeat
from typing import Any

import numpy as np
from mesa import DataCollector

from ..engine.history import COLUMNS
from ..engine.simulation import quiet_arithmetic
from ..engine.state import IT, World
from ..engine.table import array_of, column
from ..engine.taking_stock import read_opinions
from ..mechanisms import labels
from .world_access import WorldAccess

_IMMUTABLE = (str, int, bool, float, tuple)


def _trust(w: World) -> list[float]:
    opinions = np.empty(len(w.people))
    with quiet_arithmetic():
        read_opinions(w, opinions)
    return opinions.tolist()


def _communication(w: World) -> list[float]:
    values: list[float] = np.sqrt(column(w.people, "language") * column(w.people, "listening")).tolist()
    return values


def _priority(w: World) -> list[float]:
    manager = column(w.people, "side") != IT
    values = np.empty(len(manager))
    values[~manager] = w.understanding.mean(axis=1)[: len(manager) - int(manager.sum())]
    honesty: Any = column(w.people, "honesty")[manager]
    values[manager] = labels.priority_of(honesty, w.parameters[0])
    listed: list[float] = values.tolist()
    return listed


def _column(name: str) -> Callable[[World], list[Any]]:
    return lambda w: column(w.people, name).tolist()


#: Traits of everybody, in the order of the table of people, by the name of the attribute.
TRAITS: Mapping[str, Callable[[World], list[Any]]] = {
    "trust": _trust,
    "communication": _communication,
    "priority": _priority,
    "language": _column("language"),
    "listening": _column("listening"),
}


class HistoryCollector(DataCollector):  # type: ignore[misc]
    """A DataCollector with a variable for every column of the history and the agent reporters of a user.

    An agent reporter that names one of TRAITS is read from the tables for everybody at once; all others are called
    agent by agent, as in Mesa.
    """

    def __init__(self, model_reporters: Mapping[str, Any], agent_reporters: Mapping[str, Any]) -> None:
        """Prepare to collect.

        model_reporters  one for each column of the history, for readers of the collector
        """
        super().__init__(model_reporters=model_reporters, agent_reporters=dict(agent_reporters))
        self._traits = {name: one for name, one in agent_reporters.items() if isinstance(one, str) and one in TRAITS}

    @property
    def reads_tables(self) -> bool:
        """Whether all that is collected is in the tables, so that no agent is asked."""
        plain = tuple(self.model_reporters) == tuple(COLUMNS) and not self.agenttype_reporters
        return plain and self._traits.keys() == self.agent_reporters.keys()

    def collect(self, model: Any) -> None:
        """Collect the last simulated day; what a user has added to the collector is collected as in Mesa."""
        if tuple(self.model_reporters) != tuple(COLUMNS) or self.agenttype_reporters:
            super().collect(model)
            return
        self.collect_days(model, 1, [model.time])
        if self.agent_reporters:
            self._agent_records[model.time] = self.records(model, model.time)

    def collect_days(self, model: WorldAccess[Any], days: int, times: Sequence[float]) -> None:
        """Collect the columns of the last simulated days, in order.

        times  of the model at the end of each day
        """
        last = int(model.world.organisation[0].day)
        rows = array_of(model.world.history)[last - days : last]
        self._collection_steps.extend(times)
        for name, values in zip(COLUMNS, zip(*rows.tolist(), strict=True), strict=True):
            self.model_vars[name].extend(values)

    def records(self, model: Any, time: float) -> list[tuple[Any, ...]]:
        """Return one row for each person now: time, id and the value of each agent reporter."""
        columns = [
            TRAITS[self._traits[name]](model.world)
            if name in self._traits
            else [_kept(reporter(one)) for one in model.people]
            for name, reporter in self.agent_reporters.items()
        ]
        return list(zip(repeat(time), (one.unique_id for one in model.people), *columns, strict=False))


def _kept(value: Any) -> Any:
    """Return a value that later days do not change."""
    return value if isinstance(value, _IMMUTABLE) else deepcopy(value)
