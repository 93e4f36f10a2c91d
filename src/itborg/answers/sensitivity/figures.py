"""Figures of an influence: how strong each factor is, and whether the indices have settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...report.drawing import SMALL, Room, calm, new_figure, room_for, title
from ...report.figures import WIDTH
from ...report.palette import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .influence import Influence

#: Factors drawn; and those that get a colour in the convergence plot.
SHOWN, COLOURED = 24, 6


def strengths(found: Influence, palette: Palette = PRINT) -> Figure:
    """Draw each factor's strength with its interval; grey where it cannot be told from noise."""
    rows = found.table.head(SHOWN).to_dict("records")
    left = room_for([*(str(row["factor"]) for row in rows)])
    figure = new_figure(WIDTH, 1.0 + 0.24 * len(rows), Room(left=left, top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    _, low, high = found.noise
    axes.axvspan(low, high, color=palette.grid, linewidth=0, zorder=0)
    axes.axvline(found.noise[0], color=palette.faint, linewidth=1, linestyle=(0, (4, 2)))
    for at, row in enumerate(rows):
        colour = palette.series[0] if row["above_noise"] else palette.faint
        ends = [row["strength_low"], row["strength_high"]]
        axes.plot(ends, [at, at], color=colour, linewidth=2.2, solid_capstyle="round")
        axes.plot([row["strength"]], [at], "o", color=colour, markersize=4.5)
    axes.set_yticks(range(len(rows)), [row["factor"] for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.set_xlabel(_unit(found), fontsize=SMALL, color=palette.ink)
    more = len(found.table) - len(rows)
    rest = f"; {more} weaker ones are not shown" if more else ""
    title(axes, f"{found.outcome}: blue above the noise, grey not; band: luck dealt anew (dummy){rest}", palette)
    return figure


def settling(found: Influence, palette: Palette = PRINT) -> Figure:
    """Draw the strongest indices against the number of points, and of replicates."""
    names = [str(name) for name in found.table["factor"].head(COLOURED)]
    figure = new_figure(WIDTH, 3.4, Room(top=0.7, bottom=0.5, left=0.55), columns=2)
    panels = figure.subplots(1, 2, sharey=True)
    blocks = "trajectories" if found.method == "morris" else "base points"
    for axes, along, label in zip(panels, ("blocks", "replicates"), (blocks, "replicates"), strict=True):
        calm(axes, palette)
        part = found.convergence[found.convergence["along"] == along]
        for name, colour in [*zip(names, palette.series, strict=False), ("dummy", palette.faint)]:
            line = part[part["factor"] == name]
            axes.fill_between(line["count"], line["low"], line["high"], color=colour, alpha=0.15, linewidth=0)
            style = (0, (4, 2)) if name == "dummy" else "-"
            axes.plot(line["count"], line["strength"], "o", linestyle=style, color=colour, markersize=3, label=name)
        axes.set_xlabel(f"number of {label}", fontsize=SMALL, color=palette.ink)
    panels[0].set_ylim(bottom=0)
    unit = f"mu*{', ' + found.unit if found.unit else ''}" if found.method == "morris" else "total index"
    panels[0].set_ylabel(unit, fontsize=SMALL, color=palette.ink)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper center", ncols=4, frameon=False, fontsize=SMALL, labelcolor=palette.ink)
    return figure


def _unit(found: Influence) -> str:
    if found.method == "sobol":
        return "total index, share of variance"
    return f"mean absolute effect over the factor's range (mu*){', ' + found.unit if found.unit else ''}"
