"""Control strategies for experiments: two kinds of contact with equal hours, and approval without understanding.

None of them is a proposal: `control` is True, and rankings leave them out unless they are named. Each isolates one part
of another strategy, so that a comparison with common random numbers attributes an effect to that part. `meetings` is
the control for `go_and_see`, `external_approval` that for `vocr_board`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values, always


@dataclass(frozen=True)
class GoAndSee(Strategy):
    """The visits of brm_style without its other parts.

    The difference from the baseline is the effect of seeing the work; the difference from brm_style is that of language
    and promises. There is no coaching and no change of what IT promises.
    """

    name = "go_and_see"
    meaning = "IT people go and see the work of the business, half a day in 20 days; nothing else changes."
    source = (
        "Workshop report: IT people who went to see the work understood it. Tacit knowledge (Polanyi; Nonaka) supports "
        "the direction."
    )
    assumption = "Seeing the work teaches beyond the tacit ceiling, talk does not: an input. No money, hours only."
    capacity_cost = "A half-day visit per person in 20 days, and the managers' time for it."
    delay = "None: each visit teaches at once."
    levers = frozenset({"visits"})
    control = True
    #: Visits per IT person and day.
    visits = 0.05

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the rate of visits, constant from the first day."""
        return {"visits": always(days, self.visits)}


@dataclass(frozen=True)
class Meetings(Strategy):
    """About the hours of go_and_see, spent in a meeting room.

    Talks teach up to the tacit ceiling only and depend on language, listening and trust, unlike a visit. Partners are
    drawn at random, so talks do not favour existing ties. Hours match approximately: check the person-days before you
    interpret a small difference.
    """

    name = "meetings"
    meaning = "IT people talk with managers chosen at random, for about as many hours as go_and_see, without visits."
    source = "A control for go_and_see: with equal hours only the kind of contact differs."
    assumption = "Two talks with managers per person in five days, each as long as any other. No money, hours only."
    capacity_cost = "Two talks per person in five days, and the managers' time for them."
    delay = "None: each talk teaches at once."
    levers = frozenset({"meetings"})
    control = True
    #: Talks per IT person and day.
    talks = 0.4

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the rate of arranged talks, constant from the first day."""
        return {"meetings": always(days, self.talks)}


@dataclass(frozen=True)
class ExternalApproval(Strategy):
    """A board whose members learn nothing about the changes.

    Models the delay of an approval and nothing else: no request is rejected, reordered or improved. The difference from
    vocr_board is therefore what shared understanding and ranking contribute.
    """

    name = "external_approval"
    meaning = "Changes wait two weeks for a board outside the work; nobody's understanding improves."
    source = (
        "DORA 2019, p. 50-51: approval by an external body is associated with slower delivery and not with fewer "
        "failed changes."
    )
    assumption = "Ten working days of waiting, no other effect. 0.3 kEUR/day. A control for vocr_board."
    capacity_cost = "None: changes wait, people do not."
    delay = "Every change waits ten working days."
    levers = frozenset({"approval_delay"})
    running_cost = 0.3
    control = True
    #: Wait before a change may start, working days.
    wait = 10.0

    @override
    def plan(self, days: int) -> dict[str, Values]:
        """Return the wait before each change, constant from the first day."""
        return {"approval_delay": always(days, self.wait)}
