"""What each choice of a team was worth, and what else would have paid: the game simulated again with one change each.

Every experiment uses the random numbers of the team's own replications, so effects are paired differences in profit
over the months played, kEUR, with 95 % intervals. A game needs about forty plans, each as expensive as the game
itself; nothing of them is cached. Call `experiments` in the background.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from itborg.analysis.measures.worst_practices import PRACTICES, observed_practices
from itborg.analysis.statistics import Floats, Interval, interval
from itborg.strategies.registry import STRATEGIES

from ..text import strategy_title
from .account import euros
from .changed_plans import Plan, starts, with_start, without, without_rulings, without_talks
from .deck import Initiative, deck
from .game import Game, choices, price
from .replications import Replication, replication_count, simulate

MAX_EACH = 3  # recommendations to start, to start earlier, and to leave out
MIN_REDUCTION = 0.1  # share of months in which a worst practice must disappear to be named
MOST_PLANS = 48  # simulated for one game
#: Choices that are neither initiatives nor interventions.
OF_THE_ROOM = {"rulings": "Rulings on requests", "talks": "Talks of the room"}
ChangeKind = Literal["start", "earlier", "leave out"]


class Choice(NamedTuple):
    """A choice of the team and its worth.

    name     of an initiative or intervention; "rulings" for what was put first and deferred, "talks" for all talks
    title    in words
    kind     "initiative", "intervention" or "ruling"
    month    in which it started, 1 to 6; 0 for rulings and talks, which are of several months
    worth    profit with it minus without it, all else equal
    earlier  of something started after the first month with a date: profit if it had started a month earlier, minus
             that of the game; None for all else
    """

    name: str
    title: str
    kind: Literal["initiative", "intervention", "ruling"]
    month: int
    worth: Interval
    earlier: Interval | None


class Recommendation(NamedTuple):
    """One change that would have increased profit significantly.

    name             of an intervention or initiative
    title            in words
    change           "start" in the first month, start a month "earlier", or "leave out"
    meaning          what it is, in one sentence
    effect           on profit over the months played, kEUR
    price            kEUR
    affordable       whether the rest of the budget would have paid for it
    fewer_practices  worst practices (ABC cards) that are observed in fewer months, at most two
    source           evidence outside the model, "" for initiatives
    """

    name: str
    title: str
    change: ChangeKind
    meaning: str
    effect: Interval
    price: float
    affordable: bool
    fewer_practices: tuple[str, ...]
    source: str

    @property
    def add(self) -> bool:
        """Whether something is started that the team did not start."""
        return self.change == "start"


class Experiments(NamedTuple):
    """What each choice was worth, most first, and the recommendations: at most MAX_EACH of each kind of change."""

    choices: tuple[Choice, ...]
    recommendations: tuple[Recommendation, ...]


def _silent(done: int, plans: int) -> None:
    """Announce nothing."""


def experiments(game: Game, count: int | None = None, announce: Callable[[int, int], None] = _silent) -> Experiments:
    """Return what the choices of a game were worth and what else would have paid.

    game      with at least one month played; only these months count
    count     replications; None: as many as the size of the organisation allows
    announce  called with the number of plans simulated and of all plans; may raise an exception to stop
    """
    plans = _plans(game)
    runs = _Runs(game, count or replication_count(game.organisation))
    effects = {}
    for n, (key, plan) in enumerate(plans.items()):
        announce(n, len(plans))
        effects[key] = runs.effect(plan)
    announce(len(plans), len(plans))
    return Experiments(_choices(game, effects), _recommendations(game, effects))


class _Effect(NamedTuple):
    """Effect of a changed plan on profit, kEUR, and on worst practices, share of months in which each disappears."""

    profit: Interval
    fewer: Floats


class _Runs:
    """The team's own runs, and the effect of other plans against them."""

    def __init__(self, game: Game, count: int) -> None:
        self._game, self._count, self._months = game, count, range(1, len(game.decisions) + 1)
        own = simulate(game.organisation, game.seed, game.decisions, count)
        self._profit, self._practices = self._profits(own), _practice_shares(own)

    def effect(self, plan: Plan) -> _Effect:
        other = simulate(self._game.organisation, self._game.seed, plan, self._count, cached=False)
        return _Effect(interval(self._profits(other) - self._profit), self._practices - _practice_shares(other))

    def _profits(self, side: list[Replication]) -> Floats:
        return np.array([sum(euros(one.account(month).profit) for month in self._months) for one in side])


