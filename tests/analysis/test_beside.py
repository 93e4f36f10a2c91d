"""Decompositions beside other work report how far they are, however many threads there are."""

from __future__ import annotations

import time

import pytest

from itborg.analysis.comparison.beside import beside
from itborg.analysis.comparison.plan import Plan, Progress, plan


def in_two_steps(_planned: Plan, advance: Progress | None) -> str:
    """Do nothing slowly, as a decomposition of two replications."""
    for done in (1, 2):
        if advance:
            advance(done, 2)
        time.sleep(0.3)
    return "found"


@pytest.mark.parametrize("threads", [1, 2])
def test_who_waits_for_decompositions_sees_them_advance(threads: int) -> None:
    seen = []
    with beside(in_two_steps, plan(["itil"], threads=threads)) as result:
        assert result(lambda done, of: seen.append((done, of))) == "found"
    assert {(1, 2), (2, 2)} <= set(seen)
