"""The result of an optimisation: sentences and figures.

Relies on `Programme`: its ranking compares the finalists of the search and the plans known before it in scenarios that
were not used for the search. Values are differences from no intervention in the unit of the measure; intervals are 95 %
bootstrap intervals over scenarios and replications. A plan is a list of strategies with start day and dose (0 to 1).
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from ..analysis.measures.registry import better_of, measure_rows
from .drawing import (
    PRINT,
    SMALL,
    WIDTH,
    Figure,
    Palette,
    Room,
    calm,
    interval_row,
    name_rows,
    room_for,
    title,
)
from .formatting import counted, decimals, number, percent, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..analysis.optimisation.optimise import Programme
    from .drawing import Draw

#: Most plans that are named of those that are not significantly worse than the best.
NAMED = 3


def sentences(found: Programme) -> list[str]:
    """Return the best plan, how much better it is than plans without a search, and how certain that is.

    Further items: plans that are not significantly worse, the regret of the best plan (its distance to the best plan of
    each scenario), and how many plans and scenarios were used.
    """
    best, unit = found.ranking.iloc[0], found.unit
    return [
        _best(found),
        *_without_a_search(found),
        *_as_good(found),
        *_pareto_set(found),
        f"Regret of the best plan: {number(best['regret_mean'], 2)} {unit} on average, {number(best['regret_90'], 2)} "
        f"or more in one scenario of ten; it ranked first in {percent(best['probability_best'])} of resamples.",
        f"{found.tried} plans were evaluated on {found.scenarios} scenarios. The values above are from "
        f"{found.test_scenarios} other scenarios with other random numbers, which were not used for the "
        "choice, so the search does not bias them.",
    ]


def _best(found: Programme) -> str:
    """Return the best plan, its direct cost in kEUR, and its value by the objective with its interval."""
    best = found.ranking.iloc[0]
    scope = "mean over scenarios" if found.objective == "mean" else "mean over the worst quarter of scenarios"
    return (
        f"Best found under {found.budget:g} kEUR in {found.days} days: {best['plan']} (direct cost "
        f"{number(best['cost'], 0)} kEUR). "
        f"{found.label}, {scope}: {number(best['value'], 2, signed=True)} {found.unit} compared with no intervention "
        f"({number(best['value_low'], 2, signed=True)} to {number(best['value_high'], 2, signed=True)})."
    )


def _without_a_search(found: Programme) -> list[str]:
    """Return by how much the best plan exceeds the best one that needs no search; empty if none was compared."""
    known = found.best_reference
    if known is None:
        return []
    if known["plan"] == found.ranking.iloc[0]["plan"]:
        return ["The search found no better plan than those known before."]
    low, high = -known["difference_high"], -known["difference_low"]
    word = "significantly" if low > 0 else "not significantly"
    ends = f"{number(low, 2, signed=True)} to {number(high, 2, signed=True)}"
    return [
        f"This is {word} better than the best plan without a search, {known['plan']}: "
        f"{number(-known['difference'], 2, signed=True)} {found.unit} ({ends})."
    ]


def _as_good(found: Programme) -> list[str]:
    """Return the plans that are not significantly worse than the best, at most NAMED; empty if there are none."""
    ties = [row["plan"] for row in found.ranking.to_dict("records")[1:] if row["difference_high"] >= 0]
    return [f"Not significantly worse than the best: {'; '.join(ties[:NAMED])}."] if ties else []


def _pareto_set(found: Programme) -> list[str]:
    """Return the plans that no other exceeds in both objectives, numbered as in the figure; empty for one objective."""
    if found.front is None:
        return []
    rows = [row for row in found.front.to_dict("records") if row["efficient"]]
    unit, measure = measure_rows()[found.also]["unit"], words(found.also)
    places = (decimals(found.unit), decimals(unit))
    sign = better_sign(found.also)
    listed = [
        f"{at}. {row['plan']} ({_estimate(row, 'value', places[0], better_sign(found.measure))} {found.unit}; "
        f"{_estimate(row, 'also', places[1], sign)} {unit}; efficient in {percent(row['probability_efficient'])})"
        for at, row in enumerate(rows, start=1)
    ]
    return [
        f"In {words(found.measure)} and {measure} together, {counted(len(rows), 'plan')} of {len(found.front)} "
        "cannot be improved in one without losing in the other (values in both, 95 % intervals; share of resamples in "
        f"which that holds): {'; '.join(listed)}."
    ]


def better_sign(measure: str) -> float:
    """Return -1 for a measure of which lower is better, else 1: values of plans are turned so that higher is better."""
    return -1.0 if better_of(measure) == "lower" else 1.0


def _estimate(row: Mapping[Any, Any], name: str, places: int, sign: float) -> str:
    """Return a value of a plan with its interval, in the direction of the measure."""
    low, high = sorted((sign * row[f"{name}_low"], sign * row[f"{name}_high"]))
    value = number(sign * row[name], places, signed=True)
    return f"{value} ({number(low, places, signed=True)} to {number(high, places, signed=True)})"


#: Most letters of a plan in one line of a label.
LETTERS = 36


def drawings(result: Programme) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name: "league", the main figure, "best_plan", and "pareto_set"."""
    found: dict[str, Draw] = {"league": ranks, "best_plan": timetable}
    return found if result.front is None else {"pareto_set": pareto_set, **found}


