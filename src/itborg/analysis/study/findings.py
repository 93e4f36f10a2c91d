"""The short answer of a study: which strategy wins where, by how much, and what decides it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..comparison.provenance import better_of
from ..statistics import LEVEL, Floats, Interval, band, student, variance_ratios
from .results import Results, paired


class Verdict(NamedTuple):
    """One strategy against the baseline, over all cells of a study.

    difference  mean over cells, with a 95 % interval over replicates
    level       the same of the strategy itself
    better      cells in which it is clearly better (95 % each); worse; the rest is not clear
    turns       whether it is better in some cell and worse in another beyond doubt, of all cells looked at
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
    turns: bool
    low: float
    high: float
    pairing: float
    pairs: int


class Move(NamedTuple):
    """How one factor moves the difference between two strategies.

    effect  how much more the difference is at the factor's highest value than at its lowest, along a straight line, in
            the measure's unit; with an interval that allows for all factors looked at
    """

    factor: str
    effect: Interval

    @property
    def clear(self) -> bool:
        """Whether it can be told from no effect at all."""
        return self.effect.excludes_zero


def verdicts(found: Results, measure: str | None = None) -> list[Verdict]:
    """Return a verdict on each strategy, best first (in the order of the study where neither is better)."""
    name = measure or found.study.measures[0]
    values = paired(found, name)
    rows = [_verdict(values, at, strategy, better_of(name)) for at, strategy in enumerate(found.study.names)]
    sign = {"higher": -1.0, "lower": 1.0, None: 0.0}[better_of(name)]
    return sorted(rows, key=lambda row: sign * row.difference.mean)


def _verdict(values: np.ndarray, at: int, strategy: str, better: str | None) -> Verdict:
    steps = values[:, :, at] - values[:, :, 0]
    cells, strict = band(steps), band(steps, 1 - (1 - LEVEL) / steps.shape[1])
    up, down = int(np.sum(cells.low > 0)), int(np.sum(cells.high < 0))
    return Verdict(
        strategy,
        over_cells(steps) if at else Interval(0.0, 0.0, 0.0),
        over_cells(values[:, :, at]),
        *((down, up) if better == "lower" else (up, down)),
        bool(np.any(strict.low > 0) and np.any(strict.high < 0)),
        float(np.nanmin(cells.mean)),
        float(np.nanmax(cells.mean)),
        _median(variance_ratios(values[:, :, at], values[:, :, 0])),
        int(np.min(np.sum(~np.isnan(steps), axis=0))),
    )


def not_behind(found: Results, leader: str, measure: str | None = None) -> list[str]:
    """Return the strategies that are not clearly behind the leader, for all that are compared with it together."""
    study, values = found.study, paired(found, measure or found.study.measures[0])
    others = [at for at, name in enumerate(study.names) if name != leader]
    level = 1 - (1 - LEVEL) / max(1, len(others))
    gaps = {at: over_cells(values[:, :, at] - values[:, :, study.names.index(leader)], level) for at in others}
    return [study.names[at] for at, gap in gaps.items() if not gap.excludes_zero]


def _median(ratios: np.ndarray) -> float:
    known = ratios[~np.isnan(ratios)]
    return float(np.median(known)) if known.size else float("nan")


def over_cells(values: Floats, level: float = LEVEL) -> Interval:
    """Return the mean over cells of each cell's own mean, with an interval over replicates.

    values  (replicates, cells), NaN where a cell stopped earlier or a run failed

    Replicates are what is independent: each is asked how far it pulls the mean, through all cells that have it. With
    all of them everywhere that is Student's interval of the replicates' means; else the cell with fewest gives the
    degrees of freedom.
    """
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    values, known, count = values[:, count > 0], known[:, count > 0], count[count > 0]
    if not count.size:
        return Interval(float("nan"), float("nan"), float("nan"))
    means = np.nanmean(values, axis=0)
    left = np.where(known, values - means, 0.0) / np.sqrt(count * np.maximum(count - 1, 1))
    mean, half = means.mean(), student(count.min(), level) * np.sqrt((left.mean(axis=1) ** 2).sum())
    return Interval(float(mean), float(mean - half), float(mean + half))


def moves(found: Results, strategy: str, measure: str | None = None, asked: int = 1) -> list[Move]:
    """Return how each factor moves a strategy's difference to the baseline, or the baseline itself, strongest first.

    asked  how many such lists are looked at together; intervals allow for it
    """
    study = found.study
    values = paired(found, measure or study.measures[0])
    steps = values[:, :, study.names.index(strategy)] - (values[:, :, 0] if strategy != study.baseline else 0.0)
    points = [study.points[cell.point] for cell in study.cells]
    rows = np.array([[point[factor] for factor in study.design.names] for point in points])
    cells = ~np.isnan(steps).all(axis=0)
    found_effects = effects(rows[cells], steps[:, cells], asked)
    found_moves = [Move(name, one) for name, one in zip(study.design.names, found_effects, strict=True)]
    return sorted(found_moves, key=lambda one: -abs(one.effect.mean))


def effects(rows: Floats, steps: Floats, asked: int = 1) -> list[Interval]:
    """Return the effect of each factor over its range, all fitted together.

    rows   (cells, factors) values of factors
    steps  (replicates, cells) paired differences; replicates that lack a cell are left out
    asked  how many times as many effects are looked at together

    Doubt has two sources that are added up. Luck is common to all cells of a replicate, so it is told by how a
    replicate's own line differs from another's, never by how many cells there are. And what is no straight line may
    look like one in the cells that happen to be there: told by what the line leaves of the cells' means.
    """
    whole = steps[~np.isnan(steps).any(axis=1)]
    count, (cells, factors) = len(whole), rows.shape
    spare = cells - factors - 1
    if count < 2 or spare < 1:
        return [Interval(float("nan"), float("nan"), float("nan"))] * factors
    span = np.ptp(rows, axis=0)
    unit = (rows - rows.mean(axis=0)) / np.where(span > 0, span, 1.0)
    to_line = np.linalg.pinv(np.column_stack([np.ones(cells), unit]))[1:]
    lines = to_line @ whole.T
    mean, left = lines.mean(axis=1), whole.mean(axis=0) - whole.mean()
    random_numbers = lines.var(axis=1, ddof=1) / count
    shape = (to_line**2).sum(axis=1) * np.sum((left - unit @ mean) ** 2) / spare
    doubt = random_numbers + shape
    with np.errstate(invalid="ignore"):  # Satterthwaite's degrees of freedom; a factor without any doubt has 0 ones
        freedom = np.nan_to_num(doubt**2 / (random_numbers**2 / (count - 1) + shape**2 / spare), nan=1.0)
    half = student(freedom + 1, 1 - (1 - LEVEL) / factors / asked) * np.sqrt(doubt)
    return [Interval(float(m), float(m - h), float(m + h)) for m, h in zip(mean, half, strict=True)]
