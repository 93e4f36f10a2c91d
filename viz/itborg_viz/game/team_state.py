"""What a team can see at the end of a month: its own run, the band of replications, and two reference runs.

Relies on `replications` for runs and on `plan_search` for the two reference plans. Computing a state takes a second or
two per month, so pages do it in a job.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats, Interval, interval, share_better

from .change_portfolio import Request
from .game import Game
from .indicators import INDICATOR, INDICATORS, Indicator, indicator_values
from .plan_search import baseline_plan, best_known, with_events
from .predictions import Prediction, points
from .replications import Replication, replication_count, simulate

LOW, HIGH = 0.1, 0.9  # quantiles of the band: the middle 80 % of replications


class Reading(NamedTuple):
    """One indicator of one month.

    value      in the team's run
    low, high  middle 80 % of replications with the same decisions
    baseline   in the reference run without intervention, with the same random numbers
    best       in the reference run with the best known plan, with the same random numbers
    effect     team minus baseline: mean over paired replications and 95 % confidence interval
    """

    indicator: Indicator
    value: float
    low: float
    high: float
    baseline: float
    best: float
    effect: Interval


class ScoredPrediction(NamedTuple):
    """A prediction and its result.

    actual    value in the team's run
    included  whether the range includes it
    points    0 to 100
    """

    month: int
    indicator: Indicator
    prediction: Prediction
    actual: float
    included: bool
    points: int


@dataclass(frozen=True, eq=False)
class TeamState:
    """A game up to the current month, with all its results.

    team, baseline, best  replications with the team's decisions, without intervention, and with the best known
                          plan; the n-th of each use the same random numbers
    """

    game: Game
    team: list[Replication]
    baseline: list[Replication]
    best: list[Replication]

    @property
    def megabytes(self) -> float:
        """Approximate memory, MB: measured as three times the size of the tables."""
        runs = [one.run for one in (*self.team, *self.baseline, *self.best)]
        return 3.0 * float(sum(run.history.nbytes + run.closed.nbytes for run in runs)) / 2**20

    def with_game(self, game: Game) -> TeamState:
        """Return the same results for a game that differs in its predictions only."""
        found = TeamState(game, self.team, self.baseline, self.best)
        found._dashboards.update(self._dashboards)
        return found

    @property
    def months(self) -> int:
        """Number of months played."""
        return len(self.game.decisions)

    @property
    def portfolio(self) -> tuple[Request, ...]:
        """Change requests to decide on now."""
        return self.team[0].portfolios[-1]

    def dashboard(self, month: int) -> dict[str, Reading]:
        """Return indicator name -> reading in a month played; month 0 is the last one before the game.

        month  0 to the number of months played
        """
        if month not in self._dashboards:
            self._dashboards[month] = self._dashboard(month)
        return self._dashboards[month]

    @cached_property
    def _dashboards(self) -> dict[int, dict[str, Reading]]:
        return {}

    def _dashboard(self, month: int) -> dict[str, Reading]:
        columns = [np.array([list(indicator_values(one, month).values()) for one in s]) for s in self._sides]
        return {one.name: _reading(one, *(side[:, n] for side in columns)) for n, one in enumerate(INDICATORS)}

    def scores(self) -> list[ScoredPrediction]:
        """Return all predictions with their results, month by month.

        The list is empty if the team made no predictions.
        """
        scored = []
        for month, decision in enumerate(self.game.decisions, start=1):
            readings = self.dashboard(month)
            for name, prediction in decision.predictions.items():
                one = readings[name]
                earned = points(prediction, one.value, one.high - one.low)
                included = prediction.includes(one.value)
                scored.append(ScoredPrediction(month, INDICATOR[name], prediction, one.value, included, earned))
        return scored

    def total(self, name: str = "profit") -> tuple[float, float, float]:
        """Return the sum of an indicator over the months played: team's run, baseline, best known plan.

        name  name of an indicator; a sum makes sense for amounts and counts only
        """
        sums = [sum(indicator_values(side[0], month)[name] for month in self._played) for side in self._sides]
        return sums[0], sums[1], sums[2]

    def total_effect(self, name: str = "profit") -> tuple[Interval, float]:
        """Return team minus baseline in that sum over paired replications, and the share in which it is better."""
        steps = self._totals(self.team, name) - self._totals(self.baseline, name)
        return interval(steps), share_better(steps, INDICATOR[name].better)

    @property
    def _sides(self) -> tuple[list[Replication], list[Replication], list[Replication]]:
        return self.team, self.baseline, self.best

    @property
    def _played(self) -> range:
        return range(1, self.months + 1)

    def _totals(self, side: list[Replication], name: str) -> Floats:
        """Return the sum of an indicator over the months played, for each replication of a side."""
        return np.array([sum(indicator_values(one, month)[name] for month in self._played) for one in side])


def team_state(game: Game, count: int | None = None) -> TeamState:
    """Return a game with all its results; the same game gives the same results.

    The reference runs are simulated to the end of the game and cut at the current month.

    count  replications; None: as many as the size of the organisation allows
    """
    months, replications = len(game.decisions), count or replication_count(game.organisation)
    team, baseline, best = (
        simulate(game.organisation, game.seed, plan, replications)
        for plan in (
            game.decisions,
            with_events(baseline_plan(), game.decisions),
            with_events(best_known(game.budget), game.decisions),
        )
    )
    return TeamState(game, team, [one.until(months) for one in baseline], [one.until(months) for one in best])


def _reading(indicator: Indicator, team: Floats, baseline: Floats, best: Floats) -> Reading:
    """Return a reading from the values of all replications."""
    known = team[~np.isnan(team)]
    low, high = np.quantile(known, [LOW, HIGH]) if known.size else (np.nan, np.nan)
    effect = interval(team - baseline)
    return Reading(indicator, float(team[0]), float(low), float(high), float(baseline[0]), float(best[0]), effect)
