"""Work for all visitors: what is kept of it, and for how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz import jobs


class Large(NamedTuple):
    """A result that says how large it is."""

    megabytes: float


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_results_are_kept_while_there_is_room_and_what_nobody_asked_for_goes_first() -> None:
    part = jobs.ROOM / 4
    for number in range(3):
        jobs.submit(("large", number), lambda: Large(part)).result()
    jobs.submit(("large", 0), lambda: Large(0.0))
    jobs.submit(("large", 3), lambda: [Large(part), Large(part)]).result()
    until(lambda: jobs.known(("large", 1)) is None)
    assert [number for number in range(4) if jobs.known(("large", number)) is not None] == [0, 2, 3]


def test_a_result_that_is_larger_than_all_room_is_kept_alone() -> None:
    jobs.submit("small", lambda: Large(1.0)).result()
    jobs.submit("huge", lambda: Large(2.0 * jobs.ROOM)).result()
    until(lambda: jobs.known("small") is None)
    assert jobs.known("huge") == Large(2.0 * jobs.ROOM)


def test_work_that_failed_is_done_anew() -> None:
    def fail() -> None:
        raise ValueError("as it was told")

    with pytest.raises(ValueError, match="as it was told"):
        jobs.submit("failing", fail).result()
    until(lambda: jobs.submit("failing", lambda: 7).exception() is None)
    assert jobs.known("failing") == 7
