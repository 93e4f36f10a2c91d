"""How good the ranges of each player were; those of a round are about its last month."""

from __future__ import annotations

from ..game.calibration import Calibration, calibration, scored
from ..game.team_state import TeamState
from .state import Player, WorkshopState


def calibrations(state: WorkshopState, team: TeamState) -> list[tuple[Player, Calibration]]:
    """Return the calibration of each player's own predictions, in the order in which they joined."""
    found = []
    for token, player in state.players.items():
        ranges = [
            one
            for months, predictions in zip(state.rounds, state.past_predictions, strict=False)
            if token in predictions and months[-1] <= team.months
            for one in scored(team, months[-1], predictions[token])
        ]
        found.append((player, calibration(ranges)))
    return found
