"""A figure as a Matplotlib figure, for notebooks and for files as PDF and PNG; nothing else needs Matplotlib.

Nothing here uses its global state, so figures can be converted in threads.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from .axes import Axes
from .figure import Figure
from .marks import Area, Box, Dots, Line, Lines, Mark, Note, Rule
from .scales import limits

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Panel
    from matplotlib.figure import Figure as MatplotlibFigure

#: Settings of Matplotlib for files.
STYLE: dict[str, Any] = {"font.family": "sans-serif", "font.size": 9.0, "svg.fonttype": "none"}


def converted(figure: Figure) -> MatplotlibFigure:
    """Return a figure as a new Matplotlib figure with a transparent background, unknown to pyplot.

    A notebook shows it as the value of a cell.
    """
    found = _chart()(figsize=(figure.width, figure.height))
    found.patch.set_alpha(0.0)
    for at, (panel, place) in enumerate(zip(figure.axes, figure.places, strict=True)):
        if panel.visible:
            bottom = 1 - (place.top + place.height) / figure.height
            size = (place.width / figure.width, place.height / figure.height)
            axes = found.add_axes((place.left / figure.width, bottom, *size))
            _fill(axes, panel, figure)
            below, beside = figure.labelled(at)
            axes.tick_params(labelbottom=below, labelleft=beside)
    if figure.label:
        found.supxlabel(figure.label, fontsize=8, color=figure.ink, y=0.02)
    if figure.legend_columns:
        handles, labels = found.axes[0].get_legend_handles_labels()
        found.legend(handles, labels, loc="upper center", ncols=figure.legend_columns, frameon=False, fontsize=8,
                     labelcolor=figure.ink)  # fmt: skip
    return found


@cache
def _chart() -> type[MatplotlibFigure]:
    """Return the class of figures; a notebook shows those of Matplotlib itself only when pyplot is in use."""
    from matplotlib.figure import Figure as MatplotlibFigure

    class Chart(MatplotlibFigure):
        def _repr_png_(self) -> bytes:
            data = io.BytesIO()
            self.savefig(data, format="png", dpi=130, facecolor="white", bbox_inches="tight")
            return data.getvalue()

    return Chart


def _fill(axes: Panel, panel: Axes, figure: Figure) -> None:
    """Draw a panel."""
    from matplotlib.ticker import MaxNLocator

    axes.patch.set_alpha(0.0)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=8, colors=panel.ink, labelcolor=panel.ink)
    axes.set_axisbelow(True)
    for mark in panel.marks:
        _draw(axes, mark)
    for upright, scale, axis in ((False, panel.x, axes.xaxis), (True, panel.y, axes.yaxis)):
        if scale.grid:
            axis.grid(color=panel.grid, linewidth=0.8)
        if scale.logarithmic:
            (axes.set_yscale if upright else axes.set_xscale)("log")
            axis.set_major_formatter("{x:g}")
        if scale.ticks is not None:
            axis.set_ticks(scale.ticks, labels=scale.names)
        elif scale.most and not scale.logarithmic:
            axis.set_major_locator(MaxNLocator(scale.most, steps=[1, 2, 2.5, 5, 10]))
        first, last, _ = limits(figure.sharing(panel, upright), upright)
        (axes.set_ylim if upright else axes.set_xlim)(first, last)
    axes.set_xlabel(panel.x.label, fontsize=8, color=panel.ink)
    axes.set_ylabel(panel.y.label, fontsize=8, color=panel.ink)
    axes.set_title(panel.title, loc="left", fontsize=9, color=panel.title_colour, pad=4)
    if panel.key:
        columns, below = panel.key
        where: dict[str, Any] = {"loc": "lower right", "bbox_to_anchor": (1, -0.2)} if below else {"loc": "upper right"}
        axes.legend(**where, ncols=columns, frameon=False, fontsize=8, labelcolor=panel.ink)


def _draw(axes: Panel, mark: Mark) -> None:
    """Draw one mark."""
    match mark:
        case Line():
            axes.plot(
                mark.x, mark.y, color=mark.colour, linewidth=mark.width or 1.5, marker=mark.marker or None,
                linestyle=((0, mark.dashes) if mark.dashes else "-") if mark.width else "none", markersize=mark.size,
                alpha=mark.alpha, label=mark.label, zorder=mark.order,
                solid_capstyle="round" if mark.rounded else "butt",
            )  # fmt: skip
        case Lines():
            from matplotlib.collections import LineCollection

            axes.add_collection(LineCollection(mark.lines, colors=mark.colour, linewidths=mark.width, alpha=mark.alpha))
        case Area():
            axes.fill_between(mark.x, mark.low, mark.high, color=mark.colour, alpha=mark.alpha, linewidth=0)
        case Box(bottom=None) | Box(top=None):
            axes.axvspan(mark.left, mark.right, color=mark.colour, alpha=mark.alpha, linewidth=0, zorder=mark.order)
        case Box():
            assert mark.bottom is not None
            assert mark.top is not None
            axes.bar(
                mark.left, mark.top - mark.bottom, mark.right - mark.left, mark.bottom, align="edge", linewidth=0,
                color=mark.colour, alpha=mark.alpha, label=mark.label,
            )  # fmt: skip
        case Rule():
            rule = axes.axvline if mark.upright else axes.axhline
            style: Any = (0, mark.dashes) if mark.dashes else "-"
            rule(mark.at, color=mark.colour, linewidth=mark.width, linestyle=style)
        case Dots():
            opacities: Any = mark.alphas
            axes.scatter(mark.x, mark.y, c=mark.colours, alpha=opacities, s=mark.diameter**2, linewidths=0)
        case Note():
            axes.annotate(
                mark.text, (mark.x, mark.y), mark.offset, textcoords="offset points", ha=mark.horizontal,
                va=mark.vertical, color=mark.colour, fontsize=mark.size,
            )  # fmt: skip
