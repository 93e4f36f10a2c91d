"""Fit routing and incidents to the hand-off gradient of real logs, and check the fit on figures not used for it.

    uv run python experiments/fit_handoffs.py                        ten minutes on two cores
    uv run python experiments/fit_handoffs.py --points 80 --replications 4  a look

Only the untreated organisation is run. A Latin hypercube around the present values is run with the same lucks
everywhere; a regression on it (linear and square terms) predicts every rung. Of many random points that are predicted
to keep all rungs inside their bands, those that move the present values least are run again with more lucks; the best
of them is run with fresh luck, beside the present values. It prints what to change and changes nothing.

Only rungs are fitted: shares, median hours and their ratios. Correlation, ping-pong, waiting and the concentration of
hours are never looked at before the last table.
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
from itborg.evidence.validation.targets import Target, estimators, judged
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation import load

#: What may move: how hard incidents are, who can do what, how they travel, how long they wait.
FREE = (
    "easiness", "component_difficulty", "effort_scale", "effort_sigma", "triage", "failed_effort", "second_skill",
    "desk_trained", "desk_expertise", "specialist", "team_mate", "attempt_information",
    "first_sight", "reveal", "reveal_gain", "queue_pull", "return_pull", "tried_factor", "patience", "load_aversion",
    "ticket_fidelity", "question_gain", "appointment", "appointment_wait", "incident_age", "direct_entry", "grind",
)  # fmt: skip
RUNGS = ("share_with", "median_hours", "time_ratio")
REACH = 0.35  # of a parameter's plausible range, to either side of its present value
INSIDE = 0.8  # how near to the edge of a band a prediction may come: 0 the middle, 1 the edge
GUESSES, FINALISTS, MORE, FRESH = 200_000, 12, 4, 10

Floats = NDArray[np.float64]
Point = Mapping[str, float]


def is_rung(one: Target) -> bool:
    """Return whether a figure is used for fitting."""
    return one.id.partition(".")[2].startswith(RUNGS)


def figures() -> list[Target]:
    """Return what is compared: rungs first, then figures kept for the check."""
    found = [one for one in judged() if one.theme in ("handoffs", "concentration")]
    return sorted(found, key=lambda one: not is_rung(one))


def asked(replication: int, point: Point, seed: int) -> Floats:
    """Return the figures of one run."""
    run_cache = RunCache(load("grab_at_pizza"), replication, seed, point)
    known = estimators()
    return np.array([known[one.id](run_cache) for one in figures()])


def seen(points: Sequence[Point], lucks: int, seed: int, say: str) -> Floats:
    """Return the mean figures of each point, all with the same lucks: (points, figures)."""
    rows = []
    with ThreadPoolExecutor() as pool:
        for number, point in enumerate(points, start=1):
            one = list(pool.map(partial(asked, point=point, seed=seed), range(lucks)))
            rows.append(np.nanmean(one, axis=0))
            if number % 20 == 0:
                print(f"{say}: {number} of {len(points)} points", file=sys.stderr, flush=True)
    return np.array(rows)


def distance(values: Floats, wanted: Sequence[Target]) -> Floats:
    """Return how far each point's worst figure lies from the middle of its band: 1 is the edge."""
    low, high = np.array([one.band for one in wanted]).T
    far: Floats = (np.abs(values - 0.5 * (low + high)) / (0.5 * (high - low))).max(axis=1)
    return far


class Box:
    """The part of the parameter space that is searched, as a unit cube."""

    def __init__(self) -> None:
        """Lay the box round the present values, inside what is plausible."""
        known = [PARAMETERS[name] for name in FREE]
        reach = np.array([REACH * (one.high - one.low) for one in known])
        now = np.array([one.default for one in known])
        self.low = np.maximum(now - reach, [one.low for one in known])
        self.high = np.minimum(now + reach, [one.high for one in known])
        self.here = (now - self.low) / (self.high - self.low)

    def point(self, unit: Floats) -> Point:
        """Return the parameters at a place in the cube; counts are whole."""
        values = dict(zip(FREE, (self.low + unit * (self.high - self.low)).tolist(), strict=True))
        return {name: round(value) if PARAMETERS[name].unit == "count" else value for name, value in values.items()}


def terms(units: Floats) -> Floats:
    """Return the terms of the regression."""
    x = 2.0 * units - 1.0
    return np.hstack([np.ones((len(x), 1)), x, x**2])


def regression(units: Floats, values: Floats) -> Floats:
    """Return coefficients that predict figures from places in the cube (ridge, to tame the squares)."""
    a = terms(units)
    return np.linalg.solve(a.T @ a + np.eye(a.shape[1]), a.T @ values)


def promising(box: Box, beta: Floats, fitted: Sequence[Target], rng: np.random.Generator) -> Floats:
    """Return places predicted to lie inside all bands, those that move least first."""
    size = rng.choice([0.05, 0.15, 0.3], (GUESSES, 1))
    units = np.clip(box.here + size * rng.normal(size=(GUESSES, len(FREE))), 0.0, 1.0)
    outside = np.maximum(0.0, distance(terms(units) @ beta, fitted) - INSIDE)
    moved = np.abs(units - box.here).mean(axis=1)
    return units[np.lexsort((moved, outside))[:FINALISTS]]


def report(now: Point, chosen: Point, before: Floats, after: Floats) -> None:
    """Print the parameters and the figures, before and after."""
    print(f"{'parameter':24}{'now':>10}{'fitted':>10}")
    for name in FREE:
        print(f"{name:24}{now[name]:10.4g}{chosen[name]:10.4g}")
    print(f"\n{'figure':59}{'band':>14}{'now':>8}{'fitted':>8}")
    for one, old, new in zip(figures(), before, after, strict=True):
        low, high = one.band or (np.nan, np.nan)
        use, miss = "fitted" if is_rung(one) else "check ", "" if low <= new <= high else "  outside"
        print(f"{use} {one.id:52}{f'{low:g} to {high:g}':>14}{old:8.3g}{new:8.3g}{miss}")


def main() -> None:
    """Search, choose, check, print."""
    asking = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asking.add_argument("--points", type=int, default=400, help="points of the hypercube")
    asking.add_argument("--replications", type=int, default=12, help="runs at each of them")
    asking.add_argument("--seed", type=int, default=1, help="root of all luck")
    wanted = asking.parse_args()

    fitted = [one for one in figures() if is_rung(one)]
    rng, box = np.random.default_rng(wanted.seed), Box()
    units = qmc.LatinHypercube(len(FREE), rng=rng).random(wanted.points)
    values = seen([box.point(unit) for unit in units], wanted.lucks, wanted.seed, "hypercube")
    best = promising(box, regression(units, values[:, : len(fitted)]), fitted, rng)

    found = seen([box.point(unit) for unit in best], MORE * wanted.lucks, wanted.seed, "finalists")
    chosen = box.point(best[int(np.argmin(distance(found[:, : len(fitted)], fitted)))])
    now = {name: PARAMETERS[name].default for name in FREE}
    before, after = seen([now, chosen], FRESH * wanted.lucks, wanted.seed + 1, "check")
    report(now, chosen, before, after)


if __name__ == "__main__":
    main()
