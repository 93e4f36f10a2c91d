"""Reveal screen: the results of a month.

From top to bottom: predictions with their points, the dashboard with changes since last month, the cumulative
difference from the baseline with the turning points of the month, and the true priorities of the requests.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import numpy as np
import solara

from ... import jobs
from ...charts import Line, lines
from ...components import Card, Grid, Note, Picture
from ..debrief_result import cumulative_net_value
from ..experiments import experiments
from ..game_text import indicator_value, prediction_text
from ..replications import RequestOutcome
from ..team_state import HIGH, LOW, ScoredPrediction, TeamState
from ..turning_points import turning_points
from .business import Business
from .dashboard import Dashboard
from .game_session import Session
from .value_strip import LEGEND, PREDICTION_LEGEND, value_strip

MONTH_HELP = "Compared with the month before. Reference runs use the same random numbers as your team."
RACE_HELP = "Cumulative net value minus that of the baseline with the same random numbers."
RACE_LEGEND = (
    "Solid line: your team. Band: middle 80 % of replications with your decisions. Dashed line: best known plan."
)
REQUESTS_HELP = "True priority and value, shown after the month."


@solara.component
def Reveal(session: Session, team: TeamState, change: Callable[[Session], None]) -> None:
    """Show the results of the last month played; the button opens the next month or the debrief.

    change  called with the new session

    team  results up to and including the month shown

    After the last month it also starts the job that computes the recommendations.

    Reads `team` only. A click replaces the session: after the sixth month by its debrief, before that by the decisions
    for the next month. Values move in one after the other, unless the browser asks for reduced motion.
    """
    month = team.months
    if session.game.over:  # the debrief needs them; compute them while the team reads its last month
        jobs.submit(session.recommendations_key, lambda: experiments(team.game), here=True)
    scored = [one for one in team.scores() if one.month == month]
    if scored:
        with Card("Your predictions and the results"):
            with Grid("1fr 1fr 1fr"):
                for one in scored:
                    solara.HTML(tag="div", unsafe_innerHTML=_prediction(one, team), classes=["play-outcome"])
            solara.HTML(tag="p", unsafe_innerHTML=PREDICTION_LEGEND + LEGEND, classes=["play-legend"])
    with Card("Results of the month", help=MONTH_HELP):
        Dashboard(team.dashboard(month), team.dashboard(month - 1), animated=True)
    Business(team)
    with Grid("1.2fr 1fr"):
        with Card("Difference from the baseline so far, kEUR", help=RACE_HELP):
            Race(team)
            TurningPoints(team)
        with Card("True priority and value of the requests", help=REQUESTS_HELP):
            Requests(team)
    with solara.Div(classes=["play-next"]):
        text = "Open debrief" if session.game.over else "Start next month"
        solara.Button(
            text, on_click=lambda: change(session.to_next()), classes=["play-go"], attributes={"data-testid": "onward"}
        )


def _prediction(one: ScoredPrediction, team: TeamState) -> str:
    """Return one prediction as HTML: result, strip, range, and points.

    one   a prediction of the month shown, with its points
    team  for the band of the same indicator
    """
    name = one.indicator.name
    predicted, actual = prediction_text(name, one.prediction), indicator_value(name, one.actual)
    result = "Correct" if one.included else "Missed"
    strip = value_strip(team.dashboard(one.month)[name], one.prediction, animated=True)
    return (
        f'<span class="play-name">{escape(one.indicator.title)}</span>'
        f'<span class="play-number strip-in">{escape(actual)}</span>{strip}'
        f'<span class="{"play-up" if one.included else "play-down"}">{result}: you predicted '
        f"{escape(predicted)}. <b>{one.points} points</b></span>"
    )


@solara.component
def Race(team: TeamState) -> None:
    """Show the cumulative difference from the baseline by day: team's run with its band, best known plan.

    The n-th replications of team and baseline are paired; the band is the middle 80 % of these differences.
    """
    baseline = cumulative_net_value(team.baseline)
    ours, best = cumulative_net_value(team.team) - baseline, cumulative_net_value(team.best) - baseline
    low, high = np.quantile(ours, [LOW, HIGH], axis=0)
    rows = [
        Line("you", ours[0], low, high, "--c1"),
        Line("best known plan", best[0], colour="--c3", dashed=True),
    ]
    Picture(lines(rows, "kEUR", width=520, height=230), "Net value minus baseline, day by day")
    Note(RACE_LEGEND)


@solara.component
def TurningPoints(team: TeamState) -> None:
    """Show the turning points of the last month.

    Nothing is shown for a month without any.

    team  its last month is shown; earlier ones are in the debrief
    """
    points = [one for one in turning_points(team) if one.month == team.months]
    inside = "".join(f"<dt>Day {one.day}</dt><dd>{escape(one.text)}</dd>" for one in points)
    solara.HTML(tag="dl", unsafe_innerHTML=inside, classes=["play-items"])


@solara.component
def Requests(team: TeamState) -> None:
    """Show the requests of the last month with their true priority and their outcomes.

    Requests put first come first, then the deferred ones, then the others by true priority.

    For each request it shows the ruling, stated and true priority as dots (1 to 4), perceived and true value
    (kEUR/day), and the outcome. The sentence above counts exaggerated priorities.
    """
    own, month = team.team[0], team.months
    requests, outcomes = own.portfolios[month - 1], own.outcomes[month - 1]
    decision = team.game.decisions[month - 1]
    exaggerated = sum(one.label > one.level for one in requests)
    Note(f"{exaggerated} of {len(requests)} requests had a higher stated than true priority.")
    rows = []
    for one in sorted(
        requests, key=lambda r: (r.rank not in decision.first, r.rank not in decision.deferred, -r.level)
    ):
        ruling = "first" if one.rank in decision.first else "deferred" if one.rank in decision.deferred else ""
        rows.append(
            f"<tr><td>{ruling}</td><td>{escape(one.service)}<small>{escape(one.team)}</small></td>"
            f'<td><i class="play-dots">{"●" * one.label}</i></td>'
            f'<td><i class="play-dots play-true">{"●" * one.level}</i></td>'
            f"<td>{one.perceived_value:.2f}</td><td>{one.value:.2f}</td><td>{_outcome(outcomes[one.key])}</td></tr>"
        )
    titles = ("", "Request", "stated", "true", "perceived value", "true value", "outcome")
    head = f"<tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>"
    solara.HTML(
        tag="table", unsafe_innerHTML=f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody>", classes=["play-table"]
    )


def _outcome(outcome: RequestOutcome) -> str:
    """Return the outcome of a request as text, with the day of a delivery."""
    delivered = outcome.status == "delivered" and outcome.day is not None
    return f"delivered on day {outcome.day + 1}" if delivered else outcome.status  # type: ignore[operator]
