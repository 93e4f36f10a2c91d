"""A programme in sentences."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np

from .drawing import PRINT, SMALL, WIDTH, Palette, Room, calm, new_figure, room_for, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

    from ..analysis.optimisation.optimise import Programme
    from .drawing import Draw

#: Plans as good as the best that are named.
NAMED = 3


def sentences(found: Programme) -> list[str]:
    """Return what to do, how much better that is than what people would do anyway, and how sure it is."""
    best, unit = found.league.iloc[0], found.unit
    return [
        _best(found),
        *_without_a_search(found),
        *_as_good(found),
        f"Regret of the best: {best['regret_mean']:.2f} {unit} on average, {best['regret_90']:.2f} in one of ten; it "
        f"came first in {best['chance_best']:.0%} of resamples.",
        f"{found.tried} plans were tried on {found.worlds} worlds. The figures above are from {found.fresh} other "
        "worlds and other luck, with which nothing was chosen, so they are not flattered by the search.",
    ]


def _best(found: Programme) -> str:
    best = found.league.iloc[0]
    aim = "on average over worlds" if found.aim == "mean" else "on average over the worst quarter of worlds"
    return (
        f"Best found under {found.budget:g} kEUR in {found.days} days: {best['plan']} (direct cost "
        f"{best['cost']:.0f} kEUR). "
        f"{found.label} {aim}: {best['value']:+.2f} {found.unit} against doing nothing "
        f"({best['value_low']:+.2f} to {best['value_high']:+.2f})."
    )


def _without_a_search(found: Programme) -> list[str]:
    known = found.best_known
    if known is None:
        return []
    if known["plan"] == found.league.iloc[0]["plan"]:
        return ["The search found nothing better than what was known before."]
    low, high = -known["behind_high"], -known["behind_low"]
    clear = "clearly better than" if low > 0 else "not clearly better than"
    return [
        f"That is {clear} the best without a search, {known['plan']}: {-known['behind']:+.2f} {found.unit} "
        f"({low:+.2f} to {high:+.2f})."
    ]


def _as_good(found: Programme) -> list[str]:
    ties = [row["plan"] for row in found.league.to_dict("records")[1:] if row["behind_high"] >= 0]
    return [f"Not clearly worse, so as good a choice: {'; '.join(ties[:NAMED])}."] if ties else []


#: Letters of a plan that stand in one line.
LETTERS = 36


def drawings(_result: Programme) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name."""
    return {"league": ranks, "best_plan": timetable}


def ranks(found: Programme, palette: Palette = PRINT) -> Figure:
    """Draw the value of each plan of the league with its interval, best on top."""
    rows = found.league.to_dict("records")
    labels = [textwrap.fill(str(row["plan"]), LETTERS) for row in rows]
    lines = [line for label in labels for line in label.splitlines()]
    figure = new_figure(WIDTH, 1.0 + 0.3 * len(rows) + 0.1 * len(lines), Room(room_for(lines), top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, row in enumerate(rows):
        colour = palette.series[1] if row["known"] else palette.series[0]
        axes.plot([row["value_low"], row["value_high"]], [at, at], color=colour, linewidth=2.4, solid_capstyle="round")
        axes.plot([row["value"]], [at], "o", color=colour, markersize=5)
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel(f"{found.label} against doing nothing, {found.unit}", fontsize=SMALL, color=palette.ink)
    title(axes, "fresh worlds and luck; blue: found by the search, orange: known before", palette)
    return figure


def timetable(found: Programme, palette: Palette = PRINT) -> Figure:
    """Draw the best plan along the days, and the best value so far along the search."""
    steps = sorted(found.best, key=lambda step: (step.start, step.name))
    left = room_for([step.name for step in steps] or ["nothing"])
    figure = new_figure(
        WIDTH, 1.5 + 0.34 * max(3, len(steps)), Room(left=left, top=0.35, bottom=0.5, across=0.8), columns=2
    )
    axes, course = figure.subplots(1, 2)
    calm(axes, palette, grid="x")
    for at, step in enumerate(steps):
        axes.barh(at, found.days - step.start, left=step.start, height=0.5, color=palette.series[0], alpha=step.dose)
        axes.text(step.start + 4, at, f"{step.dose:g}", va="center", fontsize=SMALL, color="white")
    axes.set_yticks(range(len(steps)), [step.name for step in steps])
    axes.set_ylim(max(1, len(steps)) - 0.4, -0.6)
    axes.set_xlim(0, found.days)
    axes.set_xlabel("day", fontsize=SMALL, color=palette.ink)
    title(axes, "the best plan, with doses", palette)
    calm(course, palette)
    tried = found.trials["value"].to_numpy()
    count = np.arange(1, len(tried) + 1)
    course.plot(count, tried, "o", color=palette.faint, markersize=2.5)
    course.plot(count, np.maximum.accumulate(tried), color=palette.series[0], linewidth=1.8)
    course.set_xlabel("plans tried", fontsize=SMALL, color=palette.ink)
    title(course, f"value while searching, {found.unit}", palette)
    return figure
