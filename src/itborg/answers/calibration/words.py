"""A calibration in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ask import Calibration

#: Names shown one by one.
NAMED = 6


def tell(found: Calibration) -> list[str]:
    """Return how well targets are met, fitted and held out, and what was learned of which parameter."""
    return [_met(found), _held_out(found), *_one_life(found), *_missed(found), _learned(found), _ruled_out(found)]


def _met(found: Calibration) -> str:
    fitted = found.targets[found.targets["fitted"]]
    now = int((fitted["now_verdict"] == "within").sum())
    after = int((fitted["verdict"] == "within").sum())
    near = [_short(name) for name in fitted["target"][fitted["verdict"] == "possible"]]
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
    names = ", ".join(_short(name) for name in held["target"][held["verdict"] != "within"])
    within = int((held["verdict"] == "within").sum())
    return f"Of {len(held)} held-out targets, which the fit never saw, {within} lie within their bands" + (
        f"; not so: {names}." if names else "."
    )


def _one_life(found: Calibration) -> list[str]:
    if not (found.targets["reach_low"] < found.targets["band_low"]).any():
        return []
    return [
        "Figures of one log or survey are those of one life: here their bands are wider by how far lives of the model "
        "lie apart (reach_low to reach_high)."
    ]


def _missed(found: Calibration) -> list[str]:
    rows = found.targets[found.targets["fitted"] & (found.targets["verdict"] == "outside")]
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
