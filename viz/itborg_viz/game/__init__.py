"""Play: six months of an organisation, decided month by month by a room."""

from .change_portfolio import Request, as_queued
from .dashboard_values import FIGURE, FIGURES, Figure
from .debrief import debrief
from .game import BUDGET, MONTHS, MOST_FIRST, Decision, Game, choices, price
from .predictions import PREDICTED, Guess
from .recommendations import Suggestion, suggestions
from .saved_game import Resumed, resume, saved
from .team_state import Reading, Room, Scored, room

__all__ = [
    "BUDGET",
    "FIGURE",
    "FIGURES",
    "MONTHS",
    "MOST_FIRST",
    "PREDICTED",
    "Decision",
    "Figure",
    "Game",
    "Guess",
    "Reading",
    "Request",
    "Resumed",
    "Room",
    "Scored",
    "Suggestion",
    "as_queued",
    "choices",
    "debrief",
    "price",
    "resume",
    "room",
    "saved",
    "suggestions",
]
