"""What is to be met: figures of real organisations, or of a user's own incident log, in TOML.

[[target]]
id = "handoffs.share_with_1_or_more"   # as the model counts it
statistic = "share of closed incidents with one hand-off or more"
band = [0.40, 0.51]
fitted = true                                # false: held out, to judge the fit by
error = 0.012                                # of a figure of one log: its standard error; left out: the band says all
source = "our service desk, 2025"
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

from ...analysis.measures.log_indicators import FIGURES
from ...analysis.measures.registry import MEASURES
from ...common.errors import InputError, did_you_mean, unknown
from ...common.toml_reader import Table, read_toml
from ..incident_log.log import Figure
from ..validation.targets import Target, assessed_targets
from .emulator import REACH, is_ratio

_KEYS = ("id", "statistic", "source", "band", "fitted", "value", "error")
#: Part of a figure's value by which a model of this kind may miss it and still be called right: our choice.
TOLERANCE = 0.1
#: Figures of a user's log that are fitted; all others judge the fit. Measures, such as answers to a survey, all are.
FITTED = ("share_with", "median_hours", "time_ratio", "incidents_per_person_day", "top_label_share")


def bundled() -> list[Target]:
    """Return the judged figures of real organisations that one untreated run can tell."""
    return [one for one in assessed_targets() if one.id in FIGURES or one.id in MEASURES]


def read_targets(path: str | Path) -> list[Target]:
    """Return the targets of a file; InputError names every mistake with its line."""
    top = read_toml(Path(path), "targets")
    top.check_keys(["target"])
    found = [_target(table) for table in top.tables("target")]
    if not found and not top.problems:
        top.wrong("target", "there is no [[target]] in this file")
    top.raise_if_wrong()
    return [one for one in found if one is not None]


def _target(table: Table) -> Target | None:
    table.check_keys(_KEYS)
    name = table.text("id", "")
    known = [*FIGURES, *MEASURES]
    if name not in known:
        table.wrong("id", f"no figure '{name}'; {did_you_mean(name, known)}" if name else "it needs an id")
        return None
    band, fitted = table.values.get("band"), table.values.get("fitted", True)
    if not (isinstance(band, list) and len(band) == 2 and all(_is_number(one) for one in band) and band[0] < band[1]):
        table.wrong("band", f"{band!r} is no band, such as band = [0.40, 0.51]")
        return None
    if is_ratio(name) and band[0] <= 0:
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


def targets_text(found: Sequence[Figure], source: str, what: str, sampled: bool = False) -> str:
    """Return measured figures as a targets file: bands are two standard errors and a tenth of the value wide.

    what     they are figures of, such as "120 closed incidents"
    sampled  the error is that of who was asked, of which lives of the model hold nothing; else that over incidents
    """
    lines = [
        f"# Figures of {what}. A band is the figure, give or take two standard errors and {TOLERANCE:.0%} of its",
        "# value, for no model of this kind is nearer. error: these are figures of one life, and how far lives of the",
        "# model lie apart is counted as well, less this part of the error, which they hold. Let runs be as long",
        "# (--days), and change what you know.",
        "# fitted = false: held out; `itborg calibrate` does not look at it and tells whether it comes out right.",
    ]
    for one in filter(_tells, found):
        low, high = band_of(one)
        fitted = one.id in MEASURES or one.id.partition(".")[2].startswith(FITTED)
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


def _tells(one: Figure) -> bool:
    """Return whether a figure can be aimed at: its error is known, and it is above 0 if its logarithm is fitted."""
    return math.isfinite(one.error) and (one.value > 0 or not is_ratio(one.id))


def band_of(one: Figure, tolerance: float = TOLERANCE) -> tuple[float, float]:
    """Return where a figure may lie: times and ratios by so many times, others by so much.

    tolerance  how far a model of this kind may be off, as a share of the figure
    """
    if is_ratio(one.id):
        times = math.exp(math.hypot(REACH * one.error / one.value, tolerance))
        return one.value / times, one.value * times
    half = math.hypot(REACH * one.error, tolerance * abs(one.value)) or 1e-6
    return one.value - half, one.value + half


def hold_out(found: Sequence[Target], names: Sequence[str]) -> list[Target]:
    """Return targets with those named held out; InputError for one that is not among them."""
    known = [one.id for one in found]
    for name in names:
        if name not in known:
            raise unknown("target", name, known)
    return [one._replace(fitted=one.fitted and one.id not in names) for one in found]


def split(found: Sequence[Target]) -> tuple[list[Target], list[Target]]:
    """Return (fitted, held out) targets; InputError if nothing is fitted."""
    fitted = [one for one in found if one.fitted]
    if not fitted:
        raise InputError("no target is fitted: at least one needs fitted = true")
    return fitted, [one for one in found if not one.fitted]
