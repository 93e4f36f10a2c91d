"""Strategies: a frozen description each, and the levers it sets day by day; how the levers of several combine.

A strategy turns into a schedule, a record array of shape (days,) with one float per lever (`levers.LEVER_DTYPE`). A
subclass returns the values at full dose from `plan`; start, ramp, dose, costs and clipping are added here, in the same
way for all. Relies on `levers` for ranges and rules of combination; knows nothing of the state of a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common.errors import InputError
from .levers import HIGH, LEVERS, LOW, REST, Lever, as_table, levers_at_rest

#: Values of one lever, shape (days,).
Values = NDArray[np.float64]
#: Levers that are costs: due in full from the first day, however slowly the work itself ramps up.
MONEY = frozenset({"running_cost", "one_off_cost"})
_IS_MONEY = np.array([lever.name in MONEY for lever in LEVERS])


def always(days: int, value: float) -> Values:
    """Return `value` on each of `days` days, shape (days,): a lever that is held for as long as the strategy runs.

    days   number of days, 0 or more
    value  in the unit of the lever
    """
    return np.full(days, value)


def at_first(days: int, count: int, value: float, later: float = 0.0) -> Values:
    """Return `value` on the first `count` days and `later` on the others.

    For one-day measures (count 1), for programmes that end and for transitions.

    count  number of days with `value`; all days if it is larger than `days`
    later  value of the other days; use 1.0 for a ratio, whose value at rest is 1

    >>> at_first(4, 2, 0.1)
    array([0.1, 0.1, 0. , 0. ])
    """
    values = np.full(days, later)
    values[:count] = value
    return values


def every(days: int, step: int, value: float, first: int = 0) -> Values:
    """Return `value` on day `first` and every `step` days after it, 0 on the other days.

    step   working days between two active days, 1 or more; MONTH for a monthly measure
    first  first active day, 0 or more; beyond `days`, no day is active

    >>> every(5, 2, 1.0)
    array([1., 0., 1., 0., 1.])
    """
    values = np.zeros(days)
    values[first::step] = value
    return values


def ramp_up(days: int, ramp: int) -> Values:
    """Return the share of the full dose on each day: equal steps over `ramp` days, then 1.

    ramp  working days until the full dose; 0 and 1 both give the full dose on the first day

    >>> ramp_up(4, 2)
    array([0.5, 1. , 1. , 1. ])
    """
    return np.minimum(1.0, np.arange(1, days + 1) / max(1, ramp))


class Described:
    """The description that every strategy has.

    name           name in commands, files and tables
    meaning        what it does, in one sentence
    source         what the literature or the workshop report states about it
    assumption     which part of it is our assumption, with the sizes
    capacity_cost  which working time it takes and from whom, in words; the model charges the time itself
    delay          how long until it takes effect, in words
    levers         all levers it sets apart from its own two costs
    one_off_cost   kEUR, charged on the day it starts
    running_cost   kEUR/day, charged from that day on
    control        True for a control strategy of experiments, which is no proposal
    left_out       costs that the strategy would have and that are not charged, in words; "" for none
    reacts         True if what it does depends on observations (see strategies.reactive)
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
    left_out: str = ""
    reacts: bool = False


