"""Screen all parameters: which of them move the headline results, and so belong to the core.

    uv run python experiments/core_parameters.py                  a quarter of an hour on two cores
    uv run python experiments/core_parameters.py --points 1200   a first look

Every point of a Latin hypercube over the plausible ranges of all parameters is one replication with random numbers of
its own: the baseline, some strategies, and the baseline without ties across the sides, on common random numbers. Points
whose baseline is no plausible organisation are left out, as in the plausible parameter space of a validation.

For each outcome one linear regression on all parameters, of ranks, gives the share of its variance that a parameter
explains by itself (the square of the standardised coefficient, less what noise alone would give). The *strength* of a
parameter is its largest share over the outcomes. Ranks bear the long tails of losses. An effect without a direction,
and one that only combinations of parameters have, are not seen.

The core is the strongest parameters that are significant for an outcome, at most `MOST`: p-values are corrected for the
number of outcomes (Bonferroni), then for that of parameters (false discovery rate of 5 %). The script prints the
ranking and changes nothing; `core=True` in the declaration of a parameter puts it into the core.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, qmc, rankdata
from scipy.stats import t as student

from itborg.analysis.plausible import SWITCHES, is_plausible
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.validation_tasks import plausibility_measures
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation import load

#: Largest number of parameters in the core, and the false discovery rate at which a parameter counts.
MOST, LEVEL = 90, 0.05
DAYS = 240
#: Headline measures; "delivered_value" is a column of the history, mean per day.
MEASURES = (
    "net_value", "loss", "delivered_value", "requirement_fit", "shadow_share", "trust_business_to_it",
    "trust_it_to_business", "handoff_share", "priority_inflation",
)  # fmt: skip
#: Strategies whose difference to the baseline is an outcome as well, and the shock to the network.
STRATEGIES = ("itil", "brm_style", "borg", "csi_programme", "problem_management")
SHOCK = "cut_cross"

Floats = NDArray[np.float64]


class Screened(NamedTuple):
    """A parameter with its largest share of the variance of an outcome.

    name         of the parameter
    strength     that share, 0 to 1
    outcome      the outcome
    direction    1 if the outcome grows with the parameter, else -1
    significant  whether the parameter is significant for any outcome
    """

    name: str
    strength: float
    outcome: str
    direction: int
    significant: bool


def value(run_cache: RunCache, measure: str, strategy: str = "none", experiment: str = "") -> float:
    """Return a headline measure of one run."""
    if measure == "delivered_value":
        return float(run_cache.column(measure, strategy, days=DAYS, experiment=experiment).mean())
    return run_cache.measure(measure, strategy, days=DAYS, experiment=experiment)


def outcomes() -> list[str]:
    """Return the names of the outcomes, in the order of `outcome_values`."""
    compared = [*STRATEGIES, SHOCK]
    return [*MEASURES, *(f"{measure}, {name} minus none" for name in compared for measure in MEASURES)]


def outcome_values(names: Sequence[str], values: Sequence[float], number: int, seed: int) -> list[float]:
    """Return the outcomes at one point; all NaN where the baseline is no plausible organisation.

    names, values  of the parameters
    number         of the point, whose random numbers are its own
    """
    point = {
        name: float(round(one)) if PARAMETERS[name].unit == "count" else float(one)
        for name, one in zip(names, values, strict=True)
    }
    run_cache = RunCache(load("grab_at_pizza"), number, seed, point)
    if not is_plausible(plausibility_measures(run_cache)):
        return [np.nan] * len(outcomes())
    base = [value(run_cache, measure) for measure in MEASURES]
    arms = [*((name, "") for name in STRATEGIES), ("none", SHOCK)]
    return [
        *base,
        *(
            value(run_cache, measure, name, experiment) - level
            for name, experiment in arms
            for measure, level in zip(MEASURES, base, strict=True)
        ),
    ]


def screen(names: Sequence[str], units: Floats, found: Floats) -> list[Screened]:
    """Return all parameters, the strongest first.

    units  (points, parameters), 0 to 1
    found  (points, outcomes)
    """
    x = (units - units.mean(axis=0)) / units.std(axis=0)
    y = rankdata(found, axis=0)
    y = (y - y.mean(axis=0)) / np.maximum(y.std(axis=0), 1e-12)
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    free = len(x) - x.shape[1] - 1
    variance = ((y - x @ beta) ** 2).sum(axis=0) / free * np.diag(inverse)[:, None]
    p = 2.0 * student.sf(np.abs(beta) / np.sqrt(np.maximum(variance, 1e-30)), free)
    shares = np.maximum(0.0, beta**2 - variance)
    significant = false_discovery_control(np.minimum(1.0, p.min(axis=1) * p.shape[1])) < LEVEL
    best = shares.argmax(axis=1)
    rows = [
        Screened(
            name,
            float(shares[n, best[n]]),
            outcomes()[best[n]],
            1 if beta[n, best[n]] > 0 else -1,
            bool(significant[n]),
        )
        for n, name in enumerate(names)
    ]
    return sorted(rows, key=lambda row: (-row.significant, -row.strength))


def main() -> None:
    """Run the hypercube, print the ranking, and write it as CSV."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=3000, help="points of the hypercube")
    parser.add_argument("--seed", type=int, default=1, help="random seed")
    parser.add_argument("--out", type=Path, default=Path("results/core_parameters.csv"), help="file for the ranking")
    options = parser.parse_args()

    names = [name for name in PARAMETERS if name not in SWITCHES]
    low, high = (np.array([getattr(PARAMETERS[name], side) for name in names]) for side in ("low", "high"))
    units = qmc.LatinHypercube(len(names), rng=np.random.default_rng(options.seed)).random(options.points)
    found = np.empty((options.points, len(outcomes())))
    with ThreadPoolExecutor() as pool:
        points = low + units * (high - low)
        rows = pool.map(lambda n: outcome_values(names, points[n], n, options.seed), range(options.points))
        for n, row in enumerate(rows):
            found[n] = row
            if (n + 1) % 100 == 0:
                print(f"{n + 1} of {options.points} points", file=sys.stderr, flush=True)
    usable = np.isfinite(found).all(axis=1)
    print(f"{usable.sum()} of {options.points} points are plausible organisations", file=sys.stderr)
    if usable.sum() < len(names) + MOST:
        sys.exit(f"too few points for {len(names)} parameters; repeat with more --points")
    ranking = screen(names, units[usable], found[usable])

    options.out.parent.mkdir(parents=True, exist_ok=True)
    with options.out.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(
            [(*Screened._fields, "core"), *((*one, PARAMETERS[one.name].core) for one in ranking)]
        )
    for rank, one in enumerate(ranking, start=1):
        core = "core" if rank <= MOST and one.significant else ""
        sign = "+" if one.direction > 0 else "-"
        print(f"{rank:4} {core:4} {one.name:32}{one.strength:8.4f}  {sign} {one.outcome}")


if __name__ == "__main__":
    main()
