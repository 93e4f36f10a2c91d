"""A calibration in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .drawing import PRINT, SMALL, WIDTH, Palette, Room, calm, new_figure, room_for, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

    from ..evidence.calibration.calibrate import Calibration
    from .drawing import Draw

#: Names shown one by one.
NAMED = 6


def sentences(found: Calibration) -> list[str]:
    """Return how well targets are met, fitted and held out, and what was learned of which parameter."""
    return [
        _met(found),
        _held_out(found),
        *_one_realisation(found),
        *_missed(found),
        _learned(found),
        _ruled_out(found),
    ]


def _met(found: Calibration) -> str:
    fitted = found.targets[found.targets["fitted"]]
    now = int((fitted["default_result"] == "within").sum())
    after = int((fitted["result"] == "within").sum())
    near = [_short(name) for name in fitted["target"][fitted["result"] == "possible"]]
    said = (
        f"Of {len(fitted)} fitted targets {after} are met by the fit and {now} by the values as they are (median over "
        f"runs within the band; the same luck for both, none of it used for fitting)."
    )
    said += f" The fit's median just misses {', '.join(near)}, which part of its runs meet." if near else ""
    return said + (
        " The fit is no better than the values as they are: it tells which other values would do as well."
        if after <= now
        else ""
    )


def _held_out(found: Calibration) -> str:
    held = found.targets[~found.targets["fitted"]]
    if held.empty:
        return "No target was held out, so nothing here shows that the fit says more than what it was fitted to."
    names = ", ".join(_short(name) for name in held["target"][held["result"] != "within"])
    within = int((held["result"] == "within").sum())
    return f"Of {len(held)} held-out targets, which the fit never saw, {within} lie within their bands" + (
        f"; not so: {names}." if names else "."
    )


def _one_realisation(found: Calibration) -> list[str]:
    if not (found.targets["accepted_low"] < found.targets["band_low"]).any():
        return []
    return [
        "Values from one log or survey are those of one realisation: here their bands are wider by the variance "
        "between replications of the model (accepted_low to accepted_high)."
    ]


def _missed(found: Calibration) -> list[str]:
    rows = found.targets[found.targets["fitted"] & (found.targets["result"] == "outside")]
    if rows.empty:
        return []
    names = ", ".join(_short(name) for name in rows["target"])
    return [f"No parameters within their ranges meet {names}: here the model itself is at odds with the data."]


def _learned(found: Calibration) -> str:
    rows = found.parameters.sort_values("learned", ascending=False)
    known = rows[rows["identified"]]
    if known.empty:
        return "The targets say next to nothing about any single parameter: many combinations fit as well."
    told = [
        f"{row.parameter} {row.median:.3g} ({row.low:.3g} to {row.high:.3g})" for row in known.head(NAMED).itertuples()
    ]
    rest = list(rows["parameter"][~rows["identified"]])
    other = f" Not identified, any value in their ranges will do: {', '.join(rest)}." if rest else ""
    return f"What the targets say of parameters, median and 90 % interval: {'; '.join(told)}.{other}"


def _ruled_out(found: Calibration) -> str:
    last = found.waves[-1]
    left = f"{last.plausible:.2g} of the space of parameters is left" if last.plausible else "hardly a point is left"
    return (
        f"After {len(found.waves)} waves of history matching and {found.runs} runs {left}. The posterior is an "
        "emulator's: it is only as good as the check with real runs above."
    )


def _short(name: object) -> str:
    return str(name).partition(".")[2].replace("_", " ")


def drawings(_result: Calibration) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name."""
    return {"posterior": posterior_figure, "predictive_check": predictive_figure}


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
        if np.isfinite(row["default"]):
            axes.axvline(row["default"], color=palette.ink, linewidth=1, linestyle=(0, (4, 2)))
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
        width = row["accepted_high"] - row["accepted_low"]
        for which, shift, colour in (("default", 0.14, palette.faint), ("posterior", -0.14, palette.series[0])):
            low, middle, high = ((row[f"{which}{end}"] - row["accepted_low"]) / width for end in ("_low", "", "_high"))
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
