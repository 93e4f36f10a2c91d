"""The result of a game for the debrief: the share of the way to the best known plan, the account, and day by day.

All comparisons are paired: the n-th replications of the team, of the baseline and of the best known plan use the same
random numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from itborg.analysis.statistics import Floats, Interval, interval, ratio
from itborg.report.story.events import net

from .account import LINES, euros
from .game import first_day
from .replications import Replication
from .team_state import HIGH, LOW, TeamState


def profits(side: Sequence[Replication], months: int) -> Floats:
    """Return profit over the months played for each replication, kEUR."""
    return np.array([sum(euros(one.account(month).profit) for month in range(1, months + 1)) for one in side])


def way(team: TeamState) -> dict[str, Any]:
    """Return how far the team came between the two reference runs with the same random numbers.

    Keys: share (of the team's own run; NaN where the best known plan earned no more than the baseline in it), mean (the
    same as a ratio of means over replications, with its interval; NaN without a significant lead of the best known
    plan), best (effect of the best known plan, kEUR), low and high (middle 80 % of the effect of the team's decisions
    over replications, kEUR: the same decisions with other random numbers).
    """
    own, baseline, best = (profits(side, team.months) for side in (team.team, team.baseline, team.best))
    step, lead = own - baseline, best - baseline
    effect = interval(lead)
    unknown = Interval(float("nan"), float("nan"), float("nan"))
    low, high = np.quantile(step, [LOW, HIGH])
    return {
        "share": float(step[0] / lead[0]) if lead[0] > 0 else float("nan"),
        "mean": (ratio(step, lead) if effect.low > 0 else unknown)._asdict(),
        "best": effect._asdict(),
        "low": float(low),
        "high": float(high),
    }


def account_rows(team: TeamState) -> list[dict[str, Any]]:
    """Return the lines of the account in order: key, title, sign, sum, months, total and baseline, kEUR.

    months holds one value for each month played; baseline is the total of the run without intervention.
    """
    played = range(1, team.months + 1)
    ours, other = ([side[0].account(month) for month in played] for side in (team.team, team.baseline))
    return [
        {
            "key": key, "title": title, "sign": sign, "sum": is_sum,
            "months": [euros(getattr(one, key)) for one in ours],
            "total": euros(sum(getattr(one, key) for one in ours)),
            "baseline": euros(sum(getattr(one, key) for one in other)),
        }
        for key, title, sign, is_sum in LINES
    ]  # fmt: skip


def cumulative_net_value(side: Sequence[Replication]) -> Any:
    """Return net value from the start of the game to the end of each day, kEUR: array (replications, days).

    side  replications of one plan, all of the same length
    """
    return np.cumsum([net(one.run.history[one.run.burn_in :]) for one in side], axis=1)


def daily(team: TeamState) -> dict[str, Any]:
    """Return the cumulative difference from the baseline by day: team's run, band, best known plan, kEUR.

    Each list has one value per day played: team, low, high (middle 80 % of replications) and best; days is their
    number.
    """
    baseline = cumulative_net_value(team.baseline)
    own, best = cumulative_net_value(team.team) - baseline, cumulative_net_value(team.best) - baseline
    low, high = np.quantile(own, [LOW, HIGH], axis=0)
    return {
        "days": first_day(team.months + 1),
        "team": own[0].tolist(), "low": low.tolist(), "high": high.tolist(), "best": best[0].tolist(),
    }  # fmt: skip
