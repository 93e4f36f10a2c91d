"""The debrief: what a room takes home, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from itborg.analysis.measures.worst_practices import Observed, observed_practices
from itborg.common.version import itborg_version

from .change_portfolio import Request
from .game import first_day
from .plan_search import found
from .predictions import LEVEL
from .recommendations import Suggestion
from .saved_game import saved
from .team_state import HIGH, LOW, Reading, Room
from .turning_points import turning_points


def debrief(room: Room, monday: Sequence[Suggestion] = ()) -> dict[str, Any]:
    """Return everything that the debrief of a game shows.

    monday  what would have helped, from suggestions(): it takes some seconds to find out
    """
    game = room.game
    gain, probability_better = room.total_gain()
    ours, idle, best = room.total()
    return {
        "organisation": game.organisation.name, "seed": game.seed, "version": itborg_version(),
        "budget": game.budget, "spent": round(game.spent, 1), "lives": len(room.lives),
        "currency": game.organisation.currency, "start": game.organisation.calendar.start,
        "total": {
            "room": ours, "nothing": idle, "best": best, "gain": gain._asdict(),
            "probability_better": probability_better,
        },
        "decisions": [_decided(room, month) for month in range(1, room.months + 1)],
        "months": [_month(room, month) for month in range(room.months + 1)],
        "daily": _daily(room),
        "predictions": _predictions(room),
        "cards": [_card(one) for one in observed_practices(room.lives[0].run) if one.months],
        "cards_of_nothing": {one.practice.name: list(one.months) for one in observed_practices(room.nothing[0].run)},
        "turning_points": [one._asdict() for one in turning_points(room)],
        "monday": [one._asdict() | {"gain": one.gain._asdict()} for one in monday],
        "best_known": {key: found().get(key) for key in ("how", "command", "organisation")},
        "game": saved(game),
    }  # fmt: skip


def _decided(room: Room, month: int) -> dict[str, Any]:
    """Return what was decided for a month, and what became of the requests that were ruled on."""
    decision, life = room.game.decisions[month - 1], room.lives[0]
    table, fates = life.tables[month - 1], life.fates[month - 1]
    ruled = [one for one in table if one.place in {*decision.first, *decision.held}]
    return {
        "month": month,
        "interventions": list(decision.interventions),
        "requests": [_ruled(one, one.place in decision.first, *fates[one.key]) for one in ruled],
        "exaggerated": sum(one.label > one.level for one in table),
        "listed": len(table),
    }


def _ruled(one: Request, first: bool, fate: str, day: int | None) -> dict[str, Any]:
    keys = ("service", "owner", "team", "label", "level", "seen", "value", "effort", "risk")
    told = {key: getattr(one, key) for key in keys}
    return told | {"ruling": "first" if first else "held", "fate": fate, "day": None if day is None else day + 1}


def _month(room: Room, month: int) -> dict[str, Any]:
    readings = room.dashboard(month)
    return {name: _reading(one) for name, one in readings.items()} | {"month": month}


def _reading(one: Reading) -> dict[str, Any]:
    return {
        "value": one.value, "low": one.low, "high": one.high, "nothing": one.nothing, "best": one.best,
        "gain": one.gain._asdict(),
    }  # fmt: skip


def _daily(room: Room) -> dict[str, Any]:
    """Return cumulative profit against doing nothing, day by day: the room's life and the band of all."""
    import numpy as np

    from itborg.report.story.events import net

    def total(side: list[Any]) -> Any:
        return np.cumsum([net(one.run.history[one.run.burn_in :]) for one in side], axis=1)

    idle = total(room.nothing)
    ours, best = total(room.lives) - idle, total(room.best) - idle
    low, high = np.quantile(ours, [LOW, HIGH], axis=0)
    return {
        "days": first_day(room.months + 1),
        "room": ours[0].tolist(), "low": low.tolist(), "high": high.tolist(), "best": best[0].tolist(),
    }  # fmt: skip


def _predictions(room: Room) -> dict[str, Any]:
    scores = room.scores()
    rows = [
        {
            "month": one.month, "figure": one.figure.name, "title": one.figure.title, "unit": one.figure.unit,
            "low": one.guess.low, "high": one.guess.high, "truth": one.truth, "held": one.held, "points": one.points,
        }
        for one in scores
    ]  # fmt: skip
    return {
        "rows": rows,
        "points": sum(one.points for one in scores),
        "most": 100 * len(scores),
        "held": sum(one.held for one in scores),
        "should_hold": LEVEL,
    }


def _card(one: Observed) -> dict[str, Any]:
    practice = one.practice
    return {
        "name": practice.name, "card": practice.card, "side": practice.side, "formula": practice.formula,
        "unit": practice.unit, "beyond": practice.beyond, "limit": practice.limit,
        "months": list(one.months), "values": [float(value) for value in one.values],
    }  # fmt: skip
