"""The plan of a game reaches its target and adds up like any other account."""

from __future__ import annotations

import pytest
from itborg_viz.game import Game, team_state
from itborg_viz.game.account import CONTRIBUTION, LINES, to_cents
from itborg_viz.game.recovery_plan import recovery_plan

from itborg.organisation import load


@pytest.mark.parametrize("target", [-350.0, 0.0, 1234.56])
def test_a_plan_earns_its_target_and_every_month_adds_up(target: float) -> None:
    game = Game(load("grab_at_pizza"), 1)
    own = team_state(game, 1).team[0]
    plan = recovery_plan(game.organisation, game.seed, 1, own, target)
    assert len(plan) == 6
    assert sum(one.profit for one in plan) == pytest.approx(to_cents(target), abs=len(plan) * CONTRIBUTION)
    costs = [(key, sign) for key, _, sign, is_sum in LINES if not is_sum]
    for one in plan:
        assert one.orders == one.expected + one.won - one.lost
        assert one.profit == sum(sign * getattr(one, key) for key, sign in costs)
        assert min(one.won, one.lost) == 0
