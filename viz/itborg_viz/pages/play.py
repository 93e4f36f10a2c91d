"""Play page: the workshop game, six months of an organisation, for a team and a projector.

Each month has three screens: decide, predict, reveal; the debrief follows the last one. All results of a
game are one job, identified by the organisation, the seed, the budget and the decisions, so two teams
with the same game share it. The rules are in docs/play.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

import solara

from .. import jobs
from ..components import Note
from ..game.game import MONTHS
from ..game.saved_game import game_to_json
from ..game.screens.debrief_screen import DebriefScreen
from ..game.screens.decide import Decide
from ..game.screens.game_session import Session
from ..game.screens.predict import Predict
from ..game.screens.reveal import Reveal
from ..game.screens.start_screen import Start
from ..game.team_state import TeamState, team_state
from ..visitor import Visitor
from ..widgets.page_widgets import Keys


@solara.component
def PlayPage(visitor: Visitor) -> None:
    """Show the visitor's game, or the screen that starts one.

    Reads and writes `visitor.game`, a Session or None. A game in progress stays when the visitor opens another page,
    and is lost when the tab is closed, unless it has been saved. Ctrl + Enter presses the button of the next step.
    """
    session = cast("Session | None", visitor.game.value)
    with solara.Div(classes=["play"]):
        Keys.element()
        if session is None:
            Start(visitor.organisation.value, visitor.seed.value, visitor.game.set)
        else:
            Header(session, lambda: visitor.game.set(None))
            Note(session.remark, kind="bad")
            Screen(session, visitor)


@solara.component
def Header(session: Session, leave: Callable[[], None]) -> None:
    """Show the six months, the budget, and buttons to save or leave the game.

    leave  called at a click on "Leave game"; the game is dropped without a question

    The saved file has the decisions of all months played, not those of the current one.
    """
    game = session.game
    with solara.Div(classes=["play-head"]):
        with solara.Div(classes=["play-steps"], attributes={"role": "list", "aria-label": "Months of the game"}):
            for month in range(1, MONTHS + 1):
                now = _current_month(session) == month
                kind = "play-now" if now else "play-past" if month < _current_month(session) else ""
                current = {"aria-current": "step"} if now else {}
                with solara.Div(classes=["play-step-dot", kind], attributes={"role": "listitem", **current}):
                    solara.Text(month_name(game.organisation.calendar.start, month))
        solara.Text(f"{session.left:,.0f} of {game.budget:,.0f} kEUR left", classes=["play-budget"])
        solara.FileDownload(lambda: game_to_json(game), "game.json", label="Save game", mime_type="application/json")
        solara.Button("Leave game", text=True, on_click=leave, attributes={"data-testid": "leave"})


def month_name(start: str, month: int) -> str:
    """Return the abbreviated name of a month of the game.

    start  first day of the calendar, ISO
    month  1 for the first

    >>> month_name("2026-07-01", 1), month_name("2026-11-01", 3)
    ('Jul', 'Jan')
    """
    first = dt.date.fromisoformat(start)
    return dt.date(2000, (first.month + month - 2) % 12 + 1, 1).strftime("%b")


def _current_month(session: Session) -> int:
    """Return the month that is marked in the header: the last one played during the reveal, else the next one."""
    played = len(session.game.decisions)
    return played if session.stage == "reveal" else played + 1


@solara.component
def Screen(session: Session, visitor: Visitor) -> None:
    """Show the screen of the current stage when all its results have been computed.

    Computing the results is a job with the key of the session; a change of the current decisions does not start it
    again. An error of the job is shown in place of the screen.

    session  its stage decides which screen is shown
    visitor  its game is replaced by the session that a screen returns
    """
    job = jobs.use_job(("team", session.key), lambda: team_state(session.game), here=True)
    team: TeamState | None = job.value
    if job.error:
        Note(f"This month could not be simulated: {job.exception}", kind="bad")
        return
    if job.pending or team is None or len(team.game.decisions) != len(session.game.decisions):
        Note("Simulating 20 working days…" if session.game.decisions else "Preparing the game…")
        solara.ProgressLinear(True)
        return
    change = visitor.game.set
    match session.stage:
        case "decide":
            Decide(session, team, change)
        case "predict":
            Predict(session, team, change)
        case "reveal":
            Reveal(session, team, change)
        case "debrief":
            DebriefScreen(session, team)