@dataclass(frozen=True)
class Strategy(Described):
    """A way to improve how business and IT work together.

    A subclass declares its sizes as class attributes and returns from `plan` the levers it sets at full dose. This
    class adds start, ramp, dose and costs in the same way for all strategies.

    start  working day on which it starts, 0 or later, counted from the start of the comparison
    dose   intensity, 0 (nothing) or more; 1 is the strategy as described
    ramp   working days until the full dose is reached, 0 or more

    Assumption: dose and ramp act proportionally: lever = rest + dose * ramp share * (full value - rest), clipped to
    the range of the lever. Costs are proportional to the dose and independent of the ramp.

    name, meaning, source, ...  class attributes of a subclass, see `Described`; they are not arguments

    Two objects of one class with equal start, dose and ramp are equal. Use `dataclasses.replace` to change one of them.
    """

    start: int = 0
    dose: float = 1.0
    ramp: int = 0

    def __post_init__(self) -> None:
        """Raise InputError for a start, dose or ramp that is out of range."""
        for what, value in (("start", self.start), ("ramp", self.ramp)):
            if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
                raise InputError(f"{what} = {value!r} is not an integer number of working days, 0 or more")
        if isinstance(self.dose, bool) or not 0.0 <= self.dose < np.inf:
            raise InputError(f"dose = {self.dose!r} is not a number, 0 or more")

    def plan(self, days: int) -> dict[str, Values]:
        """Return the values at full dose of each declared lever, shape (days,), from the strategy's first day.

        The keys are `levers`, without the two costs of the class. Raises NotImplementedError in this class.

        days  number of days from the first day of the strategy to the end of the run
        """
        raise NotImplementedError(f"{type(self).__name__} has no plan")

    def full_dose(self, days: int) -> np.ndarray:
        """Return `days` rows of levers from the strategy's first day, at full dose, with costs.

        The running cost is charged on each row, the one-off cost on the first. Neither ramp nor dose is applied yet.
        The result is a record array of shape (days,).
        """
        rows = levers_at_rest(days)
        for lever, values in self.plan(days).items():
            rows[lever] = values
        rows["running_cost"] += self.running_cost
        rows["one_off_cost"][:1] += self.one_off_cost
        return rows

    def schedule(self, days: int) -> np.ndarray:
        """Return `days` rows of levers from the start of the comparison; at rest before `start`.

        Ramp, dose and costs are included, and each value is within the range of its lever. A strategy that starts after
        the last day returns rows at rest. The result is a record array of shape (days,), which the kernel reads.
        """
        return self.apply_dose(self.full_dose(max(0, days - self.start)), days)

    def apply_dose(self, full: np.ndarray, days: int) -> np.ndarray:
        """Return `days` rows of levers after ramp, dose and clipping.

        full  rows at full dose from the strategy's first day on; they become the last rows of the result

        days  days of the run; at least the number of rows of `full`
        """
        rows = levers_at_rest(days)
        active = len(full)
        part = self.dose * ramp_up(active, self.ramp)
        share = np.where(_IS_MONEY, self.dose, part[:, None])
        values = as_table(rows)[days - active :]  # in place: new tables of this size cost more than the arithmetic
        np.subtract(as_table(full), REST, out=values)
        values *= share
        values += REST
        np.clip(values, LOW, HIGH, out=values)
        return rows

    def cost(self, days: int) -> float:
        """Return the direct cost over `days`, kEUR, without the working time that it takes.

        days  days from the start of the comparison; a strategy that starts later costs less
        """
        rows = self.schedule(days)
        return float(rows["running_cost"].sum() + rows["one_off_cost"].sum())


def combine(schedules: Sequence[np.ndarray], days: int) -> np.ndarray:
    """Return `days` rows of the levers that several schedules of that length set together.

    The order of the schedules makes no difference, to the last bit, and a schedule at rest adds nothing. A sum may
    exceed the range of its lever; `Strategy.apply_dose` clips it.

    schedules  record arrays of shape (days,); an empty sequence gives rows at rest

    Each lever follows its own rule (`Lever.combine`). Values are sorted before they are combined, so that
    floating-point sums do not depend on the order.
    """
    rows = levers_at_rest(days)
    for lever in LEVERS:
        used = [one[lever.name] for one in schedules if (one[lever.name] != lever.rest).any()]
        if used:
            rows[lever.name] = _combine_values(np.sort(np.stack(used), axis=0), lever)
    return rows


def _combine_values(ordered: Values, lever: Lever) -> Values:
    """Return the combination of values in ascending order, shape (schedules, days), as shape (days,)."""
    total: Values = ordered[0]
    for values in ordered[1:]:
        both = _combine_two(total, values, lever)
        total = np.where(total == lever.rest, values, np.where(values == lever.rest, total, both))
    return total


def _combine_two(a: Values, b: Values, lever: Lever) -> Values:
    """Return the combination of two values of a lever that are both active, elementwise, shape (days,).

    The rule "gap" treats each value as the part of the distance from rest to `high` that it closes. Raises ValueError
    for a rule that does not exist, which is an error of the declaration of the lever.
    """
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
    raise ValueError(f"lever '{lever.name}' has an unknown rule of combination: '{lever.combine}'")
