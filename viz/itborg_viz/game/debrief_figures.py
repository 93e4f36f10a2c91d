"""The figures of a debrief: the race against the baseline, predicted ranges, and the worth of each choice."""

from __future__ import annotations

from typing import Any

from itborg.common.periods import MONTH
from itborg.report.drawing import (
    DASHED,
    WIDTH,
    Axes,
    Figure,
    Palette,
    Room,
    calm,
    interval_row,
    name_rows,
    picture,
    room_for,
    significance_colour,
    title,
)
from itborg.report.html_frame import FigureBlock

from .predictions import PREDICTED


def race(data: dict[str, Any]) -> FigureBlock:
    """Return the figure of the cumulative difference from the baseline as inline SVG, for light and dark."""
    best = data["best_known"]
    caption = (
        "Cumulative net value, difference from the baseline with the same random numbers. Solid line: your run. Band: "
        f"middle 80 % of {data['replications']} replications with your decisions. Dashed line: best known plan, found "
        f"for {best['organisation']} by {best['method']}."
    )
    svg = picture(lambda palette: draw_race(data, palette), "race", "Difference from the baseline, day by day")
    return FigureBlock(svg, caption)


def ranges(data: dict[str, Any]) -> FigureBlock:
    """Return the figure of predictions; called only if there are some."""
    caption = (
        "Thick line: your range, blue if it includes the result. Diamond: result. Grey: middle 80 % of replications "
        "with your decisions."
    )
    svg = picture(lambda palette: draw_predictions(data, palette), "ranges", "Predicted ranges and results by month")
    return FigureBlock(svg, caption)


def worths(data: dict[str, Any]) -> FigureBlock:
    """Return the figure of what each choice was worth; called only if choices have been computed."""
    caption = (
        f"Profit with the choice minus profit without it, all else equal: mean of {data['replications']} paired "
        "replications with its 95 % interval. Grey: the interval includes 0."
    )
    svg = picture(lambda palette: draw_worths(data, palette), "worths", "Worth of each choice")
    return FigureBlock(svg, caption)


def draw_race(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw the cumulative difference from the baseline: the team over its band, and the best known plan.

    data     from debrief(); dotted lines mark the months in which something starts
    palette  colours for light or dark
    """
    figure = Figure(WIDTH, 3.2, Room(left=0.6, top=0.3, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette)
    daily = data["daily"]
    days = range(1, len(daily["team"]) + 1)
    axes.axhline(0, color=palette.ink, linewidth=1)
    axes.fill_between(days, daily["low"], daily["high"], color=palette.series[0], alpha=0.16)
    axes.plot(days, daily["best"], color=palette.series[2], linewidth=1.5, linestyle=DASHED)
    axes.plot(days, daily["team"], color=palette.series[0], linewidth=2.2)
    for text, line, colour in (("you", "team", palette.series[0]), ("best known plan", "best", palette.series[2])):
        axes.text(days[-1], daily[line][-1], text, offset=(-4, 5), fontsize=9, ha="right", color=colour)
    _mark_decisions(axes, data, palette)
    axes.set_xticks(range(0, len(daily["team"]) + 1, MONTH))
    axes.set_xlabel("working day")
    title(axes, "Cumulative net value, difference from the baseline, kEUR", palette)
    return figure


def _mark_decisions(axes: Axes, data: dict[str, Any], palette: Palette) -> None:
    """Mark each month in which something starts by a dotted line with its names."""
    top = max(0.0, *(max(data["daily"][line]) for line in ("high", "team", "best")))
    for one in data["decisions"]:
        if one["started"]:
            axes.axvline(MONTH * (one["month"] - 1) + 1, color=palette.faint, linewidth=1, linestyle=":")
            text = "\n".join(one["started"])
            axes.text(MONTH * (one["month"] - 1) + 2, top, text, fontsize=7, color=palette.ink, va="top")


def draw_predictions(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw each predicted range with its result, over the band of replications; one panel for each indicator.

    data  from debrief() with at least one prediction

    A range is blue if it includes the result and vermilion if not; grey bars are the band.
    """
    figure = Figure(WIDTH, 2.6, Room(left=0.6, top=0.3, bottom=0.45))
    found = {name: [one for one in data["predictions"]["rows"] if one["indicator"] == name] for name in PREDICTED}
    shown = [rows for rows in found.values() if rows]
    for axes, rows in zip(figure.subplots(1, len(shown), squeeze=False)[0], shown, strict=True):
        calm(axes, palette)
        for one in rows:
            band = data["months"][one["month"]][one["indicator"]]
            colour = palette.series[0] if one["included"] else palette.series[3]
            axes.bar(one["month"], band["high"] - band["low"], 0.7, band["low"], color=palette.grid)
            axes.plot([one["month"]] * 2, [one["low"], one["high"]], color=colour, linewidth=4, alpha=0.6)
            axes.plot([one["month"]], [one["actual"]], "D", color=palette.ink, markersize=5)
        title(axes, f"{rows[0]['title']}, {rows[0]['unit']}", palette)
        axes.set_xticks(range(1, len(data["decisions"]) + 1))
        axes.set_xlabel("month")
    return figure


def draw_worths(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw one row for each choice with the interval of its worth, most first."""
    rows = data["choices"]
    names = [one["title"] for one in rows]
    figure = Figure(WIDTH, 0.75 + 0.29 * max(1, len(rows)), Room(left=room_for(names), top=0.1, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvline(0, color=palette.ink, linewidth=1)
    for at, one in enumerate(rows):
        mean, low, high = (one["worth"][key] for key in ("mean", "low", "high"))
        interval_row(axes, at, mean, low, high, significance_colour(low, high, "higher", palette))
    name_rows(axes, names)
    axes.set_xlabel("profit with it minus without it, kEUR")
    return figure
