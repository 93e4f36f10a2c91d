"""Optimisation: which interventions, in which order and dose, are best under a budget?

Plans are searched in a few scenarios of uncertain factors and then compared in new scenarios with other random numbers,
because the best of many tried plans looks better in the scenarios of the search than it is. The outcome of a plan is
its paired difference to no intervention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ...common.errors import InputError, unknown
from ..analysis_result import AnalysisResult, rows_of
from ..measures.log_indicators import known_names
from ..measures.registry import better_of, measure_rows
from ..statistics import Floats
from ..study.design import Design
from ..study.evaluate import RunSource, study_settings
from ..study.factors import Factor, with_groups
from ..study.study import Replications, Study, plan_study
from .search import (
    INTERVENTIONS,
    Plan,
    as_strategy,
    best,
    checked,
    cost,
    plan_name,
    rank_plans,
    reference_plans,
    robust_value,
    search_plans,
)

if TYPE_CHECKING:
    from pandas import DataFrame

#: Default uncertain factors.
UNCERTAIN = (
    "demand", "trust_prior", "honesty", "understanding_start", "initial_causes", "framework_gain", "personal_contact",
)  # fmt: skip
SCENARIOS, REPLICATIONS, TRIALS, DAYS, BUDGET = 6, 2, 64, 240, 150.0
#: Finalists of the search, and factors by which their test has more scenarios and replications than the search.
FINALISTS, MORE_SCENARIOS, MORE_REPLICATIONS = 5, 2, 4
OBJECTIVES = ("mean", "worst-case")


@dataclass(frozen=True, eq=False)
class Programme(AnalysisResult):
    """Result of an optimisation.

    measure         name
    objective       "mean" or "worst-case"
    budget          kEUR over all days
    days            working days
    organisation    name
    scenarios       scenarios of the search
    test_scenarios  new scenarios of the ranking
    best            the best plan
    ranking         finalists and reference plans in the new scenarios, best first: see `rank_plans`; with cost, and
                    reference (True for a plan that needs no search)
    trials          every plan that was tried: plan, cost, value in the search
    """

    measure: str
    objective: str
    budget: float
    days: int
    organisation: str
    scenarios: int
    test_scenarios: int
    best: Plan
    ranking: DataFrame = field(repr=False)
    trials: DataFrame = field(repr=False)
    command = "optimise"

    @property
    def tried(self) -> int:
        """Number of plans tried."""
        return len(self.trials)

    @property
    def label(self) -> str:
        """Name of the measure in words."""
        name = self.measure.replace("_", " ")
        return name[:1].upper() + name[1:]

    @property
    def unit(self) -> str:
        """Unit of the measure."""
        return str(measure_rows()[self.measure]["unit"])

    @property
    def best_reference(self) -> Any:
        """Best row of the ranking among reference plans, or None."""
        rows = self.ranking[self.ranking["reference"]]
        return None if rows.empty else rows.iloc[0]

    @override
    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON (docs/json.md): settings, steps of the best plan, and the ranking."""
        names = ("measure", "objective", "budget", "days", "organisation", "scenarios", "test_scenarios", "tried")
        return {
            **{name: getattr(self, name) for name in names},
            "best": [step._asdict() for step in self.best],
            "ranking": rows_of(self.ranking),
        }

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        """Return the tables "ranking" and "trials"; columns as in the class."""
        return {"ranking": self.ranking, "trials": self.trials}


