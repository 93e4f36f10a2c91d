"""Drawings of the wall as inline SVG without styles: positions in per cent, colours by class, sizes by the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from . import draw

MINUS = "\N{MINUS SIGN}"
#: Heights that are near for two texts, and below which texts stand above what they name, per cent of a drawing.
NEAR, LOW = 20.0, 60.0


class Step(NamedTuple):
    """A column of a waterfall: its title, amount in kEUR, and whether it is a sum."""

    title: str
    amount: float
    total: bool = False


def amount(value: float) -> str:
    """Return kEUR without decimals, with a real minus sign.

    >>> amount(1204.4), amount(-0.3)
    ('1,204', '0')
    """
    text = f"{abs(value):,.0f}"
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def signed(value: float) -> str:
    """Return kEUR with a sign in front; nothing has none.

    >>> signed(12.4), signed(-0.2)
    ('+12', '0')
    """
    text = amount(value)
    return text if text == "0" or value < 0 else f"+{text}"


def waterfall(steps: Sequence[Step]) -> Markup:
    """Return an account as a waterfall: each column begins where the one before ended; sums stand on the line."""
    edges, level = [], 0.0
    for one in steps:
        start, end = (0.0, one.amount) if one.total else (level, level + one.amount)
        edges.append((start, end))
        level = end
    low, high = min(0.0, *(min(pair) for pair in edges)), max(0.0, *(max(pair) for pair in edges))
    y = draw.scale(low, high, 10, 84 if low >= 0.0 else 72)  # room for amounts below the line
    wide = 100 / len(steps)
    parts = [draw.line(0, y(0.0), 100, y(0.0), "axis")]
    for n, (one, (start, end)) in enumerate(zip(steps, edges, strict=True)):
        x = wide * n
        top, bottom = sorted((y(start), y(end)))
        kind = "sum" if one.total else "gain" if one.amount >= 0 else "cost"
        parts.append(
            draw.rect(
                x + wide * 0.14,
                top,
                wide * 0.72,
                max(0.6, bottom - top),
                f"{kind}{' bad' if one.total and end < 0 else ''}",
            )
        )
        if n + 1 < len(steps) and not steps[n + 1].total:
            parts.append(draw.line(x + wide * 0.86, y(end), x + wide * 1.14, y(end), "join"))
        shown = amount(one.amount) if one.total else signed(one.amount)
        parts.append(draw.text(x + wide / 2, top, shown, "value", shift=-0.25))
        parts.append(draw.text(x + wide / 2, 100, one.title, "label", shift=-0.2))
    named = "; ".join(f"{one.title} {amount(one.amount)}" for one in steps)
    return draw.svg("waterfall", named, parts)


def history_bars(names: Sequence[str], profits: Sequence[float], lost: Sequence[float]) -> Markup:
    """Return profit by month as bars, and above them the share of orders lost as a red line.

    names    of the months
    profits  kEUR
    lost     shares of the orders expected, 0 to 1
    """
    low, high = min(0.0, *profits), max(0.0, *profits)
    y, wide = draw.scale(low, high, 48, 75), 100 / len(names)
    up = draw.scale(0.0, max(0.001, *lost) * 1.1, 14, 36)
    parts = [draw.line(0, y(0.0), 100, y(0.0), "axis")]
    for n, (name, value) in enumerate(zip(names, profits, strict=True)):
        middle = wide * (n + 0.5)
        top, bottom = sorted((y(0.0), y(value)))
        parts.append(
            draw.rect(middle - wide * 0.33, top, wide * 0.66, max(0.5, bottom - top), "sum bad" if value < 0 else "sum")
        )
        below = value < 0
        parts.append(
            draw.text(middle, bottom if below else top, amount(value), "value", shift=0.95 if below else -0.25)
        )
        parts.append(draw.text(middle, 100, name, "label", shift=-0.2))
        if n:
            parts.append(draw.line(middle - wide, up(lost[n - 1]), middle, up(lost[n]), "lost"))
        parts.append(draw.dot(middle, up(lost[n]), 6, "lost-dot"))
        if n in (0, len(names) - 1):
            parts.append(draw.text(middle, up(lost[n]), f"{100 * lost[n]:.0f} % lost", "lost-label", shift=-0.5))
    named = "; ".join(f"{one} {amount(value)}" for one, value in zip(names, profits, strict=True))
    return draw.svg("history", f"Profit by month, kEUR: {named}", parts)


def progress_line(months: Sequence[str], ours: Sequence[float], reference: Sequence[float], target: float) -> Markup:
    """Return profit so far by month: the room's own line, the reference run in grey, and the target at the end.

    months           names of all months of the game
    ours, reference  sums at the end of each month played, kEUR
    """
    every = [0.0, target, *ours, *reference]
    y, wide = draw.scale(min(every), max(every), 10, 84), 84 / len(months)
    parts = [draw.line(0, y(0.0), 100, y(0.0), "axis"), draw.line(0, y(target), 100, y(target), "target")]
    parts.append(
        draw.text(0, y(target), f"target {amount(target)}", "target-label", "start", -0.3 if y(target) > 14 else 1.05)
    )
    for n, name in enumerate(months):
        parts.append(draw.text(wide * (n + 1), 98, name, "label"))
    for values, kind in ((reference, "reference"), (ours, "ours")):
        points = [(0.0, y(0.0)), *((wide * (n + 1), y(value)) for n, value in enumerate(values))]
        parts += [draw.line(*a, *b, kind) for a, b in pairwise(points)]
        x, top = points[-1]
        parts.append(draw.dot(x, top, 6, kind))
    if ours:
        x = wide * len(ours) + 2.8
        mine, other = _apart(y(ours[-1]), y(reference[-1]))
        parts.append(draw.text(x, mine.y, amount(ours[-1]), "ours-label", "start", mine.shift))
        parts.append(draw.text(x, other.y, amount(reference[-1]), "label", "start", other.shift))
    named = f"Profit so far {amount(ours[-1]) if ours else 0} kEUR; target {amount(target)} kEUR"
    return draw.svg("progress", named, parts)


class Place(NamedTuple):
    """Where a text stands: per cent from the top, and moved down by heights of a line."""

    y: float
    shift: float


def _apart(one: float, other: float) -> tuple[Place, Place]:
    """Return where two texts stand at two heights, one line above the other where the heights are near.

    one, other  per cent from the top

    Text is larger than a share of a small drawing, so near texts are kept apart by heights of a line.
    """
    if abs(one - other) >= NEAR:
        return Place(one, 0.35), Place(other, 0.35)
    middle = (one + other) / 2
    upper, lower = (
        (Place(middle, -0.15), Place(middle, 0.95)) if middle < LOW else (Place(middle, -1.0), Place(middle, 0.1))
    )
    return (upper, lower) if one <= other else (lower, upper)


def ranges(rows: Sequence[tuple[float, float]], actual: float | None, low: float, high: float) -> Markup:
    """Return predicted ranges one below the other, the median range in front, and the value as a mark once known."""
    x = draw.scale(low, high, 98, 2)
    count = max(1, len(rows))
    step = min(9.0, 84 / count)
    parts = []
    for n, (start, end) in enumerate(sorted(rows, key=lambda one: one[0] + one[1])):
        hit = "" if actual is None else " hit" if start <= actual <= end else " miss"
        left, right = x(start), x(end)
        parts.append(draw.rect(left, 8 + step * n, max(0.8, right - left), step * 0.62, f"range{hit}"))
    if actual is not None:
        parts.append(draw.line(x(actual), 0, x(actual), 100, "actual"))
    return draw.svg("ranges", f"{len(rows)} predictions", parts)


def bar(parts: Sequence[tuple[float, str]], total: float) -> Markup:
    """Return a bar of parts, each an amount and a class, out of a total."""
    drawn, x = [], 0.0
    for value, kind in parts:
        wide = max(0.0, min(100 - x, 100 * value / total if total > 0 else 0.0))
        drawn.append(draw.rect(x, 0, wide, 100, kind))
        x += wide
    return draw.svg("bar", f"{sum(value for value, _ in parts):,.0f} of {total:,.0f}", drawn)


def season_strip(months: Sequence[str], spans: Sequence[tuple[float, float, str]], now: Sequence[int]) -> Markup:
    """Return six months side by side with spans of dates as bands.

    spans  (first, last, class), in months from the start
    now    months of this round, 1 to 6
    """
    wide = 100 / len(months)
    parts = [draw.rect(wide * (n - 1), 0, wide, 100, "now") for n in now]
    for first, last, kind in spans:
        parts.append(draw.rect(wide * first, 12, max(0.9, wide * (last - first)), 42, kind))
    for n, name in enumerate(months):
        parts.append(draw.text(wide * (n + 0.5), 88, name, "label strong" if n + 1 in now else "label"))
        if n:
            parts.append(draw.line(wide * n, 0, wide * n, 100, "month-line"))
    return draw.svg("season", "Calendar of the six months", parts)


def value_share(value: float, kind: str) -> Markup:
    """Return a share, 0 to 1, as a bar of a class."""
    return bar([(value, kind)], 1.0)
