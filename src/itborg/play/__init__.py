"""Play: six months of an organisation, decided month by month by a room."""

from .debrief import debrief
from .figures import FIGURE, FIGURES, Figure
from .game import BUDGET, MONTHS, MOST_FIRST, Decision, Game, choices, price
from .guesses import PREDICTED, Guess
from .monday import Suggestion, suggestions
from .requests import Request, as_queued
from .room import Reading, Room, Scored, room
from .saved import Resumed, resume, saved

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
