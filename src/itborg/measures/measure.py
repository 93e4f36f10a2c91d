"""What a measure is: a name, a formula in words, a unit, a direction and a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from itborg.measures.window import Window

Better = Literal["higher", "lower"] | None


class Measure(NamedTuple):
    """One number that says how a run went.

    name      what it is called everywhere
    meaning   what it says, formula included
    unit      "share" is 0 to 1
    better    which direction is better; None where neither is in itself
    function  from the days looked at to the number; NaN where it is not defined
    """

    name: str
    meaning: str
    unit: str
    better: Better
    function: Callable[[Window], float]
