"""Debrief screen: the results of a finished game, and the same as a file.

The recommendations need about twenty further simulations of the game. They start with the reveal of the last
month, and the screen shows everything else in the meantime.
"""

from __future__ import annotations

from html import escape
from typing import Any

import solara

from ... import jobs
from ...components import Card, Grid, Note
from ...text import number
from ..debrief import debrief
from ..debrief_page import LABELS, debrief_page
from ..experiments import Experiments, Recommendation, experiments
from ..game_text import effect_text, months_text, prediction_result, recommendation_title, share_of_best, team_result
from ..team_state import TeamState
from .game_session import Session
from .reveal import Race

TURNING_POINTS_HELP = "Days on which your run and the baseline differ most."
CARDS_HELP = "Cards of the ABC of ICT that were observed in your run."
RECOMMENDATIONS_HELP = "Your decisions with one change, re-run with the same random numbers."


@solara.component
def DebriefScreen(session: Session, team: TeamState) -> None:
    """Show the debrief of a finished game.

    session  the finished game
    team     its results

    Reads nothing else and changes nothing; the only click downloads the file. Turning points, cards, predictions and
    recommendations have a card each.
    """
    data = solara.use_memo(lambda: debrief(team), [id(team)])
    recommended = jobs.use_job(session.recommendations_key, lambda: experiments(team.game), here=True).value
    with Card("Result"):
        solara.HTML(tag="div", unsafe_innerHTML=_result(data), classes=["play-result"])
        with solara.Div(classes=["play-next"]):
            Download(team, recommended)
    with Grid("1fr 1fr"):
        with Card("Difference from the baseline, kEUR"):
            Race(team)
        with Card("Turning points", help=TURNING_POINTS_HELP):
            Items([(f"Day {one['day']}", one["text"]) for one in data["turning_points"]])
    with Card("Observed worst practices", help=CARDS_HELP):
        solara.HTML(tag="div", unsafe_innerHTML=_cards(data), classes=["play-cards"])
    with Grid("1fr 1fr"):
        with Card("Your predictions and the results"):
            Predictions(data["predictions"])
        with Card("Recommendations", help=RECOMMENDATIONS_HELP):
            Recommendations(None if recommended is None else list(recommended.recommendations))


@solara.component
def Download(team: TeamState, recommended: Experiments | None) -> None:
    """Show the button that downloads the debrief, when the recommendations have been computed.

    A click computes the page and sends debrief.html. Until the recommendations are ready a sentence takes its place.
    """
    if recommended is None:
        Note("Preparing the debrief file…")
        return
    solara.FileDownload(
        lambda: debrief_page(debrief(team, recommended)), "debrief.html",
        label="Download debrief (one HTML file)", mime_type="text/html",
    )  # fmt: skip


@solara.component
def Recommendations(recommended: list[Recommendation] | None) -> None:
    """Show the recommendations; None while they are computed.

    Each has a heading, what the intervention is, and the effect on profit with its 95 % interval. An empty list gives a
    sentence.
    """
    if recommended is None:
        Note("Re-running the game with each intervention…")
        solara.ProgressLinear(True)
    elif recommended:
        Items([_recommendation(one) for one in recommended])
    else:
        Note("No single change would have increased your profit significantly.")


def _recommendation(one: Recommendation) -> tuple[str, str]:
    """Return heading and text of a recommendation for the screen."""
    heading = recommendation_title(one.change, one.title)
    return heading, f"{one.meaning} Effect on profit: {effect_text(one.effect._asdict())}."


def _result(data: dict[str, Any]) -> str:
    """Return the profit of team, baseline and best known plan as HTML, and the result in sentences.

    data  from debrief()
    """
    total = data["total"]
    values = "".join(
        f'<div class="play-value"><span class="play-name">{label}</span>'
        f'<span class="play-number">{escape(number(total[key], "kEUR"))}</span></div>'
        for key, label in LABELS.items()
    )
    text = f"{team_result(total, data['replications'])} {share_of_best(total)}"
    return f'<div class="play-values play-three">{values}</div><p class="play-text">{escape(text)}</p>'


def _cards(data: dict[str, Any]) -> str:
    """Return the observed worst practices as HTML, those of most months first.

    data  from debrief(); only the practices that were observed in the team's run are listed
    """
    cards = sorted(data["cards"], key=lambda one: -len(one["months"]))
    return "".join(
        f'<div class="play-card"><b>{escape(one["card"])}</b><span>{escape(months_text(one["months"]))}</span></div>'
        for one in cards
    )


@solara.component
def Predictions(predictions: dict[str, Any]) -> None:
    """Show the results of all predictions, month by month.

    predictions  "predictions" of a debrief
    """
    rows = predictions["rows"]
    Note(prediction_result(predictions) if rows else "There are no predictions.")
    by_month: dict[int, list[dict[str, Any]]] = {}
    for one in rows:
        by_month.setdefault(one["month"], []).append(one)
    body = "".join(
        f"<tr><td>month {month}</td>{''.join(_mark(one) for one in row)}</tr>" for month, row in by_month.items()
    )
    titles = "".join(f"<th>{escape(one['title'])}</th>" for one in next(iter(by_month.values()), []))
    table = f"<thead><tr><th></th>{titles}</tr></thead><tbody>{body}</tbody>"
    solara.HTML(tag="table", unsafe_innerHTML=table, classes=["play-table"])


def _mark(one: dict[str, Any]) -> str:
    """Return the cell of one prediction: a tick or a cross, and the points.

    one  one of the "rows" of the predictions, with included (bool) and points (0 to 100)
    """
    kind, sign = ("play-up", "✓") if one["included"] else ("play-down", "✗")
    return f'<td class="{kind}">{sign} {one["points"]}</td>'


@solara.component
def Items(rows: list[tuple[str, str]]) -> None:
    """Show headings with a text beside each.

    rows  (heading, text), plain text
    """
    inside = "".join(f"<dt>{escape(heading)}</dt><dd>{escape(text)}</dd>" for heading, text in rows)
    solara.HTML(tag="dl", unsafe_innerHTML=inside, classes=["play-items"])
