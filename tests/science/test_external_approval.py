"""A control strategy: external approval slows delivery and does not reduce failures (DORA 2019)."""

from __future__ import annotations

from itborg.analysis.statistics import Interval, interval
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.targets import failures


def lead_time_effect(run_caches: list[RunCache], strategy: str) -> Interval:
    """Return the effect on the mean lead time of all delivered changes, in working days."""

    def days(run_cache: RunCache, one: str) -> float:
        return float(run_cache.column("lead_time", one).sum() / run_cache.column("delivered", one).sum())

    return interval([days(run_cache, strategy) - days(run_cache, "none") for run_cache in run_caches])


def failure_effect(run_caches: list[RunCache], strategy: str) -> Interval:
    """Return the effect on the share of delivered changes that fail."""
    return interval([failures(run_cache, strategy) - failures(run_cache, "none") for run_cache in run_caches])


def test_external_approval_slows_delivery_by_less_than_its_own_wait(run_caches: list[RunCache]) -> None:
    """A change would spend part of the ten days of approval in a queue anyway."""
    found = lead_time_effect(run_caches, "external_approval")
    assert found.low > 0.0
    assert found.high < 10.0


def test_external_approval_does_not_reduce_failures(run_caches: list[RunCache]) -> None:
    """The interval excludes a reduction of 1.5 percentage points; four in ten changes fail."""
    found = failure_effect(run_caches, "external_approval")
    assert found.high > 0.0
    assert found.low > -0.015


def test_a_board_that_raises_understanding_reduces_failures_more(run_caches: list[RunCache]) -> None:
    assert failure_effect(run_caches, "vocr_board").high < failure_effect(run_caches, "external_approval").low
