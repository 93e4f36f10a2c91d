"""Borg (assimilation): the same process as ITIL, made mandatory for the business.

The workshop report links assimilation to resistance, shadow IT and the threat of outsourcing. Compare `itil`, which has
the same process without the mandate, to see the effect of the mandate alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Values, always
from .itil import Itil


@dataclass(frozen=True)
class Borg(Itil):
    """IT's process is the only way to request work; shadow IT is policed lightly.

    Adds two levers to ITIL. `mandate`: IT ignores priority labels and writes the requirements itself, each change takes
    more effort, and each request and incident of a manager may change that manager's trust in IT. `enforcement`:
    purchases outside IT are detected more often, and detection costs trust.

    Not in it: appeals of the business to the board of directors, and the departure of managers.
    """

    name = "borg"
    meaning = "Assimilation of the business: IT's process is mandatory, IT writes the requirements and ignores labels."
    source = (
        "Workshop report: assimilation leads to resistance, shadow IT and the threat of outsourcing. Reactance: "
        "Brehm 1966 supports the direction."
    )
    assumption = (
        "Content and training as in itil. The effects of the mandate are ours: labels are ignored, each change takes "
        "15 % more effort, IT's understanding replaces the manager's, and each contact causes reactance. Policing is "
        "0.3. 25 kEUR and 0.3 kEUR/day."
    )
    capacity_cost = "As for itil, plus 15 % more effort for each change."
    delay = "The mandate acts at once; adoption as for itil."
    levers = Itil.levers | {"mandate", "enforcement"}
    one_off_cost = 25.0
    running_cost = 0.3
    #: How far the process is mandatory, 0 to 1.
    mandate = 1.0
    #: Strength of the policing of shadow IT, 0 to 1.
    enforcement = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the levers of ITIL, and mandate and enforcement, both constant from the first day."""
        return super().plan(days) | {
            "mandate": always(days, self.mandate),
            "enforcement": always(days, self.enforcement),
        }


@dataclass(frozen=True)
class BorgEnforced(Borg):
    """As Borg, with full policing of shadow IT.

    Separates two explanations of less shadow IT: a business that is content, and a business that is watched. A detected
    purchase has cost money without any benefit, and lowers the manager's trust in the head of IT; it may still leave
    faults. Mandate, adoption and training are those of Borg.
    """

    name = "borg_enforced"
    meaning = "Assimilation with full policing: IT searches for shadow IT and shuts it down."
    assumption = (
        "As for borg, with policing 1 and 0.5 kEUR/day. Policing reduces the measured shadow IT, which need not "
        "increase value."
    )
    running_cost = 0.5
    enforcement = 1.0
