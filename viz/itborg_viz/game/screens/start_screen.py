"""Start screen: a new game with its budget and random seed, or a saved game.

The organisation is the one that the visitor has chosen on the other pages, which may be an uploaded one.
"""

from __future__ import annotations

from collections.abc import Callable

import solara
from solara.alias import rv

from itborg.common.errors import InputError
from itborg.organisation.types import Organisation

from ...components import Card, Grid, Note, WithHelp
from ...controls import Choice
from ...widgets.file_upload import Files, Upload
from ..game import BUDGET, Game
from ..saved_game import game_from_json
from .game_session import Session

BUDGET_HELP = "Total cost of interventions; each is paid in full when it starts."
SEED_HELP = "Teams that play with the same seed face the same outages and requests."
BUDGETS = (90.0, BUDGET, 300.0)  # kEUR
MAX_SEED = 2**53
STORY = (
    "The first half of the year went badly, and business and IT blame each other. You are the management team. Each "
    "month you read last month's values, start interventions from one budget, decide on change requests, and predict "
    "the month. Then the month is simulated. Two reference runs use the same random numbers as your team: one without "
    "intervention, one with the best known plan."
)


@solara.component
def Start(organisation: Organisation, seed: int, begin: Callable[[Session], None]) -> None:
    """Let a team start a game or continue a saved one.

    begin  called with the new session

    organisation  the visitor's organisation; another one is chosen on another page
    seed          seed shown at first; the team can type another one

    "Start game" creates the session. Budget and seed are state of this screen until then.

    The budgets are those for which best known plans have been searched. A click on "Start game" also starts the
    simulation of the burn-in, which the next screen waits for.
    """
    budget, set_budget = solara.use_state(BUDGET)
    chosen_seed, set_seed = solara.use_state(seed)
    with Grid("1.4fr 1fr"):
        with Card(f"Six months of {organisation.name}"):
            solara.Text(STORY, classes=["play-text"])
            with solara.Div(classes=["play-form"]):
                amounts = [{"text": f"{one:.0f} kEUR", "value": one} for one in BUDGETS]
                Choice("Budget for six months", budget, amounts, set_budget, "100%", help=BUDGET_HELP)
                with WithHelp("random seed", SEED_HELP):
                    rv.TextField(
                        label="Random seed", v_model=chosen_seed, type="number", dense=True,
                        outlined=True, hide_details=True, on_v_model=lambda text: set_seed(parse_seed(text)),
                        attributes={"aria-label": "Random seed", "min": 0, "data-testid": "game-seed"},
                    )  # fmt: skip
            with solara.Div(classes=["play-next"]):
                solara.Button(
                    "Start game", on_click=lambda: begin(Session(Game(organisation, chosen_seed, budget))),
                    classes=["play-go"], attributes={"data-testid": "begin"},
                )  # fmt: skip
        with Card("Continue a saved game"):
            LoadGame(begin)


@solara.component
def LoadGame(begin: Callable[[Session], None]) -> None:
    """Let a team upload a saved game.

    begin  called with the session at its next decision, or at the debrief of a finished game

    A file with a mistake is refused, and the reason is shown below the button.

    Results of an unfinished game are computed again before its next decision. A remark about another version is shown
    on the screens of the game.
    """
    problem, set_problem = solara.use_state("")

    def receive(files: Files) -> None:
        try:
            loaded = game_from_json(next(iter(files.values())))
        except InputError as error:
            set_problem(str(error))
            return
        begin(Session(loaded.game, "debrief" if loaded.game.over else "decide", remark=loaded.remark))

    Upload("Choose or drop a saved game (.json)", ".json", receive, set_problem)
    Note(problem, kind="bad")


def parse_seed(text: object) -> int:
    """Return a typed number as a seed, at most 2**53; 0 for anything else.

    >>> parse_seed("12"), parse_seed("x"), parse_seed("9" * 30) == 2**53
    (12, 0, True)
    """
    typed = str(text)
    return min(int(typed[:18]), MAX_SEED) if typed.isascii() and typed.isdecimal() else 0
