"""The result of a sensitivity analysis: sentences and figures.

Relies on `Influence`. The strength of a factor is mu* of Morris's method (mean absolute effect over the factor's range,
in the unit of the outcome) or the total index of Sobol's method (share of variance). Intervals are 95 % bootstrap
intervals over trajectories or base points, and over replications. A dummy factor shows the strength of noise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .drawing import (
    DASHED,
    PRINT,
    WIDTH,
    Figure,
    Palette,
    Room,
    calm,
    interval_row,
    legend_on_top,
    name_rows,
    room_for,
    title,
)
from .formatting import counted, number, percent, span

if TYPE_CHECKING:
    from ..analysis.sensitivity.influence import Influence
    from ..analysis.sensitivity.sensitivity import Sensitivity
    from .drawing import Draw, Figure

#: Most factors that are named.
NAMED = 8


def sentences(result: Sensitivity) -> list[str]:
    """Return which factors matter, which cannot be distinguished from noise, and how precise that is."""
    found = result.influence
    return [_influential(found), *_insignificant(found), _noise(found), _precision(found)]


def index_lines(result: Sensitivity, most: int) -> list[str]:
    """Return the indices of a result with their intervals, a factor an item under one heading, strongest first.

    most  factors that are named; the others are counted

    Shares of variance are cut to 0 to 1, which estimates of small samples can leave.
    """
    found = result.influence
    sobol = found.method == "sobol"
    what = "first-order and total Sobol index, shares of variance" if sobol else f"Morris mu* and sigma, {found.unit}"
    mark = " (n: not distinguishable from noise)" if not found.table["significant"].all() else ""
    lines = [f"{found.outcome[:1].upper()}{found.outcome[1:]}, {what}, 95 % intervals{mark}:"]
    for row in found.table.head(most).to_dict("records"):
        total = _index(sobol, row["strength"], row["strength_low"], row["strength_high"])
        first = _index(sobol, row["main"], row["main_low"], row["main_high"])
        text = f"{first} and {total}" if sobol else f"{total} and {number(row['spread'])}"
        lines.append(f"  {row['factor']}: {text}{'' if row['significant'] else ' n'}")
    more = len(found.table) - most
    return [*lines, *([f"  and {counted(more, 'weaker factor')}"] if more > 0 else [])]


def _index(share: bool, *ends: float) -> str:
    """Return an index with its interval; a share of variance lies between 0 and 1."""
    mean, low, high = (min(1.0, max(0.0, one)) for one in ends) if share else ends
    return f"{number(mean)} ({span(low, high)})"


def _influential(found: Influence) -> str:
    """Return the significant factors, strongest first and at most NAMED, with strength, direction and rank."""
    rows = found.table[found.table["significant"]].head(NAMED)
    if rows.empty:
        return f"No factor changes {found.outcome} by more than random variation, at this size of study."
    parts = [f"{row.factor} ({_how(found, row)}, rank {_rank(row)})" for row in rows.itertuples()]
    more = len(found.ranked) - len(parts)
    return f"Factors that change {found.outcome}: {', '.join(parts)}{f', and {more} more' if more else ''}."


def _how(found: Influence, row: object) -> str:
    """Return how a factor acts: its share of the variance, or direction and mu*.

    row  a row of `found.table`; the direction is that of the main effect if its interval excludes 0
    """
    low, high = getattr(row, "main_low"), getattr(row, "main_high")  # noqa: B009
    strength = getattr(row, "strength")  # noqa: B009
    if found.method == "sobol":
        return f"{percent(strength)} of the variance"
    sign = "raises" if low > 0 else "lowers" if high < 0 else "both directions"
    return f"{sign}, {number(strength)} {found.unit}".strip()


def _rank(row: object) -> str:
    """Return the rank of a factor, or the range of ranks that its uncertainty allows."""
    low, high = getattr(row, "rank_low"), getattr(row, "rank_high")  # noqa: B009
    return f"{low}" if low == high else f"{low} to {high}"


def _insignificant(found: Influence) -> list[str]:
    """Return the factors that are not distinguishable from noise, at most NAMED of them; empty if there are none."""
    names = list(found.table["factor"][~found.table["significant"]])
    if not names:
        return []
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return [f"Not distinguishable from noise, so not ranked: {shown}. These factors may still have an effect."]


def _noise(found: Influence) -> str:
    """Return the strength of the dummy factor with its interval, and how real factors are tested.

    With one replication effects cannot be separated from random variation, which is then stated instead.
    """
    if found.replications == 1:
        return "One replication does not separate effects from random variation: valid for deterministic models only."
    strength, low, high = found.noise
    return (
        f"A dummy factor that changes only the random numbers has strength {number(strength)} ({span(low, high)}). "
        "Real factors share common random numbers and are tested more strictly, by the variance of their own effects "
        f"over {counted(found.replications, 'replication')}, for all factors at once (95 %)."
    )


def _precision(found: Influence) -> str:
    """Return the number of trajectories or base points, and the relative uncertainty of the strongest index.

    The uncertainty is half of the 95 % interval over the index.
    """
    last = found.table.head(1)
    width = float((last["strength_high"] - last["strength_low"]).iloc[0]) / 2
    strength = float(last["strength"].iloc[0])
    blocks = "trajectories" if found.method == "morris" else "base points"
    dropped = f" {found.dropped} {blocks} were left out because a run failed." if found.dropped else ""
    relative = percent(width / strength if strength > 0 else math.nan)
    return (
        f"Estimated from {found.blocks} {blocks}; the strongest index has a relative uncertainty of ± {relative}. The "
        f"figure 'convergence' shows whether more points or more replications would help.{dropped}"
    )


#: Most factors that are drawn, and that have a colour in the figure of convergence.
SHOWN, COLOURED = 24, 6


def drawings(_result: Sensitivity) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name: "influence", the main figure, and "convergence"."""
    return {"influence": strengths, "convergence": convergence}


