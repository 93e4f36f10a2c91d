"""Plan, do, check, act: begin one measure, look whether its figure moves, keep it or stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import override

from ..common.periods import MONTH
from .brm import BrmStyle
from .itil import Itil
from .problem_management import ProblemManagement
from .reactive import AnalysisResult, Condition, Observation, Reactive
from .vocr_board import VocrBoard

ANSWERS = (
    AnalysisResult(BrmStyle(), Condition("business_rating", below=True, limit=0.5)),
    AnalysisResult(ProblemManagement(), Condition("open_incidents", below=False, limit=1.5)),
    AnalysisResult(VocrBoard(), Condition("promises_kept", below=True, limit=0.5)),
    AnalysisResult(Itil(), Condition("sla_met", below=True, limit=0.9)),
)


@dataclass(frozen=True, kw_only=True)
class PlanDoCheckAct(Reactive):
    """One measure a quarter, in the order of the list, as long as its figure is on the wrong side.

    At the next look the figure of the measure begun last is compared with what it was: a measure whose figure got
    better stays; one whose figure did not is stopped and not tried again.
    """

    name: str = "pdca"
    meaning: str = "Each quarter a measure whose figure is on the wrong side is begun; the last is kept or stopped."
    source: str = "Workshop report: 'plan-do-stop' is the worst practice that this is the cure of. Deming's cycle."
    assumption: str = (
        "Four measures, tried in this order: brm_style (rating below .5), problem_management (1.5 open incidents per "
        "IT person), vocr_board (half of promises kept), itil (SLA below .9). A quarter's noise is an answer, too. "
        "5 kEUR and .1 kEUR/day for survey and review."
    )
    levers: frozenset[str] = field(default_factory=lambda: frozenset().union(*(one.part.levers for one in ANSWERS)))
    one_off_cost: float = 5.0
    running_cost: float = 0.1
    answers: tuple[AnalysisResult, ...] = ANSWERS
    check: int = 3 * MONTH

    @override
    def done(self, looks: Sequence[Observation]) -> list[list[bool]]:
        running, tried, trial = set[int](), set[int](), -1
        periods: list[set[int]] = []
        for at, seen in enumerate(looks):
            if trial >= 0 and not _better(self.answers[trial], looks[at - 1], seen):
                running.discard(trial)
            trial = next((n for n, one in enumerate(self.answers) if n not in tried and _called_for(one, seen)), -1)
            if trial >= 0:
                running.add(trial)
                tried.add(trial)
            periods.append(set(running))
        return [[n in period for period in periods] for n in range(len(self.answers))]


def _called_for(one: AnalysisResult, seen: Observation) -> bool:
    return one.when is None or one.when.holds(seen)


def _better(one: AnalysisResult, before: Observation, now: Observation) -> bool:
    """Return whether the figure of a measure moved away from its wrong side."""
    if one.when is None:
        return True
    moved = now[one.when.sight] - before[one.when.sight]
    return moved > 0.0 if one.when.below else moved < 0.0
