"""Reactive strategies: at regular intervals they observe what people can see and decide what to do next.

A reactive strategy sees what a manager could see: reports, tickets, surveys and its own bill. OBSERVABLES lists these
values, VISIBLE the columns of the history behind them; it never reads true understanding, root causes or value. The
engine calls `observe` on each observation day, and `levers_after` then returns the levers up to the next one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, override

import numpy as np

from ..common.errors import InputError, unknown
from ..common.periods import MONTH
from .base import Strategy, combine
from .levers import LEVERS, levers_at_rest

#: Values of all observables at one time, by name; NaN if a value is not available.
Observation = Mapping[str, float]


class Observable(NamedTuple):
    """One value that people in the organisation can see.

    name     name in conditions
    meaning  how it is computed from the last month, with its unit
    columns  columns of the history that it is computed from
    read     function from these columns (and "it", the number of IT people) to the value; NaN without data
    """

    name: str
    meaning: str
    columns: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], float]


def _ratio(part: str, *total: str) -> Callable[[Mapping[str, Any]], float]:
    """Return a function of the month's columns: the sum of `part` over the sums of `total`, NaN where that is 0."""

    def read(month: Mapping[str, Any]) -> float:
        base = sum(float(month[one].sum()) for one in total)
        return float(month[part].sum()) / base if base > 0.0 else math.nan

    return read


def _latest(column: str) -> Callable[[Mapping[str, Any]], float]:
    """Return a function of the month's columns: the value of one column on the last day."""
    return lambda month: float(month[column][-1])


def _per_person(column: str) -> Callable[[Mapping[str, Any]], float]:
    """Return a function of the month's columns: the last value of one column, divided by the number of IT people."""
    return lambda month: float(month[column][-1]) / float(month["it"])


def _per_day(column: str) -> Callable[[Mapping[str, Any]], float]:
    """Return a function of the month's columns: the daily mean of one column."""
    return lambda month: float(month[column].mean())


_ALL = (
    Observable("sla_met", "report: incidents closed in time / closed", ("closed_in_time", "closed"),
               _ratio("closed_in_time", "closed")),
    Observable("complaints", "managers: incidents with a loss above their tolerance / closed", ("closed_red", "closed"),
               _ratio("closed_red", "closed")),
    Observable("open_incidents", "at the end of the last day, per IT person", ("open_incidents",),
               _per_person("open_incidents")),
    Observable("open_changes", "at the end of the last day, per IT person", ("open_changes",),
               _per_person("open_changes")),
    Observable("incidents", "opened per day", ("opened",), _per_day("opened")),
    Observable("handoffs", "hand-offs / closed incidents", ("hops", "closed"), _ratio("hops", "closed")),
    Observable("delivered", "changes per day", ("delivered",), _per_day("delivered")),
    Observable("lead_time", "mean working days from request to delivery", ("lead_time", "delivered"),
               _ratio("lead_time", "delivered")),
    Observable("promises_kept", "changes delivered as promised / (delivered + lapsed)",
               ("promises_kept", "delivered", "lapsed"), _ratio("promises_kept", "delivered", "lapsed")),
    Observable("stated_priority", "mean label, 1 to 4", ("label_sum", "labels"), _ratio("label_sum", "labels")),
    Observable("business_rating", "survey: mean of trust in IT and satisfaction, 0 to 1",
               ("trust_business_to_it", "satisfaction"),
               lambda month: 0.5 * _latest("trust_business_to_it")(month) + 0.5 * _latest("satisfaction")(month)),
    Observable("managers_content", "survey: share of managers who rate IT as good", ("managers_content",),
               _latest("managers_content")),
    Observable("it_trust", "survey: trust of IT people in the business, 0 to 1", ("trust_it_to_business",),
               _latest("trust_it_to_business")),
    Observable("bill", "cost of the strategy, kEUR per day", ("strategy_cost",), _per_day("strategy_cost")),
)  # fmt: skip
OBSERVABLES: dict[str, Observable] = {one.name: one for one in _ALL}
#: Columns of the history that a strategy may react to; it never receives any other.
VISIBLE: tuple[str, ...] = tuple(dict.fromkeys(column for one in _ALL for column in one.columns))


def observe(history: Any, it: int) -> Observation:
    """Return the observables of some days, usually the last month; all NaN if there are no days.

    history  rows of the history, shape (days,)
    it       number of IT people

    Units are those of `Observable.meaning`. A single value is NaN if its denominator is 0, for example if no incident
    was closed.
    """
    if not len(history):
        return dict.fromkeys(OBSERVABLES, math.nan)
    month = {column: history[column] for column in VISIBLE} | {"it": it}
    return {name: one.read(month) for name, one in OBSERVABLES.items()}


