"""Seeing a month that has been lived: predictions first, then everything, then what was really asked for."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import numpy as np
import solara

from itborg.analysis.statistics import Floats
from itborg.report.story.events import net

from ...charts import Line, lines
from ...pieces import Card, Grid, Note, Picture
from ..labels_and_numbers import figure_number
from ..replications import Life
from ..team_state import HIGH, LOW, Room, Scored
from ..turning_points import turning_points
from .dashboard import Dashboard
from .game_session import Session
from .monday import ahead_of_debrief
from .strips import EXPECTED, LEGEND, strip


@solara.component
def Reveal(session: Session, room: Room, change: Callable[[Session], None]) -> None:
    """Show what became of the month."""
    month = room.months
    if session.game.over:  # the debrief asks for it; the room looks at its last month meanwhile
        ahead_of_debrief(session, room)
    scored = [one for one in room.scores() if one.month == month]
    if scored:
        with Card("What you expected, and what came"):
            with Grid("1fr 1fr 1fr"):
                for one in scored:
                    solara.HTML(tag="div", unsafe_innerHTML=_outcome(one, room), classes=["play-outcome"])
            solara.HTML(tag="p", unsafe_innerHTML=EXPECTED + LEGEND, classes=["play-legend"])
    with Card("The month", help="Compared with the month before. Ghosts live with the same luck as you."):
        Dashboard(room.dashboard(month), room.dashboard(month - 1), animated=True)
    with Grid("1.2fr 1fr"):
        with Card("Ahead of doing nothing, kEUR so far", help=RACE_HELP):
            Race(room)
            Differences(room)
        with Card("What was really asked for", help="Now that a month has gone by: the true priority and worth."):
            Asked(room)
    with solara.Div(classes=["play-next"]):
        text = "To the debrief" if session.game.over else "Next month"
        solara.Button(
            text, on_click=lambda: change(session.onward()), classes=["play-go"], attributes={"data-testid": "onward"}
        )


@solara.component
def Differences(room: Room) -> None:
    """Show what made the difference to doing nothing in the month."""
    points = [one for one in turning_points(room) if one.month == room.months]
    inside = "".join(f"<dt>day {one.day}</dt><dd>{escape(one.text)}</dd>" for one in points)
    solara.HTML(tag="dl", unsafe_innerHTML=inside, classes=["play-items"])


@solara.component
def Race(room: Room) -> None:
    """Show the race against the ghosts, and what its lines are."""
    Picture(race(room), "Net value ahead of doing nothing, day by day")
    Note("Line: you. Band: four of five lives with your decisions and other luck. Dashed: the best known plan.")


RACE_HELP = (
    "Net value earned beyond doing nothing with the same luck, added up. Below zero: what was done has cost more than "
    "it has brought so far."
)


def race(room: Room) -> str:
    """Return the race against the ghosts as a drawing."""
    idle, ours, best = (_totals(side) for side in (room.nothing, room.lives, room.best))
    ahead = ours - idle
    low, high = np.quantile(ahead, [LOW, HIGH], axis=0)
    here = Line("you", ahead[0], low, high, "--c1")
    ghost = Line("best known plan", best[0] - idle[0], colour="--c3", dashed=True)
    return lines([here, ghost], "kEUR", width=520, height=230)


def _totals(side: list[Life]) -> Floats:
    return np.asarray(np.cumsum([net(one.run.history[one.run.burn_in :]) for one in side], axis=1))


def _outcome(one: Scored, room: Room) -> str:
    name = one.figure.name
    said = "It held" if one.held else "Missed"
    ends = f"{figure_number(name, one.guess.low)} to {figure_number(name, one.guess.high)}"
    drawn = strip(room.dashboard(one.month)[name], one.guess, animated=True)
    return (
        f'<span class="play-name">{escape(one.figure.title)}</span>'
        f'<span class="play-number strip-in">{escape(figure_number(name, one.truth))}</span>{drawn}'
        f'<span class="{"play-up" if one.held else "play-down"}">{said}: you said {escape(ends)}. '
        f"<b>{one.points} points</b></span>"
    )


@solara.component
def Asked(room: Room) -> None:
    """Show the requests of the month with their true priority, and what became of them."""
    life, month = room.lives[0], room.months
    table, fates, decision = life.tables[month - 1], life.fates[month - 1], room.game.decisions[month - 1]
    higher = sum(one.label > one.level for one in table)
    Note(f"{higher} of {len(table)} requests were called more urgent than they were.")
    rows = []
    for one in sorted(
        table, key=lambda one: (one.place not in decision.first, one.place not in decision.held, -one.level)
    ):
        ruling = "first" if one.place in decision.first else "wait" if one.place in decision.held else ""
        fate = fates[one.key]
        when = f"delivered, day {fate.day + 1}" if fate.what == "delivered" and fate.day is not None else fate.what
        rows.append(
            f"<tr><td>{escape(ruling)}</td><td>{escape(one.service)}<small>{escape(one.team)}</small></td>"
            f'<td><i class="play-dots">{"●" * one.label}</i></td>'
            f'<td><i class="play-dots play-true">{"●" * one.level}</i></td>'
            f"<td>{one.seen:.2f}</td><td>{one.value:.2f}</td><td>{escape(when)}</td></tr>"
        )
    titles = ("", "Request", "stated", "true", "worth as seen", "true worth", "")
    head = f"<tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>"
    solara.HTML(
        tag="table", unsafe_innerHTML=f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody>", classes=["play-asked"]
    )
