"""Drawings of the sheets of results: plan against months, spreads, claimed against true, and worths with intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from . import draw
from .figures import amount


class Worth(NamedTuple):
    """A row of `intervals`: a title, a mean and the ends of its interval, kEUR."""

    title: str
    mean: float
    low: float
    high: float


def plan_bars(months: Sequence[str], profits: Sequence[float], plan: Sequence[float]) -> Markup:
    """Return profit of the months played as bars, losses in red, and the plan of all months as marks, kEUR."""
    every = [0.0, *profits, *plan]
    y, wide = draw.scale(min(every), max(every), 12, 82), 100 / len(months)
    parts = [draw.line(0, y(0.0), 100, y(0.0), "axis")]
    for n, (name, planned) in enumerate(zip(months, plan, strict=True)):
        middle = wide * (n + 0.5)
        if n < len(profits):
            value = profits[n]
            top, bottom = sorted((y(0.0), y(value)))
            kind = "sum bad" if value < 0 else "gain" if value >= planned else "sum"
            parts.append(draw.rect(middle - wide * 0.3, top, wide * 0.6, max(0.5, bottom - top), kind))
            below = value < 0
            edge = max(y(value), y(planned)) if below else min(y(value), y(planned))
            parts.append(draw.text(middle, edge, amount(value), "value", shift=1.05 if below else -0.4))
        parts.append(draw.line(middle - wide * 0.42, y(planned), middle + wide * 0.42, y(planned), "planned"))
        parts.append(draw.text(middle, 100, name, "label", shift=-0.2))
    named = "; ".join(f"{name} {amount(value)} kEUR" for name, value in zip(months, profits, strict=False))
    return draw.svg("plan-bars", f"Profit by month: {named}", parts)


def spread(value: float, low: float, high: float, reference: float) -> Markup:
    """Return a value over the band of replications, with the run without decisions as a mark."""
    known = [one for one in (value, low, high, reference) if math.isfinite(one)]
    if not known:
        return draw.svg("spread", "not defined", [])
    x = draw.scale(min(known), max(known), 96, 4)
    parts = [draw.line(0, 50, 100, 50, "axis")]
    if math.isfinite(low):
        parts.append(draw.rect(x(low), 26, max(0.8, x(high) - x(low)), 48, "band"))
    if math.isfinite(reference):
        parts.append(draw.line(x(reference), 8, x(reference), 92, "without"))
    if math.isfinite(value):
        parts.append(draw.dot(x(value), 50, ".42rem", "own"))
    return draw.svg("spread", "This run, and the same decisions with other random numbers", parts)


def claim(claimed: float, worth: float, reached: tuple[float, float, float] | None, most: float) -> Markup:
    """Return what was claimed (ring), what is true at a perfect fit (mark) and what was reached (dot with its spread).

    reached  value, and the ends of its spread; None: not delivered
    most     right end of the scale, kEUR a day
    """
    x = draw.scale(0.0, most or 1.0, 96, 2)
    parts = [draw.line(x(0.0), 50, 98, 50, "axis"), draw.line(x(claimed), 50, x(worth), 50, "step")]
    if reached is not None:
        parts.append(draw.rect(x(reached[1]), 34, max(0.6, x(reached[2]) - x(reached[1])), 32, "band"))
    parts += [draw.dot(x(claimed), 50, ".36rem", "claimed"), draw.line(x(worth), 16, x(worth), 84, "true")]
    if reached is not None:
        parts.append(draw.dot(x(reached[0]), 50, ".3rem", "own"))
    return draw.svg("claim", f"claimed {claimed:.1f}, true {worth:.1f}", parts)


def levels(stated: int, true: int) -> Markup:
    """Return stated (ring) and true priority (dot) on a scale from 1 to 4."""
    x = draw.scale(1, 4, 92, 8)
    parts = [draw.line(x(1), 50, x(4), 50, "axis"), *(draw.dot(x(n), 50, ".12rem", "tick") for n in (1, 2, 3, 4))]
    parts.append(draw.line(x(stated), 50, x(true), 50, "step bad" if stated != true else "step"))
    parts += [draw.dot(x(true), 50, ".3rem", "own"), draw.dot(x(stated), 50, ".42rem", "claimed")]
    return draw.svg("levels", f"stated {stated}, true {true}", parts)


def intervals(rows: Sequence[Worth]) -> list[Markup]:
    """Return one drawing a row, all on one scale: the mean as a dot over its interval, and the line of nothing."""
    every = [0.0, *(one.low for one in rows), *(one.high for one in rows)]
    x: Callable[[float], float] = draw.scale(min(every), max(every), 97, 3)
    found = []
    for one in rows:
        kind = "good" if one.low > 0 else "bad" if one.high < 0 else "unclear"
        parts = [
            draw.line(x(0.0), 0, x(0.0), 100, "axis"), draw.line(x(one.low), 50, x(one.high), 50, f"interval {kind}"),
            draw.dot(x(one.mean), 50, ".36rem", f"mean {kind}"),
        ]  # fmt: skip
        found.append(draw.svg("worth", f"{one.title}: {amount(one.mean)} kEUR", parts))
    return found


def ranges_by_month(
    months: Sequence[str], rows: Sequence[tuple[float, float, float]], results: Sequence[str]
) -> Markup:
    """Return predicted ranges side by side, each with its result as a mark and in words.

    rows  (low, high, result) of each month
    """
    ends = [one for row in rows for one in row if math.isfinite(one)]
    y, wide = draw.scale(min(ends), max(ends), 10, 80), 100 / len(months)
    parts = []
    for n, (name, (low, high, actual)) in enumerate(zip(months, rows, strict=True)):
        middle, kind = wide * (n + 0.5), "hit" if low <= actual <= high else "miss"
        parts.append(draw.rect(middle - wide * 0.2, y(high), wide * 0.4, max(1.5, y(low) - y(high)), f"range {kind}"))
        if math.isfinite(actual):
            parts.append(draw.line(middle - wide * 0.34, y(actual), middle + wide * 0.34, y(actual), "actual"))
            parts.append(draw.text(middle, y(actual), results[n], "value", shift=-0.3))
        parts.append(draw.text(middle, 100, name, "label", shift=-0.2))
    return draw.svg("by-month", f"{len(rows)} predictions and their results", parts)
