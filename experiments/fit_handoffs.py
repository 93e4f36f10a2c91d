"""Fit routing and incidents to the hand-off gradient of real logs, and check the fit on targets that were not used.

    uv run python experiments/fit_handoffs.py                              ten minutes on two cores
    uv run python experiments/fit_handoffs.py --points 80 --replications 4    a first look

Only the baseline is run. A Latin hypercube around the present values is run with the same replications at every point;
a regression on it (linear and square terms) predicts every statistic. Of many random points that are predicted to keep
all fitted statistics within their bands, those that change the present values least are run again with more
replications. The best of them is run with a new random seed, beside the present values. The script prints which
parameters to change, and changes none.

Only the gradient is fitted: shares, median hours and their ratios. Correlation, ping-pong, waiting and the
concentration of hours are not used before the last table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.targets import Target, assessed_targets, estimators
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation import load

#: Parameters that may change: difficulty of incidents, expertise, routing and waiting.
FREE = (
    "easiness", "component_difficulty", "effort_scale", "effort_sigma", "triage", "failed_effort", "second_skill",
    "desk_trained", "desk_expertise", "specialist", "team_mate", "attempt_information",
    "first_diagnosis", "reveal", "reveal_gain", "queue_pull", "return_pull", "tried_factor", "patience",
    "load_aversion", "ticket_fidelity", "question_gain", "appointment", "appointment_wait", "incident_age",
    "direct_entry", "grind",
)  # fmt: skip
#: Beginnings of the names of fitted statistics.
GRADIENT = ("share_with", "median_hours", "time_ratio")
#: Share of a parameter's plausible range that is searched on either side of its present value.
REACH = 0.35
#: Largest distance of a prediction from the middle of its band: 0 is the middle, 1 the edge.
INSIDE = 0.8
#: Random points, points that are run again, and factors on the replications of these and of the final check.
CANDIDATES, FINALISTS, FINALIST_FACTOR, CHECK_FACTOR = 200_000, 12, 4, 10

Floats = NDArray[np.float64]
Point = Mapping[str, float]


def is_fitted(target: Target) -> bool:
    """Return whether a target is used for fitting."""
    return target.id.partition(".")[2].startswith(GRADIENT)


def compared() -> list[Target]:
    """Return the targets that are compared: fitted ones first, then those of the check."""
    found = [one for one in assessed_targets() if one.theme in ("handoffs", "concentration")]
    return sorted(found, key=lambda one: not is_fitted(one))


def statistics(replication: int, point: Point, seed: int) -> Floats:
    """Return the statistics of one run, (targets,)."""
    run_cache = RunCache(load("grab_at_pizza"), replication, seed, point)
    known = estimators()
    return np.array([known[one.id](run_cache) for one in compared()])


def means(points: Sequence[Point], replications: int, seed: int, title: str) -> Floats:
    """Return the mean statistics of each point, (points, targets); all points share their replications."""
    rows = []
    with ThreadPoolExecutor() as pool:
        for number, point in enumerate(points, start=1):
            values = list(pool.map(partial(statistics, point=point, seed=seed), range(replications)))
            rows.append(np.nanmean(values, axis=0))
            if number % 20 == 0:
                print(f"{title}: {number} of {len(points)} points", file=sys.stderr, flush=True)
    return np.array(rows)


def distance(values: Floats, targets: Sequence[Target]) -> Floats:
    """Return the largest distance of each point's statistics from the middle of their bands, (points,); 1 is an edge.

    values  (points, targets)
    """
    low, high = np.array([one.band for one in targets]).T
    found: Floats = (np.abs(values - 0.5 * (low + high)) / (0.5 * (high - low))).max(axis=1)
    return found


class Box:
    """The part of the parameter space that is searched, as a unit cube."""

    def __init__(self) -> None:
        """Set up the box around the present values, within the plausible ranges."""
        known = [PARAMETERS[name] for name in FREE]
        reach = np.array([REACH * (one.high - one.low) for one in known])
        now = np.array([one.default for one in known])
        self.low = np.maximum(now - reach, [one.low for one in known])
        self.high = np.minimum(now + reach, [one.high for one in known])
        self.now = (now - self.low) / (self.high - self.low)

    def point(self, unit: Floats) -> Point:
        """Return the parameters at a position in the cube, (parameters,); counts are rounded."""
        values = dict(zip(FREE, (self.low + unit * (self.high - self.low)).tolist(), strict=True))
        return {name: round(value) if PARAMETERS[name].unit == "count" else value for name, value in values.items()}


def terms(units: Floats) -> Floats:
    """Return the terms of the regression, (points, 1 + 2 parameters)."""
    x = 2.0 * units - 1.0
    return np.hstack([np.ones((len(x), 1)), x, x**2])


def regression(units: Floats, values: Floats) -> Floats:
    """Return the coefficients that predict statistics from positions in the cube, by ridge regression."""
    a = terms(units)
    return np.linalg.solve(a.T @ a + np.eye(a.shape[1]), a.T @ values)


def finalists(box: Box, beta: Floats, fitted: Sequence[Target], rng: np.random.Generator) -> Floats:
    """Return positions that are predicted to lie within all bands, those nearest to the present values first."""
    size = rng.choice([0.05, 0.15, 0.3], (CANDIDATES, 1))
    units = np.clip(box.now + size * rng.normal(size=(CANDIDATES, len(FREE))), 0.0, 1.0)
    outside = np.maximum(0.0, distance(terms(units) @ beta, fitted) - INSIDE)
    moved = np.abs(units - box.now).mean(axis=1)
    return units[np.lexsort((moved, outside))[:FINALISTS]]


def report(now: Point, chosen: Point, before: Floats, after: Floats) -> None:
    """Print parameters and statistics before and after the fit."""
    print(f"{'parameter':24}{'now':>10}{'fitted':>10}")
    for name in FREE:
        print(f"{name:24}{now[name]:10.4g}{chosen[name]:10.4g}")
    print(f"\n{'target':59}{'band':>14}{'now':>8}{'fitted':>8}")
    for one, old, new in zip(compared(), before, after, strict=True):
        low, high = one.band or (np.nan, np.nan)
        use, miss = "fitted" if is_fitted(one) else "check ", "" if low <= new <= high else "  outside"
        print(f"{use} {one.id:52}{f'{low:g} to {high:g}':>14}{old:8.3g}{new:8.3g}{miss}")


def main() -> None:
    """Run the hypercube, choose a point, check it with a new seed, and print the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=400, help="points of the hypercube")
    parser.add_argument("--replications", type=int, default=12, help="replications at each point")
    parser.add_argument("--seed", type=int, default=1, help="random seed")
    options = parser.parse_args()

    fitted = [one for one in compared() if is_fitted(one)]
    rng, box = np.random.default_rng(options.seed), Box()
    units = qmc.LatinHypercube(len(FREE), rng=rng).random(options.points)
    values = means([box.point(unit) for unit in units], options.replications, options.seed, "hypercube")
    best = finalists(box, regression(units, values[:, : len(fitted)]), fitted, rng)

    found = means([box.point(unit) for unit in best], FINALIST_FACTOR * options.replications, options.seed, "finalists")
    chosen = box.point(best[int(np.argmin(distance(found[:, : len(fitted)], fitted)))])
    now = {name: PARAMETERS[name].default for name in FREE}
    before, after = means([now, chosen], CHECK_FACTOR * options.replications, options.seed + 1, "check")
    report(now, chosen, before, after)


if __name__ == "__main__":
    main()