Change = tuple[str, str]


def _plans(game: Game) -> dict[Change, Plan]:
    """Return (change, name) -> plan, at most MOST_PLANS.

    Everything started is left out, dated things start a month earlier, rulings are left out, and everything else is
    started in the first month, in this order.
    """
    decisions, cards, begun = game.decisions, deck(game.organisation), starts(game.decisions)
    plans: dict[Change, Plan] = {("leave out", name): without(decisions, name) for name in begun}
    for name, month in begun.items():
        if name in cards and month > 1 and (cards[name].first is not None or cards[name].needs):
            plans["earlier", name] = with_start(decisions, game.organisation, name, month - 1)
    if any(one.first or one.deferred for one in decisions):
        plans["leave out", "rulings"] = without_rulings(decisions)
    if any(one.talks for one in decisions):
        plans["leave out", "talks"] = without_talks(decisions)
    for name in (*cards, *choices()):
        if name not in begun:
            plans["start", name] = with_start(decisions, game.organisation, name)
    return dict(list(plans.items())[:MOST_PLANS])


def _choices(game: Game, effects: dict[Change, _Effect]) -> tuple[Choice, ...]:
    """Return the worth of every choice, most first: the effect of leaving it out, with the other sign."""
    cards, begun, found = deck(game.organisation), starts(game.decisions), []
    for (change, name), (effect, _) in effects.items():
        if change != "leave out":
            continue
        earlier = effects.get(("earlier", name))
        found.append(
            Choice(
                name, title(name, cards),
                "ruling" if name in OF_THE_ROOM else "initiative" if name in cards else "intervention",
                begun.get(name, 0), Interval(-effect.mean, -effect.high, -effect.low),
                None if earlier is None else earlier.profit,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: -one.worth.mean))


def title(name: str, cards: dict[str, Initiative]) -> str:
    """Return an initiative, an intervention, "rulings" or "talks" in words."""
    if name in OF_THE_ROOM:
        return OF_THE_ROOM[name]
    return cards[name].title if name in cards else strategy_title(name)


def _recommendations(game: Game, effects: dict[Change, _Effect]) -> tuple[Recommendation, ...]:
    """Return the changes with a significant positive effect, the largest first of each kind."""
    cards = deck(game.organisation)
    found = [
        _recommendation(game, change, name, effect, cards)
        for (change, name), effect in effects.items()
        if effect.profit.low > 0 and name not in OF_THE_ROOM
    ]
    found.sort(key=lambda one: -one.effect.mean)
    return tuple(
        one
        for change in ("start", "earlier", "leave out")
        for one in [each for each in found if each.change == change][:MAX_EACH]
    )


def _recommendation(
    game: Game, change: str, name: str, effect: _Effect, cards: dict[str, Initiative]
) -> Recommendation:
    practices = list(PRACTICES.values())
    largest = [n for n in np.argsort(-effect.fewer) if effect.fewer[n] > MIN_REDUCTION][:2]
    if name in cards:
        card = cards[name]
        meaning, cost, source = f"{card.business} {card.it}", card.price, ""
    else:
        kind = STRATEGIES[name]
        meaning, cost, source = kind.meaning, price(name, 1), kind.source
    return Recommendation(
        name, title(name, cards), change, meaning, effect.profit, cost,  # type: ignore[arg-type]
        change != "start" or cost <= game.left, tuple(practices[n].card for n in largest), source,
    )  # fmt: skip


def _practice_shares(side: list[Replication]) -> Floats:
    """Return for each worst practice the share of months, over all replications, in which it is observed."""
    return np.mean([[one.share for one in observed_practices(other.run)] for other in side], axis=0)
