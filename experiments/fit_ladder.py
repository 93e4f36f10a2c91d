"""Fit routing and incidents to the hand-off ladder of real logs, and check the fit on figures not used for it.

    uv run python experiments/fit_ladder.py                      about ten minutes on two cores
    uv run python experiments/fit_ladder.py --points 60 --lucks 6    a look

Only the untreated organisation is run. A Latin hypercube around the present values is run with the same lucks
everywhere; a regression on it (linear and square terms) predicts every fitted figure; of many random points those
predicted nearest to the middle of all bands, and nearest to the present values, are run again with more lucks; the best
of them is run with fresh luck and compared with the present values. It prints what to change and changes nothing.
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

from itborg.organisation import load
from itborg.parameters import PARAMETERS
from itborg.validate.lab import Lab
from itborg.validate.targets import Target, estimators, judged

#: What may move: how hard incidents are, who can do what, how they travel, how long they wait.
FREE = (
    "easiness", "component_difficulty", "effort_scale", "effort_sigma", "triage", "failed_effort", "second_skill",
    "desk_trained", "desk_expertise", "specialist", "team_mate", "attempt_information",
    "first_sight", "reveal", "reveal_gain", "queue_pull", "return_pull", "tried_factor", "patience", "load_aversion",
    "ticket_fidelity", "question_gain", "appointment", "appointment_wait", "incident_age", "direct_entry", "grind",
)  # fmt: skip
THEMES = ("handoff_ladder", "concentration")
REACH = 0.35  # of a parameter's plausible range, to either side of its present value
PULL = 0.1  # weight of staying near the present values
GUESSES, FINALISTS, MORE, FRESH = 200_000, 12, 4, 10

Floats = NDArray[np.float64]
Point = Mapping[str, float]


def figures() -> list[Target]:
    """Return what is compared: fitted figures first, then those kept for the check."""
    found = [one for one in judged() if one.theme in THEMES]
    return sorted(found, key=lambda one: not one.fitted)


def asked(point: Point, replicate: int, seed: int) -> Floats:
    """Return the figures of one run."""
    lab = Lab(load("grab_at_pizza"), replicate, seed, point)
    known = estimators()
    return np.array([known[one.id](lab) for one in figures()])


def seen(points: Sequence[Point], lucks: int, seed: int, say: str) -> Floats:
    """Return the mean figures of each point, all with the same lucks: (points, figures)."""
    rows = []
    with ThreadPoolExecutor() as pool:
        for number, point in enumerate(points):
            rows.append(np.nanmean(list(pool.map(partial(asked, point, seed=seed), range(lucks))), axis=0))
            if number % 20 == 19:
                print(f"{say}: {number + 1} of {len(points)} points", file=sys.stderr, flush=True)
    return np.array(rows)


def distance(values: Floats, wanted: Sequence[Target]) -> Floats:
    """Return how far figures lie from the middle of their bands, in half-bands: 1 is the edge."""
    bands = np.array([one.band for one in wanted])
    return (values - bands.mean(axis=1)) / (0.5 * (bands[:, 1] - bands[:, 0]))


class Box:
    """The part of the parameter space that is searched, as a unit cube."""

    def __init__(self) -> None:
        """Lay the box round the present values, inside what is plausible."""
        known = [PARAMETERS[name] for name in FREE]
        wide = np.array([REACH * (one.high - one.low) for one in known])
        here = np.array([one.default for one in known])
        self.low = np.maximum(here - wide, [one.low for one in known])
        self.high = np.minimum(here + wide, [one.high for one in known])
        self.here = (here - self.low) / (self.high - self.low)

    def point(self, unit: Floats) -> Point:
        """Return the parameters at a place in the cube."""
        return dict(zip(FREE, (self.low + unit * (self.high - self.low)).tolist(), strict=True))


def terms(units: Floats) -> Floats:
    """Return the terms of the regression."""
    x = 2.0 * units - 1.0
    return np.hstack([np.ones((len(x), 1)), x, x**2])


def regression(units: Floats, values: Floats) -> Floats:
    """Return coefficients that predict figures from places in the cube (ridge, to tame the squares)."""
    a = terms(units)
    return np.linalg.solve(a.T @ a + 1.0 * np.eye(a.shape[1]), a.T @ values)


def promising(box: Box, beta: Floats, fitted: Sequence[Target], rng: np.random.Generator) -> Floats:
    """Return places predicted to lie well inside all bands and near the present values."""
    steps = rng.normal(0.0, 0.25, (GUESSES, len(FREE))) * rng.choice([0.3, 1.0], (GUESSES, len(FREE)))
    units = np.clip(box.here + steps, 0.0, 1.0)
    far = np.abs(distance(terms(units) @ beta, fitted))
    shift = np.sqrt(np.mean((units - box.here) ** 2, axis=1))
    score = np.sort(far, axis=1)[:, -3:].mean(axis=1) + PULL * shift / 0.1
    return units[np.argsort(score)[:FINALISTS]]


def main() -> None:
    """Search, choose, check, print."""
    asking = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asking.add_argument("--points", type=int, default=400, help="points of the hypercube")
    asking.add_argument("--lucks", type=int, default=12, help="runs at each of them")
    asking.add_argument("--seed", type=int, default=1, help="root of all luck")
    wanted = asking.parse_args()

    every = figures()
    fitted = [one for one in every if one.fitted and one.theme == "handoff_ladder"]
    columns = [every.index(one) for one in fitted]
    rng, box = np.random.default_rng(wanted.seed), Box()
    units = qmc.LatinHypercube(len(FREE), rng=rng).random(wanted.points)
    values = seen([box.point(u) for u in units], wanted.lucks, wanted.seed, "hypercube")
    beta = regression(units, values[:, columns])

    best = promising(box, beta, fitted, rng)
    found = seen([box.point(u) for u in best], MORE * wanted.lucks, wanted.seed, "finalists")
    far = np.abs(distance(found[:, columns], fitted)).max(axis=1)
    chosen = box.point(best[int(np.argmin(far))])

    now = {name: PARAMETERS[name].default for name in FREE}
    before, after = seen([now, chosen], FRESH * wanted.lucks, wanted.seed + 1, "check")
    print(f"{'parameter':24}{'now':>10}{'fitted':>10}")
    for name in FREE:
        print(f"{name:24}{now[name]:10.4g}{chosen[name]:10.4g}")
    print(f"\n{'figure':58}{'band':>14}{'now':>8}{'fitted':>8}")
    for one, old, new in zip(every, before, after, strict=True):
        low, high = one.band or (0.0, 0.0)
        use = "fitted" if one in fitted else "check "
        print(f"{use} {one.id:51}{f'{low:g} to {high:g}':>14}{old:8.3g}{new:8.3g}{'' if low <= new <= high else '  outside'}")


if __name__ == "__main__":
    main()
