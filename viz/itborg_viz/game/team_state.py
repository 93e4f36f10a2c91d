"""What a room knows on the evening of a month: its own figures, other luck, and the ghosts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats, Interval, interval, share_better

from .change_portfolio import Request
from .dashboard_values import FIGURE, FIGURES, Figure, figures
from .game import Game
from .plan_search import best_known, nothing
from .predictions import Guess, holds, points
from .replications import Life, enough, lives

LOW, HIGH = 0.1, 0.9  # the band: four of five lives


class Reading(NamedTuple):
    """One figure of one month.

    value      in the room's own life
    low, high  four of five lives with the same decisions and other luck lie between these
    nothing    in the same life, had nothing been done; best: had the best known plan been followed
    gain       what the decisions changed against doing nothing: mean over all lives, 95 % interval
    """

    figure: Figure
    value: float
    low: float
    high: float
    nothing: float
    best: float
    gain: Interval


class Scored(NamedTuple):
    """A prediction and what became of it."""

    month: int
    figure: Figure
    guess: Guess
    truth: float
    held: bool
    points: int


@dataclass(frozen=True, eq=False)
class Room:
    """A game as far as it has been played, with everything that may be shown of it.

    lives, nothing, best  the room's lives and those of the ghosts, with the same luck one by one
    """

    game: Game
    lives: list[Life]
    nothing: list[Life]
    best: list[Life]

    @property
    def megabytes(self) -> float:
        """About how much memory it takes: measured as three times the tables of its lives."""
        runs = [life.run for life in (*self.lives, *self.nothing, *self.best)]
        return 3.0 * float(sum(run.history.nbytes + run.closed.nbytes for run in runs)) / 2**20

    @property
    def months(self) -> int:
        """How many months have been played."""
        return len(self.game.decisions)

    @property
    def table(self) -> tuple[Request, ...]:
        """Change requests that wait for a decision tonight."""
        return self.lives[0].tables[-1]

    def dashboard(self, month: int) -> dict[str, Reading]:
        """Return the figures of a month played; month 0 is the last one before the game."""
        if month not in self._read:
            self._read[month] = self._dashboard(month)
        return self._read[month]

    @cached_property
    def _read(self) -> dict[int, dict[str, Reading]]:
        return {}

    def _dashboard(self, month: int) -> dict[str, Reading]:
        three = [np.array([list(figures(one.run, month).values()) for one in side]) for side in self._sides]
        return {one.name: _reading(one, *(side[:, at] for side in three)) for at, one in enumerate(FIGURES)}

    def scores(self) -> list[Scored]:
        """Return every prediction made, scored."""
        found = []
        for month, decision in enumerate(self.game.decisions, start=1):
            readings = self.dashboard(month)
            for name, guess in decision.guesses.items():
                one = readings[name]
                worth = points(guess, one.value, one.high - one.low)
                found.append(Scored(month, FIGURE[name], guess, one.value, holds(guess, one.value), worth))
        return found

    def total(self, name: str = "profit") -> tuple[float, float, float]:
        """Return the sum of a figure over the months played: the room's life, nothing, the best known plan."""
        sums = [sum(figures(side[0].run, month)[name] for month in self._played) for side in self._sides]
        return sums[0], sums[1], sums[2]

    def total_gain(self, name: str = "profit") -> tuple[Interval, float]:
        """Return what the decisions changed in that sum over all lives, and in what share of them it is better."""
        steps = self._totals(self.lives, name) - self._totals(self.nothing, name)
        return interval(steps), share_better(steps, FIGURE[name].better)

    @property
    def _sides(self) -> tuple[list[Life], list[Life], list[Life]]:
        return self.lives, self.nothing, self.best

    @property
    def _played(self) -> range:
        return range(1, self.months + 1)

    def _totals(self, side: list[Life], name: str) -> Floats:
        return np.array([sum(figures(one.run, month)[name] for month in self._played) for one in side])


def room(game: Game, count: int | None = None) -> Room:
    """Return all that is known of a game tonight; it depends on nothing but the game.

    The ghosts are lived to the end, and shown as they stand tonight: nobody sees further.
    """
    months, many = len(game.decisions), count or enough(game.organisation)
    here, idle, best = (
        lives(game.organisation, game.seed, plan, many) for plan in (game.decisions, nothing(), best_known(game.budget))
    )
    return Room(game, here, [one.until(months) for one in idle], [one.until(months) for one in best])


def _reading(figure: Figure, here: Floats, nothing: Floats, best: Floats) -> Reading:
    known = here[~np.isnan(here)]
    low, high = np.quantile(known, [LOW, HIGH]) if known.size else (np.nan, np.nan)
    gain = interval(here - nothing)
    return Reading(figure, float(here[0]), float(low), float(high), float(nothing[0]), float(best[0]), gain)