def strengths(result: Sensitivity, palette: Palette = PRINT) -> Figure:
    """Draw each factor's strength with its interval; grey where it cannot be distinguished from noise.

    Strongest on top, at most SHOWN factors; the title states how many are left out. Band and dashed line: the dummy
    factor, interval and estimate.
    """
    found = result.influence
    rows = found.table.head(SHOWN).to_dict("records")
    left = room_for([*(str(row["factor"]) for row in rows)])
    figure = Figure(WIDTH, 1.0 + 0.24 * len(rows), Room(left=left, top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    _, low, high = found.noise
    axes.axvspan(low, high, color=palette.grid)
    axes.axvline(found.noise[0], color=palette.faint, linewidth=1, linestyle=DASHED)
    for at, row in enumerate(rows):
        colour = palette.series[0] if row["significant"] else palette.faint
        interval_row(axes, at, row["strength"], row["strength_low"], row["strength_high"], colour)
    name_rows(axes, [str(row["factor"]) for row in rows])
    axes.set_xlim(left=0)
    axes.set_xlabel(_unit(found))
    more = len(found.table) - len(rows)
    rest = f"; {more} weaker factors are not shown" if more else ""
    title(axes, f"{found.outcome}: blue distinguishable from noise, grey not; band: dummy factor{rest}", palette)
    return figure


def convergence(result: Sensitivity, palette: Palette = PRINT) -> Figure:
    """Draw the strongest indices against the number of trajectories or base points, and of replications.

    Left: points; right: replications; both panels share the vertical axis. Shaded: 95 % bootstrap intervals. Dashed
    grey: the dummy factor. Indices that still change at the right end need a larger study.
    """
    found = result.influence
    names = [str(name) for name in found.table["factor"].head(COLOURED)]
    figure = Figure(WIDTH, 3.4, Room(top=0.7, bottom=0.5, left=0.55))
    panels = figure.subplots(1, 2, sharey=True)
    blocks = "trajectories" if found.method == "morris" else "base points"
    for axes, along, label in zip(panels, ("blocks", "replications"), (blocks, "replications"), strict=True):
        calm(axes, palette)
        part = found.convergence[found.convergence["along"] == along]
        for name, colour in [*zip(names, palette.series, strict=False), ("dummy", palette.faint)]:
            line = part[part["factor"] == name]
            if name == "dummy" and along == "replications":
                line = line[line["count"] > 1]  # one replication has no estimate of noise
            axes.fill_between(line["count"], line["low"], line["high"], color=colour, alpha=0.15)
            style = DASHED if name == "dummy" else "-"
            axes.plot(line["count"], line["strength"], "o", linestyle=style, color=colour, markersize=3, label=name)
        axes.set_xticks(sorted({*part["count"]}))
        axes.set_xlabel(f"number of {label}")
    panels[0].set_ylim(bottom=0)
    unit = f"mu*{', ' + found.unit if found.unit else ''}" if found.method == "morris" else "total index"
    panels[0].set_ylabel(unit)
    legend_on_top(figure, palette, columns=4)
    return figure


def _unit(found: Influence) -> str:
    """Return the label of the axis of strengths, with the unit."""
    if found.method == "sobol":
        return "total index, share of variance"
    return f"mean absolute effect over the factor's range (mu*){', ' + found.unit if found.unit else ''}"
