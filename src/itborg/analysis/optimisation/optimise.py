"""From a question to its answer: which interventions, in which order and dose, under a budget?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ...common.errors import InputError, unknown
from ..analysis_result import AnalysisResult, rows_of
from ..comparison.provenance import better_of, measure_rows
from ..statistics import Floats
from ..study.design import Design
from ..study.evaluate import RunSource, study_settings
from ..study.factors import Factor, as_factor
from ..study.study import Replications, Study, plan_study
from .search import (
    INTERVENTIONS,
    Plan,
    as_strategy,
    best,
    checked,
    cost,
    known_plans,
    league,
    robust_value,
    searched,
    written,
)

if TYPE_CHECKING:
    from pandas import DataFrame

#: What is uncertain when nobody names anything.
UNCERTAIN = (
    "demand", "trust_prior", "honesty", "understanding_start", "initial_causes", "framework_gain", "personal_contact",
)  # fmt: skip
WORLDS, REPLICATIONS, TRIALS, DAYS, BUDGET = 6, 2, 64, 240, 150.0
#: Finalists of the search; how many times more worlds, and more luck in each, judge them than chose them.
FINALISTS, FRESH, LUCK = 5, 2, 4
AIMS = ("mean", "worst")


@dataclass(frozen=True, eq=False)
class Programme(AnalysisResult):
    """What is best to do.

    best    the plan
    league  finalists and known plans on fresh worlds, best first
    trials  every plan that was tried, with its value while searching
    """

    measure: str
    aim: str
    budget: float
    days: int
    organisation: str
    worlds: int
    fresh: int
    best: Plan
    league: DataFrame = field(repr=False)
    trials: DataFrame = field(repr=False)
    command = "optimise"

    @property
    def tried(self) -> int:
        """How many plans were tried."""
        return len(self.trials)

    @property
    def label(self) -> str:
        """The measure in words."""
        name = self.measure.replace("_", " ")
        return name[:1].upper() + name[1:]

    @property
    def unit(self) -> str:
        """The measure's unit."""
        return str(measure_rows()[self.measure]["unit"])

    @property
    def best_known(self) -> Any:
        """The best row of the league that needed no search, or None."""
        rows = self.league[self.league["known"]]
        return None if rows.empty else rows.iloc[0]

    @override
    def to_dict(self) -> dict[str, Any]:
        names = ("measure", "aim", "budget", "days", "organisation", "worlds", "fresh", "tried")
        return {
            **{name: getattr(self, name) for name in names},
            "best": [step._asdict() for step in self.best],
            "league": rows_of(self.league),
        }

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        return {"league": self.league, "trials": self.trials}


@dataclass(frozen=True)
class Specification:
    """What is asked.

    interventions  names of built-in strategies that may be combined
    uncertain      factors that differ between worlds
    table          worlds given one by one (factors, rows), such as a posterior: each is drawn from them
    worlds         points of a Latin hypercube over them (or rows of the table), on which plans are chosen
    aim            "mean" over worlds, or "worst": mean over the worst quarter
    """

    budget: float = BUDGET
    interventions: Sequence[str] = INTERVENTIONS
    uncertain: Sequence[str | Factor] = UNCERTAIN
    table: tuple[tuple[Factor, ...], tuple[tuple[float, ...], ...]] | None = None
    measure: str = "net_value"
    aim: str = "mean"
    trials: int = TRIALS
    worlds: int = WORLDS
    replications: int = REPLICATIONS
    organisation: Any = "grab_at_pizza"
    days: int = DAYS
    seed: int = 1


def optimise(study: Study | None = None, *, living: RunSource | None = None, **asked: Any) -> Programme:
    """Answer which interventions, when and how much, are best under a budget, over uncertain worlds.

    study  if given, it says organisation, days, factors, measure and seed, and its strategies may be combined

    The other names are those of Question.
    """
    question = _checked(Specification(**{**(_of_study(study) if study else {}), **asked}))
    run_days = living or RunSource()
    seen = _Worlds(question, run_days)
    known = known_plans(question.interventions, question.days, question.budget)
    trials = searched(
        question.interventions, question.days, question.budget, question.trials,
        seen.values, question.seed, list(known.values()),
    )  # fmt: skip
    finalists = best(trials, FINALISTS)
    return rate_delivery(question, run_days, seen.organisation, finalists, known, trials)


