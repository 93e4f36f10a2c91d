"""BiSL: the business learns to manage its own demand for information."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class Bisl(Strategy):
    """The demand side is made professional; IT itself stays as it is."""

    name = "bisl"
    meaning = "Managers learn to manage information: they understand IT's cost and risk and say what they need."
    source = (
        "One of the systems the workshop report names. Reich & Benbasat 2000: shared domain knowledge carries "
        "alignment. Of BiSL's own effect no readable figures were found."
    )
    assumption = (
        "Training writes IT understanding directly, towards .65, most of it in 80 days: that rise is an input. "
        "Exaggerating a label costs a trained manager .03 more. 15 kEUR and .5 kEUR/day."
    )
    capacity_cost = "None charged: managers learn beside their work, which flatters it."
    delay = "Half of the gap in seven weeks, four fifths of it in 80 days."
    levers = frozenset({"business_training"})
    one_off_cost = 15.0
    running_cost = 0.5

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {"business_training": always(days, 0.65)}
