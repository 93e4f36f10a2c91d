"""The sheets of a page: what the wall shows one after the other, and the facilitator turns.

Most phases have one sheet. Results, briefing and debrief have several, each for one thought.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from . import stage, stage_account, stage_debrief, stage_results, stage_truths
from .scene import Scene


class Sheet(NamedTuple):
    """One sheet.

    title     a few words; "" for a page with one sheet
    template  name of its template without ending
    data      from the scene to what the template shows
    """

    title: str
    template: str
    data: Callable[[Scene], dict[str, Any]]


#: Phase -> its only sheet.
SINGLE = {
    "join": Sheet("", "stage_join", stage.join),
    "decide": Sheet("", "stage_decide", stage.decide),
    "predict": Sheet("", "stage_predict", stage.predict),
    "live": Sheet("", "stage_live", stage_results.live),
    "improve": Sheet("", "stage_improve", stage_results.improve),
    "recommendations": Sheet("", "stage_recommendations", stage_results.recommendations),
    "over": Sheet("", "stage_over", stage_results.recommendations),
}
BRIEFING = (
    Sheet("Where we stand", "stage_briefing", stage.briefing),
    Sheet("Who talks to whom", "stage_network", stage.network),
)
REVEAL = (
    Sheet("What happened", "stage_reveal", stage_results.reveal),
    Sheet("The account", "stage_account", stage_account.account_sheet),
    Sheet("Six figures", "stage_figures", stage_account.figures_sheet),
    Sheet("Requests, stated and true", "stage_requests", stage_truths.requests_of_round),
)
INITIATIVES = Sheet("Initiatives, claimed and true", "stage_truths", stage_truths.initiatives)


def sheets_of(scene: Scene) -> tuple[Sheet, ...]:
    """Return the sheets of the page that is open, at least one."""
    phase = scene.state.phase
    if phase in SINGLE:
        return (SINGLE[phase],)
    if phase == "briefing":
        return BRIEFING
    if phase == "reveal":
        known = scene.results is not None and bool(scene.results.found.truths)
        return (*REVEAL, INITIATIVES) if known else REVEAL
    return _debrief(scene)


def position(scene: Scene, sheets: tuple[Sheet, ...]) -> int:
    """Return the number of the sheet that the wall shows."""
    return min(scene.state.sheet, len(sheets) - 1)


def _debrief(scene: Scene) -> tuple[Sheet, ...]:
    """Return the sheets of the debrief: as many as this game has turning points and worst practices."""
    first = Sheet("Half a year", "stage_debrief", stage_debrief.result)
    if scene.results is None or scene.team is None or not scene.team.months:
        return (first,)
    points, cards = stage_debrief.points_of(scene.results), stage_debrief.cards_of(scene.results)
    found = [first, Sheet("Days to talk about", "stage_turns", stage_debrief.turns)]
    found += [
        Sheet(f"{one.when}: {one.title}", "stage_turn", partial(stage_debrief.turn, n=n))
        for n, one in enumerate(points)
    ]
    found.append(Sheet("What each choice was worth", "stage_worths", stage_debrief.worths))
    if scene.results.found.truths:
        found.append(INITIATIVES)
    found += [
        Sheet("Requests, stated and true", "stage_portfolio", stage_truths.portfolio),
        Sheet("How sure were we?", "stage_calibration", stage_debrief.predictions),
    ]
    found += [
        Sheet(f"Card: {one.title}", "stage_card", partial(stage_debrief.card, n=n)) for n, one in enumerate(cards)
    ]
    found.append(Sheet("What to try next week", "stage_attempts", stage_debrief.attempts))
    return tuple(found)
