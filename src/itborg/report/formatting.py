"""Numbers, names and lists as people read them: the one place where pages, tables, stories, terminal and app get them.

Numbers have a decimal point with a leading zero and no power of ten; a value with uncertainty is the mean ± half of its
95 % interval. JSON and CSV files hold unrounded numbers and do not use this module.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

#: What stands in place of a value that is not known.
MISSING = "-"
#: Decimals of a measure by its unit, the same down a column.
DECIMALS = {"share": 3, "probability": 3, "correlation": 3, "level": 2, "kEUR/day": 2, "day": 1, "count": 1}
#: Parts of names that are abbreviations.
CAPITALS = {"sla": "SLA", "it": "IT", "sam": "SAM", "vocr": "VOCR"}
#: Parts of names of strategies that are abbreviations.
_ABBREVIATIONS = {
    "itil": "ITIL", "iso20000": "ISO 20000", "cobit": "COBIT", "bisl": "BiSL", "brm": "BRM", "csi": "CSI",
    "pdca": "PDCA", "vocr": "VOCR",
}  # fmt: skip
#: Significant digits of a value, and of half of its interval, where no number of decimals is given.
DIGITS, DIGITS_OF_HALF = 3, 2


def decimals(unit: object) -> int:
    """Return with how many decimals values of a unit are shown; 2 for a unit that is not listed.

    unit  a key of DECIMALS, such as "share"; None is allowed, for a measure that is not registered

    >>> decimals("share"), decimals("count"), decimals("kEUR")
    (3, 1, 2)
    """
    return DECIMALS.get(str(unit), 2)


def number(value: float | None, places: int | None = None, signed: bool = False) -> str:
    """Return a number; MISSING for None and for what is not finite.

    places  decimals; None: three significant digits, from 1000 on all digits before the decimal point
    signed  with a plus sign where it is not negative

    >>> number(1.234, 2), number(1.234, 1, signed=True), number(float("nan")), number(None)
    ('1.23', '+1.2', '-', '-')
    >>> number(1234.5), number(0.0123456, signed=True), number(999.6), number(-0.00001234)
    ('1234', '+0.0123', '1000', '-0.0000123')
    """
    if value is None or not math.isfinite(value):
        return MISSING
    shown = _significant(value, DIGITS) if places is None else f"{value:.{places}f}"
    if not shown.strip("-0."):
        shown = shown.removeprefix("-")
    return f"+{shown}" if signed and not shown.startswith("-") else shown


def _significant(value: float, digits: int) -> str:
    """Return a number with significant digits, without a power of ten and without trailing zeros.

    Numbers with more digits before the decimal point are rounded to integers, not further.
    """
    if abs(value) >= 10**digits:
        return f"{value:.0f}"
    return np.format_float_positional(value, precision=digits, unique=False, fractional=False, trim="-")


def plus_minus(
    mean: float | None, low: float | None, high: float | None, places: int | None = None, signed: bool = False
) -> str:
    """Return "mean ± half of the interval", or the mean alone where the interval is not known.

    mean       MISSING is shown for None and NaN
    low, high  ends of the interval; None or NaN: not known
    places     decimals; None: as many as show two significant digits of the half
    signed     with a plus sign where the mean is not negative

    >>> plus_minus(1.5, 1.0, 2.0, 1, signed=True), plus_minus(0.3712, 0.363, 0.3793), plus_minus(None, None, None)
    ('+1.5 ± 0.5', '0.3712 ± 0.0082', '-')
    """
    width = half(low, high)
    if not math.isfinite(width):
        return number(mean, places, signed)
    if places is None and width > 0:
        places = max(0, DIGITS_OF_HALF - 1 - math.floor(math.log10(width)))
    return f"{number(mean, places, signed)} ± {number(width, places)}"


def half(low: float | None, high: float | None) -> float:
    """Return half of the width of an interval; NaN where it is not known.

    low, high  ends of the interval, in any unit
    """
    return math.nan if low is None or high is None else (high - low) / 2


def percent(share: float | None, places: int = 0, signed: bool = False) -> str:
    """Return a share as a percentage; MISSING for None and for what is not finite.

    share   1 is 100 %; shares below 0 (differences) and above 1 are allowed
    places  decimals of the percentage
    signed  with a plus sign where it is not negative

    >>> percent(0.974), percent(-0.051, 1, signed=True), percent(float("nan"))
    ('97 %', '-5.1 %', '-')
    """
    shown = number(None if share is None else 100 * share, places, signed)
    return shown if shown == MISSING else f"{shown} %"


def span(low: float, high: float, places: int | None = None) -> str:
    """Return a range, both ends as `number` shows them.

    places  decimals of both; None: three significant digits each

    >>> span(0.05, 0.24)
    '0.05 to 0.24'
    """
    return f"{number(low, places)} to {number(high, places)}"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: with commas, and with "and" before the last.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    return "".join(names) if len(names) < 2 else ", ".join(names[:-1]) + " and " + names[-1]


def counted(count: int, noun: str) -> str:
    """Return a number of things.

    noun  in the singular; an s is appended for any number but 1

    >>> counted(1, "paired replication"), counted(200, "paired replication")
    ('1 paired replication', '200 paired replications')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def words(name: object) -> str:
    """Return a name with underscores as words; parts of it that are abbreviations (CAPITALS) get capital letters.

    >>> words("trust_business_to_it"), words("share_of_sla_met")
    ('trust business to IT', 'share of SLA met')
    """
    return " ".join(CAPITALS.get(word, word) for word in str(name).split("_"))


def strategy_title(specification: str) -> str:
    """Return a strategy as a heading.

    >>> strategy_title("none"), strategy_title("itil+brm_style@120"), strategy_title("vocr_board")
    ('No intervention', 'ITIL + BRM style after day 120', 'VOCR board')
    """
    return " + ".join(_part_title(part) for part in specification.split("+"))


def _part_title(part: str) -> str:
    name, _, day = part.partition("@")
    text = " ".join(_ABBREVIATIONS.get(word, word) for word in name.split("_"))
    text = "No intervention" if name == "none" else text[:1].upper() + text[1:]
    return text + (f" after day {day}" if day else "")
