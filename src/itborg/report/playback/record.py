"""Recording a run: live day by day, look each evening, and keep what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...common.errors import InputError, unknown
from ...engine.row_names import Rows
from ...engine.simulation import (
    BURN_IN,
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
from ...organisation.types import Organisation
from ...strategies.base import Strategy
from ...strategies.levers import LEVER
from ..story.events import Told
from ..story.narrative import tell
from . import diary as diaries
from .escalation_calls import Call, calls
from .feed import News, feed
from .gauges import gauges
from .journeys import Item, Journeys
from .snapshots import Evenings, People, TieTable


@dataclass(frozen=True, eq=False)
class StrategyChange:
    """A strategy that is left for another one; can be simulated like a strategy.

    first   followed until `day`
    day     days after the start
    then    followed from that day on, which is its own first day
    levers  levers held at a value from that day on, whatever the strategy says
    """

    first: Strategy
    day: int
    then: Strategy
    levers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check what was asked for."""
        if self.day < 0:
            raise InputError(f"day {self.day} is before the start")
        for name in self.levers:
            if name not in LEVER:
                raise unknown("lever", name, LEVER)

    @property
    def name(self) -> str:
        """What it is called."""
        held = "".join(f", {name} = {value:g}" for name, value in self.levers.items())
        return f"{self.then.name} from day {self.day}{held}"

    def schedule(self, days: int) -> np.ndarray:
        """Return `days` rows of levers."""
        rows = self.first.schedule(days)
        if self.day < days:
            rows[self.day :] = self.then.schedule(days - self.day)
        for name, value in self.levers.items():
            rows[name][self.day :] = np.clip(value, LEVER[name].low, LEVER[name].high)
        return rows


@dataclass(frozen=True, eq=False)
class Recording:
    """A run as it was watched. Evening 0 is the one before day 0.

    queues  (evenings, teams) changes that wait at each team
    """

    organisation: Organisation
    rows: Rows
    run: Run
    strategy: str
    people: People
    ties: TieTable
    queues: NDArray[np.int16]
    items: list[Item]
    diary: diaries.Diary
    news: list[News]
    gauges: NDArray[np.float64]
    calls: int

    @property
    def days(self) -> int:
        """Days after the strategy's start."""
        return len(self.run.history) - self.run.burn_in

    def trust_changes(self, row: int) -> list[diaries.Entry]:
        """Return why somebody's trust moved, day by day."""
        return diaries.trust_changes(self.diary.get(row, []), self.people.trust[:, row].tolist(), self.rows)


def record(
    organisation: Organisation,
    strategy: Strategy | StrategyChange,
    *,
    days: int = 240,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    baseline: Any = None,
) -> Recording:
    """Run one organisation under one strategy and look every evening. Looking changes nothing.

    strategy  a Strategy, or a Turn from one to another
    baseline  history of days under no strategy on the same luck, to be told against; None: run it
    """
    setup = prepare(organisation, days=days, burn_in=BURN_IN, parameters=parameters)
    before = after_burn_in(setup, run_seed(seed, 0))
    if baseline is None:
        from ...strategies.specification import strategy as named

        baseline = array_of(run_until(with_strategy(before, named("none"), setup), BURN_IN + days).history)[BURN_IN:]
    world = with_strategy(before, strategy, setup)  # type: ignore[arg-type]
    return _Watch(organisation, world, setup).until_the_end(strategy, baseline)


class _Watch:
    """One run being watched."""

    def __init__(self, organisation: Organisation, world: World, setup: Setup) -> None:
        self.organisation, self.setup, self.world = organisation, setup, world
        self.rows = Rows.of(organisation)
        self.evenings, self.diary = Evenings(world), diaries.blank()
        self.journeys = Journeys(world, setup.burn_in)
        self.called: list[tuple[int, Call]] = []
        self.bridges: list[tuple[int, int, int]] = []
        self._bridged: set[tuple[str, str]] = set()
        self.queues = [column(world.teams, "changes").astype(np.int16)]
        self.evenings.add(world)

    def until_the_end(self, strategy: Strategy | StrategyChange, baseline: Any) -> Recording:
        for day in range(self.setup.days):
            self._day(day)
        run = collect_run(self.world, self.setup)
        return Recording(
            self.organisation, self.rows, run, strategy.name,
            self.evenings.people(), self.evenings.ties(), np.stack(self.queues),
            sorted(self.journeys.items.values(), key=lambda item: item.opened), self.diary,
            self._news(run, strategy, baseline), gauges(run), len(self.called),
        )  # fmt: skip

    def _day(self, day: int) -> None:
        row = self.setup.burn_in + day
        waiting = self._teams()
        self.world = run_until(self.world, row + 1)
        self.journeys.look(self.world, day)
        self.evenings.add(self.world)
        self.queues.append(column(self.world.teams, "changes").astype(np.int16))
        for item in self.journeys.ended:
            diaries.note_end(self.diary, day, item)
        self._calls(day, row, waiting)
        for one, other in self.evenings.met():
            if self.rows.people[one].side != self.rows.people[other].side:
                diaries.note_meeting(self.diary, day, one, other)
                self._bridge(day, one, other)

    def _teams(self) -> dict[tuple[int, int], int]:
        """Return with which team everything lies that is open this morning."""
        w = self.world
        found: dict[tuple[int, int], int] = {}
        for kind, table in enumerate((array_of(w.incidents), array_of(w.changes))):
            there = table["open"] == 1
            found |= {
                (kind, key): team
                for key, team in zip(table["key"][there].tolist(), table["team"][there].tolist(), strict=True)
            }
        return found

    def _calls(self, day: int, row: int, waiting: dict[tuple[int, int], int]) -> None:
        people = len(self.rows.people)
        for item in self.journeys.fresh(day):
            place = item.steps[1][1] if len(item.steps) > 1 else -1
            if place >= people:
                waiting.setdefault((item.kind, item.key), place - people)
            elif place >= 0:
                waiting.setdefault((item.kind, item.key), int(column(self.world.people, "team")[place]))
        work = [self.journeys.items[key] for key in waiting if key in self.journeys.items]
        for call in calls(self.world, work, waiting, row):
            self.called.append((day, call))
            diaries.note_call(self.diary, day, call.caller, call.called, call.item)

    def _bridge(self, day: int, one: int, other: int) -> None:
        teams = (self.rows.people[one].team, self.rows.people[other].team)
        if teams not in self._bridged:
            self._bridged.add(teams)
            self.bridges.append((day, one, other))

    def _news(self, run: Run, strategy: Strategy | StrategyChange, baseline: Any) -> list[News]:
        start = run.burn_in
        factors = self.world.rhythm[:, start : len(run.history)].T / column(self.world.services, "mean_rhythm")
        own = feed(self.rows, self.journeys.items.values(), factors.tolist(), self.called, self.bridges)
        told = tell(Told(strategy.name, run.history[start:], baseline), self.organisation.calendar.start)
        months = [News(event["day"] - 1, "month", event["text"]) for event in told]
        return sorted([*own, *months], key=lambda news: news.day)
