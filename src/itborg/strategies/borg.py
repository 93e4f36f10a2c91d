"""Assimilation: the same process as ITIL, made mandatory for the business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Values, always
from .itil import Itil


@dataclass(frozen=True)
class Borg(Itil):
    """IT's process is the only way in; resistance is answered with a little policing."""

    name = "borg"
    meaning = "The business is assimilated: IT's process is mandatory, IT writes the requirements, labels are ignored."
    source = (
        "Workshop report: assimilation meets resistance, shadow IT and the threat of outsourcing. Reactance: "
        "Brehm 1966 gives the direction."
    )
    assumption = (
        "Content and training as ITIL's. What a mandate does (labels ignored, 15 % more effort per change, IT's "
        "understanding in place of the manager's, reactance at each contact) is ours; policing .3; 25 kEUR and "
        ".3 kEUR/day."
    )
    capacity_cost = "As ITIL, and 15 % more effort for each change."
    delay = "The mandate at once; adoption as ITIL's."
    levers = Itil.levers | {"mandate", "enforcement"}
    one_off_cost = 25.0
    running_cost = 0.3

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return super().plan(days) | {"mandate": always(days, 1.0), "enforcement": always(days, 0.3)}


@dataclass(frozen=True)
class BorgEnforced(Borg):
    """As Borg, and shadow IT is hunted."""

    name = "borg_enforced"
    meaning = "Assimilation with full policing: shadow IT is searched for and shut down."
    assumption = (
        "As for borg, with policing 1 and .5 kEUR/day. Policing lowers the shadow IT that is measured, "
        "which is not the same as value."
    )
    running_cost = 0.5

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return super().plan(days) | {"enforcement": always(days, 1.0)}
