"""Runs that several tests of the science share."""

from __future__ import annotations

import pytest

from itborg.organisation import load
from itborg.simulation import Run, ensemble
from itborg.strategies import strategy

REPLICATES = 24


@pytest.fixture(scope="session")
def untreated() -> list[Run]:
    """Return runs of Grab@Pizza in which nobody turns a lever."""
    organisation = load("grab_at_pizza")
    return [runs[0] for _, runs in ensemble(organisation, [strategy("none")], runs=range(REPLICATES), seed=2026)]
