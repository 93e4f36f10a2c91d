"""From a question to its answer: in which region of the factors does a strategy lose (or win)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ...common.errors import InputError, unknown
from ..analysis_result import AnalysisResult, plain
from ..comparison.provenance import better_of
from ..statistics import Floats, Interval
from ..study.design import Design
from ..study.evaluate import RunSource
from ..study.factors import Factor, as_factor
from ..study.results import Results
from ..study.study import Replications, Study, plan_study
from .regions import Region, Regions, regions

if TYPE_CHECKING:
    from pandas import DataFrame

#: What is varied when nobody names anything: how busy IT is, and what strategies argue about.
FACTORS = (
    "demand", "trust_prior", "honesty", "understanding_start", "business_understanding_start", "homophily", "tie_decay",
    "framework_gain", "framework_risk_cut", "crowding_out", "records_need_people", "initial_causes",
)  # fmt: skip
SAMPLES, REPLICATIONS, DAYS = 240, 6, 240
CASES = ("loses", "wins")
FEWEST = 40


@dataclass(frozen=True, eq=False)
class Discovery(AnalysisResult):
    """Where something happens.

    case  "loses" or "wins"
    by    and by at least how much
    """

    strategy: str
    minus: str
    measure: str
    case: str
    by: float
    organisation: str
    days: int
    design: Design = field(repr=False)
    points: Floats = field(repr=False)
    means: Floats = field(repr=False)
    found: Regions = field(repr=False)
    command = "discover"

    @property
    def event(self) -> str:
        """What happens, in words."""
        verb = "loses to" if self.case == "loses" else "wins against"
        return f"{self.strategy} {verb} {self.minus}" + (f" by {self.by:g} or more" if self.by else "")

    @override
    def to_dict(self) -> dict[str, Any]:
        names = ("strategy", "minus", "measure", "case", "by", "organisation", "days")
        regions = [_region(one, self.design) for one in self.found.found]
        document: dict[str, Any] = plain({
            **{name: getattr(self, name) for name in names},
            "points": len(self.points),
            "everywhere": _interval(self.found.everywhere),
            "sure": self.found.sure,
            "regions": regions,
        })  # fmt: skip
        return document

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        import pandas as pd

        rows = [row for number, one in enumerate(self.found.found, 1) for row in _rows(number, one, self.design)]
        looked = pd.DataFrame(self.points, columns=list(self.design.names))
        return {
            "regions": pd.DataFrame(rows, columns=list(_COLUMNS)),
            "points": looked.assign(mean=self.means, chance=self.found.cases),
        }


_COLUMNS = ("region", "factor", "low", "high", "repeated", "density", "coverage", "holds_up")


def _rows(number: int, one: Region, design: Design) -> list[dict[str, Any]]:
    factors = sorted({at for at, _ in one.box.bounds})
    return [
        {
            "region": number,
            "factor": design.names[at],
            "low": max(float(one.box.low[at]), design.factors[at].low),
            "high": min(float(one.box.high[at]), design.factors[at].high),
            "repeated": max(share for (factor, _), share in one.repeated.items() if factor == at),
            "density": one.density.mean,
            "coverage": one.coverage.mean,
            "holds_up": one.holds_up,
        }
        for at in factors
    ]


def _region(one: Region, design: Design) -> dict[str, Any]:
    kept = ("factor", "low", "high", "repeated")
    return {
        "bounds": [{key: row[key] for key in kept} for row in _rows(1, one, design)],
        "density": _interval(one.density),
        "coverage": _interval(one.coverage),
        "lift": _interval(one.lift),
        "held_out_points": one.points,
        "holds_up": one.holds_up,
    }


def _interval(one: Interval) -> dict[str, float]:
    return one._asdict()


def discovery_study(
    strategy: Any = "itil",
    minus: Any = "none",
    *,
    measure: str = "net_value",
    factors: Sequence[str | Factor] | None = None,
    samples: int = SAMPLES,
    replications: int = REPLICATIONS,
    organisation: Any = "grab_at_pizza",
    days: int = DAYS,
    seed: int = 1,
) -> Study:
    """Return the study that answers where a strategy loses: a Latin hypercube over factors."""
    wanted = FACTORS if factors is None else factors
    return plan_study(
        [minus, strategy],
        design=Design("latin_hypercube", tuple(map(as_factor, wanted)), samples, seed=seed),
        name="discover",
        organisations=[organisation],
        measures=[measure],
        replications=Replications(replications),
        days=days,
        seed=seed,
    )


def discover(
    study: Study | None = None,
    *,
    strategy: str | None = None,
    minus: str | None = None,
    measure: str | None = None,
    case: str = "loses",
    by: float = 0.0,
    living: RunSource | None = None,
    **question: Any,
) -> Discovery:
    """Answer where a strategy loses to another (or wins), from a study over many points.

    strategy, minus  of the study: by default its last strategy against its first
    by               count it only if it does by at least this much
    """
    which: dict[str, Any] = {"strategy": strategy, "minus": minus, "measure": measure}
    study = study or discovery_study(**{key: one for key, one in which.items() if one is not None}, **question)
    if case not in CASES:
        raise unknown("case", case, CASES)
    if len(study.names) < 2:
        raise InputError("discover compares strategies: the study needs two or more")
    if len(study.points) < FEWEST or not study.design.factors:
        raise InputError(f"discover needs {FEWEST} points or more; this study has {len(study.points)}")
    return discovery_of((living or RunSource())(study), strategy, minus, measure, case, by)


def discovery_of(
    results: Results,
    strategy: str | None = None,
    minus: str | None = None,
    measure: str | None = None,
    case: str = "loses",
    by: float = 0.0,
) -> Discovery:
    """Answer where a strategy loses from runs that are there already."""
    study = results.study
    strategy, minus, measure = strategy or study.names[-1], minus or study.baseline, measure or study.measures[0]
    values = results.array(measure, strategy, minus)
    lower_is_better = better_of(measure) == "lower"
    worse = -values if lower_is_better == (case == "loses") else values
    points = study.design.matrix()
    known = ~np.isnan(worse).all(axis=1)
    found = regions(points[known], worse[known], below=-by, seed=study.seed)
    return Discovery(
        strategy, minus, measure, case, by, next(iter(study.organisations)), study.days,
        study.design, points[known], np.nanmean(values[known], axis=1), found,
    )  # fmt: skip
