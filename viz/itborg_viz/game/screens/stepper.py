"""The six months across the top, and the money that is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import solara

from ..game import MONTHS
from ..saved_game import saved
from .game_session import Session

STAGES = {"decide": "Decide", "predict": "Predict", "reveal": "See", "debrief": "Debrief"}


@solara.component
def Stepper(session: Session, close: Callable[[], None]) -> None:
    """Show where the game stands, the budget, and how to keep or leave the game."""
    game = session.game
    with solara.Div(classes=["play-head"]):
        with solara.Div(classes=["play-steps"], attributes={"role": "list", "aria-label": "Months of the game"}):
            for month in range(1, MONTHS + 1):
                now = _now(session) == month
                kind = "play-now" if now else "play-past" if month < _now(session) else ""
                here = {"aria-current": "step"} if now else {}
                with solara.Div(classes=["play-step-dot", kind], attributes={"role": "listitem", **here}):
                    solara.Text(month_name(game.organisation.calendar.start, month))
        budget = f"{session.left:,.0f} of {game.budget:,.0f} kEUR left"
        solara.Text(budget, classes=["play-budget"])
        solara.FileDownload(lambda: saved(game), "game.json", label="Save game", mime_type="application/json")
        solara.Button("Leave game", text=True, on_click=close, attributes={"data-testid": "leave"})


def month_name(start: str, month: int) -> str:
    """Return the name of a month of the game.

    >>> month_name("2026-07-01", 1), month_name("2026-11-01", 3)
    ('Jul', 'Jan')
    """
    first = dt.date.fromisoformat(start)
    return dt.date(2000, (first.month + month - 2) % 12 + 1, 1).strftime("%b")


def _now(session: Session) -> int:
    played = len(session.game.decisions)
    return played if session.stage == "reveal" else played + 1
