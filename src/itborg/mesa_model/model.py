"""The model for users of Mesa: one step simulates one working day of all people."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
from mesa import DataCollector

from ..analysis.measures.registry import measure
from ..common.errors import InputError, integer, unknown
from ..engine.growing import extend_days
from ..engine.history import COLUMNS
from ..engine.kernels import BUILT_IN
from ..engine.own_rules import OwnRules
from ..engine.row_names import Rows
from ..engine.simulation import (
    BURN_IN,
    DAYS,
    Run,
    Setup,
    after_burn_in,
    apply_strategy,
    prepare,
    run_seed,
    run_until,
)
from ..engine.state import World
from ..engine.table import array_of, column
from ..organisation.types import Organisation
from ..strategies.base import Strategy
from ..strategies.specification import strategy as strategy_of
from . import data_frames
from .agents import AGENT_TYPES, checked_agent_types
from .collector import HistoryCollector
from .copies import Copies
from .guards import FIXED, RunParameters, check_attribute, sealing, seed_of
from .person import Person
from .quiet_days import Condition, advance_while_running, quiet_days, simulate_quietly

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

MAX_DAYS = 100_000


class Model(Copies, mesa.Model):  # type: ignore[misc]
    """An organisation with a strategy, simulated day by day. `time` 0 is the first day of the strategy.

    The same seed gives the same days as `simulate`; reading from the model or the size of the steps changes nothing.

    >>> from itborg import Model
    >>> model = Model("grab_at_pizza", "vocr_board", rng=42, burn_in=20)
    >>> model.run_for(3)
    >>> model.time, len(model.history()), len(model.agents.select(lambda a: a.side == "it"))
    (3.0, 23, 26)
    """

    def __init__(
        self,
        organisation: str | Path | Organisation = "grab_at_pizza",
        strategy: str | Path | Strategy = "none",
        *,
        rng: Any = None,
        seed: Any = None,
        burn_in: int = BURN_IN,
        days: int = DAYS,
        parameters: Mapping[str, object] | None = None,
        without: Sequence[str] = (),
        behaviour: OwnRules | str | None = None,
        agent_types: Mapping[str, type[Person]] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        stop_when: Condition | None = None,
        record_when: Condition | None = None,
    ) -> None:
        """Prepare the organisation and simulate the burn-in, in which no strategy is active.

        organisation     name of a bundled organisation, path of a folder, or an Organisation
        strategy         specification such as "itil" or "brm_style+itil@120", path of a TOML file, or a Strategy
        rng              random seed, 0 to 2**62, or what Mesa takes: a Generator or SeedSequence, from which a seed is
                         drawn; None draws any. It is then `model.seed`
        seed             another name of `rng`
        burn_in          days simulated before the strategy starts, 0 to 100,000
        days             days after the start for which tables are prepared, 1 to 100,000; they grow if needed
        parameters       changed parameters by name
        without          names of mechanisms to knock out
        behaviour        an itborg.Behaviour with rules, mechanisms and agents of your own, or the name of one
        agent_types      {"business": MyManager, "it": MyIT}: subclasses of BusinessManager and ITStaff
        agent_reporters  what the DataCollector records of every person every day, as in Mesa
        stop_when        function of the model, called after each day; once it is true, the model no longer runs
        record_when      function of the model, called after each day; the DataCollector records only where it is true

        Raises InputError for a value out of range or an unknown name.
        """
        self.seed = seed_of(rng, seed)
        super().__init__(rng=self.seed)
        setup = prepare(
            organisation, days=integer("days", days, 1, MAX_DAYS), burn_in=integer("burn_in", burn_in, 0, MAX_DAYS),
            parameters=parameters, without=without, behaviour=behaviour,
        )  # fmt: skip
        chosen = strategy_of(strategy)
        world = apply_strategy(after_burn_in(setup, run_seed(self.seed, 0)), chosen, setup)
        own = getattr(setup.behaviour, "agents", {})
        self._take_over(setup, world, chosen, {**own, **(agent_types or {})})
        self.datacollector = HistoryCollector(
            {name: [self.last_recorded, [name]] for name in COLUMNS}, agent_reporters or {}
        )
        self._stop_when, self._record_when = stop_when, record_when
        if type(self).__init__ is Model.__init__:
            self.__dict__["_sealed"] = True

    @classmethod
    def continuing(
        cls, setup: Setup, world: World, strategy: Strategy, agent_types: Mapping[str, type[Person]]
    ) -> Model:
        """Return a model of a world after the burn-in that has the levers of a strategy; it records no data.

        setup  of the world; the seed of the model is that of the replication
        """
        self = cls.__new__(cls)
        self.seed = int(column(world.organisation, "seed")[0])
        mesa.Model.__init__(self, rng=self.seed)
        self._take_over(setup, world, strategy, agent_types)
        self.datacollector = DataCollector()
        self._stop_when = self._record_when = None
        self.__dict__["_sealed"] = True
        return self

    def _take_over(
        self, setup: Setup, world: World, strategy: Strategy, agent_types: Mapping[str, type[Person]]
    ) -> None:
        """Continue with a world, with agents for its people."""
        self.organisation, self.strategy, self.behaviour = setup.organisation, strategy, setup.behaviour
        self.burn_in = self._strategy_start = setup.burn_in
        self.world: World = world
        self.rows = Rows.of(self.organisation)
        self.people: list[Person] = []
        self._create_people(agent_types)
        self._act_before = [one for one in self.people if type(one).start_of_day is not Person.start_of_day]
        self._act_after = [one for one in self.people if type(one).end_of_day is not Person.end_of_day]

    def __init_subclass__(cls, **more: Any) -> None:
        """Refuse new attributes once a model of the subclass is made."""
        super().__init_subclass__(**more)
        if "__init__" in vars(cls):
            cls.__init__ = sealing(cls.__init__)  # type: ignore[method-assign]

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; raise InputError for one that nothing reads."""
        if "_sealed" in self.__dict__ and not name.startswith("_"):
            check_attribute(self, name, FIXED, "Parameters are set by Model(parameters={...}).")
        super().__setattr__(name, value)

    def register_agent(self, agent: Any) -> None:
        """Add an agent; raise InputError once the model is made: the engine knows the people of the organisation."""
        if len(getattr(self, "people", ())) == len(self.rows.people):
            raise InputError(
                f"{type(agent).__name__}: agents cannot be added to a model; add people to the organisation"
            )
        super().register_agent(agent)

    def deregister_agent(self, agent: Any) -> None:
        """Raise InputError: the tables of the engine keep everybody of the organisation."""
        agent.remove()

    @property
    def parameters(self) -> Mapping[str, float]:
        """All parameters by name, as they are in this run. They are constant: Model(parameters={...}) sets them.

        >>> Model(burn_in=0, parameters={"honesty": 0.2}).parameters["honesty"]
        0.2
        """
        return RunParameters(array_of(self.world.parameters))

    def _create_people(self, agent_types: Mapping[str, type[Person]]) -> None:
        kinds = {**AGENT_TYPES, **checked_agent_types(agent_types)}
        for row, person in enumerate(self.rows.people):
            self.people.append(kinds[person.side](self, row))
        for one in self.people:
            one.__dict__["_sealed"] = True

    @property
    def today(self) -> int:
        """The next day to simulate, counted from the strategy's start."""
        return int(self.world.organisation[0].day) - self.burn_in

    def step(self) -> None:
        """Simulate one working day."""
        for one in self._act_before:
            one.start_of_day()
        day = self.ensure_next_day()
        self.world = run_until(self.world, day + 1, self.behaviour.kernels if self.behaviour else BUILT_IN)
        for one in self._act_after:
            one.end_of_day()
        if self._record_when is None or self._record_when(self):
            self.datacollector.collect(self)
        if self._stop_when is not None and self._stop_when(self):
            self.running = False

    def _advance_time(self, until: float) -> None:
        """Advance to a time, or until `stop_when`; days without anything in Python are simulated in one call."""
        if self._stop_when is not None:
            advance_while_running(self, until, super()._advance_time)
            return
        if (days := quiet_days(self, until, Model.step)) > 0:
            simulate_quietly(self, days)
        super()._advance_time(until)

    def ensure_next_day(self, days: int = 1) -> int:
        """Return the row of the next day in the daily tables, which are extended first if they lack room.

        days  for which there must be room
        """
        day = int(self.world.organisation[0].day)
        past = day - self.burn_in
        if day + days > len(self.world.history):
            self.world = extend_days(
                self.world, self.organisation, self.strategy, start=self.burn_in,
                strategy_start=self._strategy_start, days=max(2 * past, past + days),
            )  # fmt: skip
        return day

    def last_recorded(self, column: str) -> float:
        """Return the value of a history column at the end of the last simulated day; NaN before the first.

        Raises InputError for an unknown column.
        """
        if column not in COLUMNS:
            raise unknown("column", column, COLUMNS)
        day = int(self.world.organisation[0].day)
        return float(array_of(self.world.history)[column][day - 1]) if day > 0 else float("nan")

    def person(self, who: str | int) -> Person:
        """Return a person by id or row. Raises InputError for an unknown id.

        >>> Model(burn_in=0).person("daoud").team
        'Marketing'
        """
        if isinstance(who, str):
            if who not in self.rows.row_of:
                raise unknown("person", who, self.rows.row_of)
            who = self.rows.row_of[who]
        return self.people[who]

    @property
    def network(self) -> nx.DiGraph[str]:
        """The network of today: people by id with their traits, ties with contact and trust, each 0 to 1."""
        return data_frames.network(self)

    def history(self) -> pd.DataFrame:
        """Return one row per simulated day with the columns of engine.history; days of the burn-in are negative."""
        return data_frames.history(self)

    def closed_incidents(self) -> pd.DataFrame:
        """Return one row per closed incident, in the order of closing."""
        return data_frames.closed_incidents(self)

    def measures(self, names: Iterable[str] | None = None) -> dict[str, float]:
        """Return the measures of the days since the strategy's start, by name; None returns all."""
        return measure(self.run_record, names)

    @property
    def run_record(self) -> Run:
        """A copy of what the simulated days have recorded."""
        w, o = self.world, self.world.organisation[0]
        return Run(
            array_of(w.history)[: o.day].copy(), array_of(w.closed)[: o.closed].copy(), w.handoffs.copy(), self.burn_in,
            int(o.it), int(o.people - o.it), float(o.scale),
        )  # fmt: skip

    def branch(self, strategy: str | Path | Strategy) -> Model:
        """Return an independent model that continues from today with another strategy and the same random numbers.

        Today is the first day of that strategy. For a second copy of the same future, use copy.deepcopy.

        >>> model = Model(burn_in=5)
        >>> other = model.branch("itil")
        >>> other.run_for(2)
        >>> model.time, other.time
        (0.0, 2.0)
        """
        chosen = strategy_of(strategy)
        other = copy.deepcopy(self)
        other.__dict__["strategy"], other._strategy_start = chosen, other.ensure_next_day()
        levers = array_of(other.world.levers).copy()
        levers[other._strategy_start :] = chosen.schedule(len(levers) - other._strategy_start)
        other.world = other.world._replace(levers=levers)
        return other
