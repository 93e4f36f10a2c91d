"""Sheets of what was claimed and what was true: requests of a round, all requests, and initiatives.

True worths are shown of what was delivered, dropped or ruled on, and of everything only after the game.
"""

from __future__ import annotations

from typing import Any

from ..game.change_portfolio import Request
from ..game.debrief_truths import Truth, stated_against_true
from ..game.replications import Replication
from ..text import number
from . import figures_of_results
from .scene import Scene
from .stage_results import LEAST_WORTH

MOST_REQUESTS, MOST_INITIATIVES = 9, 13  # rows of a sheet
OUTCOMES = {"delivered": "delivered", "waiting": "still waits", "lapsed": "lapsed"}
RULINGS = {"first": "put first", "deferred": "deferred", "": ""}
WHY = {
    "capacity": "carries campaigns", "support": "ends faults", "repair": "ends root causes", "law": "saves fines",
}  # fmt: skip


def requests_of_round(scene: Scene) -> dict[str, Any]:
    """Return the requests of the round that were ruled on or delivered, stated against true, furthest apart first."""
    team, months = scene.team, scene.state.months
    if team is None or team.months < months[-1]:
        return {"ready": False}
    rows: dict[int, dict[str, Any]] = {}
    for month in months:
        for one, row in _ruled_or_done(team.team[0], month, team.game.decisions[month - 1]):
            rows.setdefault(one.key, row)
    ordered = sorted(rows.values(), key=lambda one: (-abs(one["gap"]), not one["ruling"], -one["value"]))
    return {
        "ready": True, "months": scene.months_text(months), "rows": ordered[:MOST_REQUESTS], "count": len(ordered),
        "high": sum(one["gap"] > 0 for one in ordered), "right": sum(one["gap"] == 0 for one in ordered),
        "low": sum(one["gap"] < 0 for one in ordered), "ruled": any(one["ruling"] for one in ordered),
    }  # fmt: skip


def _ruled_or_done(own: Replication, month: int, decision: Any) -> list[tuple[Request, dict[str, Any]]]:
    """Return the requests of a month whose truth may be seen after it, with their rows."""
    found = []
    for one in own.portfolios[month - 1]:
        ruling = "first" if one.rank in decision.first else "deferred" if one.rank in decision.deferred else ""
        outcome = own.outcomes[month - 1][one.key].status
        if ruling or outcome == "delivered":
            found.append((one, {
                "service": one.service, "team": one.team, "gap": one.label - one.level, "value": one.value,
                "drawing": figures_of_results.levels(one.label, one.level), "stated": one.label, "true": one.level,
                "seen": f"{one.perceived_value:.2f}", "worth": f"{one.value:.2f}",
                "understood": number(one.visibility, "share"), "ruling": RULINGS[ruling],
                "outcome": OUTCOMES.get(outcome, outcome),
            }))  # fmt: skip
    return found


def initiatives(scene: Scene) -> dict[str, Any]:
    """Return initiatives whose truth may be seen: claimed, true and reached worth with its spread, and the outcome."""
    results = scene.results
    if results is None or not results.found.truths:
        return {"ready": False}
    known = sorted(results.found.truths, key=lambda one: (one.delivered is None, one.dropped is None, -one.worth))
    most = max(max(one.claimed, one.worth, one.came or 0.0) for one in known)
    return {
        "ready": True, "rows": [_initiative(scene, one, most) for one in known[:MOST_INITIATIVES]],
        "replications": len(results.state.team), "over": results.state.game.over,
    }  # fmt: skip


def _initiative(scene: Scene, one: Truth, most: float) -> dict[str, Any]:
    assert scene.results is not None
    spread = scene.results.found.reached.get(one.name)
    reached = None
    if one.came is not None and spread is not None:
        reached = (one.came, spread.low, spread.high)
    of_its_own = one.kind not in WHY or max(one.claimed, one.worth) > LEAST_WORTH
    outcome, kind = "never started", "soft"
    if one.delivered is not None:
        outcome, kind = f"delivered {scene.date(one.delivered - 1)}", "good"
    elif one.dropped is not None:
        outcome, kind = f"too late {scene.date(one.dropped - 1)}", "bad"
    elif one.started is not None:
        outcome = "not finished"
    return {
        "title": one.title, "claimed": f"{one.claimed:.1f}" if of_its_own else "",
        "worth": f"{one.worth:.1f}" if of_its_own else "",
        "came": "" if one.came is None or not of_its_own else f"{one.came:.1f}",
        "spread": "" if reached is None else f"{reached[1]:.1f} to {reached[2]:.1f}",
        "share": "" if spread is None else f"{spread.delivered} of {spread.of}",
        "why": WHY.get(one.kind, ""), "outcome": outcome, "kind": kind,
        "drawing": figures_of_results.claim(one.claimed, one.worth, reached, most) if of_its_own else "",
    }  # fmt: skip


def portfolio(scene: Scene) -> dict[str, Any]:
    """Return all requests of the game by stated and true priority, and those furthest apart."""
    team = scene.team
    if team is None or not team.months:
        return {"ready": False}
    found = stated_against_true(team.team[0], team.months)
    most = max(1, *(count for row in found["counts"] for count in row))
    rows = [
        [{"count": count, "size": 1 + round(4 * count / most) if count else 0, "right": stated == true}
         for true, count in enumerate(found["counts"][stated - 1], start=1)]
        for stated in (4, 3, 2, 1)
    ]  # fmt: skip
    return {
        "ready": True, "rows": rows, "requests": found["requests"], "exaggerated": found["exaggerated"],
        "agreed": found["agreed"], "understated": found["understated"], "most": found["most"],
    }  # fmt: skip
