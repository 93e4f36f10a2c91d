"""The hand-off ladder: how many incidents stand on each rung, and how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawing import SMALL, Room, calm, new_figure, title
from .figures import WIDTH
from .palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..comparison import Comparison


def rungs(found: Comparison, palette: Palette = PRINT) -> Figure:
    """Draw share and median hours by number of hand-offs: the baseline, the best and the last."""
    figure = new_figure(WIDTH, 2.7, Room(bottom=0.5, across=0.7), columns=2)
    shares, hours = figure.subplots(1, 2)
    for axes, name in ((shares, "share of incidents"), (hours, "median calendar hours to resolve")):
        calm(axes, palette)
        title(axes, name, palette)
        axes.set_xlabel("hand-offs", fontsize=SMALL, color=palette.ink)
    hours.set_yscale("log")
    hours.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    hours.yaxis.set_minor_formatter(lambda _value, _: "")
    for number, (name, colour) in enumerate(_lines(found, palette)):
        rows = found.ladder[found.ladder["strategy"] == name]
        at = [x + 0.12 * (number - 1) for x in range(len(rows))]
        for axes, column in ((shares, "share"), (hours, "hours")):
            axes.vlines(at, rows[f"{column}_low"], rows[f"{column}_high"], color=colour, linewidth=2, alpha=0.5)
            axes.plot(at, rows[f"{column}_mean"], "o-", color=colour, markersize=4, linewidth=1, label=name)
            axes.set_xticks(range(len(rows)), list(rows["handoffs"]))
    shares.legend(frameon=False, fontsize=SMALL, labelcolor=palette.ink)
    return figure


def _lines(found: Comparison, palette: Palette) -> list[tuple[str, str]]:
    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    lines = [(found.baseline, palette.ink)]
    for name, colour in zip(
        dict.fromkeys([*ranked[:1], *ranked[-1:]]), (palette.series[0], palette.series[3]), strict=False
    ):
        lines.append((name, colour))
    return lines
