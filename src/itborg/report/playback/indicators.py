"""Indicators over time: the daily values of a run that players and pages draw, and their band over many runs.

Most are daily series of a comparison (`itborg.analysis.comparison.series`) with a shorter label; three are computed
here. Shares and means over events are those of the last 20 working days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ...analysis.comparison.series import SERIES, daily
from ...analysis.statistics import Floats
from ...common.periods import MONTH
from ...engine.simulation import Run


class Indicator(NamedTuple):
    """An indicator: its label, meaning and unit, and whether "higher" or "lower" is better (None: neither).

    unit  "share" is 0 to 1; "count", or a unit such as "kEUR/day"
    """

    label: str
    meaning: str
    unit: str
    better: str | None


_OWN = {
    "sla_met": Indicator(
        "Resolved in time, IT's clock", "inside IT's targets as IT reports it / closed, last 20 days", "share", "higher"
    ),
    "sla_met_user_clock": Indicator(
        "Resolved in time, user's clock",
        "inside IT's targets, never stopped / closed, last 20 days",
        "share",
        "higher",
    ),
    "business_rating": Indicator("Business rating of IT", "half trust in IT, half satisfaction", "share", "higher"),
    "open_incidents": Indicator("Open incidents", "open at the end of the day", "count", "lower"),
}
_FROM_SERIES = {
    "trust_business_to_it": "Trust of business in IT",
    "trust_it_to_business": "Trust of IT in business",
    "net_value": "Net value",
    "business_understanding_of_it_staff": "IT understands the business",
    "firefighting_share": "Firefighting",
    "handoffs": "Hand-overs per incident",
    "cross_contact_share": "Contact across the sides",
    "root_causes": "Root causes",
}
#: All indicators by name, in the order of menus.
INDICATORS: Mapping[str, Indicator] = {
    **{
        name: Indicator(label, SERIES[name].meaning, SERIES[name].unit, SERIES[name].better)
        for name, label in _FROM_SERIES.items()
    },
    **_OWN,
}


def indicators(run: Run, names: Sequence[str] = tuple(INDICATORS)) -> Floats:
    """Return indicators of one run from the strategy's start, (indicators, days).

    names  of INDICATORS; the rows have their order. Shares are 0 to 1; NaN on days without a value
    """
    return np.stack([_line(run.history, name)[run.burn_in :] for name in names])


def _line(history: Any, name: str) -> Floats:
    """Return one indicator of a history, burn-in included, one value a day."""
    if name == "sla_met":
        return _share(history, "closed_in_time", "closed")
    if name == "sla_met_user_clock":
        return _share(history, "closed_in_time_user_clock", "closed")
    if name == "business_rating":
        return np.asarray(0.5 * history["trust_business_to_it"] + 0.5 * history["satisfaction"])
    if name == "open_incidents":
        return np.asarray(history["open_incidents"])
    return np.asarray(daily(history, 0, (name,))[0])


def _share(history: Any, top: str, below: str) -> Floats:
    """Return the share of two columns, summed over the last 20 days; NaN where the lower sum is 0.

    In the first month all days so far are summed.
    """
    sums = [np.cumsum(history[name]) for name in (top, below)]
    month = [np.concatenate([total[:MONTH], total[MONTH:] - total[:-MONTH]]) for total in sums]
    return np.asarray(np.divide(month[0], month[1], out=np.full(len(history), np.nan), where=month[1] > 0))


class IndicatorBand(NamedTuple):
    """Quantiles over many runs, each (indicators, days): 5 %, 50 % and 95 %.

    runs  number of runs
    """

    low: Floats
    middle: Floats
    high: Floats
    runs: int


#: Quantiles of a band.
QUANTILES = (0.05, 0.5, 0.95)


def indicator_band(values: Floats) -> IndicatorBand:
    """Return the band over runs: the middle 90 % of single runs, not an interval of the mean.

    values  (runs, indicators, days); NaN where a run has no value, which is left out; NaN if no run has one
    """
    complete = np.isfinite(values).all(axis=0)  # nanquantile is slow, so it is used only where values are missing
    found = np.full((3, *complete.shape), np.nan)
    found[:, complete] = np.quantile(values[:, complete], QUANTILES, axis=0)
    found[:, ~complete] = np.nanquantile(values[:, ~complete], QUANTILES, axis=0)
    low, middle, high = found
    return IndicatorBand(low, middle, high, len(values))
