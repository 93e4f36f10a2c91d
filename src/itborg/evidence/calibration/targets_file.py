"""Targets of a calibration in a TOML file: empirical values of real organisations, or of a user's own incident log.

[[target]]
id = "handoffs.share_with_1_or_more"         # as the model computes it
statistic = "share of closed incidents with one hand-off or more"
band = [0.40, 0.51]
fitted = true                                # false: held out, to check the fit
error = 0.012                                # standard error of a value from one log; without it the band alone counts
source = "our service desk, 2025"
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

from ...analysis.measures.log_indicators import INDICATORS
from ...analysis.measures.registry import MEASURES
from ...common.errors import InputError, did_you_mean, unknown
from ...common.toml_reader import TomlTable, read_toml
from ..incident_log.log import Indicator
from ..validation.targets import Target, assessed_targets
from .aims import BAND_SD, on_log_scale

_KEYS = ("id", "statistic", "source", "band", "fitted", "value", "error")
#: Share of a value by which a model of this kind may miss it and still be called right. An assumption.
TOLERANCE = 0.1
#: Indicators of a user's log that are fitted; others are held out. Measures, such as answers to a survey, are fitted.
FITTED = ("share_with", "median_hours", "time_ratio", "incidents_per_person_day", "top_label_share")
#: Beginning of the names of indicators by changes of team; they are fitted where a log has no other hand-offs.
BY_TEAM = "team_"


def bundled() -> list[Target]:
    """Return the assessed targets of targets.toml that one run of the baseline can compute.

    Targets under another strategy, or that need several runs, are left out.
    """
    return [one for one in assessed_targets() if one.id in INDICATORS or one.id in MEASURES]


def read_targets(path: str | Path) -> list[Target]:
    """Return the targets of a file in its order.

    path  a TOML file as above

    Raises InputError that names every mistake with its line: unknown keys or ids, bands that are none, no target.
    """
    top = read_toml(Path(path), "targets")
    top.check_keys(["target"])
    found = [_target(table) for table in top.tables("target")]
    if not found and not top.problems:
        top.wrong("target", "there is no [[target]] in this file")
    top.raise_if_wrong()
    return [one for one in found if one is not None]


def _target(table: TomlTable) -> Target | None:
    """Return the target of one [[target]] table; None for a mistake, which is recorded in the table."""
    table.check_keys(_KEYS)
    name = table.text("id", "")
    known = [*INDICATORS, *MEASURES]
    if name not in known:
        table.wrong("id", f"no indicator '{name}'; {did_you_mean(name, known)}" if name else "it needs an id")
        return None
    band, fitted = table.values.get("band"), table.values.get("fitted", True)
    if not (isinstance(band, list) and len(band) == 2 and all(_is_number(one) for one in band) and band[0] < band[1]):
        table.wrong("band", f"{band!r} is no band, such as band = [0.40, 0.51]")
        return None
    if on_log_scale(name) and band[0] <= 0:
        table.wrong("band", f"{band!r} must begin above 0, as times and ratios do")
        return None
    if not isinstance(fitted, bool):
        table.wrong("fitted", f"{fitted!r} is neither true nor false")
        return None
    return Target(
        name,
        table.text("statistic", name),
        table.text("source", "user"),
        (float(band[0]), float(band[1])),
        fitted,
        error=table.number("error", 0.0) if "error" in table.values else None,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def targets_text(indicators: Sequence[Indicator], source: str, what: str, sampled: bool = False) -> str:
    """Return measured indicators as the text of a targets file, with a comment on how to use it.

    An indicator is left out if its error is not known, or if it is 0 and would be fitted on the log scale.

    indicators  with values and standard errors
    source      of the values, written to each target
    what        what they were measured on, such as "120 closed incidents"
    sampled     True if the error is that of a sample of respondents, which replications of the model do not contain;
                else it is the error over incidents
    """
    lines = [
        f"# Indicators of {what}. A band is the value plus or minus two standard errors and {TOLERANCE:.0%} of the",
        "# value, combined as a root sum of squares; a model of this kind is hardly more accurate than that.",
        "# error: the value comes from one realisation, so the variance between replications of the model, less this",
        "# part of it, is added. Use runs as long as the period of the data (--days), and edit what you know better.",
        "# fitted = false: held out; `itborg calibrate` does not use it in the fit, and reports whether it is met.",
    ]
    found = list(filter(_can_be_fitted, indicators))
    either = any(one.id.partition(".")[2].startswith(FITTED[0]) for one in found)
    for one in found:
        low, high = band_of(one)
        name = one.id.partition(".")[2]
        fitted = one.id in MEASURES or (name if either else name.removeprefix(BY_TEAM)).startswith(FITTED)
        lines += [
            "",
            "[[target]]",
            f'id = "{one.id}"',
            f"value = {one.value:.6g}",
            f"error = {0.0 if sampled else one.error:.3g}",
            f"band = [{low:.6g}, {high:.6g}]",
            f"fitted = {'true' if fitted else 'false'}",
            f"source = {json.dumps(source, ensure_ascii=False)}",
        ]
    return "\n".join(lines) + "\n"


def _can_be_fitted(one: Indicator) -> bool:
    """Return whether the error of an indicator is known and its logarithm exists where one is needed."""
    return math.isfinite(one.error) and (one.value > 0 or not on_log_scale(one.id))


def band_of(one: Indicator, tolerance: float = TOLERANCE) -> tuple[float, float]:
    """Return the band (low, high) of an indicator: symmetric, on the log scale for times and ratios.

    Its half width is the root sum of squares of BAND_SD standard errors and the tolerance.

    one        a measured value with its standard error
    tolerance  error of the model itself, as a share of the value
    """
    if on_log_scale(one.id):
        factor = math.exp(math.hypot(BAND_SD * one.error / one.value, tolerance))
        return one.value / factor, one.value * factor
    half = math.hypot(BAND_SD * one.error, tolerance * abs(one.value)) or 1e-6
    return one.value - half, one.value + half


def hold_out(targets: Sequence[Target], names: Sequence[str]) -> list[Target]:
    """Return the targets with those named held out; others keep their state.

    names  ids of targets

    Raises InputError for a name that is not among them.
    """
    known = [one.id for one in targets]
    for name in names:
        if name not in known:
            raise unknown("target", name, known)
    return [one._replace(fitted=one.fitted and one.id not in names) for one in targets]


def split(targets: Sequence[Target]) -> tuple[list[Target], list[Target]]:
    """Return (fitted targets, held-out targets), each in their order; InputError if none is fitted."""
    fitted = [one for one in targets if one.fitted]
    if not fitted:
        raise InputError("no target is fitted: at least one needs fitted = true")
    return fitted, [one for one in targets if not one.fitted]
