"""Labs that several tests of the science share."""

from __future__ import annotations

import pytest

from itborg.evidence.validation.run_cache import Lab
from itborg.organisation import load

LUCKS = 60


@pytest.fixture(scope="session")
def labs() -> list[Lab]:
    """Return labs of Grab@Pizza, one a luck; what one test has run need not be run again."""
    organisation = load("grab_at_pizza")
    return [Lab(organisation, luck, seed=2026) for luck in range(LUCKS)]
