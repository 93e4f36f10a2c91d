"""Plan, do, check, act: start one measure, observe whether its target value improves, keep it or stop it.

The remedy for the worst practice "plan-do-stop" of the workshop report. Relies on `reactive` for observations and
conditions, and on four built-in strategies as measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import override

from ..common.periods import MONTH
from .brm import BrmStyle
from .itil import Itil
from .problem_management import ProblemManagement
from .reactive import Condition, Observation, Reactive, Response
from .vocr_board import VocrBoard

#: The measures in the order in which they are tried, each with the value that calls for it.
RESPONSES = (
    Response(BrmStyle(), Condition("business_rating", below=True, limit=0.5)),
    Response(ProblemManagement(), Condition("open_incidents", below=False, limit=1.5)),
    Response(VocrBoard(), Condition("promises_kept", below=True, limit=0.5)),
    Response(Itil(), Condition("sla_met", below=True, limit=0.6)),
)


@dataclass(frozen=True, kw_only=True)
class PlanDoCheckAct(Reactive):
    """One measure per quarter, in the order of the list, among those whose value is beyond its limit.

    At the next observation the value of the latest measure is compared with the previous one: if it improved, the
    measure stays; otherwise it is stopped and not tried again.

    Unlike `csi_programme` it does not know in advance what helps, and unlike a `Reactive` it stops what did not help.
    It judges by one value before and after, without a comparison group, as an organisation would; other causes of a
    change are credited to the measure.

    responses  the measures in the order of trial
    check      working days between two observations, 1 or more
    """

    name: str = "pdca"
    meaning: str = "Each quarter a measure whose value is beyond its limit is started; the previous is kept or stopped."
    source: str = "Workshop report: the worst practice 'plan-do-stop', to which this is the remedy. Deming's cycle."
    assumption: str = (
        "Four measures, tried in this order: brm_style (rating below 0.5), problem_management (more than 1.5 open "
        "incidents per IT person), vocr_board (less than half of promises kept), itil (SLA below 0.6). Random "
        "variation within a quarter also counts as a result. 5 kEUR and 0.1 kEUR/day for survey and review."
    )
    levers: frozenset[str] = field(default_factory=lambda: frozenset().union(*(one.part.levers for one in RESPONSES)))
    one_off_cost: float = 5.0
    running_cost: float = 0.1
    responses: tuple[Response, ...] = RESPONSES
    check: int = 3 * MONTH

    @override
    def active(self, observations: Sequence[Observation]) -> list[list[bool]]:
        """Return for each measure whether it runs after each observation: a list per measure, a bool per observation.

        At most one measure starts at each observation, and a measure starts at most once. A measure whose value is NaN
        before or after its trial counts as not improved.

        observations  oldest first; the first is made before the strategy starts anything
        """
        running, tried, trial = set[int](), set[int](), -1
        periods: list[set[int]] = []
        for at, observation in enumerate(observations):
            if trial >= 0 and not _improved(self.responses[trial], observations[at - 1], observation):
                running.discard(trial)
            needed = (n for n, one in enumerate(self.responses) if n not in tried and _is_needed(one, observation))
            trial = next(needed, -1)
            if trial >= 0:
                running.add(trial)
                tried.add(trial)
            periods.append(set(running))
        return [[n in period for period in periods] for n in range(len(self.responses))]


def _is_needed(one: Response, observation: Observation) -> bool:
    """Return whether the value of a measure is beyond its limit; always True for a measure without a condition."""
    return one.when is None or one.when.holds(observation)


def _improved(one: Response, before: Observation, now: Observation) -> bool:
    """Return whether the value of a measure moved away from the wrong side of its limit.

    before, now  observations at the start of the measure's trial and one period later
    """
    if one.when is None:
        return True
    change = now[one.when.observable] - before[one.when.observable]
    return change > 0.0 if one.when.below else change < 0.0
