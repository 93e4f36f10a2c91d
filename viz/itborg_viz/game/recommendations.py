"""Recommendations: which single change to the team's decisions would have increased profit most.

Each candidate is an experiment: the team's decisions with one intervention more from the first month
on, or with one removed, re-run with the same random numbers. Effects are paired differences with
95 % confidence intervals; a candidate whose interval includes 0 is not recommended.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from itborg.analysis.measures.worst_practices import PRACTICES, observed_practices
from itborg.analysis.statistics import Floats, Interval, interval
from itborg.strategies.registry import STRATEGIES

from .game import MONTHS, Decision, Game, choices, start_months
from .indicators import indicator_values
from .replications import Replication, replication_count, simulate

MAX_EACH = 3  # recommendations to start, and to remove, an intervention
MIN_REDUCTION = 0.1  # share of months in which a worst practice must disappear to be named


class Recommendation(NamedTuple):
    """One recommended change.

    name             name of an intervention
    add              True: start it; False: leave it out
    meaning          what it is, in one sentence
    effect           on profit over the six months, kEUR: mean and 95 % confidence interval
    fewer_practices  titles of worst practices (ABC cards) that are observed in fewer months, at most two
    source           evidence outside the model
    """

    name: str
    add: bool
    meaning: str
    effect: Interval
    fewer_practices: tuple[str, ...]
    source: str


def recommendations(game: Game, count: int | None = None) -> list[Recommendation]:
    """Return the changes with the largest effects: at most three to add and then three to leave out.

    Every intervention is one candidate, so the game is simulated about twenty times; nothing of it is cached. An empty
    list means that no single change would have increased profit significantly.

    game   a game that is over
    count  replications; None: as many as the size of the organisation allows
    """
    replications = count or replication_count(game.organisation)
    actual = simulate(game.organisation, game.seed, game.decisions, replications)
    profit, practices = _profit(actual), _practice_shares(actual)
    candidates = {name: _with(game, name) for name in choices() if name not in game.started}
    candidates |= {name: _without(game, name) for name in game.started}
    found = []
    for name, decisions in candidates.items():
        other = simulate(game.organisation, game.seed, decisions, replications, cached=False)
        effect = interval(_profit(other) - profit)
        if effect.low > 0:
            fewer = practices - _practice_shares(other)
            found.append(_recommendation(name, name not in game.started, effect, fewer))
    found.sort(key=lambda one: -one.effect.mean)
    return [*[one for one in found if one.add][:MAX_EACH], *[one for one in found if not one.add][:MAX_EACH]]


def _with(game: Game, name: str) -> tuple[Decision, ...]:
    """Return the decisions with an intervention more in the first month; its price may exceed the budget."""
    first, *rest = game.decisions
    return replace(first, interventions=(*first.interventions, name)), *rest


def _without(game: Game, name: str) -> tuple[Decision, ...]:
    """Return the decisions without an intervention that the team started."""
    at = start_months(game.decisions)[name] - 1
    others = tuple(one for one in game.decisions[at].interventions if one != name)
    changed = replace(game.decisions[at], interventions=others)
    return *game.decisions[:at], changed, *game.decisions[at + 1 :]


def _recommendation(name: str, add: bool, effect: Interval, fewer: Floats) -> Recommendation:
    """Return a recommendation; `fewer` is the reduction in each worst practice, as a share of months."""
    kind, cards = STRATEGIES[name], list(PRACTICES.values())
    largest = [n for n in np.argsort(-fewer) if fewer[n] > MIN_REDUCTION][:2]
    return Recommendation(name, add, kind.meaning, effect, tuple(cards[n].card for n in largest), kind.source)


def _profit(side: list[Replication]) -> Floats:
    """Return profit over the six months, kEUR, for each replication."""
    return np.array([sum(indicator_values(one, month)["profit"] for month in range(1, MONTHS + 1)) for one in side])


def _practice_shares(side: list[Replication]) -> Floats:
    """Return for each worst practice the share of months, over all replications, in which it is observed."""
    return np.mean([[one.share for one in observed_practices(other.run)] for other in side], axis=0)
