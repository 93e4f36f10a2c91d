"""The debrief: the results of a game as plain data, for the screen and for the HTML file.

Relies on `team_state` for all simulations. The data are also what a saved debrief contains, so keys are stable: see
debrief() for them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from itborg.analysis.measures.worst_practices import Observed, observed_practices
from itborg.common.version import itborg_version
from itborg.organisation.load import load

from .calibration import Calibration, team_calibration
from .change_portfolio import Request
from .debrief_result import account_rows, daily, way
from .debrief_truths import stated_against_true, truths
from .deck import deck
from .experiments import Experiments, title
from .game import MONTHS
from .indicators import INDICATOR
from .plan_search import ORGANISATION, best_known_plans
from .predictions import LEVEL
from .replications import RequestOutcome
from .saved_game import game_to_json
from .target import target
from .team_state import Reading, TeamState
from .turning_points import turning_points


class Notes(NamedTuple):
    """What a room noted during the game; free text of players, to be escaped wherever it is shown.

    improvements  (month, text): the improvement chosen in each month
    next_week     what players will try in their own organisation
    players       (name, calibration of the own predictions); the names are "" unless the room agrees to show them
    talks         (who, whom, number of talks), names likewise
    """

    improvements: tuple[tuple[int, str], ...] = ()
    next_week: tuple[str, ...] = ()
    players: tuple[tuple[str, Calibration], ...] = ()
    talks: tuple[tuple[str, str, int], ...] = ()


def debrief(team: TeamState, found: Experiments | None = None, notes: Notes | None = None) -> dict[str, Any]:
    """Return everything that the debrief of a game shows, as JSON types.

    team   a game with at least one month played
    found  from experiments(), which takes some seconds; None: not computed yet
    notes  of the room

    Keys: total (profit over the months, kEUR, for team, baseline and best known plan, with the paired effect), target
    (recovery target and gap, kEUR, and whether it was reached), way (see `way`), account (see `account_rows`),
    decisions and months (one record each; months begin with month 0, before the game), daily (cumulative differences
    from the baseline, kEUR), choices and recommendations (None until computed), truths, portfolio (see
    `stated_against_true`), predictions, cards and baseline_cards (observed worst practices), turning_points, notes,
    best_known (how the plan was found), and game (the saved game as text). Values that are not defined are NaN.
    """
    game = team.game
    effect, probability_better = team.total_effect()
    own, baseline, best = team.total()
    aim = target(game.organisation, game.seed, game.budget)
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
        "target": {"target": aim.target, "gap": aim.gap, "reached": team.months == MONTHS and own >= aim.target},
        "way": way(team),
        "account": account_rows(team),
        "decisions": [_decision(team, month) for month in range(1, team.months + 1)],
        "months": [_month(team, month) for month in range(team.months + 1)],
        "daily": daily(team),
        "predictions": _predictions(team_calibration(team)),
        "truths": [one._asdict() | {"outcome": one.outcome} for one in truths(team)],
        "portfolio": stated_against_true(team.team[0], team.months),
        "cards": [_card(one) for one in observed_practices(team.team[0].run) if one.months],
        "baseline_cards": {one.practice.name: list(one.months) for one in observed_practices(team.baseline[0].run)},
        "turning_points": [one._asdict() | {"when": one.when} for one in turning_points(team)],
        **_experiments(found),
        "notes": _notes(notes or Notes()),
        "best_known": {"method": best_known_plans()["method"], "organisation": load(ORGANISATION).name},
        "game": game_to_json(game),
    }


def _notes(notes: Notes) -> dict[str, Any]:
    """Return what a room noted as JSON types."""
    return {
        "improvements": [{"month": month, "text": text} for month, text in notes.improvements],
        "next_week": list(notes.next_week),
        "players": [{"name": name, **_predictions(one)} for name, one in notes.players],
        "talks": [{"who": who, "whom": whom, "count": count} for who, whom, count in notes.talks],
    }


def _decision(team: TeamState, month: int) -> dict[str, Any]:
    """Return the decisions for a month, and the outcomes of the requests with a ruling.

    month  1 to 6

    Keys: month, interventions and initiatives (names), started (both in words), requests, exaggerated (number of
    requests with a stated priority above the true one) and listed (number of requests in the portfolio).
    """
    decision, own = team.game.decisions[month - 1], team.team[0]
    cards = deck(team.game.organisation)
    requests, outcomes = own.portfolios[month - 1], own.outcomes[month - 1]
    ruled = [one for one in requests if one.rank in {*decision.first, *decision.deferred}]
    return {
        "month": month,
        "interventions": list(decision.interventions),
        "initiatives": list(decision.initiatives),
        "started": [title(name, cards) for name in (*decision.initiatives, *decision.interventions)],
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


def _predictions(one: Calibration) -> dict[str, Any]:
    """Return all predictions with results and their texts, points and maximum, and the share that should include."""
    rows = [
        {
            "month": each.month, "indicator": each.name, "title": INDICATOR[each.name].title,
            "unit": INDICATOR[each.name].unit, "low": each.prediction.low, "high": each.prediction.high,
            "actual": each.actual, "included": each.included, "points": each.points, "text": each.text,
        }
        for each in one.ranges
    ]  # fmt: skip
    return {
        "rows": rows, "points": one.points, "max_points": one.most, "included": one.included, "level": LEVEL,
        "text": one.text,
    }  # fmt: skip


def _experiments(found: Experiments | None) -> dict[str, Any]:
    """Return choices and recommendations as JSON types; None where they have not been computed."""
    if found is None:
        return {"choices": None, "recommendations": None}
    return {
        "choices": [
            one._asdict()
            | {"worth": one.worth._asdict(), "earlier": None if one.earlier is None else one.earlier._asdict()}
            for one in found.choices
        ],
        "recommendations": [one._asdict() | {"effect": one.effect._asdict()} for one in found.recommendations],
    }


def _card(one: Observed) -> dict[str, Any]:
    """Return one worst practice with its definition, and the values of all months; months are those that show it."""
    practice = one.practice
    return {
        "name": practice.name, "card": practice.card, "side": practice.side, "formula": practice.formula,
        "unit": practice.unit, "beyond": practice.beyond, "limit": practice.limit,
        "months": list(one.months), "values": [float(value) for value in one.values],
    }  # fmt: skip
