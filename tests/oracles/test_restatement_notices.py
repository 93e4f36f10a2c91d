"""The comparison with the plain restatement is only worth something if it notices a small change of any rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from itborg.parameters import PARAMETERS
from itborg.simulation import copied, lived, under
from itborg.strategies.levers import LEVER
from tests.oracles.plain import bonds, building, demand, evening, faults, handing, outages, settling, solving, talks
from tests.oracles.plain.day import live
from tests.oracles.plain.takeover import taken_over
from tests.oracles.plain.things import Firm
from tests.oracles.test_plain_restatement import BURN_IN, differences, own_programme, start_of

DAYS = 60
#: Parameters that only the first evening uses: no day reads them.
OF_THE_START = frozenset(
    {
        "initial_causes", "desk_trained", "desk_expertise", "desk_other", "specialist", "team_mate", "near_expertise",
        "far_expertise", "hidden_expert", "knowing_contact", "understanding_start", "business_understanding_start",
        "language_start", "honesty",
    }
)  # fmt: skip


def first_difference(change: Callable[[Firm], None] = lambda _: None, days: int = DAYS, setting: str = "rare") -> int | None:
    """Return the first day on which a changed restatement and the kernel differ."""
    prepared, start = start_of("12/4", 1, DAYS, setting)
    world = copied(under(start, own_programme(), prepared))
    firm = taken_over(world)
    change(firm)
    for day in range(BURN_IN, BURN_IN + days):
        world = lived(world, day + 1)
        if differences(live(firm, day), world.history[day]):
            return day
    return None


def test_unchanged_rules_agree() -> None:
    """Without a change there is nothing to notice."""
    assert first_difference() is None


@pytest.mark.parametrize("name", sorted(set(PARAMETERS) - OF_THE_START))
def test_every_parameter_is_noticed(name: str) -> None:
    """A parameter 3 % off in the restatement shows within sixty days, in one setting at least."""

    def shift(firm: Firm) -> None:
        setattr(firm.p, name, 1.03 * getattr(firm.p, name) + 1e-3)

    assert any(first_difference(shift, setting=setting) is not None for setting in ("rare", "high", ""))


@pytest.mark.parametrize("name", sorted(LEVER))
def test_every_lever_is_noticed(name: str) -> None:
    """A lever a little off on every day shows."""

    def shift(firm: Firm) -> None:
        for row in firm.levers:
            setattr(row, name, 0.9 * getattr(row, name) + 0.05)

    assert first_difference(shift) is not None
