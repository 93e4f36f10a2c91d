"""What the sheets of results show besides the readings of each month; computed with the months, in a worker."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from itborg.analysis.measures.worst_practices import observed_practices
from itborg.analysis.statistics import Interval

from ..game.account import Account
from ..game.debrief_result import way
from ..game.debrief_truths import Truth, truths
from ..game.practice_cards import ShownCard, shown_cards
from ..game.recovery_plan import recovery_plan
from ..game.target import Target
from ..game.team_state import HIGH, LOW, TeamState


class Reached(NamedTuple):
    """What the same decisions bring of an initiative with other random numbers.

    low, high  middle 80 % of its worth as built, kEUR a day, over the replications that delivered it
    delivered  number of replications that delivered it
    of         number of all replications
    """

    low: float
    high: float
    delivered: int
    of: int


class Findings(NamedTuple):
    """What months have shown.

    plan     account of each month of the game that reaches the target
    effect   of all decisions on profit so far, kEUR: mean paired difference and its interval
    better   part of the replications in which the decisions earned more than none
    way      how far the room came to the best known plan, as in a debrief; {} before the first month
    truths   initiatives whose truth may be seen now: those delivered or dropped, all of them after the game
    reached  name of an initiative -> the spread of what it brings
    cards    worst practices that showed in the room's own run
    """

    plan: tuple[Account, ...]
    effect: Interval
    better: float
    way: dict[str, Any]
    truths: tuple[Truth, ...]
    reached: dict[str, Reached]
    cards: tuple[ShownCard, ...]


def findings(team: TeamState, target: Target) -> Findings:
    """Return what the months played have shown."""
    game = team.game
    plan = recovery_plan(game.organisation, game.seed, len(team.team), team.team[0], target.target, game.budget)
    if not team.months:
        return Findings(plan, Interval(0.0, 0.0, 0.0), 0.0, {}, (), {}, ())
    effect, better = team.total_effect()
    known = tuple(truths(team))
    reached = {one.name: _reached(team, one.name) for one in known if one.came is not None}
    cards = tuple(shown_cards(observed_practices(team.team[0].run)))
    return Findings(plan, effect, better, way(team), known, reached, cards)


def _reached(team: TeamState, name: str) -> Reached:
    """Return the spread of what an initiative brings over replications."""
    until = len(team.team[0].run.history) - team.team[0].run.burn_in
    came = [
        one.progress.came[name]
        for one in team.team
        if one.progress.delivered.get(name, until) < until and name in one.progress.came
    ]
    low, high = np.quantile(came, [LOW, HIGH])
    return Reached(float(low), float(high), len(came), len(team.team))
