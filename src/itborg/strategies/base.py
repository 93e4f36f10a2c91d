"""What a strategy is: a frozen description, and the levers it turns day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common.errors import InputError
from .levers import HIGH, LEVERS, LOW, REST, Lever, as_table, levers_at_rest

Values = NDArray[np.float64]


def always(days: int, value: float) -> Values:
    """Return `value` on every day."""
    return np.full(days, value)


def at_first(days: int, count: int, value: float, later: float = 0.0) -> Values:
    """Return `value` on the first `count` days and `later` afterwards.

    >>> at_first(4, 2, 0.1)
    array([0.1, 0.1, 0. , 0. ])
    """
    values = np.full(days, later)
    values[:count] = value
    return values


def every(days: int, step: int, value: float, first: int = 0) -> Values:
    """Return `value` on day `first` and every `step` days after it, 0 in between.

    >>> every(5, 2, 1.0)
    array([1., 0., 1., 0., 1.])
    """
    values = np.zeros(days)
    values[first::step] = value
    return values


def growing(days: int, ramp: int) -> Values:
    """Return the share of the full dose on each day: equal steps, all of it from the last of `ramp` days.

    >>> growing(4, 2)
    array([0.5, 1. , 1. , 1. ])
    """
    return np.minimum(1.0, np.arange(1, days + 1) / max(1, ramp))


#: Money is owed from the first day, however slowly the work itself gets going.
MONEY = frozenset({"running_cost", "one_off_cost"})
_OWED = np.array([lever.name in MONEY for lever in LEVERS])


class Described:
    """What is said of every strategy.

    name          what it is called everywhere
    meaning       what it does, one sentence
    source        what the literature or the workshop report says of it
    assumption    which part of it is ours
    capacity_cost  which working time it takes and from whom, in words; the time itself is charged as it is taken
    delay         how long until it acts
    levers        everything it turns besides its own two costs
    one_off_cost  kEUR, charged on the day it starts
    running_cost  kEUR/day, charged from that day on
    control       True if it is a yardstick for experiments rather than a proposal
    reacts        True if what it does depends on what it sees (strategies.reactive)
    """

    name: str
    meaning: str
    source: str
    assumption: str
    capacity_cost: str = "That of its levers."
    delay: str = "That of its levers."
    levers: frozenset[str]
    one_off_cost: float = 0.0
    running_cost: float = 0.0
    control: bool = False
    reacts: bool = False


@dataclass(frozen=True)
class Strategy(Described):
    """A way to bring business and IT together.

    A member says in `plan` what it does at full dose, in days of its own. This class starts it,
    ramps it up, doses it and charges for it, so no member can forget to.

    start  working day on which it starts, 0 or later, counted from the start of the comparison
    dose   how much of it, 0 (nothing at all) or more; 1 is the strategy as described
    ramp   working days until the full dose is reached, 0 or more

    Assumption: dose and ramp are proportional: lever = rest + dose x ramp x (full value - rest),
    kept inside the lever's range. Costs follow the dose and not the ramp.
    """

    start: int = 0
    dose: float = 1.0
    ramp: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be scheduled."""
        for what, value in (("start", self.start), ("ramp", self.ramp)):
            if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
                raise InputError(f"{what} = {value!r} is not a whole number of working days, 0 or more")
        if isinstance(self.dose, bool) or not 0.0 <= self.dose < np.inf:
            raise InputError(f"dose = {self.dose!r} is not a number, 0 or more")

    def plan(self, days: int) -> dict[str, Values]:
        """Return the value of each declared lever on each of its own days, at full dose."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it does")

    def at_full(self, days: int) -> np.ndarray:
        """Return `days` rows of levers from its own first day, at full dose, costs included."""
        rows = levers_at_rest(days)
        for lever, values in self.plan(days).items():
            rows[lever] = values
        rows["running_cost"] += self.running_cost
        rows["one_off_cost"][:1] += self.one_off_cost
        return rows

    def schedule(self, days: int) -> np.ndarray:
        """Return `days` rows of levers, from the start of the comparison; at rest before `start`."""
        return self.dosed(self.at_full(max(0, days - self.start)), days)

    def dosed(self, full: np.ndarray, days: int) -> np.ndarray:
        """Return `days` rows of levers: what is done at full dose from the start on, ramped, dosed and in range."""
        rows = levers_at_rest(days)
        live = len(full)
        part = self.dose * growing(live, self.ramp)
        share = np.where(_OWED, self.dose, part[:, None])
        as_table(rows)[days - live :] = np.clip(REST + share * (as_table(full) - REST), LOW, HIGH)
        return rows

    def cost(self, days: int) -> float:
        """Return its direct cost over `days`, kEUR; time taken from people is not in it."""
        rows = self.schedule(days)
        return float(rows["running_cost"].sum() + rows["one_off_cost"].sum())


def combined(schedules: Sequence[np.ndarray], days: int) -> np.ndarray:
    """Return the levers that several schedules of `days` rows turn together.

    The order of the schedules makes no difference, to the last bit, and one that is at rest adds
    nothing. A sum may leave its lever's range: a strategy's schedule keeps it inside.
    """
    rows = levers_at_rest(days)
    for lever in LEVERS:
        turned = [one[lever.name] for one in schedules if (one[lever.name] != lever.rest).any()]
        if turned:
            rows[lever.name] = _combined(np.sort(np.stack(turned), axis=0), lever)
    return rows


def _combined(ordered: Values, lever: Lever) -> Values:
    total: Values = ordered[0]
    for values in ordered[1:]:
        both = _pair(total, values, lever)
        total = np.where(total == lever.rest, values, np.where(values == lever.rest, total, both))
    return total


def _pair(a: Values, b: Values, lever: Lever) -> Values:
    match lever.combine:
        case "max":
            return np.maximum(a, b)
        case "min":
            return np.minimum(a, b)
        case "sum":
            return a + (b - lever.rest)
        case "product":
            return a * b
        case "gap":
            return a + (lever.high - a) * (b - lever.rest) / (lever.high - lever.rest)
    raise ValueError(f"lever '{lever.name}' combines by no known rule: '{lever.combine}'")
