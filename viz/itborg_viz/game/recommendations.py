"""What to try on Monday: what the model says would have helped this room most, in all its lives.

Each suggestion is an experiment: the room's own decisions with one intervention more from the first
month on, or with one left out, lived again with the same luck. Gains are paired, with 95 % intervals;
a suggestion whose interval includes 0 is not made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from itborg.analysis.measures.worst_practices import PRACTICES, observed_practices
from itborg.analysis.statistics import Floats, Interval, interval
from itborg.strategies.registry import STRATEGIES

from .dashboard_values import figures
from .game import MONTHS, Decision, Game, choices, started
from .replications import Life, enough, lives

MOST = 3


class Suggestion(NamedTuple):
    """One thing to try.

    name     of the intervention
    add      True: to begin with it; False: to leave it out
    meaning  what it is, in a sentence
    gain     profit over the six months, kEUR: mean over all lives and 95 % interval
    cures    worst practices that showed in fewer of the lives' months with it, by name of the card
    source   what is known of it outside the model
    """

    name: str
    add: bool
    meaning: str
    gain: Interval
    cures: tuple[str, ...]
    source: str


def suggestions(game: Game, count: int | None = None) -> list[Suggestion]:
    """Return what would have gained most, best first; at most three to begin with and three to leave out."""
    many = count or enough(game.organisation)
    here = lives(game.organisation, game.seed, game.decisions, many)
    base, seen = _profit(here), _shares(here)
    tried = {name: _with(game, name) for name in choices() if name not in game.taken}
    tried |= {name: _without(game, name) for name in game.taken}
    found = []
    for name, decisions in tried.items():
        other = lives(game.organisation, game.seed, decisions, many, remember=False)
        gain = interval(_profit(other) - base)
        if gain.low > 0:
            found.append(_suggestion(name, name not in game.taken, gain, seen - _shares(other)))
    found.sort(key=lambda one: -one.gain.mean)
    return [*[one for one in found if one.add][:MOST], *[one for one in found if not one.add][:MOST]]


def _with(game: Game, name: str) -> tuple[Decision, ...]:
    first, *rest = game.decisions
    return replace(first, interventions=(*first.interventions, name)), *rest


def _without(game: Game, name: str) -> tuple[Decision, ...]:
    at = started(game.decisions)[name] - 1
    left = tuple(one for one in game.decisions[at].interventions if one != name)
    changed = replace(game.decisions[at], interventions=left)
    return *game.decisions[:at], changed, *game.decisions[at + 1 :]


def _suggestion(name: str, add: bool, gain: Interval, fewer: Floats) -> Suggestion:
    kind, cards = STRATEGIES[name], list(PRACTICES.values())
    best = [n for n in np.argsort(-fewer) if fewer[n] > 0.1][:2]
    return Suggestion(name, add, kind.meaning, gain, tuple(cards[n].card for n in best), kind.source)


def _profit(side: list[Life]) -> Floats:
    return np.array([sum(figures(one.run, month)["profit"] for month in range(1, MONTHS + 1)) for one in side])


def _shares(side: list[Life]) -> Floats:
    """Return in what share of all months of all lives each worst practice showed."""
    return np.mean([[one.share for one in observed_practices(life.run)] for life in side], axis=0)
