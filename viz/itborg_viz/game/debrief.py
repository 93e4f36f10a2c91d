"""The debrief: the results of a game as plain data, for the screen and for the HTML file.

Relies on `team_state` for all simulations. The data are also what a saved debrief contains, so keys are stable: see
debrief() for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from itborg.analysis.measures.worst_practices import Observed, observed_practices
from itborg.common.version import itborg_version
from itborg.report.story.events import net

from .change_portfolio import Request
from .game import first_day
from .plan_search import best_known_plans
from .predictions import LEVEL, MAX_POINTS
from .recommendations import Recommendation
from .replications import Replication, RequestOutcome
from .saved_game import game_to_json
from .team_state import HIGH, LOW, Reading, TeamState
from .turning_points import turning_points


def debrief(team: TeamState, recommended: Sequence[Recommendation] = ()) -> dict[str, Any]:
    """Return everything that the debrief of a game shows, as JSON types.

    recommended  from recommendations(), which takes some seconds

    team  a game with at least one month played

    Keys: total (profit over the months, kEUR, for team, baseline and best known plan, with the paired effect),
    decisions and months (one record each; months begin with month 0, before the game), daily (cumulative differences
    from the baseline, kEUR), predictions, cards and baseline_cards (observed worst practices), turning_points,
    recommendations, best_known (how the plan was found), and game (the saved game as text). Values that are not defined
    are NaN.
    """
    game = team.game
    effect, probability_better = team.total_effect()
    own, baseline, best = team.total()
    return {
        "organisation": game.organisation.name,
        "seed": game.seed,
        "version": itborg_version(),
        "budget": game.budget,
        "spent": round(game.spent, 1),
        "replications": len(team.team),
        "currency": game.organisation.currency,
        "start": game.organisation.calendar.start,
        "total": {
            "team": own,
            "baseline": baseline,
            "best": best,
            "effect": effect._asdict(),
            "probability_better": probability_better,
        },
        "decisions": [_decision(team, month) for month in range(1, team.months + 1)],
        "months": [_month(team, month) for month in range(team.months + 1)],
        "daily": _daily(team),
        "predictions": _predictions(team),
        "cards": [_card(one) for one in observed_practices(team.team[0].run) if one.months],
        "baseline_cards": {one.practice.name: list(one.months) for one in observed_practices(team.baseline[0].run)},
        "turning_points": [one._asdict() for one in turning_points(team)],
        "recommendations": [one._asdict() | {"effect": one.effect._asdict()} for one in recommended],
        "best_known": {key: best_known_plans()[key] for key in ("method", "command", "organisation")},
        "game": game_to_json(game),
    }


def _decision(team: TeamState, month: int) -> dict[str, Any]:
    """Return the decisions for a month, and the outcomes of the requests with a ruling.

    month  1 to 6

    Keys: month, interventions (names), requests, exaggerated (number of requests with a stated priority above the true
    one) and listed (number of requests in the portfolio).
    """
    decision, own = team.game.decisions[month - 1], team.team[0]
    requests, outcomes = own.portfolios[month - 1], own.outcomes[month - 1]
    ruled = [one for one in requests if one.rank in {*decision.first, *decision.deferred}]
    return {
        "month": month,
        "interventions": list(decision.interventions),
        "requests": [_request(one, one.rank in decision.first, outcomes[one.key]) for one in ruled],
        "exaggerated": sum(one.label > one.level for one in requests),
        "listed": len(requests),
    }


def _request(one: Request, first: bool, outcome: RequestOutcome) -> dict[str, Any]:
    """Return a request with stated and true priority (1 to 4), perceived and true value (kEUR/day), and its outcome.

    Effort is in person-days, risk a probability; the day is 1 for the first of the game, None without an end.
    """
    return {
        "service": one.service,
        "owner": one.owner,
        "team": one.team,
        "stated_priority": one.label,
        "true_priority": one.level,
        "perceived_value": one.perceived_value,
        "true_value": one.value,
        "effort": one.effort,
        "risk": one.risk,
        "ruling": "first" if first else "deferred",
        "outcome": outcome.status,
        "day": None if outcome.day is None else outcome.day + 1,
    }


def _month(team: TeamState, month: int) -> dict[str, Any]:
    """Return all indicators of a month by name, and the number of the month, 0 for the one before the game.

    month  0 to the number of months played
    """
    readings = team.dashboard(month)
    return {name: _reading(one) for name, one in readings.items()} | {"month": month}


def _reading(one: Reading) -> dict[str, Any]:
    """Return value, band, reference runs and effect of one indicator, in its unit."""
    return {
        "value": one.value, "low": one.low, "high": one.high, "baseline": one.baseline, "best": one.best,
        "effect": one.effect._asdict(),
    }  # fmt: skip


def cumulative_net_value(side: Sequence[Replication]) -> Any:
    """Return net value from the start of the game to the end of each day, kEUR: array (replications, days).

    side  replications of one plan, all of the same length
    """
    return np.cumsum([net(one.run.history[one.run.burn_in :]) for one in side], axis=1)


def _daily(team: TeamState) -> dict[str, Any]:
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


def _predictions(team: TeamState) -> dict[str, Any]:
    """Return all predictions with results, their points and maximum, and the share that ranges should include.

    team  its predictions are those of all months played, in the order of months
    """
    scores = team.scores()
    rows = [
        {
            "month": one.month, "indicator": one.indicator.name, "title": one.indicator.title,
            "unit": one.indicator.unit, "low": one.prediction.low, "high": one.prediction.high,
            "actual": one.actual, "included": one.included, "points": one.points,
        }
        for one in scores
    ]  # fmt: skip
    return {
        "rows": rows,
        "points": sum(one.points for one in scores),
        "max_points": round(MAX_POINTS) * len(scores),
        "included": sum(one.included for one in scores),
        "level": LEVEL,
    }


def _card(one: Observed) -> dict[str, Any]:
    """Return one worst practice with its definition, and the values of all months; months are those that show it."""
    practice = one.practice
    return {
        "name": practice.name, "card": practice.card, "side": practice.side, "formula": practice.formula,
        "unit": practice.unit, "beyond": practice.beyond, "limit": practice.limit,
        "months": list(one.months), "values": [float(value) for value in one.values],
    }  # fmt: skip
