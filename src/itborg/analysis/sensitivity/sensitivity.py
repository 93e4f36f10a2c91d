"""From a question to its answer: which factors decide a measure, or the difference of two strategies?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

from ...common.errors import InputError, unknown
from ...mechanisms.registry import PARAMETERS
from ...strategies.specification import strategy as strategy_of
from ..analysis_result import AnalysisResult, rows_of
from ..comparison.provenance import measure_rows, strategies_hash
from ..study.design import Design
from ..study.evaluate import RunSource
from ..study.factors import Factor, as_factor
from ..study.results import Results
from ..study.study import Replications, Study, plan_study
from .influence import Influence, influence

if TYPE_CHECKING:
    from pandas import DataFrame

#: What is varied when nobody names anything: what strategies argue about.
FACTORS = (
    "demand", "honesty", "label_weight", "records_need_people", "framework_gain", "framework_risk_cut",
    "target_chasing", "crowding_out", "trust_prior", "trust_gain", "trust_asymmetry", "visit_learning",
    "talk_learning", "forgetting",
    "contact_rate", "homophily", "tie_decay", "initial_causes", "change_value", "fit_floor",
)  # fmt: skip
#: Stands for every parameter of the model.
ALL = "all"
#: Size of the question when nobody says otherwise.
SAMPLES = {"morris": 10, "sobol": 64}
REPLICATIONS, DAYS = 10, 240
#: Below, luck cannot be told from effect.
FEWEST_REPLICATES = 6


@dataclass(frozen=True, eq=False)
class Sensitivity(AnalysisResult):
    """Which factors decide.

    strategy   whose measure, or whose difference to `minus`
    found      indices, strategy_effects, convergence
    """

    strategy: str
    minus: str | None
    measure: str
    organisation: str
    days: int
    found: Influence = field(repr=False)
    command = "sensitivity"

    @override
    def to_dict(self) -> dict[str, Any]:
        found = self.found
        return {
            "strategy": self.strategy,
            "minus": self.minus,
            "measure": self.measure,
            "organisation": self.organisation,
            "days": self.days,
            "method": found.method,
            "unit": found.unit,
            "blocks": found.blocks,
            "replications": found.replications,
            "dropped": found.dropped,
            "dummy": dict(zip(("strength", "low", "high"), found.noise, strict=True)),
            "factors": rows_of(found.table),
        }

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        return {"indices": self.found.table, "convergence": self.found.convergence}


def sensitivity_study(
    strategy: Any = "brm_style",
    minus: Any = "itil",
    *,
    measure: str = "net_value",
    factors: Sequence[str | Factor] | None = None,
    method: str = "morris",
    samples: int | None = None,
    replications: int = REPLICATIONS,
    organisation: Any = "grab_at_pizza",
    days: int = DAYS,
    seed: int = 1,
) -> Study:
    """Return the study that answers which factors decide.

    minus    the strategy to take off; None: the measure itself is asked about
    factors  names, or Factors with bounds; ["all"]: every parameter of the model; None: those strategies argue about
    method   "morris" (a few runs a factor: a screening) or "sobol" (many: shares of variance)
    """
    if method not in SAMPLES:
        raise unknown("method of sensitivity", method, SAMPLES)
    if minus is not None:
        _check_two(strategy, minus, days)
    wanted = list(FACTORS if factors is None else PARAMETERS if list(factors) == [ALL] else factors)
    return plan_study(
        [strategy] if minus is None else [minus, strategy],
        design=Design(method, tuple(map(as_factor, wanted)), samples or SAMPLES[method], levels=4, seed=seed),
        name="sensitivity",
        organisations=[organisation],
        measures=[measure],
        replications=Replications(replications),
        days=days,
        seed=seed,
    )


def _check_two(strategy: Any, minus: Any, days: int) -> None:
    """Refuse a strategy less itself, however it is written."""
    one, other = strategy_of(strategy), strategy_of(minus)
    if strategies_hash([one], days) == strategies_hash([other], days):
        raise InputError(f"{one.name} minus {other.name} is 0 whatever decides: take off another strategy")


def sensitivity(
    study: Study | None = None,
    *,
    strategy: str | None = None,
    minus: str | None = None,
    measure: str | None = None,
    living: RunSource | None = None,
    **question: Any,
) -> Sensitivity:
    """Answer which factors decide, from a study of a Morris or Sobol design (or the one of `sensitivity_study`).

    strategy, minus  of the study: by default its last strategy minus its first
    """
    if study is not None:
        _check_study(study, strategy, minus, measure)
    which: dict[str, Any] = {"strategy": strategy, "minus": minus, "measure": measure}
    study = study or sensitivity_study(**{key: one for key, one in which.items() if one is not None}, **question)
    if study.design.kind not in SAMPLES:
        raise InputError(f"sensitivity needs a design of kind morris or sobol; this study's is {study.design.kind}")
    if 1 < study.replications.maximum < FEWEST_REPLICATES or study.replications.half_width is not None:
        raise InputError(f"sensitivity needs {FEWEST_REPLICATES} replicates or more, the same at every point")
    return sensitivity_of((living or RunSource())(study), strategy=strategy, minus=minus, measure=measure)


def _check_study(study: Study, strategy: str | None, minus: str | None, measure: str | None) -> None:
    """Refuse what the study does not have, before anything is run."""
    for name in (strategy, minus):
        if name is not None and name not in study.names:
            raise unknown("strategy in this study", name, study.names)
    if measure is not None and measure not in study.measures:
        raise unknown("measure in this study", measure, study.measures)
    if (strategy or study.names[-1]) == minus:
        _check_two(minus, minus, study.days)


def sensitivity_of(
    results: Results, *, strategy: str | None = None, minus: str | None = None, measure: str | None = None
) -> Sensitivity:
    """Answer which factors decide from runs that are there already."""
    study = results.study
    strategy, measure = strategy or study.names[-1], measure or study.measures[0]
    minus = minus or (study.baseline if study.baseline != strategy else None)
    outcome = f"{measure.replace('_', ' ')} of {strategy}" + (f" minus {minus}" if minus else "")
    unit = str(measure_rows().get(measure, {}).get("unit", ""))
    values = results.array(measure, strategy, minus)
    found = influence(study.design, values, outcome=outcome, unit=unit, seed=study.seed)
    return Sensitivity(strategy, minus, measure, next(iter(study.organisations)), study.days, found)
