"""ITIL as it is often adopted: the framework is the objective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first

SPEED = 0.02  # part of the gap in adoption closed per day: half of it in seven weeks
TRAINING_DAYS = 50
TRAINING = 5.0 / TRAINING_DAYS  # five days a head


@dataclass(frozen=True)
class Itil(Strategy):
    """Processes, training and targets; what the targets measure becomes what is worked for."""

    name = "itil"
    meaning = "ITIL is rolled out and is itself the objective: everyone is trained and own targets come first."
    source = (
        "Workshop report: 'ITIL is the objective' while business impact stays unknown. Marrone & Kolbe 2011: IT "
        "executives of 441 firms report more alignment with more adoption. No effect size outside IT was found."
    )
    assumption = "Adoption .8 at 2 % of the gap a day, five training days a head in 50 days, 20 kEUR and .3 kEUR/day."
    capacity_cost = (
        "Five days a head of training in the first 50 days; at full adoption 4 % of IT's time and paperwork on changes."
    )
    delay = "Half of the adoption in seven weeks."
    levers = frozenset({"framework_target", "framework_speed", "objective", "training"})
    one_off_cost = 20.0
    running_cost = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {
            "framework_target": always(days, 0.8),
            "framework_speed": always(days, SPEED),
            "objective": always(days, 1.0),
            "training": at_first(days, TRAINING_DAYS, TRAINING),
        }
