"""The control: approval by outsiders slows delivery and cuts no failures (DORA 2019); approval that understands may."""

from __future__ import annotations

from itborg.analysis.statistics import Interval, interval
from itborg.evidence.validation.run_cache import Lab
from itborg.evidence.validation.targets import failures


def days_longer(labs: list[Lab], strategy: str) -> Interval:
    """Return by how many days from request to delivery is longer than under none, over all that was delivered."""

    def days(lab: Lab, one: str) -> float:
        return float(lab.column("lead_time", one).sum() / lab.column("delivered", one).sum())

    return interval([days(lab, strategy) - days(lab, "none") for lab in labs])


def more_failures(labs: list[Lab], strategy: str) -> Interval:
    """Return by how much the share of changes that fail is higher than under none."""
    return interval([failures(lab, strategy) - failures(lab, "none") for lab in labs])


def test_an_external_approval_slows_delivery_by_less_than_its_own_wait(labs: list[Lab]) -> None:
    """Part of the ten days is spent in a queue anyway."""
    found = days_longer(labs, "external_approval")
    assert found.low > 0.0
    assert found.high < 10.0


def test_an_external_approval_cuts_no_failures(labs: list[Lab]) -> None:
    """So clear that a cut by one and a half of a hundred changes can be ruled out; four in ten fail."""
    found = more_failures(labs, "external_approval")
    assert found.high > 0.0
    assert found.low > -0.015


def test_a_board_that_raises_understanding_does_cut_them(labs: list[Lab]) -> None:
    assert more_failures(labs, "vocr_board").high < more_failures(labs, "external_approval").low
