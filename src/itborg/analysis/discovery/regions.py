"""Regions in which something happens, judged on points that had no part in finding them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from ..statistics import ENDS, Floats, Interval
from .prim import Box, chosen, coverage, density, peeled

#: Part of the points in which regions are sought; the rest judges them.
SEEKING = 0.6
#: Resamples behind intervals, and those in which the search itself is repeated.
DRAWS, SEARCHES = 400, 30
#: Most regions, and the least a further one must hold of the cases.
MOST, LEAST = 3, 0.1


@dataclass(frozen=True, eq=False)
class Region:
    """A box and what was found in it.

    density    share of its points that are cases
    coverage   share of all cases that it holds
    lift       density in it over density everywhere, on held-out points
    points     held-out points inside
    repeated   by bound (factor, side): in which share of repeated searches that side of that factor was bounded too
    """

    box: Box = field(repr=False)
    density: Interval
    coverage: Interval
    lift: Interval
    points: int
    repeated: dict[tuple[int, str], float]

    @property
    def holds_up(self) -> bool:
        """Whether cases are denser in it than everywhere, beyond doubt, on points that did not find it."""
        return self.lift.low > 1


@dataclass(frozen=True, eq=False)
class Regions:
    """What was found.

    everywhere  share of all points that are cases
    sure        share of all points at which it is clear (95 %) whether they are cases
    found       regions, densest in cases first
    path        coverage and density of every box on the way, on held-out points
    """

    everywhere: Interval
    sure: float
    found: tuple[Region, ...]
    path: Floats = field(repr=False)
    cases: Floats = field(repr=False)


def chances(outcomes: Floats, below: float = 0.0) -> Floats:
    """Return how probable it is at each point that the true mean lies below a value.

    outcomes  (points, replicates); NaN where a run failed. One replicate: 1 or 0.
    """
    count = np.sum(~np.isnan(outcomes), axis=1)
    mean = np.nanmean(outcomes, axis=1)
    if outcomes.shape[1] < 2:
        return (mean < below).astype(float)
    error = np.nanstd(outcomes, axis=1, ddof=1) / np.sqrt(count)
    apart = np.where(error > 0, (below - mean) / np.where(error > 0, error, 1), np.sign(below - mean) * np.inf)
    return np.asarray(np.where((error > 0), stdtr(np.maximum(count - 1, 1), apart), (mean < below).astype(float)))


def regions(points: Floats, outcomes: Floats, *, below: float = 0.0, seed: int = 1) -> Regions:
    """Return where outcomes are below a value.

    points    (points, factors)
    outcomes  (points, replicates), paired by replicate
    """
    known = ~np.isnan(outcomes).all(axis=1)
    points, outcomes = points[known], outcomes[known]
    chance = np.random.default_rng(seed)
    cases = chances(outcomes, below)
    order = chance.permutation(len(points))
    cut = round(SEEKING * len(points))
    seek, judge = order[:cut], order[cut:]
    boxes = _search(points[seek], cases[seek])
    path = peeled(points[seek], cases[seek])
    traced = [(coverage(b, points[judge], cases[judge]), density(b, points[judge], cases[judge])) for b in path]
    again = _searches(points[seek], outcomes[seek], below, chance) if boxes else []
    found = [_assessed(box, points[judge], cases[judge], again, chance) for box in boxes]
    sure = float(np.mean((cases < ENDS[0]) | (cases > ENDS[1])))
    return Regions(_share(cases, chance), sure, tuple(found), np.array(traced), cases)


def _search(points: Floats, cases: Floats) -> list[Box]:
    """Return up to three boxes, each sought among the points that the ones before left over."""
    left = np.ones(len(points), dtype=bool)
    total = float(cases.sum())
    found: list[Box] = []
    while len(found) < MOST and total > 0 and cases[left].sum() > LEAST * total:
        box = chosen(peeled(points[left], cases[left]), points[left], cases[left])
        if not box.bounds:
            break
        found.append(box)
        left &= ~box.holds(points)
    return found


def _searches(points: Floats, outcomes: Floats, below: float, chance: np.random.Generator) -> list[Box]:
    """Return the first box found in each of many resamples of points and replicates."""
    found = []
    for _ in range(SEARCHES):
        rows = chance.integers(0, len(points), len(points))
        columns = chance.integers(0, outcomes.shape[1], outcomes.shape[1])
        again = chances(outcomes[rows][:, columns], below)
        found.append(chosen(peeled(points[rows], again), points[rows], again))
    return found


def _assessed(box: Box, points: Floats, cases: Floats, again: list[Box], chance: np.random.Generator) -> Region:
    draws = chance.integers(0, len(points), (DRAWS, len(points)))
    inside = box.holds(points)
    dense = [cases[rows][inside[rows]].mean() for rows in draws if inside[rows].any()]
    covered = [(cases[rows] * inside[rows]).sum() / max(cases[rows].sum(), 1e-12) for rows in draws]
    here = density(box, points, cases)
    sides = [set(other.bounds) for other in again]
    repeated = {one: float(np.mean([one in other for other in sides])) for one in box.bounds}
    everywhere = float(cases.mean())
    lifts = [cases[r][inside[r]].mean() / max(cases[r].mean(), 1e-12) for r in draws if inside[r].any()]
    return Region(
        box,
        _between(here, dense),
        _between(coverage(box, points, cases), covered),
        _between(here / everywhere if everywhere > 0 else float("nan"), lifts),
        int(inside.sum()),
        repeated,
    )


def _share(cases: Floats, chance: np.random.Generator) -> Interval:
    draws = chance.integers(0, len(cases), (DRAWS, len(cases)))
    return _between(float(cases.mean()), list(cases[draws].mean(axis=1)))


def _between(value: float, drawn: list[float] | NDArray[np.float64]) -> Interval:
    if not len(drawn):
        return Interval(value, float("nan"), float("nan"))
    low, high = np.quantile(drawn, ENDS)
    return Interval(value, float(low), float(high))
