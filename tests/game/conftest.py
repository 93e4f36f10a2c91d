"""A finished game, simulated once for all tests."""

from __future__ import annotations

import pytest
from itborg_viz.game import Decision, Game, Prediction, TeamState, team_state

from itborg.organisation import load

REPLICATIONS = 4
PLAN = (("workshop", "problem_management"), (), ("itil",), (), ("calendar",), ())


def played(months: int = 6, seed: int = 3) -> Game:
    """Return a game with some months decided."""
    game = Game(load("grab_at_pizza"), seed)
    for names in PLAN[:months]:
        predictions = {"profit": Prediction(1300, 1700), "sla_met": Prediction(0.85, 0.95)}
        game = game.after(Decision(names, (0, 1), (4, 5, 6), 16, predictions))
    return game


@pytest.fixture(scope="session")
def finished() -> TeamState:
    """Return a finished game with all its results."""
    return team_state(played(), REPLICATIONS)
