"""The comparison with the plain restatement is only worth something if it notices a small change of a rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from itborg.simulation import copied, lived, under
from tests.oracles.plain import bonds, demand, evening, faults, outages, settling, solving
from tests.oracles.plain.day import live
from tests.oracles.plain.takeover import taken_over
from tests.oracles.test_plain_restatement import BURN_IN, differences, own_programme, start_of

DAYS = 60


def first_difference() -> int | None:
    """Return the first day on which restatement and kernel differ in any column."""
    prepared, start = start_of("12/4", 1, DAYS, "rare")
    world = copied(under(start, own_programme(), prepared))
    firm = taken_over(world)
    for day in range(BURN_IN, BURN_IN + DAYS):
        world = lived(world, day + 1)
        if differences(live(firm, day), world.history[day]):
            return day
    return None


def test_unchanged_rules_agree() -> None:
    """Without a change there is nothing to notice."""
    assert first_difference() is None


def scaled(factor: float) -> Callable[[Callable[..., float]], Callable[..., float]]:
    """Return what multiplies the result of a rule."""
    return lambda rule: lambda *given, **named: factor * rule(*given, **named)


#: A rule of the restatement, where it lives and what is done to it.
CHANGES: list[tuple[Any, str, Any]] = [
    (bonds, "WEIGHTS", (0.44, 0.31, 0.25)),
    (bonds, "FADED", 0.03),
    (bonds, "STRANGER", 0.07),
    (bonds, "carry", scaled(1.001)),
    (bonds, "felt", scaled(1.001)),
    (demand, "effort_factor", scaled(1.001)),
    (demand, "promised", scaled(0.9)),
    (faults, "hazard_today", scaled(1.1)),
    (outages, "hardness", scaled(1.01)),
    (outages, "worth", scaled(1.1)),
    (settling, "fitted", scaled(1.001)),
    (settling, "personal", scaled(1.01)),
    (solving, "personal", scaled(1.01)),
    (solving, "EVENT_SHARE", 0.26),
    (solving, "urgency", scaled(-1.0)),
    (evening, "mean", scaled(1.0001)),
]


@pytest.mark.parametrize(("place", "name", "change"), CHANGES, ids=lambda x: x if isinstance(x, str) else "")
def test_a_small_change_is_noticed(place: Any, name: str, change: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change one rule or constant of the restatement a little: some column of some day shows it."""
    old = getattr(place, name)
    monkeypatch.setattr(place, name, change(old) if callable(change) else change)
    assert first_difference() is not None
