"""Plans: which interventions, from which day, at which dose; and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...errors import InputError
from ...strategies import strategy
from ...strategies.base import Strategy
from ...strategies.programme import compose
from ...strategies.registry import STRATEGIES

#: What may be combined when nobody names anything: one thing each, no ready-made programme among them.
INTERVENTIONS = (
    "brm_role", "brm_style", "vocr_board", "problem_management", "portfolio", "calendar", "workshop_csi", "itil",
)  # fmt: skip
#: Doses that are tried, and days between the possible starts.
DOSES, MONTHS = (0.5, 1.0), 60


class Step(NamedTuple):
    """One intervention of a plan."""

    name: str
    start: int
    dose: float

    def __str__(self) -> str:
        dose = "" if self.dose == 1 else f" x{self.dose:g}"
        return f"{self.name}{dose}@{self.start}"


Plan = tuple[Step, ...]


def written(plan: Plan) -> str:
    """Return a plan as one name, in the order in which its steps start.

    >>> written((Step("itil", 120, 1.0), Step("calendar", 0, 0.5)))
    'calendar x0.5@0 + itil@120'
    """
    return " + ".join(str(step) for step in sorted(plan, key=lambda step: (step.start, step.name))) or "nothing"


def as_strategy(plan: Plan) -> Strategy:
    """Return what a plan does as one strategy."""
    if not plan:
        return compose(strategy("none"), name="nothing")
    return compose(*(STRATEGIES[step.name](start=step.start, dose=step.dose) for step in plan), name=written(plan))


def cost(plan: Plan, days: int) -> float:
    """Return the direct cost of a plan, kEUR; time taken from people is not in it but counts in every outcome."""
    return float(sum(STRATEGIES[step.name](start=step.start, dose=step.dose).cost(days) for step in plan))


def starts(days: int) -> tuple[int, ...]:
    """Return the days on which a step may start: every third month, so that half of the time is left to act."""
    return tuple(range(0, max(1, days // 2 + 1), MONTHS))


def checked(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of single built-in strategies, or raise InputError."""
    from ...errors import unknown

    for name in names:
        if name not in STRATEGIES or name == "none":
            raise unknown("intervention", name, [one for one in STRATEGIES if one != "none"])
        if list(names).count(name) > 1:
            raise InputError(f"intervention '{name}' is named twice")
    return tuple(names)


def known_plans(names: Sequence[str], days: int, budget: float) -> dict[str, Plan]:
    """Return what people would do without a search and can afford: each one alone, and all that fit together.

    "together" takes the interventions in the order named while the budget lasts.
    """
    alone: dict[str, Plan] = {f"{name} alone": (Step(name, 0, 1.0),) for name in names}
    found = {label: plan for label, plan in alone.items() if cost(plan, days) <= budget}
    together: Plan = ()
    for name in names:
        if cost((*together, Step(name, 0, 1.0)), days) <= budget:
            together = (*together, Step(name, 0, 1.0))
    if len(together) > 1:
        found["all at once"] = together
    return found
