"""What the wall shows when months are played: the network day by day, the account, ideas, and the debrief."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from itborg.common.periods import MONTH
from itborg.report.formatting import percent

from ..game.account import CONTRIBUTION, Account, euros
from ..game.indicators import INDICATOR
from ..game.predictions import PREDICTED
from ..game.replications import Replication
from ..game.team_state import TeamState
from . import figures
from .figures import Step
from .scene import Scene
from .stage import question

CENTS = 100_000  # a kEUR
MOST_CARDS, MOST_IDEAS = 3, 3  # of the page for improvements
LEAST_WORTH = 0.1  # kEUR a day that are worth a figure
#: What an initiative is for whose own worth is small, by its kind.
EFFECTS = {
    "capacity": "carries campaigns from now on", "support": "its faults after the end of support are gone",
    "repair": "two root causes are gone", "law": "no more fines",
}  # fmt: skip


def live(scene: Scene) -> dict[str, Any]:
    """Return where the month is found, the names on the nodes, the talks of the room and the stop that is passed."""
    state = scene.state
    return {
        "ready": scene.team is not None and scene.team.months >= state.months[-1],
        "address": f"{state.id}/live/{state.round}?{len(state.decisions)}",
        "names": json.dumps(scene.names_on_nodes, ensure_ascii=False),
        "talks": json.dumps(scene.talks_on_nodes), "stop": state.stop, "paused": "true" if state.paused else "false",
        "months": scene.months_text(state.months),
    }  # fmt: skip


def reveal(scene: Scene) -> dict[str, Any]:
    """Return the account of the round as a waterfall, progress, market share, predictions and deliveries."""
    team, months = scene.team, scene.state.months
    if team is None or scene.results is None or team.months < months[-1]:
        return {"ready": False}
    own = [team.team[0].account(month) for month in months]
    reference = [team.baseline[0].account(month) for month in months]
    sums = [sums_of(side[0], team.months) for side in (team.team, team.baseline)]
    effect = scene.results.found.effect
    orders, before = sum(one.orders for one in own), team.team[0].account(months[0] - 1)
    share = sum(one.share for one in own) / len(own)
    return {
        "ready": True,
        "waterfall": figures.waterfall(steps(own)),
        "profit": sum(euros(one.profit) for one in own),
        "reference": sum(euros(one.profit) for one in reference),
        "progress": figures.progress_line(scene.month_names(), sums[0], sums[1], scene.target),
        "effect": effect.mean, "half_width": (effect.high - effect.low) / 2, "replications": len(team.team),
        "months": scene.months_text(months[-1:]),
        "so_far": sums[0][-1], "reference_so_far": sums[1][-1], "target": scene.target,
        "round": scene.months_title, "orders": orders,
        "share": percent(share), "share_step": 100 * (share - before.share),
        "share_bar": figures.bar([(share, "share")], 0.5),
        "lost": sum(one.lost for one in own), "expected": sum(one.expected for one in own),
        "predictions": predicted(scene, team), "deliveries": deliveries(scene, team, months),
    }  # fmt: skip


def steps(accounts: Sequence[Account]) -> list[Step]:
    """Return the accounts of some months together as a waterfall that adds up to their profit, kEUR."""

    def total(*names: str) -> float:
        return sum(euros(getattr(one, name)) for one in accounts for name in names)

    per_order = CONTRIBUTION / CENTS
    expected, won, lost = (
        sum(getattr(one, name) for one in accounts) * per_order for name in ("expected", "won", "lost")
    )
    extra = expected + won - lost - total("contribution")
    return [
        Step("Orders", expected, total=True), Step("Won", won), Step("Lost", -lost),
        Step("Fixed", -total("wages", "rent", "marketing", "head_office", "depreciation") - extra),
        Step("IT", -total("it")), Step("Starts", -total("programme")), Step("Bills", -total("fines", "bills")),
        Step("Profit", total("profit"), total=True),
    ]  # fmt: skip


def sums_of(one: Replication, months: int) -> list[float]:
    """Return profit so far at the end of each month played, kEUR."""
    return list(accumulate(euros(one.account(month).profit) for month in range(1, months + 1)))


def predicted(scene: Scene, team: TeamState) -> list[dict[str, Any]]:
    """Return the room's predictions for the last month of the round beside the values."""
    past, state = scene.state.past_predictions, scene.state
    given = past[state.round] if state.round < len(past) else {}
    readings = team.dashboard(state.months[-1])
    rows = []
    for name in PREDICTED:
        ends = [(one[name][0], one[name][1]) for one in given.values() if name in one]
        rows.append(question(name, ends, None, readings[name].value) | {"title": INDICATOR[name].title})
    return rows


def deliveries(scene: Scene, team: TeamState, months: Sequence[int]) -> list[dict[str, Any]]:
    """Return what was delivered or died in some months, with what it is worth; nothing of what still waits."""
    progress, cards = team.team[0].progress, scene.cards
    days = range(MONTH * (months[0] - 1), MONTH * months[-1])
    rows = []
    for name, day in progress.delivered.items():
        if day in days:
            text = EFFECTS.get(cards[name].kind) or _worth(progress.came.get(name, 0.0))
            rows.append({"title": cards[name].title, "when": scene.date(day), "good": True, "text": text})
    for name, day in progress.dropped.items():
        if day in days:
            rows.append({"title": cards[name].title, "when": scene.date(day), "good": False,
                         "text": f"came too late; it was worth {cards[name].worth:.1f} kEUR a day"})  # fmt: skip
    return rows


def _worth(worth: float) -> str:
    """Return what a delivered initiative yields, from kEUR a day."""
    return f"brings {worth:.1f} kEUR a day" if worth >= LEAST_WORTH else "brings next to nothing"


def improve(scene: Scene) -> dict[str, Any]:
    """Return the ideas of this round, the worst practices that showed in it, and what the room decided before."""
    months, results = scene.state.months, scene.results
    shown = [] if results is None else [one for one in results.found.cards if set(one.months) & set(months)]
    return {
        "ideas": scene.idea_rows(), "resolved": scene.resolved, "phones": scene.state.phones,
        "shown": MOST_IDEAS, "cards": [
            {"title": one.title, "seen": one.card.seen, "figure": one.figures[months[-1] - 1], "side": one.side}
            for one in shown[:MOST_CARDS]
        ],
        "more_cards": max(0, len(shown) - MOST_CARDS), "months": scene.months_text(months),
    }  # fmt: skip


def recommendations(scene: Scene) -> dict[str, Any]:
    """Return what the room decided to do better, for everybody's own work next week."""
    return {"resolved": scene.resolved, "ideas": scene.idea_rows()}
