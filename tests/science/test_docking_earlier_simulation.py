"""Docking: the model reproduces three results of an earlier simulation of alignment (PACIS 2023, paper 1148).

Managers with higher cognitive ability align better; mutual communication offsets a cognitive gap; a more dynamic
environment raises fluctuation.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from itborg.analysis.statistics import interval
from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import load

REPLICATIONS = 24
ABLE = {"business_understanding_start": 0.5, "business_talk_learning": 0.08}
LESS_ABLE = {"business_understanding_start": 0.15, "business_talk_learning": 0.01}
TALKING = {"homophily": 0.7, "contact_rate": 1.6}


@pytest.fixture(scope="module")
def run_caches() -> list[RunCache]:
    organisation = load("grab_at_pizza")
    return [RunCache(organisation, replication, seed=11) for replication in range(REPLICATIONS)]


def significantly_positive(run_caches: list[RunCache], value: Callable[[RunCache], float]) -> bool:
    return interval([value(run_cache) for run_cache in run_caches]).low > 0.0


@pytest.mark.parametrize("measure", ["sam_level", "requirement_fit", "business_rating"])
def test_managers_of_higher_cognitive_ability_align_better(run_caches: list[RunCache], measure: str) -> None:
    assert significantly_positive(
        run_caches, lambda run_cache: run_cache.measure(measure, **ABLE) - run_cache.measure(measure, **LESS_ABLE)
    )


def test_mutual_communication_offsets_a_cognitive_gap(run_caches: list[RunCache]) -> None:
    """Less able managers who talk often are more aligned at the end than able managers who do not."""

    def lead(run_cache: RunCache) -> float:
        return run_cache.measure("sam_level", **LESS_ABLE, **TALKING) - run_cache.measure("sam_level", **ABLE)

    assert significantly_positive(run_caches, lead)


def relative_fluctuation(series: NDArray[np.float64]) -> float:
    """Return the standard deviation of a series about its linear trend, relative to its mean."""
    day = np.arange(len(series))
    return float(np.std(series - np.polyval(np.polyfit(day, series, 1), day)) / series.mean())


def test_a_more_dynamic_environment_raises_fluctuation(run_caches: list[RunCache]) -> None:
    def fluctuation(run_cache: RunCache, drift: float) -> float:
        return relative_fluctuation(run_cache.column("it_understanding", business_drift=drift))

    assert significantly_positive(
        run_caches, lambda run_cache: fluctuation(run_cache, 0.003) - fluctuation(run_cache, 0.0)
    )
    assert significantly_positive(
        run_caches, lambda run_cache: fluctuation(run_cache, 0.01) - fluctuation(run_cache, 0.003)
    )
