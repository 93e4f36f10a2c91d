"""The lines under the picture: a few daily series of a run, for one run and for the band of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ...analysis.comparison.series import SERIES, daily
from ...analysis.statistics import Floats
from ...common.periods import MONTH
from ...engine.simulation import Run


class Gauge(NamedTuple):
    """A line: what it is called, its unit, and which way is good ("higher", "lower" or None)."""

    label: str
    meaning: str
    unit: str
    better: str | None


_OWN = {
    "sla_met": Gauge(
        "Incidents closed in time", "closed inside IT's own targets / closed, last 20 days", "share", "higher"
    ),
    "business_rating": Gauge("The business's own view", "half trust in IT, half satisfaction", "share", "higher"),
    "open_incidents": Gauge("Open incidents", "open at the end of the day", "count", "lower"),
}
_TAKEN = {
    "trust_business_to_it": "Trust of business in IT",
    "trust_it_to_business": "Trust of IT in business",
    "net_value": "Net value",
    "business_understanding_of_it_staff": "IT understands the business",
    "firefighting_share": "Firefighting",
    "handoffs": "Hand-overs per incident",
    "cross_contact_share": "Contact across the sides",
    "root_causes": "Root causes",
}
#: All lines by name, in the order in which they are offered.
GAUGES: Mapping[str, Gauge] = {
    **{
        name: Gauge(label, SERIES[name].meaning, SERIES[name].unit, SERIES[name].better)
        for name, label in _TAKEN.items()
    },
    **_OWN,
}


def gauges(run: Run, names: Sequence[str] = tuple(GAUGES)) -> Floats:
    """Return lines of one run, (lines, days), from the strategy's start: those named, in that order."""
    return np.stack([_line(run.history, name)[run.burn_in :] for name in names])


def _line(history: Any, name: str) -> Floats:
    if name == "sla_met":
        return _share(history, "closed_in_time", "closed")
    if name == "business_rating":
        return np.asarray(0.5 * history["trust_business_to_it"] + 0.5 * history["satisfaction"])
    if name == "open_incidents":
        return np.asarray(history["open_incidents"])
    return np.asarray(daily(history, 0, (name,))[0])


def _share(history: Any, top: str, below: str) -> Floats:
    sums = [np.cumsum(history[name]) for name in (top, below)]
    month = [np.concatenate([total[:MONTH], total[MONTH:] - total[:-MONTH]]) for total in sums]
    return np.asarray(np.divide(month[0], month[1], out=np.full(len(history), np.nan), where=month[1] > 0))


class GaugeBand(NamedTuple):
    """Quantiles of many runs, each (lines, days): 5 %, one half, 95 %."""

    low: Floats
    middle: Floats
    high: Floats
    runs: int


QUANTILES = (0.05, 0.5, 0.95)  # of a band


def gauge_band(values: Floats) -> GaugeBand:
    """Return the band of many runs; values (runs, lines, days)."""
    whole = np.isfinite(values).all(axis=0)  # nanquantile goes cell by cell, so only cells that need it
    found = np.full((3, *whole.shape), np.nan)
    found[:, whole] = np.quantile(values[:, whole], QUANTILES, axis=0)
    found[:, ~whole] = np.nanquantile(values[:, ~whole], QUANTILES, axis=0)
    low, middle, high = found
    return GaugeBand(low, middle, high, len(values))
