"""Daily series: the values of a run's history that are stored for every day.

A state (trust, understanding, root causes) is the value at the end of the day. A flow or a share is summed over the
last 20 working days, one month, up to that day: a single day has too few incidents for a stable value, and the
weekly and monthly cycles cancel out. The first 19 days contain days of the burn-in.

The frames below are long tables: one row for each combination of keys, ready for Parquet and for plots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...common.periods import MONTH
from ..statistics import Band, Floats, band

if TYPE_CHECKING:
    from pandas import DataFrame


class Series(NamedTuple):
    """One daily series.

    meaning    one line
    unit       "share" is 0 to 1
    plus       history columns that are added
    minus      history columns that are subtracted
    per        columns whose sum is the divisor (of a share or a mean over events); () for none
    state      True: value at the end of the day; False: over the last month
    mechanism  True if it may explain an effect on net value
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


#: Series in the order of tables. Work shares are relative to all work outside the service desk.
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
    "business_understanding_of_it_staff": Series(
        "IT's understanding of the business", "share", ("it_understanding",), state=True
    ),
    "it_understanding_of_managers": Series(
        "managers' understanding of IT", "share", ("business_understanding",), state=True
    ),
    "cross_contact_share": Series("contact across the two sides", "share", ("cross_contact_share",), state=True),
    "priority_inflation": Series(
        "inflation of priority labels", "level", ("label_sum",), ("level_sum",), per=("labels",), better="lower"
    ),
    "priority_information": Series(
        "correlation of stated and true priority", "share", ("label_level",), per=("labels",)
    ),
    "firefighting_share": Series(
        "firefighting", "share", ("incident_work_not_desk",), per=("not_desk_capacity",), better="lower"
    ),
    "root_causes": Series("root causes of incidents", "count", ("root_causes",), state=True, better="lower"),
    "requirement_fit": Series("fit of changes to what is needed", "share", ("fit",), per=("delivered",)),
    "shadow_share": Series("shadow IT", "share", ("shadow_it",), per=("requests", "shadow_it"), better="lower"),
    "lead_time": Series("lead time of changes", "day", ("lead_time",), per=("delivered",), better="lower"),
    "handoffs": Series("hand-offs per incident", "count", ("hops",), per=("closed",), better="lower"),
}


def daily(history: Any, burn_in: int, names: Sequence[str] = tuple(SERIES)) -> Floats:
    """Return daily series of one run from the strategy's start, (series, days); NaN where a divisor is 0.

    history  records of `itborg.engine.history.COLUMNS`, burn-in included
    burn_in  days before the strategy's start
    names    names in SERIES; the first axis has their order
    """
    return np.array([_series(history, name)[burn_in:] for name in names])


def _series(history: Any, name: str) -> Floats:
    """Return one series over all days of a run, burn-in included, (days,)."""
    one = SERIES[name]
    if name == "priority_information":
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
    """Return the correlation of stated and true levels for each day, from their sums."""
    spread = np.maximum(n * xx - x * x, 0) * np.maximum(n * yy - y * y, 0)
    return _ratio(n * xy - x * y, np.sqrt(spread))


def _month(values: Floats) -> Floats:
    """Return the sum over each day and the 19 days before it (fewer at the start)."""
    total = np.cumsum(values)
    total[MONTH:] -= total[:-MONTH].copy()
    return total


def _ratio(top: Floats, below: Floats) -> Floats:
    """Return top / below; NaN where the divisor is 0 or, through rounding of running sums, nearly 0."""
    return np.asarray(np.divide(top, below, out=np.full(top.shape, np.nan), where=below > 1e-9))


QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


def runs_frame(
    values: Floats, replications: Sequence[int], seed: int, strategies: Sequence[str], measures: Sequence[str]
) -> DataFrame:
    """Return one row for each run and measure: replication, seed, strategy, measure, value.

    values        (replications, strategies, measures), each in the unit of its measure
    replications  their numbers
    seed          random seed of the comparison, the same in all rows
    """
    keys = {"replication": replications, "strategy": strategies, "measure": measures}
    frame = _long(keys, {"value": values})
    frame.insert(1, "seed", seed)
    return frame


def daily_frame(days: Floats, strategies: Sequence[str], series: Sequence[str] = tuple(SERIES)) -> DataFrame:
    """Return one row for each strategy, series and day: mean with interval, quantiles, paired difference.

    days    (replications, strategies, series, days); the first strategy is the baseline
    series  names, in the order of the third axis

    Columns are mean, low, high (95 % interval of the mean), p05 to p95 (quantiles of replications), and
    difference_mean, difference_low, difference_high against the baseline, as 32-bit floats. Days count from 1.
    """
    count = days.shape[-1]
    keys = {"strategy": strategies, "series": list(series), "day": list(range(1, count + 1))}
    pairs = ((days[:, at, one], days[:, 0, one]) for at in range(len(strategies)) for one in range(len(series)))
    return _long(keys, _stacked(_daily(own, base) for own, base in pairs))


