"""Record a run: simulate it day by day, take a snapshot at the end of each day, and log what people experience.

Recording changes nothing: the run has the same bits as without it. It needs memory for all snapshots, about 4 bytes for
each trait of each person and for each value of each tie on each day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...analysis.network.shocks import strongest_brokers
from ...common.errors import InputError, unknown
from ...common.periods import MONTH
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
from ..formatting import strategy_title
from ..story.events import StoryRuns
from ..story.narrative import narrate
from .event_log import EventLog, TrustChange, empty_log, log_end, log_meeting, trust_changes
from .feed import News, feed
from .indicators import indicators
from .journeys import Item, Journeys
from .resistance import ResistanceLog
from .snapshots import People, Snapshots, TieTable
from .voices import ChannelLog, Channels, voices_of

#: Most people in an organisation whose brokers are recorded, and recorded every month.
MOST_BROKERED, MOST_BROKERED_MONTHLY = 2_000, 400


@dataclass(frozen=True, eq=False)
class StrategyChange:
    """A change of strategy during a run; it can be simulated like a strategy.

    first   the strategy until `day`
    day     working days after the start
    then    the strategy from that day on, which is its own first day
    levers  levers set to a value from that day on, whatever the strategy sets
    """

    first: Strategy
    day: int
    then: Strategy
    levers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise InputError for a day before the start or an unknown lever."""
        if self.day < 0:
            raise InputError(f"day {self.day} is before the start")
        for name in self.levers:
            if name not in LEVER:
                raise unknown("lever", name, LEVER)

    @property
    def name(self) -> str:
        """Name of the change, such as "brm_style after day 40"."""
        held = "".join(f", {name} = {value:g}" for name, value in self.levers.items())
        return f"{self.then.name} after day {self.day}{held}"

    @property
    def starts(self) -> tuple[tuple[int, Strategy], ...]:
        """The two strategies, each with the day on which it starts."""
        return (0, self.first), (self.day, self.then)

    def schedule(self, days: int) -> np.ndarray:
        """Return the levers by day, `days` rows.

        Until `day` they are those of the first strategy, then those of the second from its own first day on. Fixed
        levers are clipped to their range.
        """
        rows = self.first.schedule(days)
        if self.day < days:
            rows[self.day :] = self.then.schedule(days - self.day)
        for name, value in self.levers.items():
            rows[name][self.day :] = np.clip(value, LEVER[name].low, LEVER[name].high)
        return rows


@dataclass(frozen=True, eq=False)
class Recording:
    """A recorded run. Snapshot 0 is the state before day 0, snapshot d + 1 that at the end of day d.

    people      traits of all people by snapshot
    ties        all ties by snapshot
    queues      changes that wait at each team, (snapshots, teams)
    resistance  stage of each person, + AGAINST_IT who resists IT itself, (snapshots, people)
    channels    how well managers are heard, and who speaks for them
    brokers     rows of the people on whom most shortest ways between the sides depend, every 20 snapshots,
                (moments, 5); in large organisations fewer moments, see `broker_moments`
    items       all pieces of work, in the order in which they were opened
    event_log   events by row of a person
    news        the story of the run, in the order of days
    indicators  daily values, (indicators, days)
    """

    organisation: Organisation
    rows: Rows
    run: Run
    strategy: str
    people: People
    ties: TieTable
    queues: NDArray[np.int16]
    resistance: NDArray[np.uint8]
    channels: Channels
    brokers: NDArray[np.int64]
    items: list[Item]
    event_log: EventLog
    news: list[News]
    indicators: NDArray[np.float64]

    @property
    def days(self) -> int:
        """Days after the strategy's start."""
        return len(self.run.history) - self.run.burn_in

    def trust_changes(self, row: int) -> list[TrustChange]:
        """Return why a person's trust changed, day by day.

        row  of the person
        """
        return trust_changes(self.event_log.get(row, []), self.people.trust[:, row].tolist(), self.rows)


def record(
    organisation: Organisation,
    strategy: Strategy | StrategyChange,
    *,
    days: int = 240,
    seed: int = 1,
    parameters: Mapping[str, object] | None = None,
    baseline: Any = None,
) -> Recording:
    """Run one organisation under one strategy and return the recording.

    strategy    a Strategy, or a change from one strategy to another
    days        working days after the strategy's start
    seed        random seed; the run is replication 0 of it
    parameters  changed values by name; None: all defaults
    baseline    history of the baseline run with the same random numbers, from the start on; None: it is run

    Raises InputError as `itborg.simulate`.
    """
    setup = prepare(organisation, days=days, burn_in=BURN_IN, parameters=parameters)
    before = after_burn_in(setup, run_seed(seed, 0))
    if baseline is None:
        from ...strategies.specification import strategy as named

        baseline = array_of(run_until(with_strategy(before, named("none"), setup), BURN_IN + days).history)[BURN_IN:]
    world = with_strategy(before, strategy, setup)  # type: ignore[arg-type]
    return Recorder(organisation, world, setup).run(strategy, baseline)


