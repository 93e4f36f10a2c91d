"""What the relationship network is worth: shocks to it, paired with the untouched organisation."""

from __future__ import annotations

import numpy as np
from scipy.stats import qmc

from ...analysis.measures.measure import ratio
from ...mechanisms.registry import PARAMETERS
from .run_cache import RunCache
from .what_if_experiments import SHOCKS

DAYS = 120
#: What is compared, in words.
OUTCOMES = ("loss", "hours to resolve", "hand-offs per incident", "benefit of changes")


def outcomes(run_cache: RunCache, act: str = "") -> tuple[float, ...]:
    """Return the outcomes of half a year, in the order of `OUTCOMES`."""
    run = run_cache.run(days=DAYS, act=act)
    closed = run.closed[run.closed["opened"] >= run.burn_in]
    return (
        run_cache.measure("loss", days=DAYS, act=act),
        float(closed["hours"].mean()),
        float(closed["hops"].mean()),
        run_cache.measure("benefit", days=DAYS, act=act),
    )


def costs(run_cache: RunCache) -> dict[str, tuple[float, ...]]:
    """Return the relative change of each outcome by each shock."""
    base = np.array(outcomes(run_cache))
    return {name: tuple((np.array(outcomes(run_cache, name)) / base - 1.0).tolist()) for name in SHOCKS}


def understanding_gained(run_cache: RunCache, chosen: str, day: int) -> float:
    """Return IT's understanding on the evening of a day, counted from 1, minus that without the workshop."""
    between = (day - 1, day)
    gained = run_cache.column("it_understanding", chosen, between=between) - run_cache.column(
        "it_understanding", between=between
    )
    return float(gained[0])


def kept(run_cache: RunCache, chosen: str, day: int) -> float:
    """Return the share of the gain on day 5 that is left on a later day."""
    return ratio(understanding_gained(run_cache, chosen, day), understanding_gained(run_cache, chosen, 5))


#: Switches that are off by default, not uncertain numbers.
SWITCHES = frozenset({"known_error_article"})
#: What an untreated organisation must look like to count as plausible: (lowest, highest).
PLAUSIBLE = {"sla_met": (0.6, 1.0), "firefighting_share": (0.05, 0.65), "business_rating": (0.2, 1.0)}


def swept() -> list[str]:
    """Return the parameters that are varied: all but switches."""
    return [name for name, one in PARAMETERS.items() if one.low < one.high and name not in SWITCHES]


def points(count: int, seed: int) -> list[dict[str, float]]:
    """Return `count` points: each parameter's range is cut into as many slices, and each slice is used once."""
    names = swept()
    low = np.array([PARAMETERS[name].low for name in names])
    high = np.array([PARAMETERS[name].high for name in names])
    cube = qmc.LatinHypercube(len(names), rng=np.random.default_rng([seed, count])).random(count)
    return [dict(zip(names, row, strict=True)) for row in (low + cube * (high - low)).tolist()]


def looks(run_cache: RunCache) -> dict[str, float]:
    """Return the measures by which a point is judged plausible."""
    return {name: run_cache.measure(name) for name in PLAUSIBLE}


def is_plausible(found: dict[str, float]) -> bool:
    """Return whether an untreated organisation with these measures is one that could exist."""
    return all(low <= found[name] <= high for name, (low, high) in PLAUSIBLE.items())
