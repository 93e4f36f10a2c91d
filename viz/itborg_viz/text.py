"""Names and numbers as people read them on screens and in the debrief."""

from __future__ import annotations

import math

from itborg.analysis.measures.registry import MEASURES
from itborg.report import formatting
from itborg.report.formatting import MISSING, words
from itborg.report.formatting import strategy_title as strategy_title
from itborg.report.playback.indicators import INDICATORS

#: Headings of measures that are not among the indicators of the player.
_HEADINGS = {"loss": "Outage losses", "lead_time": "Lead time of changes"}
_UNITS = {"day": "days", "level": "levels"}


def lower_first(text: str) -> str:
    """Return a heading as part of a sentence.

    >>> lower_first("Trust of business in IT")
    'trust of business in IT'
    """
    return text[:1].lower() + text[1:]


def measure_title(measure: str) -> str:
    """Return the name of a measure as a heading; a measure that is drawn by day has the same heading there.

    >>> measure_title("net_value"), measure_title("loss"), measure_title("talk_share")
    ('Net value', 'Outage losses', 'talk share')
    """
    if measure in INDICATORS:
        return INDICATORS[measure].label
    return _HEADINGS.get(measure, words(measure))


def measure_unit(measure: str) -> str:
    """Return the unit of a measure; all kinds of money per day count as "kEUR/day".

    >>> measure_unit("net_value"), measure_unit("sla_met")
    ('kEUR/day', 'share')
    """
    unit = str(MEASURES[measure].unit)
    return "kEUR/day" if unit.startswith("kEUR") else unit


def difference_unit(unit: str) -> str:
    """Return the name of a unit beside a difference.

    >>> difference_unit("share"), difference_unit("day")
    ('points', 'days')
    """
    return "points" if unit == "share" else _UNITS.get(unit, "" if unit == "count" else unit)


def scale(unit: str) -> float:
    """Return the factor between a value and the number shown: shares are shown in per cent."""
    return 100.0 if unit == "share" else 1.0


def number(value: float, unit: str, signed: bool = False, digits: int | None = None) -> str:
    """Return a value with its unit.

    unit    "kEUR", "share", "count", "day", "level" or any other unit, which is shown as it is
    signed  for a difference: with its sign, and shares in percentage points
    digits  decimals; None: none, but one for levels and for differences of shares

    >>> number(1465.6, "kEUR"), number(0.934, "share"), number(0.004, "share", signed=True)
    ('1466 kEUR', '93 %', '+0.4 points')
    >>> number(float("nan"), "kEUR"), number(2.5, "kEUR/day", digits=1)
    ('-', '2.5 kEUR/day')
    """
    if digits is None:
        digits = 1 if unit == "level" or (signed and unit == "share") else 0
    shown = formatting.number(value * scale(unit), digits, signed)
    return _with_unit(shown, unit, signed)


def number_range(low: float, high: float, unit: str) -> str:
    """Return two values with their unit, which is shown once.

    >>> number_range(1140.0, 1660.0, "kEUR"), number_range(0.86, 0.92, "share")
    ('1140 to 1660 kEUR', '86 to 92 %')
    """
    last = number(high, unit)
    _, _, shown_unit = last.partition(" ")
    return f"{number(low, unit).removesuffix(shown_unit).rstrip()} to {last}"


def plus_minus(mean: float, low: float, high: float, unit: str, signed: bool = True) -> str:
    """Return a mean with half the width of its interval, with as many decimals as the interval supports.

    signed  for a difference, as in `number`

    >>> plus_minus(12.4, 2.4, 22.4, "kEUR"), plus_minus(0.021, 0.018, 0.024, "share")
    ('+12 ± 10 kEUR', '+2.10 ± 0.30 points')
    >>> plus_minus(0.364, 0.358, 0.37, "share", signed=False)
    '36.4 ± 0.6 %'
    """
    factor = scale(unit)
    half = (high - low) / 2 * factor
    digits = 0 if not math.isfinite(half) or half >= 10 else 1 if half >= 0.5 else 2
    shown = formatting.plus_minus(mean * factor, low * factor, high * factor, digits, signed)
    return _with_unit(shown, unit, signed)


def _with_unit(shown: str, unit: str, signed: bool) -> str:
    """Return a number that is already text with its unit, that of a difference if it is signed."""
    own = "%" if unit == "share" and not signed else difference_unit(unit)
    return shown if shown == MISSING or not own else f"{shown} {own}"
