"""The two pictures of a debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..report.drawing import SMALL, Room, calm, new_figure, title
from ..report.figures import WIDTH
from ..report.palette import Palette
from ..spans import MONTH
from .guesses import PREDICTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def race(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw value earned beyond doing nothing, day by day: the room over the band of its lives, and the best plan."""
    figure = new_figure(WIDTH, 3.2, Room(left=0.6, top=0.3, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette)
    daily = data["daily"]
    days = range(1, len(daily["room"]) + 1)
    axes.axhline(0, color=palette.ink, linewidth=1)
    axes.fill_between(days, daily["low"], daily["high"], color=palette.series[0], alpha=0.16, linewidth=0)
    axes.plot(days, daily["best"], color=palette.series[2], linewidth=1.5, linestyle=(0, (4, 2)))
    axes.plot(days, daily["room"], color=palette.series[0], linewidth=2.2)
    for text, line, colour in (("you", "room", palette.series[0]), ("best known plan", "best", palette.series[2])):
        axes.annotate(text, (days[-1], daily[line][-1]), (-4, 5), textcoords="offset points", ha="right", color=colour)
    _mark_decisions(axes, data, palette)
    axes.set_xticks(range(0, len(daily["room"]) + 1, MONTH))
    axes.set_xlabel("working day", fontsize=SMALL, color=palette.ink)
    title(axes, "kEUR ahead of doing nothing, so far", palette)
    return figure


def _mark_decisions(axes: Axes, data: dict[str, Any], palette: Palette) -> None:
    low, _ = axes.get_ylim()
    for one in data["decisions"]:
        if one["interventions"]:
            axes.axvline(MONTH * (one["month"] - 1) + 1, color=palette.faint, linewidth=1, linestyle=":")
            text = "\n".join(one["interventions"])
            axes.text(MONTH * (one["month"] - 1) + 2, low, text, fontsize=7, color=palette.ink, va="bottom")


def guesses(data: dict[str, Any], palette: Palette) -> Figure:
    """Draw each range that was predicted and what came: inside it or not, over the band of ordinary luck."""
    figure = new_figure(WIDTH, 2.6, Room(left=0.6, top=0.3, bottom=0.45), 1, len(PREDICTED))
    for axes, name in zip(figure.subplots(1, len(PREDICTED)), PREDICTED, strict=True):
        calm(axes, palette)
        rows = [one for one in data["predictions"]["rows"] if one["figure"] == name]
        for one in rows:
            band = data["months"][one["month"]][name]
            colour = palette.series[0] if one["held"] else palette.series[3]
            axes.bar(one["month"], band["high"] - band["low"], 0.7, band["low"], color=palette.grid)
            axes.plot([one["month"]] * 2, [one["low"], one["high"]], color=colour, linewidth=4, alpha=0.6)
            axes.plot([one["month"]], [one["truth"]], "D", color=palette.ink, markersize=5)
        title(axes, f"{rows[0]['title']}, {rows[0]['unit']}" if rows else name, palette)
        axes.set_xticks(range(1, len(data["decisions"]) + 1))
        axes.set_xlabel("month", fontsize=SMALL, color=palette.ink)
    return figure
