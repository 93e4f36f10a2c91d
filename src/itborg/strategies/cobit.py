"""COBIT: control objectives and audit.

One of the frameworks named in the workshop report. Relies on `itil` for pace, period and amount of training.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first
from .itil import Itil


@dataclass(frozen=True)
class Cobit(Strategy):
    """Less process than ITIL and more control: documented rules are audited.

    The audit makes a false priority label and a purchase outside IT more expensive for the manager. Adoption makes work
    faster and changes safer, and its overhead takes working time from IT.

    Not in it: value management and the goals cascade of COBIT, fines, or a reaction of managers who feel distrusted.
    Nobody's understanding of the other side improves directly.
    """

    name = "cobit"
    meaning = "IT governance by control objectives: priority labels and purchases are audited, with overhead for IT."
    source = (
        "One of the frameworks named in the workshop report. The literature cites a return on IT 'up to 40 %' higher "
        "with good IT governance, from secondary sources only."
    )
    assumption = (
        "Adoption 0.4 with half of ITIL's training; the framework is the objective to 0.6; overhead 0.4; full audit, "
        "which makes exaggerated labels more expensive and shadow IT less attractive. 30 kEUR and 0.5 kEUR/day. All "
        "sizes are ours."
    )
    capacity_cost = "2.5 days of training per person in the first 50 days; 5 % of IT's time."
    delay = "Half of the adoption in seven weeks; the audit acts at once."
    levers = frozenset({"framework_target", "framework_speed", "objective", "overhead", "audit", "training"})
    one_off_cost = 30.0
    running_cost = 0.5
    #: Target of the adoption of the framework, 0 to 1.
    adoption = 0.4
    #: How far the framework itself is the objective, 0 to 1.
    objective = 0.6
    #: Additional overhead, 0 to 1 of the largest.
    overhead = 0.4
    #: Strength of the audit, 0 to 1.
    audit = 1.0
    #: Training relative to ITIL's, ratio.
    training_share = 0.5

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return constant levers from the first day, and training in the period in which ITIL trains."""
        return {
            "framework_target": always(days, self.adoption),
            "framework_speed": always(days, Itil.adoption_speed),
            "objective": always(days, self.objective),
            "overhead": always(days, self.overhead),
            "audit": always(days, self.audit),
            "training": at_first(days, Itil.training_period, self.training_share * Itil.training_per_day),
        }
