"""What an optimisation is asked: budget, interventions, scenarios, one objective or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...common.errors import InputError, unknown
from ..measures.log_indicators import known_names
from ..measures.registry import better_of, measure_rows
from ..study.evaluate import study_settings
from ..study.factors import Factor
from ..study.study import Study
from .search import INTERVENTIONS, checked

#: Default uncertain factors.
UNCERTAIN = (
    "demand", "trust_prior", "honesty", "understanding_start", "initial_causes", "framework_gain", "personal_contact",
)  # fmt: skip
SCENARIOS, REPLICATIONS, TRIALS, DAYS, BUDGET = 6, 2, 64, 240, 150.0
OBJECTIVES = ("mean", "worst-case")


@dataclass(frozen=True)
class Specification:
    """Specification of an optimisation.

    budget         kEUR over all days, above 0
    interventions  names of strategies that may be combined
    uncertain      factors that differ between scenarios
    table          scenarios as (factors, rows), such as a posterior, from which they are drawn; None: a Latin
                   hypercube over `uncertain`
    measure        name; it must have a better direction
    also           a second measure, another objective: the result is then a Pareto set; "": none
    objective      "mean" over scenarios, or "worst-case": mean over the worst quarter of scenarios
    trials         plans to try
    scenarios      number of scenarios of the search
    replications   in each scenario of the search
    organisation   a name, a folder, or an Organisation
    days, seed     working days, random seed
    behaviour      an itborg.Behaviour, or the name of one; None: none
    """

    budget: float = BUDGET
    interventions: Sequence[str] = INTERVENTIONS
    uncertain: Sequence[str | Factor] = UNCERTAIN
    table: tuple[tuple[Factor, ...], tuple[tuple[float, ...], ...]] | None = None
    measure: str = "net_value"
    also: str = ""
    objective: str = "mean"
    trials: int = TRIALS
    scenarios: int = SCENARIOS
    replications: int = REPLICATIONS
    organisation: Any = "grab_at_pizza"
    days: int = DAYS
    seed: int = 1
    behaviour: Any = None


def settings_of(study: Study) -> dict[str, Any]:
    """Return the fields of a specification that a study sets."""
    names = [name for name in study.names if name != "none"]
    return {
        **study_settings(study),
        "measure": study.measures[0],
        **({"interventions": names} if names else {}),
        **({"uncertain": study.design.factors} if study.design.factors else {}),
    }


def checked_specification(specification: Specification) -> Specification:
    """Return a specification unchanged; InputError for unknown names and values out of range."""
    checked(specification.interventions)
    if specification.objective not in OBJECTIVES:
        raise unknown("objective", specification.objective, OBJECTIVES)
    specification = replace(specification, measure=_directed(specification.measure))
    if specification.also:
        specification = replace(specification, also=_directed(specification.also))
        if specification.also == specification.measure:
            raise InputError(f"two objectives are two measures; both are {specification.measure}")
    if not specification.budget > 0:
        raise InputError(f"--budget {specification.budget:g} is not above 0 (kEUR over all days)")
    return specification


def _directed(measure: str) -> str:
    """Return the registered name of a measure with a better direction; InputError for another."""
    (name,) = known_names([measure])
    if name not in measure_rows():
        raise unknown("measure", name, measure_rows())
    if better_of(name) is None:
        raise InputError(f"optimise needs a measure with a better direction; {name} has neither")
    return name
