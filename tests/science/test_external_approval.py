"""The control: approval by outsiders slows delivery and cuts no failures (DORA 2019); approval that understands may."""

from __future__ import annotations

from itborg.analysis.statistics import Interval, interval
from itborg.evidence.validation.run_cache import RunCache
from itborg.evidence.validation.targets import failures


def days_longer(labs: list[RunCache], strategy: str) -> Interval:
    """Return by how many days from request to delivery is longer than under none, over all that was delivered."""

    def days(run_cache: RunCache, one: str) -> float:
        return float(run_cache.column("lead_time", one).sum() / run_cache.column("delivered", one).sum())

    return interval([days(run_cache, strategy) - days(run_cache, "none") for run_cache in labs])


def more_failures(labs: list[RunCache], strategy: str) -> Interval:
    """Return by how much the share of changes that fail is higher than under none."""
    return interval([failures(run_cache, strategy) - failures(run_cache, "none") for run_cache in labs])


def test_an_external_approval_slows_delivery_by_less_than_its_own_wait(labs: list[RunCache]) -> None:
    """Part of the ten days is spent in a queue anyway."""
    found = days_longer(labs, "external_approval")
    assert found.low > 0.0
    assert found.high < 10.0


def test_an_external_approval_cuts_no_failures(labs: list[RunCache]) -> None:
    """So clear that a cut by one and a half of a hundred changes can be ruled out; four in ten fail."""
    found = more_failures(labs, "external_approval")
    assert found.high > 0.0
    assert found.low > -0.015


def test_a_board_that_raises_understanding_does_cut_them(labs: list[RunCache]) -> None:
    assert more_failures(labs, "vocr_board").high < more_failures(labs, "external_approval").low
