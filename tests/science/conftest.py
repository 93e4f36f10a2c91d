"""Run caches that several tests of the science share."""

from __future__ import annotations

import pytest

from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import load

REPLICATIONS = 60


@pytest.fixture(scope="session")
def run_caches() -> list[RunCache]:
    """Return run caches of Grab@Pizza, one for each replication; a run that one test needed is not repeated."""
    organisation = load("grab_at_pizza")
    return [RunCache(organisation, replication, seed=2026) for replication in range(REPLICATIONS)]