def rate_delivery(
    question: Specification,
    run_days: RunSource,
    organisation: str,
    finalists: list[Plan],
    known: dict[str, Plan],
    trials: dict[Plan, float],
) -> Programme:
    """Return finalists and known plans, compared on fresh worlds and fresh luck."""
    import pandas as pd

    plans = list(dict.fromkeys([*finalists, *known.values()]))
    labels = {plan: label for label, plan in known.items()}
    names = [labels.get(plan) or written(plan) for plan in plans]
    fresh = _Worlds(question, run_days, fresh=True)
    frame = league(names, fresh.outcomes(plans), question.aim, question.seed)
    by_name = dict(zip(names, plans, strict=True))
    costs = [cost(by_name[str(name)], question.days) for name in frame["plan"]]
    frame = frame.assign(cost=costs, known=[by_name[str(name)] in labels for name in frame["plan"]])
    tried = pd.DataFrame({
        "plan": [written(plan) for plan in trials],
        "cost": [cost(plan, question.days) for plan in trials],
        "value": list(trials.values()),
    })  # fmt: skip
    return Programme(
        question.measure, question.aim, question.budget, question.days, organisation, question.worlds,
        FRESH * question.worlds, by_name[str(frame["plan"].iloc[0])], frame, tried,
    )  # fmt: skip


class _Worlds:
    """The worlds that judge plans."""

    def __init__(self, question: Specification, run_days: RunSource, fresh: bool = False) -> None:
        """Take the question; fresh worlds and luck have nothing in common with those of the search."""
        self._question, self._live, self._fresh = question, run_days, fresh
        self._seed = 2 * question.seed + (1 if fresh else 0)
        self._name = "judging" if fresh else "search"
        self._count = question.worlds * (FRESH if fresh else 1)
        self._batch = 0
        self.organisation = ""

    def outcomes(self, plans: Sequence[Plan]) -> Floats:
        """Return (plans, worlds, replicates): difference to doing nothing, higher is better."""
        question = self._question
        study = plan_study(
            ["none", *(as_strategy(plan) for plan in plans)],
            design=self._design(),
            name="optimise",
            organisations=[question.organisation],
            measures=[question.measure],
            replications=Replications(question.replications * (LUCK if self._fresh else 1)),
            days=question.days,
            seed=self._seed,
        )
        self._batch += 1
        results = self._live(study, f"{self._name}-{self._batch}")
        self.organisation = next(iter(study.organisations))
        sign = -1.0 if better_of(question.measure) == "lower" else 1.0
        found = np.array([sign * results.array(question.measure, name, "none") for name in study.names[1:]])
        return found[:, ~np.isnan(found).any(axis=(0, 2))]

    def _design(self) -> Design:
        question = self._question
        if question.table is not None:
            factors, rows = question.table
            drawn = np.random.default_rng(self._seed).choice(len(rows), self._count, replace=len(rows) < self._count)
            return Design("table", factors, rows=tuple(rows[at] for at in drawn))
        return Design("latin_hypercube", tuple(map(as_factor, question.uncertain)), self._count, seed=self._seed)

    def values(self, plans: Sequence[Plan]) -> list[float]:
        """Return one value a plan."""
        if not plans:
            return []
        values: list[float] = robust_value(self.outcomes(plans).mean(axis=2), self._question.aim).tolist()
        return values


def _of_study(study: Study) -> dict[str, Any]:
    names = [name for name in study.names if name != "none"]
    return {
        **study_settings(study),
        "measure": study.measures[0],
        **({"interventions": names} if names else {}),
        **({"uncertain": study.design.factors} if study.design.factors else {}),
    }


def _checked(question: Specification) -> Specification:
    checked(question.interventions)
    if question.aim not in AIMS:
        raise unknown("aim", question.aim, AIMS)
    if question.measure not in measure_rows():
        raise unknown("measure", question.measure, measure_rows())
    if better_of(question.measure) is None:
        raise InputError(f"optimise needs a measure of which more or less is better; {question.measure} is neither")
    if not question.budget > 0:
        raise InputError(f"--budget {question.budget:g} is not above 0 (kEUR over the whole time)")
    return question
