"""Prediction screen: a range for three indicators before the month is simulated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import solara

from ...components import Card, Grid, Note
from ...text import strategy_title
from ..game_text import indicator_value, prediction_text
from ..indicators import INDICATOR
from ..predictions import PREDICTED, Prediction
from ..team_state import TeamState
from .game_session import Session

RULES_HELP = "Choose each range so that it includes the result in four cases of five."
RULES = "A narrow range earns more points if it includes the result, and loses more if it does not."


@solara.component
def Predict(session: Session, team: TeamState, change: Callable[[Session], None]) -> None:
    """Let the team predict the month that it has decided; the button simulates the month.

    change  called with the new session after every move of a slider

    "Change decisions" returns to the decisions and keeps the ranges. "Simulate month" adds the month to the game; it
    cannot be undone.

    session  has a range for each of the three indicators
    team     results up to last month, for the sliders' ends and the past values
    """
    with Card("Your predictions for the month", help=RULES_HELP):
        Note(f"{RULES_HELP} {RULES}")
        with Grid("1fr 1fr 1fr"):
            for name in PREDICTED:
                Range(name, session, team, change)
    with Card("Your decisions"):
        Note(decisions_text(session))
    with solara.Div(classes=["play-next"]):
        solara.Button("Change decisions", text=True, on_click=lambda: change(replace(session, stage="decide")))
        solara.Button(
            "Simulate month", on_click=lambda: change(session.after_month(team.portfolio)), classes=["play-go"],
            attributes={"data-testid": "simulate-month"},
        )  # fmt: skip


@solara.component
def Range(name: str, session: Session, team: TeamState, change: Callable[[Session], None]) -> None:
    """Let the team choose the range of one indicator; the values of the months so far are below the slider.

    Shares are shown and moved in per cent, money in steps of 10 kEUR. The range is written to the session in the unit
    of the indicator.

    name  one of PREDICTED
    """
    indicator, prediction = INDICATOR[name], session.predictions[name]
    factor, step = (100.0, 1.0) if indicator.unit == "share" else (1.0, 10.0)
    low, high = bounds(name, team, prediction)
    past = [indicator_value(name, team.dashboard(month)[name].value) for month in range(team.months + 1)]
    with solara.Div(classes=["play-range"], attributes={"data-testid": f"range-{name}"}):
        solara.Text(indicator.title, classes=["play-name"])
        solara.Text(prediction_text(name, prediction), classes=["play-number"])
        solara.SliderRangeFloat(
            indicator.title, value=(round(prediction.low * factor, 1), round(prediction.high * factor, 1)),
            min=low * factor, max=high * factor, step=step, thumb_label=False,
            on_value=lambda ends: change(session.with_prediction(name, ends[0] / factor, ends[1] / factor)),
        )  # fmt: skip
        Note(f"Months so far: {', '.join(past)}")


def bounds(name: str, team: TeamState, prediction: Prediction) -> tuple[float, float]:
    """Return the ends of a slider: all values and bands so far, with space on both sides.

    name        name of an indicator
    prediction  the current range, which is always within the ends
    """
    past = [team.dashboard(month)[name] for month in range(team.months + 1)]
    low = min(prediction.low, *(one.low for one in past), *(one.value for one in past))
    high = max(prediction.high, *(one.high for one in past), *(one.value for one in past))
    if INDICATOR[name].unit == "share":
        margin = max(high - low, 0.1)
        return max(0.0, round(low - margin, 2)), min(1.0, round(high + margin, 2))
    margin = max(high - low, 1.0)
    return float(round(low - margin, -1)), float(round(high + margin, -1))


def decisions_text(session: Session) -> str:
    """Return the decisions for the month in one or two sentences.

    Titles of strategies are those of the screens; "nothing new" stands for no intervention.
    """
    first = sum(ruling == "first" for ruling in session.rulings.values())
    deferred = sum(ruling == "deferred" for ruling in session.rulings.values())
    start = ", ".join(map(strategy_title, session.selected)) or "nothing new"
    return f"Start: {start}. Change requests: {first} put first, {deferred} deferred, the others unchanged."