class Condition(NamedTuple):
    """An observable below or above a limit.

    observable  name of an observable, a key of OBSERVABLES
    below       True: the value has to be below the limit; False: above it. Equality fulfils neither
    limit       finite, in the unit of the observable
    """

    observable: str
    below: bool
    limit: float

    def holds(self, observation: Observation) -> bool:
        """Return whether the condition holds; it never holds for NaN.

        observation  values by name, as `observe` returns them
        """
        value = observation[self.observable]
        return value < self.limit if self.below else value > self.limit

    def __str__(self) -> str:
        """Return the condition as users write it."""
        return f"{self.observable} {'<' if self.below else '>'} {self.limit:g}"


_CONDITION = re.compile(r"\s*(\w+)\s*([<>])\s*([-+.\w]+)\s*")


def condition(text: str) -> Condition:
    """Return the condition in a text. Raises InputError if it is malformed or its observable is unknown.

    The limit is any finite number that Python's float() reads; spaces are optional.

    >>> str(condition("business_rating<.45"))
    'business_rating < 0.45'
    """
    parts = _CONDITION.fullmatch(text)
    if parts is None:
        raise InputError(f"'{text}' is not a condition, such as business_rating < 0.45 or open_incidents > 40")
    if parts[1] not in OBSERVABLES:
        raise unknown("observable", parts[1], OBSERVABLES)
    try:
        limit = float(parts[3])
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        raise InputError(f"'{text}': {parts[3]} is not a number")
    return Condition(parts[1], parts[2] == "<", limit)


class Response(NamedTuple):
    """What a reactive strategy does while a condition holds.

    part  a strategy, whose days count from when it is first active
    when  the condition; None: always
    keep  True: once active it stays active; False: it rests when the condition no longer holds
    """

    part: Strategy
    when: Condition | None
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class Reactive(Strategy):
    """A strategy whose responses depend on observations.

    responses  what it may do
    check      working days between two observations; the first is made just before its first day

    What it will do depends on the run, so it has no schedule in advance. Between two observations it sets levers like
    any other strategy, and it receives nothing of the state but `observe`.

    Dose, start and ramp act as for any strategy; `check` is 1 or more. It can be compared with other strategies, but
    not composed, scaled to equal resources or decomposed, because these need a schedule.
    """

    name: str
    meaning: str
    source: str
    assumption: str
    levers: frozenset[str]
    capacity_cost: str = "That of its active responses."
    delay: str = "A response starts after an observation, and then has its own delay."
    one_off_cost: float = 0.0
    running_cost: float = 0.0
    responses: tuple[Response, ...] = ()
    check: int = MONTH

    reacts = True

    def active(self, observations: Sequence[Observation]) -> list[list[bool]]:
        """Return for each response whether it is active after each observation.

        A value depends on the observations up to that one and on nothing else.

        The result has one list per response, and each list one bool per observation.

        observations  oldest first; at least one
        """
        return [_active(one, observations) for one in self.responses]

    def observation_days(self, days: int) -> range:
        """Return the days before which it observes, out of `days`.

        days  working days of the run, from the start of the comparison
        """
        return range(self.start, days, self.check)

    def levers_after(self, observations: Sequence[Observation], days: int) -> np.ndarray:
        """Return `days` rows of levers after these observations, as if the last one remained unchanged.

        The result is a record array of shape (days,). Rows before the latest observation equal those returned earlier,
        so a run may go on from them.

        observations  oldest first, one for each observation day so far
        days          working days of the run, from the start of the comparison
        """
        own_days = max(0, days - self.start)
        periods = zip(self.responses, self.active(observations), strict=True)
        full = combine([self._rows(one, active, own_days) for one, active in periods], own_days)
        full["running_cost"] += self.running_cost
        full["one_off_cost"][:1] += self.one_off_cost
        return self.apply_dose(full, days)

    @override
    def schedule(self, days: int) -> np.ndarray:
        """Raise InputError: what the strategy does depends on the run."""
        raise InputError(
            f"'{self.name}' reacts to observations and has no schedule in advance; it can be run and compared, but not "
            "combined, scaled to equal resources or decomposed"
        )

    def _rows(self, one: Response, active: Sequence[bool], days: int) -> np.ndarray:
        """Return the levers of one response: its own days from its first active period on, at rest in the others."""
        rows = levers_at_rest(days)
        if not any(active):
            return rows
        first = active.index(True) * self.check
        rows[first:] = one.part.schedule(max(0, days - first))
        on = np.repeat(active, self.check)[:days]
        resting = ~np.append(on, np.full(max(0, days - len(on)), active[-1]))
        for lever in LEVERS:
            rows[lever.name][resting] = lever.rest
        return rows


def _active(one: Response, observations: Sequence[Observation]) -> list[bool]:
    """Return whether one response is active after each observation, one bool each; with `keep` it never stops."""
    holds = [one.when is None or one.when.holds(observation) for observation in observations]
    return [any(holds[: at + 1]) for at in range(len(holds))] if one.keep else holds