@dataclass(frozen=True)
class Specification:
    """Specification of an optimisation.

    budget         kEUR over all days, above 0
    interventions  names of strategies that may be combined
    uncertain      factors that differ between scenarios
    table          scenarios as (factors, rows), such as a posterior, from which they are drawn; None: a Latin
                   hypercube over `uncertain`
    measure        name; it must have a better direction
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
    objective: str = "mean"
    trials: int = TRIALS
    scenarios: int = SCENARIOS
    replications: int = REPLICATIONS
    organisation: Any = "grab_at_pizza"
    days: int = DAYS
    seed: int = 1
    behaviour: Any = None


def optimise(study: Study | None = None, *, run_source: RunSource | None = None, **settings: Any) -> Programme:
    """Return the best interventions, their starts and doses under a budget, over uncertain scenarios.

    study       sets organisation, days, factors, measure, seed and interventions; None: defaults
    run_source  how runs are computed and kept; None: in memory
    settings    fields of Specification; they take precedence over the study

    Files are written only by a `run_source` with a folder. Raises InputError for unknown names, values out of range, a
    measure without a better direction, and a budget that allows no plan.
    """
    specification = _checked(Specification(**{**(_settings_of(study) if study else {}), **settings}))
    run_source = run_source or RunSource()
    search = _Scenarios(specification, run_source)
    references = reference_plans(specification.interventions, specification.days, specification.budget)
    trials = search_plans(
        specification.interventions, specification.days, specification.budget, specification.trials,
        search.values, specification.seed, list(references.values()),
    )  # fmt: skip
    finalists = best(trials, FINALISTS)
    return _programme(specification, run_source, search.organisation, finalists, references, trials)


def _programme(
    specification: Specification,
    run_source: RunSource,
    organisation: str,
    finalists: list[Plan],
    references: dict[str, Plan],
    trials: dict[Plan, float],
) -> Programme:
    """Return finalists and reference plans, compared in new scenarios with other random numbers.

    organisation  name for the result
    finalists     best plans of the search
    references    plans that need no search, by label
    trials        every plan that was tried, with its value in the search
    """
    import pandas as pd

    plans = list(dict.fromkeys([*finalists, *references.values()]))
    labels = {plan: label for label, plan in references.items()}
    names = [labels.get(plan) or plan_name(plan) for plan in plans]
    test = _Scenarios(specification, run_source, test=True)
    frame = rank_plans(names, test.outcomes(plans), specification.objective, specification.seed)
    by_name = dict(zip(names, plans, strict=True))
    costs = [cost(by_name[str(name)], specification.days) for name in frame["plan"]]
    frame = frame.assign(cost=costs, reference=[by_name[str(name)] in labels for name in frame["plan"]])
    tried = pd.DataFrame({
        "plan": [plan_name(plan) for plan in trials],
        "cost": [cost(plan, specification.days) for plan in trials],
        "value": list(trials.values()),
    })  # fmt: skip
    return Programme(
        specification.measure, specification.objective, specification.budget, specification.days, organisation,
        specification.scenarios, MORE_SCENARIOS * specification.scenarios, by_name[str(frame["plan"].iloc[0])],
        frame, tried,
    )  # fmt: skip


class _Scenarios:
    """The scenarios in which plans are run."""

    def __init__(self, specification: Specification, run_source: RunSource, test: bool = False) -> None:
        """Prepare scenarios; those of the test share neither factors nor random numbers with the search.

        The seed of the search is 2 x seed, that of the test 2 x seed + 1. The test has twice as many scenarios and four
        times as many replications.
        """
        self._specification, self._run_source, self._test = specification, run_source, test
        self._seed = 2 * specification.seed + (1 if test else 0)
        self._name = "test" if test else "search"
        self._count = specification.scenarios * (MORE_SCENARIOS if test else 1)
        self._batch = 0
        self.organisation = ""

    def outcomes(self, plans: Sequence[Plan]) -> Floats:
        """Return the difference to the baseline, (plans, scenarios, replications); higher is better.

        Scenarios in which a run failed are left out for all plans.
        """
        specification = self._specification
        study = plan_study(
            ["none", *(as_strategy(plan) for plan in plans)],
            design=self._design(),
            name="optimise",
            organisations=[specification.organisation],
            measures=[specification.measure],
            replications=Replications(specification.replications * (MORE_REPLICATIONS if self._test else 1)),
            days=specification.days,
            seed=self._seed,
            behaviour=specification.behaviour,
        )
        self._batch += 1
        results = self._run_source(study, f"{self._name}-{self._batch}")
        self.organisation = next(iter(study.organisations))
        sign = -1.0 if better_of(specification.measure) == "lower" else 1.0
        found = np.array([sign * results.array(specification.measure, name, "none") for name in study.names[1:]])
        return found[:, ~np.isnan(found).any(axis=(0, 2))]

    def _design(self) -> Design:
        """Return the scenarios as a design: rows drawn from a given table, or a Latin hypercube."""
        specification = self._specification
        if specification.table is not None:
            factors, rows = specification.table
            drawn = np.random.default_rng(self._seed).choice(len(rows), self._count, replace=len(rows) < self._count)
            return Design("table", factors, rows=tuple(rows[at] for at in drawn))
        return Design("latin_hypercube", with_groups(specification.uncertain), self._count, seed=self._seed)

    def values(self, plans: Sequence[Plan]) -> list[float]:
        """Return one value for each plan, by the objective."""
        if not plans:
            return []
        values: list[float] = robust_value(self.outcomes(plans).mean(axis=2), self._specification.objective).tolist()
        return values


def _settings_of(study: Study) -> dict[str, Any]:
    """Return the fields of a specification that a study sets."""
    names = [name for name in study.names if name != "none"]
    return {
        **study_settings(study),
        "measure": study.measures[0],
        **({"interventions": names} if names else {}),
        **({"uncertain": study.design.factors} if study.design.factors else {}),
    }


def _checked(specification: Specification) -> Specification:
    """Return a specification unchanged; InputError for unknown names and values out of range."""
    checked(specification.interventions)
    if specification.objective not in OBJECTIVES:
        raise unknown("objective", specification.objective, OBJECTIVES)
    (name,) = known_names([specification.measure])
    specification = replace(specification, measure=name)
    if specification.measure not in measure_rows():
        raise unknown("measure", specification.measure, measure_rows())
    if better_of(specification.measure) is None:
        raise InputError(f"optimise needs a measure with a better direction; {specification.measure} has neither")
    if not specification.budget > 0:
        raise InputError(f"--budget {specification.budget:g} is not above 0 (kEUR over all days)")
    return specification
