"""Labs that several tests of the science share."""

from __future__ import annotations

import pytest

from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import load

LUCKS = 60


@pytest.fixture(scope="session")
def labs() -> list[RunCache]:
    """Return labs of Grab@Pizza, one a luck; what one test has run need not be run again."""
    organisation = load("grab_at_pizza")
    return [RunCache(organisation, random_numbers, seed=2026) for random_numbers in range(LUCKS)]
