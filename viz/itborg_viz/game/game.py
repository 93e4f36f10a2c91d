"""A game: an organisation, its luck, a budget, and what the room decided month by month."""

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

from .predictions import Guess, checked_guesses

MONTHS = 6
DAYS = MONTH * MONTHS
BUDGET = 180.0  # kEUR: the whole programme from the first day, or a mix of one's own
MOST_FIRST = 5  # change requests that a room may put first in a month


@dataclass(frozen=True)
class Decision:
    """What a room decides for one month.

    interventions  names of strategies that start this month and stay
    first          places of change requests on the table that are put first (see requests.py)
    held           places of those that have to wait for the next month
    listed         how many requests were on the table
    guesses        what the room expects of the month, by name of the figure
    """

    interventions: tuple[str, ...] = ()
    first: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    listed: int = 0
    guesses: Mapping[str, Guess] = field(default_factory=dict)


@dataclass(frozen=True)
class Game:
    """A game as far as it has been played; a new one is made with every decision.

    organisation  who plays
    seed          root of all luck
    budget        kEUR for the interventions of all months
    decisions     one a month played
    """

    organisation: Organisation
    seed: int = 1
    budget: float = BUDGET
    decisions: tuple[Decision, ...] = ()

    @property
    def month(self) -> int:
        """The month that is to be decided, 1 to 6; 7 when the game is over."""
        return len(self.decisions) + 1

    @property
    def over(self) -> bool:
        """Whether all months have been played."""
        return len(self.decisions) >= MONTHS

    @property
    def taken(self) -> dict[str, int]:
        """Interventions in force -> the month in which they started, 1 to 6."""
        return started(self.decisions)

    @cached_property
    def spent(self) -> float:
        """Return what the interventions taken cost until the end of the game, kEUR."""
        return sum(price(name, month) for name, month in self.taken.items())

    @property
    def left(self) -> float:
        """Return what is left of the budget, kEUR."""
        return self.budget - self.spent

    def after(self, decision: Decision) -> Game:
        """Return the game with one more month decided; InputError for what cannot be done."""
        if self.over:
            raise InputError(f"the game is over: all {MONTHS} months have been played")
        _check(self, decision)
        guesses = checked_guesses(decision.guesses)
        return replace(self, decisions=(*self.decisions, replace(decision, guesses=guesses)))


def choices() -> tuple[str, ...]:
    """Return the names of all interventions that a room may take."""
    return tuple(name for name, kind in STRATEGIES.items() if not kind.control and name != "none")


def price(name: str, month: int) -> float:
    """Return what an intervention costs that starts in a month and stays to the end, kEUR.

    >>> price("brm_style", 1), price("brm_style", 6)
    (34.0, 14.0)
    """
    if name not in choices():
        raise unknown("intervention", name, choices())
    return round(STRATEGIES[name](start=first_day(month)).cost(DAYS), 6)


def first_day(month: int) -> int:
    """Return the first day of a month, 0 for the first.

    >>> first_day(1), first_day(3)
    (0, 40)
    """
    return MONTH * (month - 1)


def started(decisions: tuple[Decision, ...]) -> dict[str, int]:
    """Return the interventions of decisions -> the month in which each starts."""
    return {name: at for at, one in enumerate(decisions, start=1) for name in one.interventions}


def levers_of(decisions: tuple[Decision, ...]) -> Strategy:
    """Return the interventions of all months as one strategy: levers, and nothing else."""
    parts = [f"{name}@{first_day(month)}" for name, month in started(decisions).items()]
    return strategy("+".join(sorted(parts)) if parts else "none")


def _check(game: Game, decision: Decision) -> None:
    cost = 0.0
    for name in decision.interventions:
        cost += price(name, game.month)
        if name in game.taken:
            raise InputError(f"'{name}' runs already, since month {game.taken[name]}")
    if len(set(decision.interventions)) < len(decision.interventions):
        raise InputError(f"an intervention is named twice: {', '.join(decision.interventions)}")
    if cost > game.left + 1e-9:
        raise InputError(f"this costs {cost:.0f} kEUR to the end of the game; {game.left:.0f} kEUR are left")
    _check_portfolio(decision)


def _check_portfolio(decision: Decision) -> None:
    if len(decision.first) > MOST_FIRST:
        raise InputError(f"{len(decision.first)} change requests are put first; at most {MOST_FIRST} can be")
    for what, places in (("first", decision.first), ("held", decision.held)):
        if len(set(places)) < len(places) or not all(_is_place(one, decision.listed) for one in places):
            raise InputError(f"{what} = {places!r} are not different places among {decision.listed} requests")
    both = set(decision.first) & set(decision.held)
    if both:
        raise InputError(f"the request at place {min(both)} is both put first and held back")


def _is_place(one: object, listed: int) -> bool:
    return isinstance(one, int) and not isinstance(one, bool) and 0 <= one < listed
