"""A game that was played to its end, once for all tests."""

from __future__ import annotations

import pytest
from itborg_viz.game import Decision, Game, Guess, Room, room

from itborg.organisation import load

LIVES = 4
PLAN = (("workshop", "problem_management"), (), ("itil",), (), ("calendar",), ())


def played(months: int = 6, seed: int = 3) -> Game:
    """Return a game with some months decided."""
    game = Game(load("grab_at_pizza"), seed)
    for names in PLAN[:months]:
        guesses = {"profit": Guess(1300, 1700), "sla_met": Guess(0.85, 0.95)}
        game = game.after(Decision(names, (0, 1), (4, 5, 6), 16, guesses))
    return game


@pytest.fixture(scope="session")
def over() -> Room:
    """Return a finished game with everything that is known of it."""
    return room(played(), LIVES)
