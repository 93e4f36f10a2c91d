"""ISO/IEC 20000: a certificate to reach and to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first
from .itil import SPEED, TRAINING, TRAINING_DAYS


@dataclass(frozen=True)
class Iso20000(Strategy):
    """More complete than ITIL, audited, and heavier to carry."""

    name = "iso20000"
    meaning = "IT is certified to ISO/IEC 20000: nearly full adoption, records for the auditor, own targets first."
    source = (
        "One of the systems the workshop report names. Cots et al. 2014: 105 certified Spanish firms report "
        "internal and external benefits that go with satisfaction; self-report of adopters."
    )
    assumption = (
        "Adoption .95, overhead .35, audit .3; training and pace as for ITIL; 40 kEUR and .6 kEUR/day. Sizes are ours."
    )
    capacity_cost = "Training as for ITIL; at full adoption 8 % of IT's time and paperwork on changes."
    delay = "Half of the adoption in seven weeks."
    levers = frozenset({"framework_target", "framework_speed", "objective", "overhead", "audit", "training"})
    one_off_cost = 40.0
    running_cost = 0.6

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {
            "framework_target": always(days, 0.95),
            "framework_speed": always(days, SPEED),
            "objective": always(days, 1.0),
            "overhead": always(days, 0.35),
            "audit": always(days, 0.3),
            "training": at_first(days, TRAINING_DAYS, TRAINING),
        }
