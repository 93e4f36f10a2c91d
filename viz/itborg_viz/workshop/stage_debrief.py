"""The sheets of the debrief: one thought each, so that a room can talk about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..game.calibration import Calibration, team_calibration
from ..game.game import MONTHS
from ..game.game_text import (
    effect_text,
    indicator_value,
    recommendation_title,
    share_of_best,
    target_result,
    team_result,
    way_text,
)
from ..game.indicators import INDICATOR
from ..game.practice_cards import ShownCard
from ..game.predictions import LEVEL, PREDICTED
from ..game.turning_points import TurningPoint
from . import figures, figures_of_results
from .calibrations import calibrations
from .figures_of_results import Worth
from .months import Months
from .scene import Scene
from .stage_results import sums_of

MOST_POINTS, MOST_CARDS, MOST_WORTHS = 6, 5, 12
MOST_ATTEMPTS = 3


def points_of(results: Months) -> list[TurningPoint]:
    """Return the turning points that have a sheet, in the order of days: those that say most come first in choosing."""
    found = [one for one in results.points if one.kind != "start" and one.service]
    found.sort(key=lambda one: (not one.knew, -abs(one.difference)))
    return sorted(found[:MOST_POINTS], key=lambda one: one.day)


def cards_of(results: Months) -> list[ShownCard]:
    """Return the worst practices that have a sheet, those of most months first."""
    return list(results.found.cards[:MOST_CARDS])


def result(scene: Scene) -> dict[str, Any]:
    """Return profit against target and references, and the share of the way with its interval."""
    team, results = scene.team, scene.results
    if team is None or results is None or not team.months:
        return {"ready": False}
    own, baseline, best = team.total()
    effect = results.found.effect
    total = {
        "team": own, "baseline": baseline, "best": best, "effect": effect._asdict(),
        "probability_better": results.found.better,
    }  # fmt: skip
    sums = [sums_of(side[0], team.months) for side in (team.team, team.baseline)]
    aim = {"target": scene.target, "gap": results.target.gap}
    return {
        "ready": True, "own": own, "baseline": baseline, "best": best, "target": scene.target,
        "aim": target_result(aim, own) if team.months == MONTHS else "",
        "result": team_result(total, len(team.team)), "way": _way(results),
        "way_text": way_text(results.found.way, len(team.team)), "best_text": share_of_best(total),
        "progress": figures.progress_line(scene.month_names(), sums[0], sums[1], scene.target),
    }  # fmt: skip


def _way(results: Months) -> dict[str, Any] | None:
    """Return the share of the way to the best known plan with its interval; None where it is not defined."""
    mean = results.found.way.get("mean", {"mean": float("nan")})
    if mean["mean"] != mean["mean"]:
        return None
    half = 50 * (mean["high"] - mean["low"])
    own = results.found.way["share"]
    drawing = figures_of_results.spread(mean["mean"], mean["low"], mean["high"], 0.0)
    return {
        "mean": f"{100 * mean['mean']:.0f} %", "half": f"{half:.0f}", "drawing": drawing,
        "own": "" if own != own else f"{100 * own:.0f} %",
        "low": figures.signed(results.found.way["low"]), "high": figures.signed(results.found.way["high"]),
    }  # fmt: skip


def turns(scene: Scene) -> dict[str, Any]:
    """Return the days that the room should talk about, each in a line."""
    results = scene.results
    assert results is not None
    points = points_of(results)
    return {
        "points": [
            {"when": one.when, "title": one.title, "good": one.good,
             "money": f"{figures.signed(one.difference)} kEUR" if one.kind == "difference" else ""}
            for one in points
        ],
        "resolved": scene.resolved,
    }  # fmt: skip


def turn(scene: Scene, n: int) -> dict[str, Any]:
    """Return one turning point: what happened, whom it hit, who knew."""
    assert scene.results is not None
    one = points_of(scene.results)[n]
    return {
        "text": one.text, "hit": one.hit, "knew": one.knew, "good": one.good,
    }  # fmt: skip


def worths(scene: Scene) -> dict[str, Any]:
    """Return what each choice was worth, with its interval; it takes half a minute to compute."""
    found = scene.workshop.choices
    if found is None:
        return {"ready": False}
    rows = [Worth(one.title, one.worth.mean, one.worth.low, one.worth.high) for one in found.choices[:MOST_WORTHS]]
    drawings = figures_of_results.intervals(rows)
    return {
        "ready": True, "replications": len(scene.team.team) if scene.team else 0,
        "rows": [
            {"title": one.title, "drawing": drawing, "text": effect_text(one._asdict()),
             "kind": "good" if one.low > 0 else "bad" if one.high < 0 else "soft"}
            for one, drawing in zip(rows, drawings, strict=True)
        ],
    }  # fmt: skip


def predictions(scene: Scene) -> dict[str, Any]:
    """Return the room's own ranges by month, and how the single players did, without names."""
    team = scene.team
    if team is None or not team.months:
        return {"ready": False}
    room = team_calibration(team)
    each = [one for _, one in calibrations(scene.state, team) if one.ranges]
    shares = sorted(one.points / one.most for one in each if one.most)
    return {
        "ready": True, "rows": [_indicator(room, name, scene) for name in PREDICTED], "any": bool(room.ranges),
        "points": room.points, "most": room.most, "text": room.text, "level": f"{100 * LEVEL:.0f} %",
        "included": room.included, "count": len(room.ranges), "players": len(shares),
        "hits": [sum(one.included for one in each), sum(len(one.ranges) for one in each)],
        "low": f"{100 * shares[0]:.0f}" if shares else "", "high": f"{100 * shares[-1]:.0f}" if shares else "",
    }  # fmt: skip


def _indicator(room: Calibration, name: str, scene: Scene) -> dict[str, Any]:
    """Return the room's ranges of one indicator with their results, month by month."""
    mine = [one for one in room.ranges if one.name == name]
    return {
        "title": INDICATOR[name].title,
        "drawing": figures_of_results.ranges_by_month(
            [scene.month_name(one.month, short=True) for one in mine],
            [(one.prediction.low, one.prediction.high, one.actual) for one in mine],
            [indicator_value(name, one.actual) for one in mine],
        ) if mine else "",
        "hits": sum(one.included for one in mine), "count": len(mine),
    }  # fmt: skip


def card(scene: Scene, n: int) -> dict[str, Any]:
    """Return one worst practice: when it showed, what it looked like, questions, and what is known of it."""
    assert scene.results is not None
    one = cards_of(scene.results)[n]
    return {
        "side": {"IT": "IT", "business": "the business", "both": "both sides"}[one.side],
        "months": [
            {"name": scene.month_name(month), "figure": one.figures[month - 1], "on": month in one.months}
            for month in range(1, len(one.figures) + 1)
        ],
        "seen": one.card.seen, "questions": one.card.questions, "evidence": one.card.evidence,
    }  # fmt: skip


def attempts(scene: Scene) -> dict[str, Any]:
    """Return what to try: an attempt for each card that showed most, and what would have paid in the game."""
    assert scene.results is not None
    found = scene.workshop.choices
    advice: Sequence[Any] = () if found is None else found.recommendations
    return {
        "attempts": [
            {"card": one.title, "text": one.card.attempt} for one in scene.results.found.cards[:MOST_ATTEMPTS]
        ],
        "advice": [
            {"title": recommendation_title(one.change, one.title),
             "text": effect_text(one.effect._asdict())}
            for one in advice[:MOST_ATTEMPTS]
        ],
        "computed": found is not None, "resolved": list(dict.fromkeys(scene.resolved)),
    }  # fmt: skip
