"""The team's own run of a game, recorded day by day: the month as the network shows it, turning points, the replay.

The recording has the same bits as the first replication with the same decisions. It also keeps what only the game
knows: which initiative's neglect triggered an incident, and who understood a service on which day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from itborg.common.periods import MONTH
from itborg.engine.row_names import Rows
from itborg.engine.simulation import Setup, with_strategy
from itborg.engine.state import World
from itborg.engine.table import array_of, column
from itborg.organisation.types import Organisation
from itborg.report.formatting import listed
from itborg.report.playback.feed import News
from itborg.report.playback.record import Recorder, Recording

from ..text import strategy_title
from .account import Books, books
from .change_portfolio import portfolio
from .deck import deck, initiative_key
from .game import Decision, combined_strategy
from .initiatives import Progress, cause_keys, found
from .replications import begin_month, kept_worlds, one_day

TITLE = "Your decisions"


@dataclass(frozen=True, eq=False)
class RecordedGame:
    """A recorded run of a game and what happened to its initiatives.

    recording   the run from the first day of the game on
    books       what each service had at stake and lost on each day, from the start of the burn-in
    progress    where the initiatives stand at the end
    neglected   key of an incident -> name of the initiative whose neglect triggered it
    understood  how well IT people understood each service at the end of each day, 0 to 1, (days, IT people, services)
    """

    recording: Recording
    books: Books
    progress: Progress
    neglected: dict[int, str]
    understood: NDArray[np.float32]

    @property
    def initiative_of(self) -> dict[int, str]:
        """Key of a change request -> name of the initiative that it is."""
        return {initiative_key(name): name for name in self.progress.started}

    def lost_on(self, day: int) -> NDArray[np.float64]:
        """Return what each service lost on a day of the game, 0 for the first, kEUR."""
        return np.asarray(self.books.lost[:, self.recording.run.burn_in + day])


def record_game(
    organisation: Organisation,
    seed: int,
    decisions: Sequence[Decision],
    count: int,
    baseline: Any = None,
) -> RecordedGame:
    """Simulate the team's run of a game once more and record it.

    decisions  of the months played
    count      replications of the game, whose worlds at the start are kept
    baseline   history of the reference run without intervention from the first day of the game on, for the news;
               None: the run is compared with itself
    """
    setup, worlds = kept_worlds(organisation, seed, count)
    recorder = _GameRecorder(organisation, worlds[0], setup, decisions)
    days = MONTH * len(decisions)
    plain = recorder.run(combined_strategy(tuple(decisions)), baseline, days)
    recording = replace(plain, strategy=TITLE, news=_news(plain.news, organisation, decisions))
    kept = books(recorder.world, recorder.rows.services).until(setup.burn_in + days)
    understood = np.array(recorder.understood).reshape(days, *recorder.world.understanding.shape)
    return RecordedGame(recording, kept, recorder.progress, recorder.neglected, understood)


def _news(plain: list[News], organisation: Organisation, decisions: Sequence[Decision]) -> list[News]:
    """Return the news of a run with the decisions of each month in words, in place of names of strategies."""
    cards = deck(organisation)
    every = [one for one in plain if one.kind != "month" or " starts." not in one.text]
    for month, one in enumerate(decisions):
        names = [*(cards[name].title for name in one.initiatives), *map(strategy_title, one.interventions)]
        if names:
            text = f"{listed(names)} {'starts' if len(names) == 1 else 'start'}."
            every.append(News(month * MONTH, "strategy", text))
    return sorted(every, key=lambda one: one.day)


class _GameRecorder(Recorder):
    """Records a run in which decisions act at the start of each month and initiatives between two days."""

    def __init__(self, organisation: Organisation, world: World, setup: Setup, decisions: Sequence[Decision]) -> None:
        """Begin with a world at the start of the game, which is not changed."""
        self.decisions = decisions
        start = with_strategy(world, combined_strategy(tuple(decisions)), setup)
        self.progress = found(start, organisation)
        self.neglected: dict[int, str] = {}
        self.understood: list[NDArray[np.float32]] = []
        self._missed = cause_keys(self.progress)
        super().__init__(organisation, start, setup)

    def advance(self, day: int) -> None:
        """Simulate one day of the game, with the decision of its month on the first."""
        rows: Rows = self.rows
        if day % MONTH == 0:
            decision = self.decisions[day // MONTH]
            requests = portfolio(self.world, rows) if decision.first or decision.deferred else []
            begin_month(self.world, decision, requests, self.progress, day // MONTH + 1, self.setup.burn_in)
        self.world = one_day(self.world, rows, self.progress, day, self.setup.burn_in)
        self.understood.append(self.world.understanding.astype(np.float32))
        self._note_neglect()

    def _note_neglect(self) -> None:
        """Note incidents that a root cause of a neglected initiative triggered, open ones and those closed."""
        used = int(column(self.world.organisation, "incident_rows")[0])
        table = array_of(self.world.incidents)[:used]
        for key, cause in zip(table["key"].tolist(), table["cause_key"].tolist(), strict=True):
            if cause in self._missed:
                self.neglected[key] = self._missed[cause]
