"""The cache of background jobs: which results stay, and for how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz import jobs


class Large(NamedTuple):
    """A result with a size."""

    megabytes: float


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_least_recently_requested_result_is_dropped_first_when_the_cache_is_full() -> None:
    part = jobs.MAX_MEGABYTES / 4
    for number in range(3):
        jobs.submit(("large", number), lambda: Large(part), here=True).result()
    jobs.submit(("large", 0), lambda: Large(0.0), here=True)
    jobs.submit(("large", 3), lambda: [Large(part), Large(part)], here=True).result()
    until(lambda: jobs.result(("large", 1)) is None)
    assert [number for number in range(4) if jobs.result(("large", number)) is not None] == [0, 2, 3]


def test_a_result_larger_than_the_cache_stays_alone() -> None:
    jobs.submit("small", lambda: Large(1.0), here=True).result()
    jobs.submit("huge", lambda: Large(2.0 * jobs.MAX_MEGABYTES), here=True).result()
    until(lambda: jobs.result("small") is None)
    assert jobs.result("huge") == Large(2.0 * jobs.MAX_MEGABYTES)


def test_a_failed_job_runs_again_on_the_next_request() -> None:
    def fail() -> None:
        raise ValueError("as expected")

    with pytest.raises(ValueError, match="as expected"):
        jobs.submit("failing", fail, here=True).result()
    until(lambda: jobs.submit("failing", lambda: 7, here=True).exception() is None)
    assert jobs.result("failing") == 7