def broker_moments(people: int, days: int) -> int:
    """Return for how many months brokers are computed: in large organisations for the first only, or not at all.

    people  number of people: the time that it takes grows with its cube
    """
    if people > MOST_BROKERED:
        return 0
    return 1 if people > MOST_BROKERED_MONTHLY else days // MONTH + 1


class Recorder:
    """Takes snapshots of one run and logs its events; a subclass may let something act between two days."""

    def __init__(self, organisation: Organisation, world: World, setup: Setup) -> None:
        """Take the first snapshot of a world at the start of its strategy."""
        self.organisation, self.setup, self.world = organisation, setup, world
        self.rows = Rows.of(organisation)
        self.snapshots, self.events = Snapshots(world), empty_log()
        self.journeys = Journeys(world, setup.burn_in)
        self.bridges: list[tuple[int, int, int]] = []
        self._bridged: set[tuple[str, str]] = set()
        self.queues: list[NDArray[np.int16]] = []
        self.resistance = ResistanceLog()
        self.channels = ChannelLog(world, setup.days)
        self.brokers: list[NDArray[np.int64]] = []
        self.broker_moments = broker_moments(len(self.rows.people), setup.days)
        self._snapshot()

    def run(self, strategy: Strategy | StrategyChange, baseline: Any, days: int | None = None) -> Recording:
        """Simulate and return the recording.

        baseline  history of the baseline run, from the start on, as long; None: the run itself
        days      days to simulate; None: all for which the world was laid out
        """
        days = self.setup.days if days is None else days
        for day in range(days):
            self._day(day)
        run = collect_run(self.world, self.setup)
        run = replace(run, history=run.history[: self.setup.burn_in + days])
        return Recording(
            self.organisation, self.rows, run, strategy.name,
            self.snapshots.people(), self.snapshots.ties(), np.stack(self.queues), self.resistance.stages(),
            self.channels.channels(), np.array(self.brokers).reshape(len(self.brokers), -1),
            sorted(self.journeys.items.values(), key=lambda item: item.opened), self.events,
            self._news(run, strategy, baseline), indicators(run),
        )  # fmt: skip

    def _day(self, day: int) -> None:
        """Simulate one day, take a snapshot, and log what ended and who met.

        day  working day after the start, the first is 0
        """
        self.advance(day)
        self.journeys.read(self.world, day)
        for item in self.journeys.requested:
            item.colleague = self.voices.leads(item.owner, item.service, item.counterpart)
        self._snapshot()
        for item in self.journeys.ended:
            log_end(self.events, day, item)
        for one, other in self.snapshots.met():
            if self.rows.people[one].side != self.rows.people[other].side:
                log_meeting(self.events, day, one, other)
                self._bridge(day, one, other)

    def advance(self, day: int) -> None:
        """Simulate one day of `world`."""
        self.world = run_until(self.world, self.setup.burn_in + day + 1)

    def _snapshot(self) -> None:
        """Take a snapshot of people, ties, queues, resistance, voices and brokers."""
        if len(self.queues) % MONTH == 0 and len(self.brokers) < self.broker_moments:
            self.brokers.append(strongest_brokers(self.world))
        self.snapshots.add(self.world)
        self.queues.append(column(self.world.teams, "changes").astype(np.int16))
        self.resistance.add(self.world)
        self.voices = voices_of(self.world)
        self.channels.add(self.voices)

    def _bridge(self, day: int, one: int, other: int) -> None:
        """Keep the first talk between two teams of different sides."""
        teams = (self.rows.people[one].team, self.rows.people[other].team)
        if teams not in self._bridged:
            self._bridged.add(teams)
            self.bridges.append((day, one, other))

    def _news(self, run: Run, strategy: Strategy | StrategyChange, baseline: Any) -> list[News]:
        """Return the news of the recorded run, with the events of its story, in the order of days."""
        start = run.burn_in
        factors = self.world.rhythm[:, start : len(run.history)].T / column(self.world.services, "mean_rhythm")
        peaks = (factors > self.world.parameters[0].peak_from).tolist()
        baseline = run.history[start:] if baseline is None else baseline
        own = feed(self.rows, self.journeys.items.values(), peaks, self.bridges, self.resistance.begun)
        found = strategy.starts if isinstance(strategy, StrategyChange) else ((0, strategy),)
        starts = tuple((day, "" if one.name == "none" else strategy_title(one.name)) for day, one in found)
        both = StoryRuns(strategy.name, run.history[start:], baseline, starts)
        events = narrate(both, self.organisation.calendar.start)
        months = [News(event["day"] - 1, "month", event["text"]) for event in events]
        return sorted([*own, *months], key=lambda news: news.day)
