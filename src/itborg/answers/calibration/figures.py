"""Figures of a calibration: what was learned of each parameter, and the predictive check of each target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...report.drawing import SMALL, Room, calm, new_figure, room_for, title
from ...report.figures import WIDTH
from ...report.palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .ask import Calibration


def posterior_figure(found: Calibration, palette: Palette = PRINT) -> Figure:
    """Draw the posterior of each parameter within its range, with the usual value."""
    rows = found.parameters.to_dict("records")
    columns = min(4, len(rows))
    lines = -(-len(rows) // columns)
    figure = new_figure(WIDTH, 0.6 + 1.5 * lines, Room(left=0.2, top=0.4, bottom=0.35, across=0.3), lines, columns)
    panels = list(figure.subplots(lines, columns, squeeze=False).flat)
    for axes, row in zip(panels, rows, strict=False):
        calm(axes, palette, grid="x")
        colour = palette.series[0] if row["identified"] else palette.faint
        values = found.posterior[row["parameter"]]
        axes.hist(values, bins=np.linspace(row["from"], row["to"], 25), color=colour, alpha=0.7)
        if np.isfinite(row["usual"]):
            axes.axvline(row["usual"], color=palette.ink, linewidth=1, linestyle=(0, (4, 2)))
        axes.set_xlim(row["from"], row["to"])
        axes.set_yticks([])
        axes.locator_params(axis="x", nbins=4)
        title(axes, str(row["parameter"]).replace("_", " "), palette)
    for axes in panels[len(rows) :]:
        axes.set_visible(False)
    return figure


def predictive_figure(found: Calibration, palette: Palette = PRINT) -> Figure:
    """Draw how far each target reaches, and where runs lie before and after the fit: 0 and 1 are its edges."""
    rows = found.targets.to_dict("records")
    names = [
        str(row["target"]).partition(".")[2].replace("_", " ") + ("" if row["fitted"] else "  (held out)")
        for row in rows
    ]
    figure = new_figure(WIDTH, 1.1 + 0.3 * len(rows), Room(left=room_for(names), top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvspan(0, 1, color=palette.grid, linewidth=0, zorder=0)
    for at, row in enumerate(rows):
        width = row["reach_high"] - row["reach_low"]
        for which, shift, colour in (("now", 0.14, palette.faint), ("after", -0.14, palette.series[0])):
            low, middle, high = ((row[f"{which}{end}"] - row["reach_low"]) / width for end in ("_low", "", "_high"))
            axes.plot(
                np.clip([low, high], -3, 4), [at + shift] * 2, color=colour, linewidth=2.2, solid_capstyle="round"
            )
            axes.plot([np.clip(middle, -3, 4)], [at + shift], "o", color=colour, markersize=4)
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-3, 4)
    axes.set_xlabel(
        "in widths of the band (of one life's, for a log): 0 its lower, 1 its upper edge",
        fontsize=SMALL,
        color=palette.ink,
    )
    title(axes, "grey: the model as it is; blue: after the fit; 90 % of runs with fresh luck", palette)
    return figure
