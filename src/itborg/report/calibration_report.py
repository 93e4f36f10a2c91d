"""The result of a calibration: sentences and figures.

Relies on the tables of `Calibration`. Targets are "within" their accepted range if the median over runs lies in it,
"possible" if only part of the predictive interval does, and "outside" otherwise. All intervals of this page are
middle 90 % intervals, of the posterior or of predicted runs; they are not confidence intervals of a mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .drawing import DASHED, PRINT, WIDTH, Figure, Palette, Room, calm, name_rows, room_for, title
from .formatting import counted, number, span, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..evidence.calibration.calibrate import Calibration
    from .drawing import Draw

#: Most parameters that are named.
NAMED = 6


def sentences(found: Calibration) -> list[str]:
    """Return how well fitted and held-out targets are met, and which parameters were identified.

    In order: fitted targets met before and after the fit; held-out targets; a note if a target is one realisation;
    fitted targets that no parameter values meet; identified parameters with median and 90 % interval; what remains
    plausible.
    """
    return [
        _met(found),
        _held_out(found),
        *_one_realisation(found),
        *_missed(found),
        _learned(found),
        _ruled_out(found),
    ]


def _met(found: Calibration) -> str:
    """Return how many fitted targets the fit and the defaults meet, and which only some runs of the fit meet."""
    fitted = found.targets[found.targets["fitted"]]
    now = int((fitted["default_result"] == "within").sum())
    after = int((fitted["result"] == "within").sum())
    near = [_short(name) for name in fitted["target"][fitted["result"] == "possible"]]
    text = (
        f"Of {len(fitted)} fitted targets {after} are met by the fit and {now} by the default values (median over runs "
        "within the band; common random numbers for both, other than those used for the fit)."
    )
    text += f" The median of the fit misses {', '.join(near)}, which some of its runs meet." if near else ""
    no_better = " The fit is no better than the default values: it shows which other values fit as well."
    return text + (no_better if after <= now else "")


def _held_out(found: Calibration) -> str:
    """Return how many held-out targets are met; without any, that the fit is untested."""
    held = found.targets[~found.targets["fitted"]]
    if held.empty:
        return "No target was held out, so the fit has not been tested on other data than it was fitted to."
    names = ", ".join(_short(name) for name in held["target"][held["result"] != "within"])
    within = int((held["result"] == "within").sum())
    outside = f"; outside: {names}" if names else ""
    return f"Held-out targets, which were not used in the fit: {within} of {len(held)} within their bands{outside}."


def _one_realisation(found: Calibration) -> list[str]:
    """Return a note if a target has a wider accepted range than its band, since its value is from one realisation."""
    if not (found.targets["accepted_low"] < found.targets["band_low"]).any():
        return []
    return [
        "Values from one log or survey are those of one realisation: here their bands are wider by the variance "
        "between replications of the model (accepted_low to accepted_high)."
    ]


def _missed(found: Calibration) -> list[str]:
    """Return a sentence on fitted targets whose predictive interval misses the accepted range; empty if none does."""
    rows = found.targets[found.targets["fitted"] & (found.targets["result"] == "outside")]
    if rows.empty:
        return []
    names = ", ".join(_short(name) for name in rows["target"])
    return [f"No parameter values within their ranges meet {names}: here the model itself contradicts the data."]


def _learned(found: Calibration) -> str:
    """Return the identified parameters, best identified first and at most NAMED, and the names of the others.

    Order is by `learned`: the relative fall of the standard deviation from the uniform prior to the posterior, 0 to 1.
    """
    rows = found.parameters.sort_values("learned", ascending=False)
    known = rows[rows["identified"]]
    if known.empty:
        return "The targets identify no single parameter: many combinations fit equally well."
    shown = known.head(NAMED).to_dict("records")
    named = [f"{row['parameter']} {number(row['median'])} ({span(row['low'], row['high'])})" for row in shown]
    rest = list(rows["parameter"][~rows["identified"]])
    other = f" Not identified, any value in the range fits: {', '.join(rest)}." if rest else ""
    return f"Parameters identified by the targets, median and 90 % interval: {'; '.join(named)}.{other}"


def _ruled_out(found: Calibration) -> str:
    """Return the plausible share of the parameter space after the last wave, and the number of waves and runs."""
    last = found.waves[-1]
    left = (
        f"a share of {number(last.plausible)} of the parameter space"
        if last.plausible
        else "almost no part of the space"
    )
    return (
        f"After {counted(len(found.waves), 'wave')} of history matching and {found.runs} runs, {left} remains "
        "plausible. The posterior comes from an emulator: it is only as good as the check with runs of the model above."
    )


def _short(name: object) -> str:
    """Return the id of a target as words, without the part before its first point."""
    return words(str(name).partition(".")[2])


def drawings(_result: Calibration) -> Mapping[str, Draw]:
    """Return what draws the figures of a result, by name.

    "posterior" is the main figure; "predictive_check" compares runs before and after the fit with the targets.
    """
    return {"posterior": posterior_figure, "predictive_check": predictive_figure}


def posterior_figure(found: Calibration, palette: Palette = PRINT) -> Figure:
    """Draw the posterior of each parameter within its range, with the default value dashed.

    One histogram of 24 bins a parameter, at most four in a row; the horizontal axis spans the range that was searched,
    in the unit of the parameter. Grey: the targets do not identify the parameter.
    """
    rows = found.parameters.to_dict("records")
    columns = min(4, len(rows))
    lines = -(-len(rows) // columns)
    figure = Figure(WIDTH, 0.6 + 1.5 * lines, Room(left=0.2, top=0.4, bottom=0.35, across=0.3))
    panels = list(figure.subplots(lines, columns, squeeze=False).flat)
    for axes, row in zip(panels, rows, strict=False):
        calm(axes, palette, grid="x")
        colour = palette.series[0] if row["identified"] else palette.faint
        values = found.posterior[row["parameter"]]
        axes.hist(values, bins=np.linspace(row["from"], row["to"], 25), color=colour, alpha=0.7)
        if np.isfinite(row["default"]):
            axes.axvline(row["default"], color=palette.ink, linewidth=1, linestyle=DASHED)
        axes.set_xlim(row["from"], row["to"])
        axes.set_yticks([])
        axes.x.most = 4
        title(axes, words(row["parameter"]), palette)
    for axes in panels[len(rows) :]:
        axes.set_visible(False)
    return figure


def predictive_figure(found: Calibration, palette: Palette = PRINT) -> Figure:
    """Draw where runs lie before and after the fit, relative to the band of each target: 0 and 1 are its edges.

    Point: median; bar: middle 90 % of runs, cut off at 3 band widths outside the band. Grey: default values; blue: the
    posterior. The band is the accepted range, which for a target from one realisation allows for the variance between
    replications. Held-out targets are marked as such.
    """
    rows = found.targets.to_dict("records")
    names = [_short(row["target"]) + ("" if row["fitted"] else "  (held out)") for row in rows]
    figure = Figure(WIDTH, 1.1 + 0.3 * len(rows), Room(left=room_for(names), top=0.35, bottom=0.5))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    axes.axvspan(0, 1, color=palette.grid)
    for at, row in enumerate(rows):
        width = row["accepted_high"] - row["accepted_low"]
        for which, shift, colour in (("default", 0.14, palette.faint), ("posterior", -0.14, palette.series[0])):
            low, middle, high = ((row[f"{which}{end}"] - row["accepted_low"]) / width for end in ("_low", "", "_high"))
            axes.plot(
                np.clip([low, high], -3, 4), [at + shift] * 2, color=colour, linewidth=2.2, solid_capstyle="round"
            )
            axes.plot([np.clip(middle, -3, 4)], [at + shift], "o", color=colour, markersize=4)
    name_rows(axes, names)
    axes.set_xlim(-3, 4)
    axes.set_xlabel("in widths of the band (for a log: of one realisation): 0 is the lower, 1 the upper edge")
    title(axes, "middle 90 % of runs; grey: default values; blue: after the fit", palette)
    return figure
