"""The questions: everything the model is used to say, as numbers that one lab gives.

A mechanism may be needed for more than net value. So each strategy is also asked for the measures it is meant to
move, the network for what shocks to it cost, and the months for the worst practices they show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from ...analysis.measures.worst_practices import PRACTICES, observed_practices
from ...common.errors import unknown
from ...strategies.registry import listing
from ..validation.pattern import Check
from ..validation.patterns import PATTERNS
from ..validation.robustness import OUTCOMES, costs
from ..validation.run_cache import RunCache
from ..validation.targets import Target, estimators, judged
from ..validation.what_if_experiments import SHOCKS

Kind = Literal["pattern", "target", "strategy", "shock", "practice", "level"]
#: What each strategy is meant to move, or is blamed for moving, besides net value: see its meaning and source.
AIMS: Mapping[str, Sequence[str]] = {
    "itil": ("sla_met", "firefighting_share", "root_causes", "lead_time"),
    "iso20000": ("priority_inflation", "root_causes", "lead_time"),
    "cobit": ("priority_inflation", "priority_information", "shadow_share", "lead_time"),
    "bisl": ("requirement_fit", "priority_inflation", "it_understanding_of_managers"),
    "borg": ("trust_business_to_it", "shadow_share", "requirement_fit", "lead_time"),
    "borg_enforced": ("trust_business_to_it", "shadow_share", "requirement_fit", "benefit"),
    "brm_role": ("cross_contact_share", "business_understanding_of_it_staff", "requirement_fit"),
    "brm_style": (
        "trust_business_to_it", "business_understanding_of_it_staff", "requirement_fit", "cross_contact_share",
        "perception_gap", "handoff_share", "ping_pong_share",
    ),
    "vocr_board": ("priority_inflation", "priority_information", "lead_time", "benefit", "business_rating"),
    "problem_management": ("root_causes", "firefighting_share", "loss", "lead_time"),
    "portfolio": ("business_understanding_of_it_staff", "requirement_fit", "trust_business_to_it"),
    "calendar": ("loss", "value_at_risk"),
    "workshop": ("business_understanding_of_it_staff", "requirement_fit", "trust_business_to_it"),
    "workshop_csi": ("business_understanding_of_it_staff", "requirement_fit", "sam_level"),
    "counsellor": ("trust_business_to_it", "trust_it_to_business", "cross_contact_share"),
    "outsource": ("cross_contact_share", "business_understanding_of_it_staff", "sla_met", "lead_time"),
    "divorce": ("sla_met", "firefighting_share", "cross_contact_share", "business_understanding_of_it_staff"),
    "csi_programme": ("sam_level", "root_causes", "perception_gap", "watermelon_gap"),
    "external_approval": ("lead_time", "benefit"),
}  # fmt: skip
#: Measures of the untreated organisation whose level is looked at.
LEVELS = (
    "loss", "benefit", "firefighting_share", "root_causes", "priority_inflation", "priority_information",
    "shadow_share", "lead_time", "requirement_fit", "trust_business_to_it", "cross_contact_share",
    "business_understanding_of_it_staff", "handoff_share", "ping_pong_share",
)  # fmt: skip
GAIN = "effect on net_value"
UNDER = {"itil_objective": "itil", "plan_do_stop": "workshop"}  # worst practices that only a strategy can bring


class Specification(NamedTuple):
    """One number, and what is claimed of it.

    kind   pattern, target (a real figure), strategy, shock, practice or level
    name   what needs it: a pattern's id, a target's id, a strategy, a shock, a worst practice, a measure
    says   what is looked at
    value  the number, from one lab
    check  the claim of a pattern
    band   the figure a target has to meet
    """

    kind: Kind
    name: str
    says: str
    value: Callable[[RunCache], float]
    check: Check | None = None
    band: Target | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is remembered by."""
        return self[:3]


def strategies() -> list[str]:
    """Return the strategies whose gains are asked for: all but doing nothing and the yardsticks."""
    return [str(row["name"]) for row in listing() if row["levers"] and not row["control"]]


def questions(only: Sequence[str] = (), dear: bool = True) -> list[Specification]:
    """Return all questions, or those of some kinds and names.

    dear  whether checks that take years are asked as well

    Raises InputError for a name that no question has.
    """
    every = list(_all())
    known = [*dict.fromkeys(one.kind for one in every), *dict.fromkeys(one.name for one in every)]
    for name in only:
        if name not in known:
            raise unknown("question", name, known)
    return [
        one
        for one in every
        if (not only or {one.kind, one.name} & set(only)) and (dear or one.check is None or not one.check.dear)
    ]


def _all() -> Iterator[Specification]:
    for pattern in PATTERNS.values():
        for check in pattern.checks:
            if not check.aside:
                yield Specification("pattern", pattern.id, check.says, check.value, check=check)
    estimate = estimators()
    for target in judged():
        yield Specification("target", target.id, target.statistic, estimate[target.id], band=target)
    for one in strategies():
        yield _effect(one, "net_value")
    for one, measures in AIMS.items():
        yield from (_effect(one, measure) for measure in measures)
    for shock in SHOCKS:
        for place, outcome in enumerate(OUTCOMES):
            yield Specification(
                "shock", shock, f"relative change of {outcome}", partial(_cost, shock=shock, place=place)
            )
    for practice in PRACTICES:
        says = f"share of months in which it shows, {UNDER.get(practice, 'none')}"
        yield Specification("practice", practice, says, partial(_shown, practice=practice))
    for measure in LEVELS:
        yield Specification("level", measure, "untreated", partial(_level, measure=measure))


def _effect(one: str, measure: str) -> Specification:
    return Specification("strategy", one, f"effect on {measure}", lambda run_cache: run_cache.gain(measure, one))


def _level(run_cache: RunCache, measure: str) -> float:
    return run_cache.measure(measure)


def _cost(run_cache: RunCache, shock: str, place: int) -> float:
    found: dict[str, tuple[float, ...]] = run_cache.once("shocks", lambda: costs(run_cache))
    return found[shock][place]


def _shown(run_cache: RunCache, practice: str) -> float:
    run = run_cache.run(UNDER.get(practice, "none"))
    found: dict[str, float] = run_cache.once(
        ("practices", id(run)), lambda: {s.practice.name: s.share for s in observed_practices(run)}
    )
    return found[practice]
