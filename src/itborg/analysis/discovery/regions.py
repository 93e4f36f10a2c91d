"""Regions in which an event is frequent, assessed on points that were not used to find them.

Points are split at random: 60 % to search boxes (`prim`), 40 % to assess them. Each further box is searched among the
points outside the earlier ones. Intervals are percentile bootstrap intervals over the held-out points. How often
repeated searches, in resamples of points and replications, bound the same side of a factor shows which bounds are
reproducible. The split, the number of regions and these assessments are our choice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from ..statistics import ENDS, Floats, Interval
from .prim import Box, choose, coverage, density, peel

#: Share of the points in which regions are searched; the others assess them.
SEARCH_SHARE = 0.6
#: Bootstrap draws for intervals, and resamples in which the search is repeated.
BOOTSTRAP_DRAWS, SEARCHES = 400, 30
#: Largest number of regions, and smallest share of all cases that must be left for a further one.
MAX_REGIONS, MIN_LEFT = 3, 0.1


@dataclass(frozen=True, eq=False)
class Region:
    """A box with its assessment on held-out points; intervals are 95 % bootstrap intervals.

    box        bounds of the factors, in their own units
    density    share of its points that are cases, 0 to 1
    coverage   share of all cases that lie in it, 0 to 1
    lift       density in it over density of all points; 1 is no better than chance
    points     number of held-out points in it
    repeated   by bound (factor, side): share of repeated searches that bounded that side of that factor too
    """

    box: Box = field(repr=False)
    density: Interval
    coverage: Interval
    lift: Interval
    points: int
    repeated: dict[tuple[int, str], float]

    @property
    def confirmed(self) -> bool:
        """Whether cases are significantly denser in it than overall, on held-out points."""
        return self.lift.low > 1


@dataclass(frozen=True, eq=False)
class Regions:
    """Result of the search.

    overall  share of all points that are cases
    decided  share of all points with a probability below 2.5 % or above 97.5 % of being a case
    regions  regions in the order found
    path     (boxes, 2) coverage and density of every box of the first search, on held-out points
    cases    (points,) probability of being a case
    """

    overall: Interval
    decided: float
    regions: tuple[Region, ...]
    path: Floats = field(repr=False)
    cases: Floats = field(repr=False)


def probabilities_below(outcomes: Floats, below: float = 0.0) -> Floats:
    """Return the probability, at each point, that the true mean lies below a value, (points,).

    It is Student's t distribution at (below - mean) / standard error, with n - 1 degrees of freedom for n finite
    values. Without variation between replications, or with one replication, the result is 0 or 1.

    outcomes  (points, replications), NaN where a run failed; at least one finite value at each point
    below     in the unit of the outcomes
    """
    count = np.sum(~np.isnan(outcomes), axis=1)
    mean = np.nanmean(outcomes, axis=1)
    if outcomes.shape[1] < 2:
        return (mean < below).astype(float)
    error = np.nanstd(outcomes, axis=1, ddof=1) / np.sqrt(count)
    apart = np.where(error > 0, (below - mean) / np.where(error > 0, error, 1), np.sign(below - mean) * np.inf)
    return np.asarray(np.where((error > 0), stdtr(np.maximum(count - 1, 1), apart), (mean < below).astype(float)))


def regions(points: Floats, outcomes: Floats, *, below: float = 0.0, seed: int = 1) -> Regions:
    """Return the regions in which outcomes are below a value.

    points    (points, factors) in the units of the factors
    outcomes  (points, replications), paired by replication; points without any finite value are left out
    below     in the unit of the outcomes
    seed      random seed of split, bootstrap and repeated searches

    Returns up to three regions, none if no box raises the density significantly.
    """
    known = ~np.isnan(outcomes).all(axis=1)
    points, outcomes = points[known], outcomes[known]
    rng = np.random.default_rng(seed)
    cases = probabilities_below(outcomes, below)
    order = rng.permutation(len(points))
    cut = round(SEARCH_SHARE * len(points))
    search, test = order[:cut], order[cut:]
    boxes = _search(points[search], cases[search])
    path = peel(points[search], cases[search])
    traced = [(coverage(b, points[test], cases[test]), density(b, points[test], cases[test])) for b in path]
    again = _searches(points[search], outcomes[search], below, rng) if boxes else []
    found = [_assessed(box, points[test], cases[test], again, rng) for box in boxes]
    decided = float(np.mean((cases < ENDS[0]) | (cases > ENDS[1])))
    return Regions(_share(cases, rng), decided, tuple(found), np.array(traced), cases)


def _search(points: Floats, cases: Floats) -> list[Box]:
    """Return up to three boxes, each found among the points outside the previous ones."""
    left = np.ones(len(points), dtype=bool)
    total = float(cases.sum())
    found: list[Box] = []
    while len(found) < MAX_REGIONS and total > 0 and cases[left].sum() > MIN_LEFT * total:
        box = choose(peel(points[left], cases[left]), points[left], cases[left])
        if not box.bounds:
            break
        found.append(box)
        left &= ~box.holds(points)
    return found


def _searches(points: Floats, outcomes: Floats, below: float, rng: np.random.Generator) -> list[Box]:
    """Return the first box found in each of many resamples of points and replications, with replacement.

    points, outcomes  those in which regions were searched, as in `regions`
    below             as in `regions`
    rng               random numbers of the resamples
    """
    found = []
    for _ in range(SEARCHES):
        rows = rng.integers(0, len(points), len(points))
        columns = rng.integers(0, outcomes.shape[1], outcomes.shape[1])
        again = probabilities_below(outcomes[rows][:, columns], below)
        found.append(choose(peel(points[rows], again), points[rows], again))
    return found


def _assessed(box: Box, points: Floats, cases: Floats, again: list[Box], rng: np.random.Generator) -> Region:
    """Return a box with its density, coverage and lift on held-out points.

    points, cases  held-out points and their probabilities, as in `peel`
    again          boxes of repeated searches
    """
    draws = rng.integers(0, len(points), (BOOTSTRAP_DRAWS, len(points)))
    inside = box.holds(points)
    dense = [cases[rows][inside[rows]].mean() for rows in draws if inside[rows].any()]
    covered = [(cases[rows] * inside[rows]).sum() / max(cases[rows].sum(), 1e-12) for rows in draws]
    here = density(box, points, cases)
    sides = [set(other.bounds) for other in again]
    repeated = {one: float(np.mean([one in other for other in sides])) for one in box.bounds}
    overall = float(cases.mean())
    lifts = [cases[r][inside[r]].mean() / max(cases[r].mean(), 1e-12) for r in draws if inside[r].any()]
    return Region(
        box,
        _between(here, dense),
        _between(coverage(box, points, cases), covered),
        _between(here / overall if overall > 0 else float("nan"), lifts),
        int(inside.sum()),
        repeated,
    )


def _share(cases: Floats, rng: np.random.Generator) -> Interval:
    """Return the mean of the cases with its bootstrap interval."""
    draws = rng.integers(0, len(cases), (BOOTSTRAP_DRAWS, len(cases)))
    return _between(float(cases.mean()), list(cases[draws].mean(axis=1)))


def _between(value: float, drawn: list[float] | NDArray[np.float64]) -> Interval:
    """Return a value with the 2.5 % and 97.5 % quantiles of its bootstrap draws; NaN without draws."""
    if not len(drawn):
        return Interval(value, float("nan"), float("nan"))
    low, high = np.quantile(drawn, ENDS)
    return Interval(value, float(low), float(high))
