"""ISO/IEC 20000: a certificate to obtain and to keep.

Relies on `itil` for pace, period and amount of training, so that both differ in target, overhead and audit only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first
from .itil import Itil


@dataclass(frozen=True)
class Iso20000(Strategy):
    """More complete than ITIL, audited, and with more overhead.

    Stands for a certificate that is sought for its own sake: `objective` is 1, so IT spends time on its records and
    targets. The audit makes false labels somewhat more expensive.

    Not in it: the value of the certificate in a tender, the visit of the auditor as an event, and the loss of a
    certificate.
    """

    name = "iso20000"
    meaning = "IT is certified to ISO/IEC 20000: nearly full adoption, records for the auditor, own targets first."
    source = (
        "One of the frameworks named in the workshop report. Cots et al. 2014: 105 certified Spanish firms report "
        "internal and external benefits that correlate with satisfaction; self-reports of adopters."
    )
    assumption = (
        "Adoption 0.95, overhead 0.35, audit 0.3; training and pace as for itil. 40 kEUR and 0.6 kEUR/day. All sizes "
        "are ours."
    )
    capacity_cost = "Training as for itil; at full adoption 8 % of IT's time and paperwork on changes."
    delay = "Half of the adoption in seven weeks."
    levers = frozenset({"framework_target", "framework_speed", "objective", "overhead", "audit", "training"})
    one_off_cost = 40.0
    running_cost = 0.6
    #: Target of the adoption of the framework, 0 to 1.
    adoption = 0.95
    #: How far the framework itself is the objective, 0 to 1.
    objective = 1.0
    #: Additional overhead, 0 to 1 of the largest.
    overhead = 0.35
    #: Strength of the audit, 0 to 1.
    audit = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return constant levers from the first day, and training in the period in which ITIL trains."""
        return {
            "framework_target": always(days, self.adoption),
            "framework_speed": always(days, Itil.adoption_speed),
            "objective": always(days, self.objective),
            "overhead": always(days, self.overhead),
            "audit": always(days, self.audit),
            "training": at_first(days, Itil.training_period, Itil.training_per_day),
        }
