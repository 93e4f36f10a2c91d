"""Two sheets of results: the account of a round, which adds up to the cent, and six figures with their spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..game.account import CONTRIBUTION, LINES, Account, euros
from ..game.game_text import effect_text
from ..game.team_state import Reading
from ..text import number
from . import figures, figures_of_results
from .scene import Scene

#: Counts above the lines of the account: title and field.
ORDERS = (("Orders expected", "expected"), ("Won by changes", "won"), ("Lost to outages", "lost"), ("Orders", "orders"))
#: Titles that have to fit into one line.
SHORTER = {"programme": "Initiatives and ways", "bills": "Overtime, late payment"}
#: The six figures, and decimals of those that need some.
SHOWN = ("availability", "resolution_time", "business_rating", "it_rating", "trust_across", "share")
DIGITS = {"resolution_time": 1, "share": 1}


def account_sheet(scene: Scene) -> dict[str, Any]:
    """Return the account of the round to the cent, beside the plan and the run without decisions."""
    team, results, months = scene.team, scene.results, scene.state.months
    if team is None or results is None or team.months < months[-1]:
        return {"ready": False}
    own = [team.team[0].account(month) for month in months]
    other = [team.baseline[0].account(month) for month in months]
    plan = [results.found.plan[month - 1] for month in months]
    played = range(1, team.months + 1)
    every = results.found.plan
    return {
        "ready": True, "months": scene.months_text(months), "one": len(months) == 1,
        "orders": [_orders_row(title, key, own, plan, other) for title, key in ORDERS],
        "lines": [
            {
                "title": SHORTER.get(key, title), "sum": is_sum, "own": _cents(sign * _total(own, key)),
                "plan": figures.amount(euros(sign * _total(plan, key))),
                "other": figures.amount(euros(sign * _total(other, key))),
            }
            for key, title, sign, is_sum in LINES
        ],
        "bars": figures_of_results.plan_bars(
            scene.month_names(), [euros(team.team[0].account(month).profit) for month in played],
            [euros(one.profit) for one in every],
        ),
        "basket": f"{_total(own[:1], 'revenue') / max(1, own[0].orders) / 100:.2f}",
        "leaves": f"{CONTRIBUTION / 100:.2f}",
        "change": _change(own), "allowed": _change(plan), "target": scene.target,
    }  # fmt: skip


def _orders_row(
    title: str, key: str, own: Sequence[Account], plan: Sequence[Account], other: Sequence[Account]
) -> dict[str, Any]:
    """Return a row of counts of orders."""
    sign = -1 if key == "lost" else 1
    texts = {name: figures.amount(sign * _total(some, key)) for name, some in
             (("own", own), ("plan", plan), ("other", other))}  # fmt: skip
    return {"title": title, "sum": key == "orders"} | texts


def _total(accounts: Sequence[Account], key: str) -> int:
    return sum(getattr(one, key) for one in accounts)


def _cents(value: int) -> str:
    """Return cents as euros to the cent.

    >>> _cents(123456789)
    '1,234,567.89'
    """
    units, rest = divmod(abs(value), 100)
    return f"{figures.MINUS if value < 0 else ''}{units:,}.{rest:02d}"


def _change(accounts: Sequence[Account]) -> str:
    """Return by how much orders differ from those expected, in per cent."""
    expected = _total(accounts, "expected")
    share = 100 * (_total(accounts, "orders") - expected) / expected if expected else 0.0
    return f"{figures.MINUS if share < 0 else '+'}{abs(share):.1f} %"


def figures_sheet(scene: Scene) -> dict[str, Any]:
    """Return six figures of the last month of the round: this run, its spread, and the effect of the decisions."""
    team, months = scene.team, scene.state.months
    if team is None or team.months < months[-1]:
        return {"ready": False}
    now, before = team.dashboard(months[-1]), team.dashboard(months[0] - 1)
    return {
        "ready": True, "month": scene.month_name(months[-1]), "before_month": scene.month_name(months[0] - 1),
        "replications": len(team.team), "tiles": [_tile(now[name], before[name].value) for name in SHOWN],
    }  # fmt: skip


def _tile(one: Reading, before: float) -> dict[str, Any]:
    """Return one figure as the wall shows it."""
    name, unit = one.indicator.name, one.indicator.unit
    clear = one.effect.low > 0 or one.effect.high < 0
    good = (one.effect.mean > 0) == (one.indicator.better == "higher")
    shown = [number(value, unit, digits=DIGITS.get(name, 0)) for value in (one.value, before, one.low, one.high)]
    return {
        "title": one.indicator.title, "meaning": one.indicator.meaning, "value": shown[0],
        "before": shown[1].removesuffix(" days"), "effect": effect_text(one.effect._asdict(), unit),
        "band": f"{shown[2].partition(' ')[0]} to {shown[3]}",
        "kind": "soft" if not clear else "good" if good else "bad",
        "drawing": figures_of_results.spread(one.value, one.low, one.high, one.baseline),
    }  # fmt: skip
