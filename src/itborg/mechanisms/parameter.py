"""What a parameter is: one line that the loader, the lists, the sliders and the sweeps all read."""

from __future__ import annotations

from typing import NamedTuple

ASSUMPTION = "assumption"
DIRECTION = "assumption; the literature gives the direction: "


class Parameter(NamedTuple):
    """One number of the model.

    name     what it is called everywhere
    symbol   its short form in equations, "" if it has none
    default  value used when nothing else is said
    low      lowest plausible value: bound of sliders and sweeps
    high     highest plausible value
    unit     "share" is 0 to 1; "pd" is person-days; "day" is a working day
    meaning  one line
    source   where the number comes from, or "assumption"
    """

    name: str
    symbol: str
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str = ASSUMPTION
