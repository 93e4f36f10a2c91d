"""A game: an organisation, a random seed, a budget, and the team's decisions month by month.

Rules of the game are here: six months of 20 working days, one budget, no intervention stopped once started. Pure data
without simulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from itborg.common.errors import InputError, unknown
from itborg.common.periods import MONTH
from itborg.organisation.types import Organisation
from itborg.strategies.base import Strategy
from itborg.strategies.registry import STRATEGIES
from itborg.strategies.specification import strategy

from .deck import deck
from .events import checked_events, checked_talks
from .predictions import Prediction, checked_predictions

MONTHS = 6
DAYS = MONTH * MONTHS
BUDGET = 180.0  # kEUR: enough for the whole programme from the first day, or for a selection
MAX_FIRST = 5  # change requests that a team can put first in a month


@dataclass(frozen=True)
class Decision:
    """A team's decisions for one month.

    interventions  names of strategies that start this month and run to the end of the game
    first          ranks of the change requests that are put first (see change_portfolio.py)
    deferred       ranks of those that have to wait until the next month
    listed         number of change requests in the portfolio
    predictions    name of an indicator -> predicted range for the month
    initiatives    names of initiatives of the deck that start this month
    events         names of events from outside in this month (see events.py)
    talks          pairs of ids of people who talk before its first day
    """

    interventions: tuple[str, ...] = ()
    first: tuple[int, ...] = ()
    deferred: tuple[int, ...] = ()
    listed: int = 0
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    initiatives: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    talks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Game:
    """A game up to the current month; every decision returns a new object.

    seed       random seed
    budget     kEUR for the interventions of all months
    decisions  one for each month played
    """

    organisation: Organisation
    seed: int = 1
    budget: float = BUDGET
    decisions: tuple[Decision, ...] = ()

    @property
    def month(self) -> int:
        """The month to decide, 1 to 6; 7 after the end of the game."""
        return len(self.decisions) + 1

    @property
    def over(self) -> bool:
        """Whether all months have been played."""
        return len(self.decisions) >= MONTHS

    @property
    def started(self) -> dict[str, int]:
        """Interventions -> the month in which they started, 1 to 6."""
        return start_months(self.decisions)

    @cached_property
    def spent(self) -> float:
        """Cost of all interventions until the end of the game, and of all initiatives started, kEUR."""
        cards = deck(self.organisation)
        initiatives = sum(cards[name].price for one in self.decisions for name in one.initiatives)
        return initiatives + sum(price(name, month) for name, month in self.started.items())

    @property
    def initiatives(self) -> dict[str, int]:
        """Initiatives -> the month in which they started, 1 to 6."""
        return {name: month for month, one in enumerate(self.decisions, start=1) for name in one.initiatives}

    @property
    def left(self) -> float:
        """Rest of the budget, kEUR."""
        return self.budget - self.spent

    def after(self, decision: Decision) -> Game:
        """Return the game with one more month decided.

        Raises InputError if the game is over, the budget is exceeded, or a name or a rank is not valid.
        """
        if self.over:
            raise InputError(f"the game is over: all {MONTHS} months have been played")
        _check(self, decision)
        predictions = checked_predictions(decision.predictions)
        return replace(self, decisions=(*self.decisions, replace(decision, predictions=predictions)))


def choices() -> tuple[str, ...]:
    """Return the names of all interventions that a team can start."""
    return tuple(name for name, kind in STRATEGIES.items() if not kind.control and name != "none")


def price(name: str, month: int) -> float:
    """Return the cost of an intervention from the start of a month to the end of the game, kEUR.

    name   an intervention of choices()
    month  1 to 6

    Includes one-off and running cost, not the working time. Raises InputError for another name.

    >>> price("brm_style", 1), price("brm_style", 6)
    (34.0, 14.0)
    """
    if name not in choices():
        raise unknown("intervention", name, choices())
    return round(STRATEGIES[name](start=first_day(month)).cost(DAYS), 6)


def first_day(month: int) -> int:
    """Return the first day of a month; day 0 is the first of the game.

    >>> first_day(1), first_day(3)
    (0, 40)
    """
    return MONTH * (month - 1)


def start_months(decisions: tuple[Decision, ...]) -> dict[str, int]:
    """Return intervention -> the month in which it starts, 1 for the first."""
    return {name: month for month, one in enumerate(decisions, start=1) for name in one.interventions}


def combined_strategy(decisions: tuple[Decision, ...]) -> Strategy:
    """Return the interventions of all months as one strategy; change requests are not part of it."""
    parts = [f"{name}@{first_day(month)}" for name, month in start_months(decisions).items()]
    return strategy("+".join(sorted(parts)) if parts else "none")


def _check(game: Game, decision: Decision) -> None:
    """Raise InputError for a decision that is not valid.

    Interventions must be known, different, not yet running and within the budget; rulings must name valid ranks.
    """
    cost = _checked_initiatives(game, decision)
    for name in decision.interventions:
        cost += price(name, game.month)
        if name in game.started:
            raise InputError(f"'{name}' has been running since month {game.started[name]}")
    if len(set(decision.interventions)) < len(decision.interventions):
        raise InputError(f"an intervention is named twice: {', '.join(decision.interventions)}")
    if cost > game.left + 1e-9:
        raise InputError(f"this costs {cost:.0f} kEUR to the end of the game; {game.left:.0f} kEUR are left")
    _check_portfolio(decision)
    checked_events(decision.events)
    checked_talks(decision.talks, game.organisation)


def _checked_initiatives(game: Game, decision: Decision) -> float:
    """Return the price of the initiatives of a decision, kEUR; InputError for unknown, repeated or running ones."""
    cards = deck(game.organisation)
    for name in decision.initiatives:
        if name not in cards:
            raise unknown("initiative", name, cards)
        if name in game.initiatives or decision.initiatives.count(name) > 1:
            raise InputError(f"the initiative '{name}' starts more than once")
    return sum(cards[name].price for name in decision.initiatives)


def _check_portfolio(decision: Decision) -> None:
    """Raise InputError for too many requests put first, and for ranks that are wrong, repeated or on both lists."""
    if len(decision.first) > MAX_FIRST:
        raise InputError(f"{len(decision.first)} change requests are put first; the limit is {MAX_FIRST}")
    for name, ranks in (("first", decision.first), ("deferred", decision.deferred)):
        if len(set(ranks)) < len(ranks) or not all(_is_rank(one, decision.listed) for one in ranks):
            raise InputError(f"{name} = {ranks!r} are not different ranks below {decision.listed}")
    both = set(decision.first) & set(decision.deferred)
    if both:
        raise InputError(f"the request with rank {min(both)} is both put first and deferred")


def _is_rank(value: object, listed: int) -> bool:
    """Return whether a value is an integer from 0 to `listed` - 1."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < listed
