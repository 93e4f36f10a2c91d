"""PRIM, the patient rule induction method (Friedman & Fisher 1999): a box in which cases are dense.

Starting from the box without bounds, thin slices are removed on the side where that raises density most; each step
gives a smaller and denser box. One of them is chosen, and bounds that do not raise its density significantly are
removed. Cases may be probabilities. The rule by which a box is chosen, and the test of its bounds, are our choice;
there is no pasting step. The search draws no random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..statistics import Floats

#: Share of the points in a box that one slice removes, and the smallest share of all points in a box.
SLICE, SMALLEST = 0.05, 0.06
#: A bound is kept only if it raises the density by more than this many standard errors.
MIN_STANDARD_ERRORS = 2.0


@dataclass(frozen=True, eq=False)
class Box:
    """A region: bounds of factors; minus and plus infinity where it is open. Bounds belong to the box.

    low, high  (factors,) in the units of the factors
    """

    low: Floats
    high: Floats

    def holds(self, points: Floats) -> NDArray[np.bool_]:
        """Return which of (n, factors) points lie inside, (n,)."""
        inside: NDArray[np.bool_] = np.all((points >= self.low) & (points <= self.high), axis=1)
        return inside

    @property
    def bounds(self) -> list[tuple[int, str]]:
        """All finite bounds: (factor, "low" or "high"), sorted by the number of the factor."""
        sides = (("low", np.isfinite(self.low)), ("high", np.isfinite(self.high)))
        return sorted((int(at), side) for side, there in sides for at in np.flatnonzero(there))

    def without(self, factor: int, side: str) -> Box:
        """Return the box without one bound.

        factor  number of the factor, from 0
        side    "low" or "high"
        """
        return self.moved(factor, side, -np.inf if side == "low" else np.inf)

    def moved(self, factor: int, side: str, to: float) -> Box:
        """Return the box with one bound changed; factor and side as in `without`, `to` in the unit of the factor."""
        bounds = getattr(self, side).copy()
        bounds[factor] = to
        return replace(self, **{side: bounds})


def unbounded_box(factors: int) -> Box:
    """Return the box without bounds over a number of factors; every point lies in it."""
    return Box(np.full(factors, -np.inf), np.full(factors, np.inf))


def density(box: Box, points: Floats, cases: Floats) -> float:
    """Return the share of cases among the points of a box, 0 to 1; NaN if it is empty. Shapes as in `peel`."""
    inside = box.holds(points)
    return float(cases[inside].mean()) if inside.any() else float("nan")


def coverage(box: Box, points: Floats, cases: Floats) -> float:
    """Return the share of all cases that lie in a box, 0 to 1; NaN if there are none. Shapes as in `peel`."""
    total = float(cases.sum())
    return float(cases[box.holds(points)].sum()) / total if total > 0 else float("nan")


def peel(points: Floats, cases: Floats) -> list[Box]:
    """Return a sequence of smaller and denser boxes, starting from the box without bounds.

    Each step removes the 5 % of points, at the low or high end of one factor, whose removal raises the density most for
    the share of points removed. It ends when no slice raises the density or a box would hold less than 6 % of all
    points.

    points  (n, factors)
    cases   (n,) probability of being a case, 0 to 1
    """
    boxes = [unbounded_box(points.shape[1])]
    while (smaller := _slice(boxes[-1], points, cases)) is not None:
        boxes.append(smaller)
    return boxes


def choose(boxes: list[Box], points: Floats, cases: Floats) -> Box:
    """Return the best box of a sequence, without superfluous bounds.

    The best box has the largest product of excess density (its density minus the overall one) and share of points. A
    bound is superfluous if the points beyond it are not less dense by 2 standard errors or more.

    boxes          as from `peel`; a chosen box without bounds means that there is no region
    points, cases  as in `peel`
    """
    scores = [_score(box, points, cases) for box in boxes]
    return _simplified(boxes[int(np.argmax(scores))], points, cases)


def _score(box: Box, points: Floats, cases: Floats) -> float:
    """Return share of points times excess density of a box: 0 for the box without bounds and for an empty one."""
    inside = box.holds(points)
    return float(inside.mean() * (cases[inside].mean() - cases.mean())) if inside.any() else 0.0


def _slice(box: Box, points: Floats, cases: Floats) -> Box | None:
    """Return the box without the best slice: largest gain in density for the share of points removed.

    None if no slice raises the density or all would leave too few points. Points at the new bound stay in the box.
    """
    inside = box.holds(points)
    here, values = points[inside], cases[inside]
    best, gain = None, 0.0
    for factor in range(points.shape[1]):
        column = here[:, factor]
        for side, part in (("low", SLICE), ("high", 1 - SLICE)):
            to = float(np.quantile(column, part))
            kept = column >= to if side == "low" else column <= to
            if kept.all() or kept.sum() < SMALLEST * len(points):
                continue
            won = (values[kept].mean() - values.mean()) / (1 - kept.mean())
            if won > gain:
                best, gain = box.moved(factor, side, to), won
    return best


def _simplified(box: Box, points: Floats, cases: Floats) -> Box:
    """Return the box without those bounds beyond which points are about as dense as in the box.

    Bounds are removed one at a time, the least significant first, and the others are tested again.
    """
    while box.bounds:
        gains = {one: _standard_errors(box, one, points, cases) for one in box.bounds}
        least = min(gains, key=lambda one: gains[one])
        if gains[least] >= MIN_STANDARD_ERRORS:
            break
        box = box.without(*least)
    return box


def _standard_errors(box: Box, bound: tuple[int, str], points: Floats, cases: Floats) -> float:
    """Return the difference in density between box and slab beyond a bound, in standard errors.

    The standard error is that of two proportions with a common mean. 0 if no point lies beyond the bound.
    """
    inside = box.holds(points)
    slab = box.without(*bound).holds(points) & ~inside
    if not slab.any():
        return 0.0
    here, there = cases[inside], cases[slab]
    middle = float(np.concatenate([here, there]).mean())
    error = np.sqrt(max(middle * (1 - middle), 1e-9) * (1 / len(here) + 1 / len(there)))
    return float((here.mean() - there.mean()) / error)
