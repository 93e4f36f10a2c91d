"""Optimisation: which interventions, in which order and dose, are best under a budget?

Plans are searched in a few scenarios of uncertain factors and then compared in new scenarios with other random numbers,
because the best of many tried plans looks better in the scenarios of the search than it is. The outcome of a plan is
its paired difference to no intervention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ..analysis_result import AnalysisResult, rows_of
from ..measures.registry import better_of, measure_rows
from ..statistics import Floats
from ..study.design import Design
from ..study.evaluate import RunSource
from ..study.factors import with_groups
from ..study.study import Replications, Study, plan_study
from .ranking import efficient, pareto_set, rank_plans, robust_value
from .search import Plan, Values, as_strategy, best, cost, plan_name, reference_plans, search_plans
from .specification import Specification, checked_specification, settings_of

if TYPE_CHECKING:
    from pandas import DataFrame

#: Finalists of the search, and factors by which their test has more scenarios and replications than the search.
FINALISTS, MORE_SCENARIOS, MORE_REPLICATIONS = 5, 2, 4
#: Plans of the Pareto set of the search that are tested.
MOST_EFFICIENT = 20


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
    trials          every plan that was tried: plan, cost, value in the search; `also` for a second objective
    also            second measure; "" for one objective
    front           for two objectives: all plans of the test, see `pareto_set`, with cost and reference
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
    also: str = ""
    front: DataFrame | None = field(default=None, repr=False)
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
            **({} if self.front is None else {"also": self.also, "front": rows_of(self.front)}),
        }

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        """Return the tables "ranking", "trials" and, for two objectives, "front"; columns as in the class."""
        found = {"ranking": self.ranking, "trials": self.trials}
        return found if self.front is None else {**found, "front": self.front}


def optimise(study: Study | None = None, *, run_source: RunSource | None = None, **settings: Any) -> Programme:
    """Return the best interventions, their starts and doses under a budget, over uncertain scenarios.

    study       sets organisation, days, factors, measure, seed and interventions; None: defaults
    run_source  how runs are computed and kept; None: in memory
    settings    fields of Specification; they take precedence over the study

    Files are written only by a `run_source` with a folder. Raises InputError for unknown names, values out of range, a
    measure without a better direction, and a budget that allows no plan.
    """
    specification = checked_specification(Specification(**{**(settings_of(study) if study else {}), **settings}))
    run_source = run_source or RunSource()
    search = _Scenarios(specification, run_source)
    references = reference_plans(specification.interventions, specification.days, specification.budget)
    trials = search_plans(
        specification.interventions, specification.days, specification.budget, specification.trials,
        search.values, specification.seed, list(references.values()), len(search.measures),
    )  # fmt: skip
    finalists = best(trials, FINALISTS)
    if specification.also:
        not_exceeded = efficient(np.array(list(trials.values())))
        finalists += [plan for plan, kept in zip(trials, not_exceeded, strict=True) if kept][:MOST_EFFICIENT]
    return _programme(specification, run_source, search.organisation, finalists, references, trials)


def _programme(
    specification: Specification,
    run_source: RunSource,
    organisation: str,
    finalists: list[Plan],
    references: dict[str, Plan],
    trials: dict[Plan, Values],
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
    outcomes = test.outcomes(plans)
    by_name = dict(zip(names, plans, strict=True))

    def with_costs(frame: DataFrame) -> DataFrame:
        costs = [cost(by_name[str(name)], specification.days) for name in frame["plan"]]
        return frame.assign(cost=costs, reference=[by_name[str(name)] in labels for name in frame["plan"]])

    frame = with_costs(rank_plans(names, outcomes[0], specification.objective, specification.seed))
    front = None
    if specification.also:
        front = with_costs(pareto_set(names, outcomes, specification.objective, specification.seed))
    tried = pd.DataFrame({
        "plan": [plan_name(plan) for plan in trials],
        "cost": [cost(plan, specification.days) for plan in trials],
        **{name: [values[at] for values in trials.values()]
           for at, name in enumerate(("value", "also")[: len(test.measures)])},
    })  # fmt: skip
    return Programme(
        specification.measure, specification.objective, specification.budget, specification.days, organisation,
        specification.scenarios, MORE_SCENARIOS * specification.scenarios, by_name[str(frame["plan"].iloc[0])],
        frame, tried, specification.also, front,
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
        self.measures = [specification.measure, *([specification.also] if specification.also else [])]

    def outcomes(self, plans: Sequence[Plan]) -> Floats:
        """Return the difference to the baseline, (objectives, plans, scenarios, replications); higher is better.

        Scenarios in which a run failed are left out for all plans.
        """
        specification = self._specification
        study = plan_study(
            ["none", *(as_strategy(plan) for plan in plans)],
            design=self._design(),
            name="optimise",
            organisations=[specification.organisation],
            measures=self.measures,
            replications=Replications(specification.replications * (MORE_REPLICATIONS if self._test else 1)),
            days=specification.days,
            seed=self._seed,
            behaviour=specification.behaviour,
        )
        self._batch += 1
        results = self._run_source(study, f"{self._name}-{self._batch}")
        self.organisation = next(iter(study.organisations))
        signs = [-1.0 if better_of(measure) == "lower" else 1.0 for measure in study.measures]
        found = np.array(
            [
                [sign * results.array(measure, name, "none") for name in study.names[1:]]
                for measure, sign in zip(study.measures, signs, strict=True)
            ]
        )
        return found[:, :, ~np.isnan(found).any(axis=(0, 1, 3))]

    def _design(self) -> Design:
        """Return the scenarios as a design: rows drawn from a given table, or a Latin hypercube."""
        specification = self._specification
        if specification.table is not None:
            factors, rows = specification.table
            drawn = np.random.default_rng(self._seed).choice(len(rows), self._count, replace=len(rows) < self._count)
            return Design("table", factors, rows=tuple(rows[at] for at in drawn))
        return Design("latin_hypercube", with_groups(specification.uncertain), self._count, seed=self._seed)

    def values(self, plans: Sequence[Plan]) -> list[Values]:
        """Return the values of each plan in the measures, by the objective."""
        if not plans:
            return []
        found = robust_value(self.outcomes(plans).mean(axis=3), self._specification.objective)
        return list(map(tuple, found.T.tolist()))
