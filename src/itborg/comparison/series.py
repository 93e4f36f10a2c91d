"""Daily series: the few columns of a run's history that are kept for every day.

A state (trust, understanding, root causes) is kept as it is at the end of the day. A flow or a
share is that of the last 20 working days, one month, ending with the day: a single day has too few
incidents to say anything, and the week's and the month's rhythm drop out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..spans import MONTH
from ..statistics import Floats


class Series(NamedTuple):
    """One daily series.

    meaning    one line
    unit       "share" is 0 to 1
    plus       history columns that are added
    minus      history columns that are taken off
    per        columns whose sum divides (a share or a mean of events); () for none
    state      True: value at the end of the day; False: over the last month
    mechanism  True if it can be the first thing that a strategy moves
    better     "higher", "lower", or None
    """

    meaning: str
    unit: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    state: bool = False
    mechanism: bool = True
    better: str | None = "higher"


#: Everything measured against work is measured against all work of people outside the desk.
SERIES: Mapping[str, Series] = {
    "net_value": Series(
        "benefit less losses and cost",
        "kEUR/day",
        ("benefit",),
        ("incident_loss", "release_loss", "cost"),
        mechanism=False,
    ),
    "trust_business_to_it": Series("trust of business in IT", "share", ("trust_business_to_it",), state=True),
    "trust_it_to_business": Series("trust of IT in business", "share", ("trust_it_to_business",), state=True),
    "it_understanding": Series("IT's understanding of the business", "share", ("it_understanding",), state=True),
    "business_understanding": Series("managers' understanding of IT", "share", ("business_understanding",), state=True),
    "cross_contact_share": Series("contact across the two sides", "share", ("cross_contact_share",), state=True),
    "priority_inflation": Series(
        "inflation of priority labels", "level", ("label_sum",), ("level_sum",), per=("labels",), better="lower"
    ),
    "label_information": Series(
        "how much a label tells of the true priority", "share", ("label_level",), per=("labels",)
    ),
    "firefighting_share": Series(
        "firefighting", "share", ("incident_work_not_desk",), per=("not_desk_capacity",), better="lower"
    ),
    "root_causes": Series("root causes of incidents", "count", ("root_causes",), state=True, better="lower"),
    "fit": Series("fit of changes to what is needed", "share", ("fit",), per=("delivered",)),
    "shadow_share": Series("shadow IT", "share", ("shadow",), per=("requests", "shadow"), better="lower"),
    "lead_time": Series("lead time of changes", "day", ("lead_time",), per=("delivered",), better="lower"),
    "handoffs": Series("hand-offs per incident", "count", ("hops",), per=("closed",), better="lower"),
}


def daily(history: Any, burn_in: int, names: Sequence[str] = tuple(SERIES)) -> Floats:
    """Return daily series of one run, (series, days), from the strategy's start.

    history  records of itborg.history.COLUMNS, burn-in included
    burn_in  days before the strategy's start
    names    of SERIES
    """
    return np.array([_series(history, name)[burn_in:] for name in names])


def _series(history: Any, name: str) -> Floats:
    one = SERIES[name]
    if name == "label_information":
        return _correlation(*(_month(history[column]) for column in _SUMS))
    top = _sum(history, one.plus) - _sum(history, one.minus)
    if one.state:
        return top
    return _ratio(_month(top), _month(_sum(history, one.per) if one.per else np.ones(len(top))))


def _sum(history: Any, columns: Sequence[str]) -> Floats:
    total = np.zeros(len(history))
    for column in columns:
        total += history[column]
    return total


_SUMS = ("labels", "label_sum", "level_sum", "label_squares", "level_squares", "label_level")


def _correlation(n: Floats, x: Floats, y: Floats, xx: Floats, yy: Floats, xy: Floats) -> Floats:
    """Return the correlation of stated and true levels, day by day, from their sums."""
    spread = np.maximum(n * xx - x * x, 0) * np.maximum(n * yy - y * y, 0)
    return _ratio(n * xy - x * y, np.sqrt(spread))


def _month(values: Floats) -> Floats:
    """Return the sum of each day and the up to 19 before it."""
    total = np.cumsum(values)
    total[MONTH:] -= total[:-MONTH].copy()
    return total


def _ratio(top: Floats, below: Floats) -> Floats:
    return np.asarray(np.divide(top, below, out=np.full(top.shape, np.nan), where=below > 1e-9))
