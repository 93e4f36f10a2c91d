"""The model as a person who knows Mesa expects it: one step is one working day of everybody."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from mesa import DataCollector

from ..analysis.measures.registry import measure
from ..common.errors import InputError, integer, unknown
from ..engine.history import COLUMNS, blank_history
from ..engine.row_names import Rows
from ..engine.simulation import (
    BURN_IN,
    DAYS,
    Run,
    after_burn_in,
    apply_strategy,
    prepare,
    quiet_arithmetic,
    run_seed,
    run_until,
)
from ..engine.state import World
from ..engine.working_calendar import OUTLOOK, campaign_days, fill_rhythm
from ..organisation.load import load
from ..organisation.types import Organisation
from ..strategies.base import Strategy
from ..strategies.specification import strategy as strategy_of
from . import data_frames as views
from .agents import BusinessManager, ITStaff
from .person import Incident, Person

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ..engine.state import World


def laid_out(
    world: World, organisation: Organisation, strategy: Strategy, *, start: int, turned: int, days: int
) -> World:
    """Return the same world with room for `days` days after day `start`; what was laid out stays as it is.

    start   row of the first day after the burn-in
    turned  row of the strategy's own first day; later than `start` in a branch
    """
    old, new = len(world.history), start + days
    if new <= old:
        return world
    history = blank_history(new)
    history[:old] = world.history
    longer = world._replace(
        history=history,
        columns=history.view(np.float64).reshape(new, -1),
        campaign=campaign_days(organisation.calendar, start, days),
        rhythm=np.zeros((len(world.services), new + OUTLOOK)),
    )
    with quiet_arithmetic():
        fill_rhythm(longer)
    return longer._replace(levers=np.concatenate([world.levers, strategy.schedule(new - turned)[old - turned :]]))


MOST_SEED, MOST_DAYS = 2**62, 100_000
KINDS: Mapping[str, type[Person]] = {"it": ITStaff, "business": BusinessManager}


class Model(mesa.Model):  # type: ignore[misc]
    """An organisation under a strategy, day by day. `time` 0 is the start of the strategy.

    The same seed gives the same days as `simulate`, whatever one looks at on the way and however
    one steps.

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
        rng: int | None = None,
        burn_in: int = BURN_IN,
        days: int = DAYS,
        parameters: Mapping[str, object] | None = None,
        without: Sequence[str] = (),
        agent_types: Mapping[str, type[Person]] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
    ) -> None:
        """Lay the organisation out and live through the burn-in, in which nobody turns a lever.

        organisation     the name of a bundled one, the path of a folder, or one that was read or made
        strategy         what a strategy is called, such as "itil" or "brm_style+itil@120", or a Strategy
        rng              seed of all luck; None: a fresh one, to be read as `model.seed`
        burn_in          days lived through before the strategy's start; 0 to watch them instead
        days             days after the start that tables are laid out for; going on is possible
        parameters       changed parameters by name
        without          names of mechanisms to switch off
        agent_types      {"business": MyManager, "it": MyIT}: own subclasses of the two kinds of people
        agent_reporters  what the DataCollector notes of every person every day, as in Mesa
        """
        seed = secrets.randbelow(2**31) if rng is None else integer("rng", rng, 0, MOST_SEED)
        super().__init__(rng=seed)
        self.seed = seed
        self.organisation = organisation if isinstance(organisation, Organisation) else load(organisation)
        self.strategy = strategy_of(strategy)
        self.burn_in = integer("burn_in", burn_in, 0, MOST_DAYS)
        setup = prepare(
            self.organisation, days=integer("days", days, 1, MOST_DAYS), burn_in=self.burn_in,
            parameters=parameters, without=without,
        )  # fmt: skip
        self._turned = self.burn_in
        self.world: World = apply_strategy(after_burn_in(setup, run_seed(seed, 0)), self.strategy, setup)
        self.rows = Rows.of(self.organisation)
        self.people = self._people(agent_types or {})
        self._early = [one for one in self.people if type(one).start_of_day is not Person.start_of_day]
        self._late = [one for one in self.people if type(one).end_of_day is not Person.end_of_day]
        self.datacollector = DataCollector(
            model_reporters={name: [self.last_evening, [name]] for name in COLUMNS},
            agent_reporters=dict(agent_reporters or {}),
        )

    def _people(self, wanted: Mapping[str, type[Person]]) -> list[Person]:
        for side, kind in wanted.items():
            if side not in KINDS:
                raise unknown("side", side, KINDS)
            if not (isinstance(kind, type) and issubclass(kind, KINDS[side])):
                raise InputError(f"agent_types[{side!r}] = {kind!r} is not a subclass of {KINDS[side].__name__}")
        kinds = {**KINDS, **wanted}
        return [kinds[person.side](self, row) for row, person in enumerate(self.rows.people)]

    @property
    def today(self) -> int:
        """The next day to live through, counted from the strategy's start."""
        return int(self.world.organisation["day"][0]) - self.burn_in

    def step(self) -> None:
        """Live through one working day."""
        for one in self._early:
            one.start_of_day()
        day = self.room_for_today()
        self.world = run_until(self.world, day + 1)
        for one in self._late:
            one.end_of_day()
        self.datacollector.collect(self)

    def room_for_today(self) -> int:
        """Return the row of the next day, having laid out more days if they are used up."""
        day = int(self.world.organisation["day"][0])
        if day >= len(self.world.history):
            self.world = laid_out(
                self.world, self.organisation, self.strategy, start=self.burn_in, turned=self._turned,
                days=2 * max(1, day - self.burn_in),
            )  # fmt: skip
        return day

    def last_evening(self, column: str) -> float:
        """Return a column of the history as it was written last; NaN before the first evening.

        >>> Model(burn_in=1).last_evening("opened") >= 0
        True
        """
        if column not in COLUMNS:
            raise unknown("column", column, COLUMNS)
        day = int(self.world.organisation["day"][0])
        return float(self.world.history[column][day - 1]) if day > 0 else float("nan")

    def person(self, who: str | int) -> Person:
        """Return somebody by id or row.

        >>> Model(burn_in=0).person("daoud").team
        'Marketing'
        """
        if isinstance(who, str):
            if who not in self.rows.row_of:
                raise unknown("person", who, self.rows.row_of)
            who = self.rows.row_of[who]
        return self.people[who]

    def open_incidents(self, column: str, row: int) -> list[Incident]:
        """Return open incidents whose "owner" or "holder" stands in a row, oldest first."""
        return views.open_incidents(self, column, row)

    @property
    def network(self) -> nx.DiGraph[str]:
        """Who knows and trusts whom tonight: people by id with their traits, ties with contact and trust."""
        return views.network(self)

    def history(self) -> pd.DataFrame:
        """Return one row per day lived through, columns as in itborg.history; the burn-in is negative."""
        return views.history(self)

    def closed_incidents(self) -> pd.DataFrame:
        """Return one row per closed incident, in the order in which they closed."""
        return views.closed_incidents(self)

    def measures(self, names: Iterable[str] | None = None) -> dict[str, float]:
        """Return measures of the days since the strategy's start, all of them or those named."""
        return measure(self.run_record, names)

    @property
    def run_record(self) -> Run:
        """What the days lived through have left behind; a copy."""
        w, o = self.world, self.world.organisation[0]
        return Run(
            w.history[: o.day].copy(), w.closed[: o.closed].copy(), w.handoffs.copy(), self.burn_in,
            int(o.it), int(o.people - o.it), float(o.scale),
        )  # fmt: skip

    def branch(self, strategy: str | Path | Strategy) -> Model:
        """Return an independent model that goes on from today under another strategy, with the same luck.

        The strategy's own first day is today. For the same future once more, use copy.deepcopy.

        >>> model = Model(burn_in=5)
        >>> other = model.branch("itil")
        >>> other.run_for(2)
        >>> model.time, other.time
        (0.0, 2.0)
        """
        chosen = strategy_of(strategy)
        other = copy.deepcopy(self)
        other.strategy, other._turned = chosen, other.room_for_today()
        levers = other.world.levers.copy()
        levers[other._turned :] = chosen.schedule(len(levers) - other._turned)
        other.world = other.world._replace(levers=levers)
        return other

    def __getstate__(self) -> dict[str, Any]:
        """Return everything; of the two views of one memory, history and columns, only the first."""
        return {**self.__dict__, "world": self.world._replace(columns=np.zeros((0, 0)))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take everything back, and look at the history as columns again."""
        self.__dict__.update(state)
        history = self.world.history
        self.world = self.world._replace(columns=history.view(np.float64).reshape(len(history), -1))

    def __deepcopy__(self, memo: dict[int, Any]) -> Model:
        """Return an independent copy; what never changes is shared."""
        for frozen in (self.organisation, self.rows, self.strategy):
            memo[id(frozen)] = frozen
        memo[id(self)] = other = type(self).__new__(type(self))
        other.__setstate__(copy.deepcopy(self.__getstate__(), memo))
        return other
