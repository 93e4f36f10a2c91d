"""Play: Grab@Pizza in six months, for a room and a projector."""

from __future__ import annotations

from typing import cast

import solara

from .. import jobs
from ..game.screens.decide import Decide
from ..game.screens.ending import Ending
from ..game.screens.game_session import Session
from ..game.screens.predict import Predict
from ..game.screens.reveal import Reveal
from ..game.screens.start_screen import Start
from ..game.screens.stepper import Stepper
from ..game.team_state import Room, room
from ..pieces import Note
from ..visitor import Visitor
from ..widgets.keys import Keys


@solara.component
def PlayPage(visitor: Visitor) -> None:
    """Show the visitor's game, or let one begin."""
    session = cast("Session | None", visitor.game.value)
    with solara.Div(classes=["play"]):
        Keys.element()
        if session is None:
            Start(visitor.organisation.value, visitor.seed.value, visitor.game.set)
        else:
            Stepper(session, lambda: visitor.game.set(None))
            Note(session.remark, kind="bad")
            Table(session, visitor)


@solara.component
def Table(session: Session, visitor: Visitor) -> None:
    """Show the stage that the game is in, once everything shown there has been worked out."""
    task = jobs.use_job(("room", session.key), lambda: room(session.game))
    found: Room | None = task.value
    if task.error:
        Note(f"This month could not be worked out: {task.exception}", kind="bad")
        return
    if task.pending or found is None or len(found.game.decisions) != len(session.game.decisions):
        Note(
            "Twenty working days go by, in this life and in all others ..."
            if session.game.decisions
            else "Getting ready ..."
        )
        solara.ProgressLinear(True)
        return
    change = visitor.game.set
    match session.stage:
        case "decide":
            Decide(session, found, change)
        case "predict":
            Predict(session, found, change)
        case "reveal":
            Reveal(session, found, change)
        case "debrief":
            Ending(session, found)
