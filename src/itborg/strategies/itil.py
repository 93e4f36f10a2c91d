"""ITIL as an objective and ITIL as a means: the same adoption, with and without targets of its own.

`Itil` is the worst practice "ITIL is the objective" of the workshop report; `ItilAsMeans` is the same adoption without
it. Other frameworks (`borg`, `cobit`, `iso20000`, `csi_programme`) take their pace and training from `Itil`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always, at_first


@dataclass(frozen=True)
class Itil(Strategy):
    """Processes, training and targets; IT spends time on what the targets measure.

    Adoption moves towards its target by a fixed part of the gap per day. It makes work faster and changes safer as far
    as people understand what the work is for; it also costs overhead and paperwork. `objective` takes time for
    reports on IT's own targets.

    Not in it: single processes of ITIL, a service desk where there is none, and better relations with the business. For
    the framework as a means see `itil_as_means`.
    """

    name = "itil"
    meaning = "ITIL is introduced and becomes the objective: everyone is trained, and IT's own targets come first."
    source = (
        "Workshop report: 'ITIL is the objective' while business impact stays unknown. Marrone & Kolbe 2011: IT "
        "executives of 441 firms report more alignment with more adoption. We found no effect size outside IT."
    )
    assumption = (
        "Adoption 0.8, closing 2 % of the gap a day; five training days per person within 50 days. 20 kEUR and "
        "0.3 kEUR/day."
    )
    capacity_cost = (
        "Five days of training per person in the first 50 days; at full adoption 4 % of IT's time and paperwork on "
        "changes."
    )
    delay = "Half of the adoption in seven weeks."
    levers = frozenset({"framework_target", "framework_speed", "objective", "training"})
    one_off_cost = 20.0
    running_cost = 0.3
    #: Target of the adoption of the framework, 0 to 1.
    adoption = 0.8
    #: Part of the gap in adoption that closes per day; half of it in seven weeks.
    adoption_speed = 0.02
    #: How far the framework itself is the objective, 0 to 1.
    objective = 1.0
    #: Period in which training takes place, working days from the start.
    training_period = 50
    #: Training per person, person-days per day of that period: five days in all.
    training_per_day = 5.0 / 50

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return constant levers from the first day, and training on the first `training_period` days."""
        return {
            "framework_target": always(days, self.adoption),
            "framework_speed": always(days, self.adoption_speed),
            "objective": always(days, self.objective),
            "training": at_first(days, self.training_period, self.training_per_day),
        }


@dataclass(frozen=True)
class ItilAsMeans(Itil):
    """The same processes and the same training, as a means: IT spends no time on targets of its own.

    Adoption, pace, training and money are those of `Itil`, so the difference between the two is that of the objective
    alone.

    Not in it: better relations with the business, which a framework does not bring by itself.
    """

    name = "itil_as_means"
    meaning = "The same ITIL as a means to an end: everyone is trained, and nobody reports on IT's own targets."
    source = (
        "Workshop report: the opposite of 'ITIL is the objective'. Marrone & Kolbe 2011: IT executives of 441 firms "
        "report more alignment with more adoption. We found no effect size outside IT."
    )
    levers = frozenset({"framework_target", "framework_speed", "training"})
    objective = 0.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the levers of `Itil` without the objective."""
        return {name: values for name, values in super().plan(days).items() if name in self.levers}
