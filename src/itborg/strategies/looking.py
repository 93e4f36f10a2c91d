"""Looking: what people in the organisation can see of it, so that a strategy may react to it.

Reports, counts, bills, and what a survey of managers would say. True priorities, root causes, fit, shadow IT and
understanding are not among them: nobody in the organisation knows these.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from itborg.errors import InputError, unknown

Look = Mapping[str, float]


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
SIGHTS: dict[str, Sight] = {one.name: one for one in _ALL}
#: Columns of the history that a strategy may react to; it is never given any other.
VISIBLE: tuple[str, ...] = tuple(dict.fromkeys(column for one in _ALL for column in one.columns))


def look(history: Any, it: int) -> Look:
    """Return what is seen of some days, usually the last month; NaN for everything if there were none.

    it  number of IT people, which everybody knows
    """
    if not len(history):
        return dict.fromkeys(SIGHTS, math.nan)
    month = {column: history[column] for column in VISIBLE} | {"it": it}
    return {name: one.read(month) for name, one in SIGHTS.items()}


class Condition(NamedTuple):
    """A figure below or above a limit."""

    sight: str
    below: bool
    limit: float

    def holds(self, seen: Look) -> bool:
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
    if parts[1] not in SIGHTS:
        raise unknown("figure that people can see", parts[1], SIGHTS)
    try:
        limit = float(parts[3])
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        raise InputError(f"'{text}': {parts[3]} is not a number")
    return Condition(parts[1], parts[2] == "<", limit)
