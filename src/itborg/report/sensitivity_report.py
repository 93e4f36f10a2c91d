"""An influence in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .drawing import PRINT, SMALL, WIDTH, Palette, Room, calm, new_figure, room_for, title

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..analysis.sensitivity.influence import Influence
    from ..analysis.sensitivity.sensitivity import Sensitivity
    from .drawing import Draw

#: Factors named one by one.
NAMED = 8


def sentences(result: Sensitivity) -> list[str]:
    """Return which factors matter, which cannot be distinguished from noise, and how precise that is."""
    found = result.found
    return [_deciding(found), *_hidden(found), _noise(found), _settled(found)]


def _deciding(found: Influence) -> str:
    rows = found.table[found.table["above_noise"]].head(NAMED)
    if rows.empty:
        return f"No factor moves {found.outcome} by more than luck does, at this size of study."
    parts = [f"{row.factor} ({_how(found, row)}, rank {_rank(row)})" for row in rows.itertuples()]
    more = len(found.ranked) - len(parts)
    return f"What moves {found.outcome}: {', '.join(parts)}{f', and {more} more' if more else ''}."


def _how(found: Influence, row: object) -> str:
    low, high = getattr(row, "main_low"), getattr(row, "main_high")  # noqa: B009
    strength = getattr(row, "strength")  # noqa: B009
    if found.method == "sobol":
        return f"{strength:.0%} of the variance"
    sign = "raises" if low > 0 else "lowers" if high < 0 else "either way"
    return f"{sign}, {strength:.3g} {found.unit}".strip()


def _rank(row: object) -> str:
    low, high = getattr(row, "rank_low"), getattr(row, "rank_high")  # noqa: B009
    return f"{low}" if low == high else f"{low} to {high}"


def _hidden(found: Influence) -> list[str]:
    names = list(found.table["factor"][~found.table["above_noise"]])
    if not names:
        return []
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return [f"Not distinguishable from noise, so not ranked: {shown}. That is not to say that they do nothing."]


def _noise(found: Influence) -> str:
    if found.replications == 1:
        return "With one replicate luck cannot be told from effect: this holds only where there is no luck."
    strength, low, high = found.noise
    return (
        f"A dummy that only deals the luck anew has strength {strength:.3g} ({low:.3g} to {high:.3g}); real factors "
        f"are judged more sharply, for they share their luck: by the scatter of their own effects over "
        f"{found.replications} replicates, for all factors at once (95 %)."
    )


def _settled(found: Influence) -> str:
    last = found.table.head(1)
    half = float((last["strength_high"] - last["strength_low"]).iloc[0]) / 2
    part = half / float(last["strength"].iloc[0]) if float(last["strength"].iloc[0]) > 0 else float("nan")
    dropped = f" {found.dropped} were dropped because a run failed." if found.dropped else ""
    blocks = "trajectories" if found.method == "morris" else "base points"
    return (
        f"From {found.blocks} {blocks}; the strongest index is known to ± {part:.0%} of itself. The figure "
        f"'convergence' shows whether more points or more replicates would help.{dropped}"
    )


#: Factors drawn; and those that get a colour in the convergence plot.
SHOWN, COLOURED = 24, 6


def drawings(_result: Sensitivity) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name."""
    return {"influence": strengths, "convergence": convergence}


def strengths(result: Sensitivity, palette: Palette = PRINT) -> Figure:
    """Draw each factor's strength with its interval; grey where it cannot be distinguished from noise."""
    found = result.found
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


def convergence(result: Sensitivity, palette: Palette = PRINT) -> Figure:
    """Draw the strongest indices against the number of points, and of replications."""
    found = result.found
    names = [str(name) for name in found.table["factor"].head(COLOURED)]
    figure = new_figure(WIDTH, 3.4, Room(top=0.7, bottom=0.5, left=0.55), columns=2)
    panels = figure.subplots(1, 2, sharey=True)
    blocks = "trajectories" if found.method == "morris" else "base points"
    for axes, along, label in zip(panels, ("blocks", "replications"), (blocks, "replications"), strict=True):
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
