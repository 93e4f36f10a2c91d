"""The short answer of a study: which strategy wins where, by how much, and what decides it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..comparison.study import better_of
from ..statistics import Interval, band, interval, variance_ratios
from .results import Results
from .summary import paired


class Verdict(NamedTuple):
    """One strategy against the baseline, over all cells of a study.

    difference  mean over cells, with a 95 % interval over replicates
    level       the same of the strategy itself
    better      cells in which it is clearly better (95 % each); worse; the rest is not clear
    low, high   its difference in the cell where it is smallest, largest
    pairing     how many times as many unpaired runs a cell's difference would have taken, median over cells; NaN
                for the baseline
    pairs       pairs of runs in the cell that has fewest
    """

    strategy: str
    difference: Interval
    level: Interval
    better: int
    worse: int
    low: float
    high: float
    pairing: float
    pairs: int


class Move(NamedTuple):
    """How one factor moves the difference between two strategies.

    correlation  rank correlation over points, with an interval that allows for all factors looked at
    """

    factor: str
    correlation: Interval

    @property
    def clear(self) -> bool:
        """Whether it can be told from no effect at all."""
        return self.correlation.excludes_zero


def verdicts(found: Results, measure: str | None = None) -> list[Verdict]:
    """Return a verdict on each strategy, best first (in the order of the study where neither is better)."""
    name = measure or found.study.measures[0]
    values = paired(found, name)
    rows = [_verdict(values, at, strategy, better_of(name)) for at, strategy in enumerate(found.study.names)]
    sign = {"higher": -1.0, "lower": 1.0, None: 0.0}[better_of(name)]
    return sorted(rows, key=lambda row: sign * row.difference.mean)


def _verdict(values: np.ndarray, at: int, strategy: str, better: str | None) -> Verdict:
    steps = values[:, :, at] - values[:, :, 0]
    cells = band(steps)
    up, down = int(np.sum(cells.low > 0)), int(np.sum(cells.high < 0))
    return Verdict(
        strategy,
        _over_cells(steps) if at else Interval(0.0, 0.0, 0.0),
        _over_cells(values[:, :, at]),
        *((down, up) if better == "lower" else (up, down)),
        float(np.nanmin(cells.mean)),
        float(np.nanmax(cells.mean)),
        _median(variance_ratios(values[:, :, at], values[:, :, 0])),
        int(np.min(np.sum(~np.isnan(steps), axis=0))),
    )


def _median(ratios: np.ndarray) -> float:
    known = ratios[~np.isnan(ratios)]
    return float(np.median(known)) if known.size else float("nan")


def _common(values: np.ndarray) -> np.ndarray:
    """Return the mean over cells of each replicate that all cells have: replicates are what is independent."""
    whole = values[~np.isnan(values).any(axis=1)]
    return np.asarray(whole.mean(axis=1))


def _over_cells(values: np.ndarray) -> Interval:
    return interval(_common(values))


def moves(found: Results, strategy: str, measure: str | None = None) -> list[Move]:
    """Return how each factor moves a strategy's difference to the baseline, strongest first."""
    from scipy.stats import rankdata

    study = found.study
    name = measure or study.measures[0]
    steps = paired(found, name)[:, :, study.names.index(strategy)] - paired(found, name)[:, :, 0]
    means = band(steps).mean
    rows = np.array([[study.points[cell.point][factor] for factor in study.design.names] for cell in study.cells])
    known = ~np.isnan(means)
    ranks = rankdata(means[known])
    found_moves = [
        Move(factor, _correlation(rankdata(rows[known, at]), ranks, len(study.design.names)))
        for at, factor in enumerate(study.design.names)
    ]
    return sorted(found_moves, key=lambda one: -abs(one.correlation.mean))


def _correlation(x: np.ndarray, y: np.ndarray, looked_at: int) -> Interval:
    """Return a rank correlation with Fisher's interval, at 95 % for all that are looked at together."""
    from scipy.special import ndtri

    if len(x) < 5 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Interval(0.0, -1.0, 1.0)
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -0.999999, 0.999999))
    half = float(ndtri(1 - 0.025 / looked_at)) * 1.03 / np.sqrt(len(x) - 3)
    return Interval(r, float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half)))