def pareto_set(found: Programme, palette: Palette = PRINT) -> Figure:
    """Draw the plans of the test in both objectives, with the 95 % bootstrap interval of each value.

    Blue and numbered, in the order of the first objective: no other plan is at least as good in both and better in
    one. Grey: the others. Axes are differences from no intervention, in the units of the measures.
    """
    assert found.front is not None
    signs = better_sign(found.measure), better_sign(found.also)
    figure = Figure(WIDTH, 4.6, Room(left=0.75, top=0.35, bottom=0.55))
    axes = figure.subplots()
    calm(axes, palette, grid="both")
    axes.axvline(0, color=palette.ink, linewidth=0.8)
    axes.axhline(0, color=palette.ink, linewidth=0.8)
    numbered = 0
    for row in sorted(found.front.to_dict("records"), key=lambda row: -row["value"]):
        x, left, right = (signs[0] * row[f"value{end}"] for end in ("", "_low", "_high"))
        y, low, high = (signs[1] * row[f"also{end}"] for end in ("", "_low", "_high"))
        colour = palette.series[0] if row["efficient"] else palette.faint
        width, order = (1.4, 3.0) if row["efficient"] else (0.7, 2.0)
        axes.plot([left, right], [y, y], color=colour, linewidth=width, zorder=order)
        axes.plot([x, x], [low, high], color=colour, linewidth=width, zorder=order)
        axes.plot([x], [y], "o", color=colour, markersize=5, zorder=order)
        if row["efficient"]:
            numbered += 1
            axes.text(x, y, str(numbered), color=palette.ink, fontsize=SMALL + 1, offset=(5, 4))
    axes.set_xlabel(f"{found.label} minus no intervention, {found.unit}")
    axes.set_ylabel(f"{words(found.also)} minus no intervention, {measure_rows()[found.also]['unit']}")
    title(axes, "on scenarios not used in the search; numbered: cannot be improved in both", palette)
    return figure


def ranks(found: Programme, palette: Palette = PRINT) -> Figure:
    """Draw the value of each finalist and known plan, compared with no intervention, best on top.

    Bars are 95 % bootstrap intervals over scenarios that were not used in the search. Blue: found by the search;
    orange: known before. The horizontal axis has the unit of the measure.
    """
    rows = found.ranking.to_dict("records")
    labels = [textwrap.fill(str(row["plan"]), LETTERS) for row in rows]
    lines = [line for label in labels for line in label.splitlines()]
    figure = Figure(WIDTH, 1.0 + 0.3 * len(rows) + 0.1 * len(lines), Room(room_for(lines), top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, row in enumerate(rows):
        colour = palette.series[1] if row["reference"] else palette.series[0]
        interval_row(axes, at, row["value"], row["value_low"], row["value_high"], colour)
    name_rows(axes, labels)
    axes.set_xlabel(f"{found.label} minus no intervention, {found.unit}")
    title(axes, "on scenarios not used in the search; blue: found by the search, orange: known before", palette)
    return figure


def timetable(found: Programme, palette: Palette = PRINT) -> Figure:
    """Draw the best plan over the working days with its doses, and the best value so far over the plans evaluated.

    Left: one bar for each step from its start to the last day, the stronger the larger its dose. Right: grey points are
    the values of single plans in the scenarios of the search, the line is their running maximum. These values are
    biased upwards by the choice of the best; `ranks` shows unbiased ones.
    """
    steps = sorted(found.best, key=lambda step: (step.start, step.name))
    left = room_for([step.name for step in steps] or ["no step"])
    figure = Figure(WIDTH, 1.5 + 0.34 * max(3, len(steps)), Room(left=left, top=0.35, bottom=0.5, across=0.8))
    axes, course = figure.subplots(1, 2)
    calm(axes, palette, grid="x")
    for at, step in enumerate(steps):
        axes.barh(at, found.days - step.start, left=step.start, height=0.5, color=palette.series[0], alpha=step.dose)
        axes.text(step.start + 4, at, f"{step.dose:g}", va="center", fontsize=SMALL, color="white")
    name_rows(axes, [step.name for step in steps])
    axes.set_xlim(0, found.days)
    axes.set_xlabel("day")
    title(axes, "the best plan, with doses", palette)
    calm(course, palette)
    tried = found.trials["value"].to_numpy()
    count = np.arange(1, len(tried) + 1)
    course.plot(count, tried, "o", color=palette.faint, markersize=2.5)
    course.plot(count, np.maximum.accumulate(tried), color=palette.series[0], linewidth=1.8)
    course.set_xlabel("plans evaluated")
    title(course, f"value in the search, {found.unit}", palette)
    return figure
