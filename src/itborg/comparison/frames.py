"""Tables of a comparison, in long form: what is written to disk and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..spans import MONTH
from ..statistics import Band, Floats, band
from .series import SERIES

if TYPE_CHECKING:
    from pandas import DataFrame

QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


def runs_frame(
    values: Floats, replicates: Sequence[int], seed: int, strategies: Sequence[str], measures: Sequence[str]
) -> DataFrame:
    """Return one row per run and measure: replicate, seed, strategy, measure, value."""
    keys = {"replicate": replicates, "strategy": strategies, "measure": measures}
    frame = _long(keys, {"value": values})
    frame.insert(1, "seed", seed)
    return frame


def daily_frame(days: Floats, strategies: Sequence[str], series: Sequence[str] = tuple(SERIES)) -> DataFrame:
    """Return per strategy, series and day: mean with interval, quantiles, paired difference.

    days  (pairs, strategies, series, days); the first strategy is the baseline
    """
    count = days.shape[-1]
    keys = {"strategy": strategies, "series": list(series), "day": list(range(1, count + 1))}
    level, change = band(days), band(days - days[:, :1])
    columns = _band(level) | _quantiles(days) | _band(change, "difference_")
    return _long(keys, {name: column.astype(np.float32) for name, column in columns.items()})


def blocks_frame(days: Floats, strategies: Sequence[str]) -> DataFrame:
    """Return per strategy, series and block of 20 days: paired difference, and how large it is.

    standardised  mean difference over the standard deviation of the baseline between replicates:
                  how many times the ordinary spread of luck
    """
    blocks = _blocks(days)
    ends = [MONTH * (at + 1) for at in range(blocks.shape[-1])] if days.shape[-1] >= MONTH else [days.shape[-1]]
    change = band(blocks - blocks[:, :1])
    spread = np.std(blocks[:, 0], axis=0, ddof=1) if len(blocks) > 1 else np.full(blocks.shape[2:], np.nan)
    size = np.divide(change.mean, spread, out=np.full(change.mean.shape, np.nan), where=spread > 1e-12)
    keys = {"strategy": strategies, "series": list(SERIES), "day": ends}
    return _long(keys, _band(change, "difference_") | {"standardised": size})


def ladder_frame(ladders: Floats, strategies: Sequence[str]) -> DataFrame:
    """Return per strategy and number of hand-offs: share of incidents and median hours.

    ladders  (pairs, strategies, 2, rungs)
    """
    share, hours = band(ladders[:, :, 0]), band(ladders[:, :, 1])
    rungs = ladders.shape[-1]
    keys = {"strategy": strategies, "handoffs": [*map(str, range(rungs - 1)), f"{rungs - 1}+"]}
    return _long(keys, _band(share, "share_") | _band(hours, "hours_"))


def _blocks(days: Floats) -> Floats:
    """Return the value of each whole block of 20 days: the mean of a state, the month of a flow."""
    length = days.shape[-1]
    step = min(MONTH, length)
    whole = days[..., : length // step * step].astype(float)
    parts = whole.reshape(*whole.shape[:-1], -1, step)
    state = np.array([one.state for one in SERIES.values()])
    return np.where(state[:, None], parts.mean(axis=-1), parts[..., -1])


def _quantiles(days: Floats) -> dict[str, Floats]:
    found = np.quantile(days, list(QUANTILES.values()), axis=0)
    missing = np.isnan(days).any(axis=0)
    if missing.any():
        found[:, missing] = _nan_quantiles(days[:, missing])
    return dict(zip(QUANTILES, found, strict=True))


def _nan_quantiles(columns: Floats) -> Floats:
    known = [column[~np.isnan(column)] for column in columns.T]
    at = list(QUANTILES.values())
    rows = [np.quantile(values, at) if values.size else np.full(len(at), np.nan) for values in known]
    return np.array(rows).T


def _band(one: Band, prefix: str = "") -> dict[str, Floats]:
    return {f"{prefix}{name}": value for name, value in one._asdict().items()}


def _long(keys: dict[str, Sequence[Any]], columns: dict[str, Floats]) -> DataFrame:
    """Return columns of one shape as a frame, its axes as key columns."""
    import pandas as pd

    index = pd.MultiIndex.from_product(list(keys.values()), names=list(keys))
    flat = {name: np.ascontiguousarray(values).reshape(-1) for name, values in columns.items()}
    return pd.DataFrame(flat, index=index).reset_index()
