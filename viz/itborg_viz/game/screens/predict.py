"""Predicting a month before it is lived: a range for three figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import solara

from ...pieces import Card, Grid, Note
from ..dashboard_values import FIGURE
from ..labels_and_numbers import figure_number, title_of
from ..predictions import PREDICTED, Guess
from ..team_state import Room
from .game_session import Session

RULES = (
    "Choose each range so that it holds four times out of five. A narrow range earns more if it holds and costs more "
    "if it does not."
)


@solara.component
def Predict(session: Session, room: Room, change: Callable[[Session], None]) -> None:
    """Let the room say what it expects of the month that it has decided."""
    with Card("What will this month bring?", help=RULES):
        Note(RULES)
        with Grid("1fr 1fr 1fr"):
            for name in PREDICTED:
                Range(name, session, room, change)
    with Card("Decided"):
        Note(decided(session))
    with solara.Div(classes=["play-next"]):
        solara.Button("Back", text=True, on_click=lambda: change(replace(session, stage="decide")))
        solara.Button(
            "Live the month", on_click=lambda: change(session.run_until(room.table)), classes=["play-go"],
            attributes={"data-testid": "live-month"},
        )  # fmt: skip


@solara.component
def Range(name: str, session: Session, room: Room, change: Callable[[Session], None]) -> None:
    """Let the room choose the range of one figure."""
    figure, guess = FIGURE[name], session.guesses[name]
    factor, step = (100.0, 1.0) if figure.unit == "share" else (1.0, 10.0)
    low, high = bounds(name, room, guess)
    past = [figure_number(name, room.dashboard(month)[name].value) for month in range(room.months + 1)]
    with solara.Div(classes=["play-range"], attributes={"data-testid": f"range-{name}"}):
        solara.Text(figure.title, classes=["play-name"])
        solara.Text(f"{figure_number(name, guess.low)} to {figure_number(name, guess.high)}", classes=["play-number"])
        solara.SliderRangeFloat(
            figure.title, value=(round(guess.low * factor, 1), round(guess.high * factor, 1)),
            min=low * factor, max=high * factor, step=step, thumb_label=False,
            on_value=lambda ends: change(session.guessed(name, ends[0] / factor, ends[1] / factor)),
        )  # fmt: skip
        Note("So far: " + ", ".join(past))


def bounds(name: str, room: Room, guess: Guess) -> tuple[float, float]:
    """Return the ends of a slider: everything that was seen so far, with room on both sides."""
    seen = [room.dashboard(month)[name] for month in range(room.months + 1)]
    low = min(guess.low, *(one.low for one in seen), *(one.value for one in seen))
    high = max(guess.high, *(one.high for one in seen), *(one.value for one in seen))
    if FIGURE[name].unit == "share":
        reach = max(high - low, 0.1)
        return max(0.0, round(low - reach, 2)), min(1.0, round(high + reach, 2))
    reach = max(high - low, 1.0)
    return float(round(low - reach, -1)), float(round(high + reach, -1))


def decided(session: Session) -> str:
    """Return what has been decided for the month, in a sentence or two."""
    first = sum(what == "first" for what in session.rulings.values())
    held = sum(what == "held" for what in session.rulings.values())
    start = ", ".join(map(title_of, session.wanted)) or "nothing new"
    return f"Start: {start}. Change requests: {first} put first, {held} have to wait, the rest as they are."
