"""COBIT: control objectives and audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first
from .itil import SPEED, TRAINING, TRAINING_DAYS


@dataclass(frozen=True)
class Cobit(Strategy):
    """Less process than ITIL, more control: what is written down is checked."""

    name = "cobit"
    meaning = "IT governance by control objectives: labels and purchases are audited, at the price of overhead."
    source = (
        "One of the systems the workshop report names. A return on IT 'up to 40 %' higher with well-organised "
        "governance is quoted in the literature, second-hand only."
    )
    assumption = (
        "Adoption .4 and half of ITIL's training, framework an objective to .6, overhead .4, full audit: exaggerating "
        "a label costs .10 more, buying round IT is worth .08 less; 30 kEUR and .5 kEUR/day. Sizes are ours."
    )
    capacity_cost = "Two and a half days a head of training in the first 50 days; 5 % of IT's time."
    delay = "Half of the adoption in seven weeks; audit at once."
    levers = frozenset({"framework_target", "framework_speed", "objective", "overhead", "audit", "training"})
    one_off_cost = 30.0
    running_cost = 0.5

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {
            "framework_target": always(days, 0.4),
            "framework_speed": always(days, SPEED),
            "objective": always(days, 0.6),
            "overhead": always(days, 0.4),
            "audit": always(days, 1.0),
            "training": at_first(days, TRAINING_DAYS, 0.5 * TRAINING),
        }
