"""Before the game: who plays, with which luck and budget; or a game that was saved."""

from __future__ import annotations

from collections.abc import Callable

import solara
from solara.alias import rv

from itborg.common.errors import InputError
from itborg.organisation.types import Organisation

from ...pieces import Card, Grid, Note
from ...setting import Choice, Helped
from ...upload import Files, Upload
from ..game import BUDGET, Game
from ..saved_game import resume
from .game_session import Session

MONEY = "What interventions may cost in all; each is paid at once when it starts"
CHANCE = "The number all chance is drawn from; rooms that play with the same number meet the same outages and requests"
BUDGETS = (90.0, BUDGET, 300.0)
STORY = (
    "The first half of the year went badly, and business and IT blame each other. You are the management team. Each "
    "month you see last month's figures, spend from one budget for the half year, rule on change requests, say what "
    "you expect, and then live the month. Two ghosts live beside you with the same luck: one does nothing, one "
    "follows the best plan known."
)


@solara.component
def Start(organisation: Organisation, seed: int, begin: Callable[[Session], None]) -> None:
    """Let a room begin a game or go on with one."""
    budget, set_budget = solara.use_state(BUDGET)
    luck, set_luck = solara.use_state(seed)
    with Grid("1.4fr 1fr"):
        with Card(f"Six months of {organisation.name}"):
            solara.Text(STORY, classes=["play-said"])
            with solara.Div(classes=["play-form"]):
                amounts = [{"text": f"{one:.0f} kEUR", "value": one} for one in BUDGETS]
                Choice("Budget for six months", budget, amounts, set_budget, "100%", help=MONEY)
                with Helped("luck", CHANCE):
                    rv.TextField(
                        label="Luck: another number, another year", v_model=luck, type="number", dense=True,
                        outlined=True, hide_details=True, on_v_model=lambda text: set_luck(_luck(text)),
                        attributes={"aria-label": "Luck", "min": 0, "data-testid": "game-luck"},
                    )  # fmt: skip
            with solara.Div(classes=["play-next"]):
                solara.Button(
                    "Begin", on_click=lambda: begin(Session(Game(organisation, luck, budget))), classes=["play-go"],
                    attributes={"data-testid": "begin"},
                )  # fmt: skip
        with Card("Go on with a saved game"):
            Resume(begin)


@solara.component
def Resume(begin: Callable[[Session], None]) -> None:
    """Take a saved game."""
    wrong, set_wrong = solara.use_state("")

    def taken(files: Files) -> None:
        try:
            found = resume(next(iter(files.values())))
        except InputError as error:
            set_wrong(str(error))
            return
        begin(Session(found.game, "debrief" if found.game.over else "decide", remark=found.remark))

    Upload("Choose or drop a saved game (.json)", ".json", taken, set_wrong)
    Note(wrong, kind="bad")


def _luck(text: object) -> int:
    """Return the number that was typed, 0 where there is none.

    >>> _luck("12"), _luck("x"), _luck("9" * 30) == 2**53
    (12, 0, True)
    """
    typed = str(text)
    return min(int(typed[:18]), 2**53) if typed.isascii() and typed.isdecimal() else 0
