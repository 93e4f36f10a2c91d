"""Sensitivity analysis: which factors change a measure, or the difference of two strategies?

A study runs the points of a Morris design (screening) or of a Sobol design (shares of variance); `influence` computes
indices with intervals, significance and ranks. A factor is significant only if its changes exceed those that random
numbers produce.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

from ...common.errors import InputError, unknown
from ...strategies.specification import strategy as strategy_of
from ..analysis_result import AnalysisResult, rows_of
from ..comparison.provenance import strategies_hash
from ..measures.log_indicators import known_names
from ..measures.registry import measure_rows
from ..study.design import Design
from ..study.evaluate import RunSource
from ..study.factors import Factor, with_groups
from ..study.results import Results
from ..study.study import Replications, Study, plan_study
from .influence import Influence, influence

if TYPE_CHECKING:
    from pandas import DataFrame

#: Default factors: demand and the core parameters.
FACTORS = ("demand", "core")
#: Default size: trajectories of Morris, base samples of Sobol.
SAMPLES = {"morris": 6, "sobol": 64}
REPLICATIONS, DAYS = 6, 240
#: Smallest number of replications for an estimate of noise.
MIN_REPLICATIONS = 6


@dataclass(frozen=True, eq=False)
class Sensitivity(AnalysisResult):
    """Result of a sensitivity analysis.

    strategy      the strategy whose measure is analysed
    versus        strategy that is subtracted; None: the level of `strategy`
    measure       name
    organisation  name
    days          working days after the strategies' start
    influence     indices, ranks, convergence
    """

    strategy: str
    versus: str | None
    measure: str
    organisation: str
    days: int
    influence: Influence = field(repr=False)
    command = "sensitivity"

    @override
    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON (docs/json.md): settings, noise level and one row for each factor."""
        found = self.influence
        return {
            "strategy": self.strategy,
            "versus": self.versus,
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
        """Return the tables "indices" (one row a factor) and "convergence"; columns as in `Influence`."""
        return {"indices": self.influence.table, "convergence": self.influence.convergence}


def sensitivity_study(
    strategy: Any = "brm_style",
    versus: Any = "itil",
    *,
    measure: str = "net_value",
    factors: Sequence[str | Factor] | None = None,
    method: str = "morris",
    samples: int | None = None,
    replications: int = REPLICATIONS,
    organisation: Any = "grab_at_pizza",
    days: int = DAYS,
    seed: int = 1,
    behaviour: Any = None,
) -> Study:
    """Return the study of a sensitivity analysis.

    strategy      name, combination, file or object
    versus        strategy to subtract; None: analyse the level of the measure
    measure       name
    factors       names, or Factors with bounds; "core" and "all": the core parameters, and every parameter; None:
                  demand and the core
    method        "morris" (screening, few runs for each factor) or "sobol" (shares of variance, many runs)
    samples       trajectories or base samples; None: 6 or 64. With k factors each has k + 1 or k + 2 points
    replications  at each point, 6 or more for an estimate of noise
    organisation  a name, a folder or an Organisation
    days          working days after the strategies' start
    seed          random seed of design and runs
    behaviour     an itborg.Behaviour, or the name of one; None: none

    Raises InputError for unknown names, values out of range, and a strategy compared with itself.
    """
    if method not in SAMPLES:
        raise unknown("method of sensitivity", method, SAMPLES)
    if versus is not None:
        _check_two(strategy, versus, days)
    return plan_study(
        [strategy] if versus is None else [versus, strategy],
        design=Design(
            method,
            with_groups(FACTORS if factors is None else factors),
            samples or SAMPLES[method],
            levels=4,
            seed=seed,
        ),
        name="sensitivity",
        organisations=[organisation],
        measures=[measure],
        replications=Replications(replications),
        days=days,
        seed=seed,
        behaviour=behaviour,
    )


def _check_two(strategy: Any, versus: Any, days: int) -> None:
    """Raise InputError if two strategies are the same, however they are written."""
    one, other = strategy_of(strategy), strategy_of(versus)
    if strategies_hash([one], days) == strategies_hash([other], days):
        raise InputError(f"{one.name} minus {other.name} is always 0: choose another reference strategy")


def sensitivity(
    study: Study | None = None,
    *,
    strategy: str | None = None,
    versus: str | None = None,
    measure: str | None = None,
    run_source: RunSource | None = None,
    **settings: Any,
) -> Sensitivity:
    """Return which factors change a measure, or the difference of two strategies.

    study             a study with a Morris or Sobol design; None: that of `sensitivity_study`
    strategy, versus  of the study; default: its last strategy minus its first
    measure           of the study; default: its first
    run_source        how runs are computed and kept; None: in memory
    settings          further arguments of `sensitivity_study`

    A study with one replication is permitted: it has no estimate of noise. Raises InputError for unknown names, another
    design, 2 to 5 replications, and a study that stops points early.
    """
    measure = known_names([measure])[0] if measure is not None else None
    if study is not None:
        _check_study(study, strategy, versus, measure)
    which: dict[str, Any] = {"strategy": strategy, "versus": versus, "measure": measure}
    study = study or sensitivity_study(**{key: one for key, one in which.items() if one is not None}, **settings)
    if study.design.kind not in SAMPLES:
        raise InputError(f"sensitivity needs a design of kind morris or sobol; this study's is {study.design.kind}")
    if 1 < study.replications.maximum < MIN_REPLICATIONS or study.replications.half_width is not None:
        raise InputError(f"sensitivity needs {MIN_REPLICATIONS} replications or more, the same number at every point")
    return sensitivity_of((run_source or RunSource())(study), strategy=strategy, versus=versus, measure=measure)


def _check_study(study: Study, strategy: str | None, versus: str | None, measure: str | None) -> None:
    """Raise InputError for names that are not in the study, before anything is run."""
    for name in (strategy, versus):
        if name is not None and name not in study.names:
            raise unknown("strategy in this study", name, study.names)
    if measure is not None and measure not in study.measures:
        raise unknown("measure in this study", measure, study.measures)
    if (strategy or study.names[-1]) == versus:
        _check_two(versus, versus, study.days)


def sensitivity_of(
    results: Results, *, strategy: str | None = None, versus: str | None = None, measure: str | None = None
) -> Sensitivity:
    """Return the sensitivity analysis of finished runs; arguments as in `sensitivity`.

    results  of a study; blocks with a failed run are dropped

    Raises InputError for names that are not in the study and fewer than 4 complete blocks.
    """
    study = results.study
    strategy, measure = strategy or study.names[-1], measure or study.measures[0]
    versus = versus or (study.baseline if study.baseline != strategy else None)
    outcome = f"{measure.replace('_', ' ')} of {strategy}" + (f" minus {versus}" if versus else "")
    unit = str(measure_rows().get(measure, {}).get("unit", ""))
    values = results.array(measure, strategy, versus)
    found = influence(study.design, values, outcome=outcome, unit=unit, seed=study.seed)
    return Sensitivity(strategy, versus, measure, next(iter(study.organisations)), study.days, found)