def _daily(own: Floats, base: Floats) -> dict[str, Floats]:
    """Return the columns of one series under one strategy, (days,) each; `own` and `base` are (replications, days)."""
    columns = _band(band(own)) | _quantiles(own) | _band(band(own - base), "difference_")
    return {name: column.astype(np.float32) for name, column in columns.items()}


def blocks_frame(days: Floats, strategies: Sequence[str]) -> DataFrame:
    """Return one row for each strategy, series and block of 20 days: paired difference and its size.

    days  (replications, strategies, series, days), all SERIES; the first strategy is the baseline

    Column day is the last day of the block; a run below 20 days is one block. Column standardised is the mean
    difference over the standard deviation of the baseline between replications; NaN for one replication or a constant
    baseline.
    """
    base = _blocks(days[:, 0])
    ends = [MONTH * (at + 1) for at in range(base.shape[-1])] if days.shape[-1] >= MONTH else [days.shape[-1]]
    spread = np.std(base, axis=0, ddof=1) if len(base) > 1 else np.full(base.shape[1:], np.nan)
    changes = (band(_blocks(days[:, at]) - base) for at in range(len(strategies)))
    keys = {"strategy": strategies, "series": list(SERIES), "day": ends}
    return _long(keys, _stacked(_difference(change, spread) for change in changes))


def _difference(change: Band, spread: Floats) -> dict[str, Floats]:
    """Return the columns of one strategy in blocks: its difference, and that over the spread of the baseline."""
    size = np.divide(change.mean, spread, out=np.full(change.mean.shape, np.nan), where=spread > 1e-12)
    return _band(change, "difference_") | {"standardised": size}


def _stacked(parts: Iterable[dict[str, Floats]]) -> dict[str, Floats]:
    """Return columns of many parts of a table as one array each, with a first axis for the parts.

    The parts are computed one after the other, so that memory does not grow with their number.
    """
    found = list(parts)
    return {name: np.array([one[name] for one in found]) for name in found[0]}


def handoffs_frame(tables: Floats, strategies: Sequence[str]) -> DataFrame:
    """Return one row for each strategy and number of hand-offs: share of incidents and median hours.

    tables  (replications, strategies, 2, 6) as from `by_handoffs`

    Both have 95 % intervals over replications (share_low, share_high, hours_low, hours_high). The last class is "5+".
    """
    share, hours = band(tables[:, :, 0]), band(tables[:, :, 1])
    count = tables.shape[-1]
    keys = {"strategy": strategies, "handoffs": [*map(str, range(count - 1)), f"{count - 1}+"]}
    return _long(keys, _band(share, "share_") | _band(hours, "hours_"))


def _blocks(days: Floats) -> Floats:
    """Return one value for each complete block of 20 days: the mean of a state, the monthly value of a flow.

    days  (..., series, days); the result is (..., series, blocks)
    """
    length = days.shape[-1]
    step = min(MONTH, length)
    complete = days[..., : length // step * step].astype(float)
    parts = complete.reshape(*complete.shape[:-1], -1, step)
    state = np.array([one.state for one in SERIES.values()])
    return np.where(state[:, None], parts.mean(axis=-1), parts[..., -1])


def _quantiles(days: Floats) -> dict[str, Floats]:
    """Return quantiles over replications by name; replications without a value (NaN) are left out."""
    ordered = np.sort(days, axis=0)  # the quantiles are the same, and take a fifth of the time
    found = np.quantile(ordered, list(QUANTILES.values()), axis=0)
    missing = np.isnan(days).any(axis=0)
    if missing.any():
        found[:, missing] = _nan_quantiles(days[:, missing])
    return dict(zip(QUANTILES, found, strict=True))


def _nan_quantiles(columns: Floats) -> Floats:
    """Return quantiles of columns that contain NaN, (quantiles, columns)."""
    known = [column[~np.isnan(column)] for column in columns.T]
    at = list(QUANTILES.values())
    rows = [np.quantile(values, at) if values.size else np.full(len(at), np.nan) for values in known]
    return np.array(rows).T


def _band(one: Band, prefix: str = "") -> dict[str, Floats]:
    return {f"{prefix}{name}": value for name, value in one._asdict().items()}


def _long(keys: dict[str, Sequence[Any]], columns: dict[str, Floats]) -> DataFrame:
    """Return arrays of one shape as columns of a frame, with a key column for each axis."""
    import pandas as pd

    index = pd.MultiIndex.from_product(list(keys.values()), names=list(keys))
    flat = {name: np.ascontiguousarray(values).reshape(-1) for name, values in columns.items()}
    return pd.DataFrame(flat, index=index).reset_index()
