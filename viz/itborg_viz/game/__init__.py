"""The workshop game: a team decides six months of an organisation, month by month. Screens are in ../workshop.

A game is pure data (`game`); everything that a team sees is computed from it by simulation (`replications`,
`team_state`), and the same game gives the same results. The names below are the interface for the screens.

Flow of a month: `as_queued` lists the requests, a `Decision` names interventions, rulings and predictions, `Game.after`
checks it, `team_state` simulates and reads the indicators. `debrief` and `experiments` follow the last month;
`game_to_json` and `game_from_json` save and load.
"""

from .change_portfolio import Request, as_queued
from .debrief import debrief
from .experiments import Choice, Experiments, Recommendation, experiments
from .game import BUDGET, MAX_FIRST, MONTHS, Decision, Game, choices, price
from .indicators import INDICATOR, INDICATORS, Indicator
from .predictions import PREDICTED, Prediction
from .saved_game import LoadedGame, game_from_json, game_to_json
from .team_state import Reading, ScoredPrediction, TeamState, team_state

__all__ = [
    "BUDGET",
    "INDICATOR",
    "INDICATORS",
    "MAX_FIRST",
    "MONTHS",
    "PREDICTED",
    "Choice",
    "Decision",
    "Experiments",
    "Game",
    "Indicator",
    "LoadedGame",
    "Prediction",
    "Reading",
    "Recommendation",
    "Request",
    "ScoredPrediction",
    "TeamState",
    "as_queued",
    "choices",
    "debrief",
    "experiments",
    "game_from_json",
    "game_to_json",
    "price",
    "team_state",
]
