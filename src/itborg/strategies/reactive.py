"""Reactive strategies: they look every so often at what people can see, and decide what to do next."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, override

import numpy as np

from ..common.errors import InputError, unknown
from ..common.periods import MONTH
from .base import Strategy, combined
from .levers import LEVERS, levers_at_rest

Observation = Mapping[str, float]


class Sight(NamedTuple):
    """One thing that can be seen.

    name     what it is called
    meaning  how it is read off the last month
    columns  the columns of the history it is read from
    read     from sums and evenings of the month to the figure; NaN where there is nothing to see
    """

    name: str
    meaning: str
    columns: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], float]


def _share(part: str, *whole: str) -> Callable[[Mapping[str, Any]], float]:
    def read(month: Mapping[str, Any]) -> float:
        base = sum(float(month[one].sum()) for one in whole)
        return float(month[part].sum()) / base if base > 0.0 else math.nan

    return read


def _last(column: str) -> Callable[[Mapping[str, Any]], float]:
    return lambda month: float(month[column][-1])


def _a_head(column: str) -> Callable[[Mapping[str, Any]], float]:
    return lambda month: float(month[column][-1]) / float(month["it"])


def _a_day(column: str) -> Callable[[Mapping[str, Any]], float]:
    return lambda month: float(month[column].mean())


_ALL = (
    Sight("sla_met", "report: closed in time / closed", ("closed_in_time", "closed"),
          _share("closed_in_time", "closed")),
    Sight("complaints", "managers: losses above what they put up with / closed", ("closed_red", "closed"),
          _share("closed_red", "closed")),
    Sight("open_incidents", "on the last evening, per IT person", ("open_incidents",), _a_head("open_incidents")),
    Sight("open_changes", "on the last evening, per IT person", ("open_changes",), _a_head("open_changes")),
    Sight("incidents", "opened a day", ("opened",), _a_day("opened")),
    Sight("escalations", "calls a day", ("escalations",), _a_day("escalations")),
    Sight("handoffs", "hand-offs / closed", ("hops", "closed"), _share("hops", "closed")),
    Sight("delivered", "changes a day", ("delivered",), _a_day("delivered")),
    Sight("lead_time", "days from request to delivery, mean", ("lead_time", "delivered"),
          _share("lead_time", "delivered")),
    Sight("promises_kept", "kept / (delivered + lapsed)", ("promises_kept", "delivered", "lapsed"),
          _share("promises_kept", "delivered", "lapsed")),
    Sight("stated_priority", "mean label, 1 to 4", ("label_sum", "labels"), _share("label_sum", "labels")),
    Sight("business_rating", "survey: .5 trust in IT + .5 satisfaction", ("trust_business_to_it", "satisfaction"),
          lambda month: 0.5 * _last("trust_business_to_it")(month) + 0.5 * _last("satisfaction")(month)),
    Sight("managers_content", "survey: share of managers who say IT does well", ("managers_content",),
          _last("managers_content")),
    Sight("it_trust", "survey: trust of IT people in the business", ("trust_it_to_business",),
          _last("trust_it_to_business")),
    Sight("bill", "strategy cost a day, kEUR", ("strategy_cost",), _a_day("strategy_cost")),
)  # fmt: skip
OBSERVABLES: dict[str, Sight] = {one.name: one for one in _ALL}
#: Columns of the history that a strategy may react to; it is never given any other.
VISIBLE: tuple[str, ...] = tuple(dict.fromkeys(column for one in _ALL for column in one.columns))


def look(history: Any, it: int) -> Observation:
    """Return what is seen of some days, usually the last month; NaN for everything if there were none.

    it  number of IT people, which everybody knows
    """
    if not len(history):
        return dict.fromkeys(OBSERVABLES, math.nan)
    month = {column: history[column] for column in VISIBLE} | {"it": it}
    return {name: one.read(month) for name, one in OBSERVABLES.items()}


class Condition(NamedTuple):
    """A figure below or above a limit."""

    sight: str
    below: bool
    limit: float

    def holds(self, seen: Observation) -> bool:
        """Return whether it holds; what cannot be seen holds for nothing."""
        value = seen[self.sight]
        return value < self.limit if self.below else value > self.limit

    def __str__(self) -> str:
        """Return it as one writes it."""
        return f"{self.sight} {'<' if self.below else '>'} {self.limit:g}"


_CONDITION = re.compile(r"\s*(\w+)\s*([<>])\s*([-+.\w]+)\s*")


def condition(text: str) -> Condition:
    """Return the condition that a text says; InputError for one that cannot be read or seen.

    >>> str(condition("business_rating<.45"))
    'business_rating < 0.45'
    """
    parts = _CONDITION.fullmatch(text)
    if parts is None:
        raise InputError(f"'{text}' is no condition, such as business_rating < 0.45 or open_incidents > 40")
    if parts[1] not in OBSERVABLES:
        raise unknown("figure that people can see", parts[1], OBSERVABLES)
    try:
        limit = float(parts[3])
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        raise InputError(f"'{text}': {parts[3]} is not a number")
    return Condition(parts[1], parts[2] == "<", limit)


class AnalysisResult(NamedTuple):
    """Something to do if a condition holds.

    part  a strategy; its days count from when it is first done
    when  what has to be seen; None: it is done whatever is seen
    keep  True: once begun it stays; False: it rests again when the condition no longer holds
    """

    part: Strategy
    when: Condition | None
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class Reactive(Strategy):
    """A strategy that looks and answers.

    answers  what it may do
    check    working days between two looks; the first is on the evening before it starts

    What it will do depends on what happens, so it has no schedule until it has been lived. Between two looks
    it turns levers as any strategy does, and nothing of the world reaches it but `looking.look`.
    """

    name: str
    meaning: str
    source: str
    assumption: str
    levers: frozenset[str]
    capacity_cost: str = "That of whatever it has begun."
    delay: str = "It begins after a look, and then as what it begins."
    one_off_cost: float = 0.0
    running_cost: float = 0.0
    answers: tuple[AnalysisResult, ...] = ()
    check: int = MONTH

    reacts = True

    def done(self, looks: Sequence[Observation]) -> list[list[bool]]:
        """Return for each answer whether it is done after each look. Depends on what was seen and nothing else."""
        return [_done(one, looks) for one in self.answers]

    def looks_on(self, days: int) -> range:
        """Return the days on whose morning it looks."""
        return range(self.start, days, self.check)

    def turned(self, looks: Sequence[Observation], days: int) -> np.ndarray:
        """Return `days` rows of levers, as if nothing new were seen after these looks."""
        live = max(0, days - self.start)
        periods = zip(self.answers, self.done(looks), strict=True)
        full = combined([self._rows(one, when, live) for one, when in periods], live)
        full["running_cost"] += self.running_cost
        full["one_off_cost"][:1] += self.one_off_cost
        return self.dosed(full, days)

    @override
    def schedule(self, days: int) -> np.ndarray:
        raise InputError(
            f"'{self.name}' reacts to what happens and has no schedule of its own; "
            "it can be compared and run, not combined, dosed to equal terms or taken apart"
        )

    def _rows(self, one: AnalysisResult, done: Sequence[bool], days: int) -> np.ndarray:
        """Return the levers of one answer: its own days from the first look on which it is done, at rest else."""
        rows = levers_at_rest(days)
        if not any(done):
            return rows
        first = done.index(True) * self.check
        rows[first:] = one.part.schedule(max(0, days - first))
        on = np.repeat(done, self.check)[:days]
        resting = ~np.append(on, np.full(max(0, days - len(on)), done[-1]))
        for lever in LEVERS:
            rows[lever.name][resting] = lever.rest
        return rows


def _done(one: AnalysisResult, looks: Sequence[Observation]) -> list[bool]:
    seen = [one.when is None or one.when.holds(look) for look in looks]
    return [any(seen[: at + 1]) for at in range(len(seen))] if one.keep else seen
