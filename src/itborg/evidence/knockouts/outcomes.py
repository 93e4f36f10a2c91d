"""The outcomes that are recomputed in a knock-out: every result of the model, as a number of one replication.

A mechanism may be required for more than net value. So the outcomes include the measures that each strategy is meant
to change, the effects of perturbations of the network, and the worst practices that the months show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from ...analysis.measures.worst_practices import PRACTICES, observed_practices
from ...analysis.network.shocks import SHOCKS
from ...common.errors import unknown
from ...strategies.registry import listing
from ..validation.network_perturbations import OUTCOMES, relative_changes
from ..validation.pattern import Check
from ..validation.patterns import PATTERNS
from ..validation.run_cache import RunCache
from ..validation.targets import Target, assessed_targets, estimators

Kind = Literal["pattern", "target", "strategy", "perturbation", "practice", "level"]
#: Measures that each strategy is meant to change, or is blamed for changing, besides net value: see its meaning and
#: source.
AIMS: Mapping[str, Sequence[str]] = {
    "itil": ("sla_met", "firefighting_share", "root_causes", "lead_time"),
    "iso20000": ("priority_inflation", "root_causes", "lead_time"),
    "cobit": ("priority_inflation", "priority_information", "shadow_share", "lead_time"),
    "bisl": ("requirement_fit", "priority_inflation", "it_understanding_of_managers"),
    "borg": (
        "trust_business_to_it", "shadow_share", "requirement_fit", "lead_time", "workaround_share", "exit_probability",
    ),
    "borg_enforced": ("trust_business_to_it", "shadow_share", "requirement_fit", "benefit", "exit_probability"),
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
    "itil_as_means": ("root_causes", "lead_time", "firefighting_share"),
    "external_approval": ("lead_time", "benefit"),
}  # fmt: skip
#: Measures of the baseline whose level is compared.
LEVELS = (
    "loss", "benefit", "firefighting_share", "root_causes", "priority_inflation", "priority_information",
    "shadow_share", "lead_time", "requirement_fit", "trust_business_to_it", "cross_contact_share",
    "business_understanding_of_it_staff", "handoff_share", "ping_pong_share",
)  # fmt: skip
#: The statement of the effect that represents a strategy.
NET_VALUE_EFFECT = "effect on net_value"
#: Strategies under which a worst practice is looked for that does not occur in the baseline.
OCCURS_UNDER = {"itil_objective": "itil", "plan_do_stop": "workshop"}


class Outcome(NamedTuple):
    """One number of a replication, and the claim about it if there is one.

    kind       pattern, target, strategy, perturbation, practice or level
    name       what requires a mechanism: a pattern, target, strategy, perturbation, worst practice or measure
    statement  what is computed
    value      the number of one replication; NaN where a run does not define it
    check      the check of a pattern, else None
    target     the target whose band must be met, else None
    """

    kind: Kind
    name: str
    statement: str
    value: Callable[[RunCache], float]
    check: Check | None = None
    target: Target | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies it: kind, name and statement."""
        return self[:3]


def strategies() -> list[str]:
    """Return the names of the strategies whose effects are outcomes: all but the baseline and control strategies.

    Each has the effect on net value as an outcome, and those on the measures in AIMS.
    """
    return [str(row["name"]) for row in listing() if row["levers"] and not row["control"]]


def outcomes(only: Sequence[str] = (), long_runs: bool = True) -> list[Outcome]:
    """Return all outcomes, or those of some kinds and names.

    only       kinds ("pattern", "level" ...) or names ("P4", "itil" ...); (): all outcomes
    long_runs  whether checks that need runs of several years are included

    Outcomes are in the order patterns, targets, effects, perturbations, practices, levels. Raises InputError for a name
    that no outcome has.
    """
    every = list(_all())
    known = [*dict.fromkeys(one.kind for one in every), *dict.fromkeys(one.name for one in every)]
    for name in only:
        if name not in known:
            raise unknown("outcome", name, known)
    return [
        one
        for one in every
        if (not only or {one.kind, one.name} & set(only)) and (long_runs or one.check is None or not one.check.long_run)
    ]


def _all() -> Iterator[Outcome]:
    """Yield all outcomes; of patterns only decisive checks, and none of the claim that two runs do not differ."""
    for pattern in PATTERNS.values():
        for check in pattern.checks:
            if check.decisive and not check.no_difference and not pattern.not_judged:
                yield Outcome("pattern", pattern.id, check.statement, check.value, check=check)
    estimate = estimators()
    for target in assessed_targets():
        yield Outcome("target", target.id, target.statistic, estimate[target.id], target=target)
    for strategy in strategies():
        yield _effect(strategy, "net_value")
    for strategy, measures in AIMS.items():
        yield from (_effect(strategy, measure) for measure in measures)
    for name in SHOCKS:
        for number, outcome in enumerate(OUTCOMES):
            value = partial(_relative_change, perturbation=name, number=number)
            yield Outcome("perturbation", name, f"relative change of {outcome}", value)
    for practice in PRACTICES:
        statement = f"share of months that show it, {OCCURS_UNDER.get(practice, 'none')}"
        yield Outcome("practice", practice, statement, partial(_practice_share, practice=practice))
    for measure in LEVELS:
        yield Outcome("level", measure, "baseline", partial(_level, measure=measure))


def _effect(strategy: str, measure: str) -> Outcome:
    """Return the outcome "effect of a strategy on a measure", in the unit of the measure."""
    return Outcome("strategy", strategy, f"effect on {measure}", lambda run_cache: run_cache.effect(measure, strategy))


def _level(run_cache: RunCache, measure: str) -> float:
    """Return a measure of the baseline."""
    return run_cache.measure(measure)


def _relative_change(run_cache: RunCache, perturbation: str, number: int) -> float:
    """Return the relative change of one of OUTCOMES by a perturbation; all of them are computed once a replication."""
    changes: dict[str, tuple[float, ...]] = run_cache.once("network_perturbations", lambda: relative_changes(run_cache))
    return changes[perturbation][number]


def _practice_share(run_cache: RunCache, practice: str) -> float:
    """Return the share of months that show a worst practice, 0 to 1."""
    run = run_cache.run(OCCURS_UNDER.get(practice, "none"))
    shares: dict[str, float] = run_cache.once(
        ("practices", id(run)), lambda: {one.practice.name: one.share for one in observed_practices(run)}
    )
    return shares[practice]
