"""Scenario discovery: in which regions of the factors does a strategy underperform (or outperform) another?

A study varies uncertain factors over a Latin hypercube. At each point the probability that the strategy loses follows
from its paired replications; PRIM searches boxes in which that probability is high (Bryant & Lempert 2010). Regions
are assessed at points that were not used to find them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ...common.errors import InputError, unknown
from ..analysis_result import AnalysisResult, plain
from ..measures.log_indicators import known_names
from ..measures.registry import better_of
from ..statistics import Floats, Interval
from ..study.design import Design
from ..study.evaluate import RunSource
from ..study.factors import Factor, with_groups
from ..study.results import Results
from ..study.study import Replications, Study, plan_study
from .regions import Region, Regions, regions

if TYPE_CHECKING:
    from pandas import DataFrame

#: Default factors: demand, and those on which the strategies act.
FACTORS = (
    "demand", "trust_prior", "honesty", "understanding_start", "business_understanding_start", "homophily", "tie_decay",
    "framework_gain", "framework_risk_cut", "records_need_people", "initial_causes",
)  # fmt: skip
SAMPLES, REPLICATIONS, DAYS = 240, 6, 240
CASES = ("loses", "wins")
MIN_POINTS = 40


@dataclass(frozen=True, eq=False)
class Discovery(AnalysisResult):
    """Result of a discovery.

    strategy, versus  the two strategies
    measure           name
    case              "loses" or "wins": the event
    margin            smallest difference that counts, in the unit of the measure
    organisation      name
    days              working days after the strategies' start
    design            the points of the study
    points            (points, factors) values at points with results
    means             (points,) mean difference
    findings          regions, with density and coverage
    """

    strategy: str
    versus: str
    measure: str
    case: str
    margin: float
    organisation: str
    days: int
    design: Design = field(repr=False)
    points: Floats = field(repr=False)
    means: Floats = field(repr=False)
    findings: Regions = field(repr=False)
    command = "discover"

    @property
    def event(self) -> str:
        """The event in words."""
        verb = "loses to" if self.case == "loses" else "wins against"
        return f"{self.strategy} {verb} {self.versus}" + (f" by {self.margin:g} or more" if self.margin else "")

    @override
    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON (docs/json.md): settings, share of cases, bounds of each region."""
        names = ("strategy", "versus", "measure", "case", "margin", "organisation", "days")
        regions = [_region(one, self.design) for one in self.findings.regions]
        document: dict[str, Any] = plain({
            **{name: getattr(self, name) for name in names},
            "points": len(self.points),
            "overall": _interval(self.findings.overall),
            "decided": self.findings.decided,
            "regions": regions,
        })  # fmt: skip
        return document

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        """Return the tables "regions" and "points".

        regions  one row for each region and bounded factor: bounds, share of repeated searches, density, coverage,
                 confirmed
        points   one row for each point: value of every factor, mean difference, probability of the event
        """
        import pandas as pd

        rows = [row for number, one in enumerate(self.findings.regions, 1) for row in _rows(number, one, self.design)]
        points = pd.DataFrame(self.points, columns=list(self.design.names))
        return {
            "regions": pd.DataFrame(rows, columns=list(_COLUMNS)),
            "points": points.assign(mean=self.means, probability=self.findings.cases),
        }


_COLUMNS = ("region", "factor", "low", "high", "repeated", "density", "coverage", "confirmed")


def _rows(number: int, one: Region, design: Design) -> list[dict[str, Any]]:
    """Return one row for each bounded factor of a region; an open side ends at the bound of the design."""
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
            "confirmed": one.confirmed,
        }
        for at in factors
    ]


def _region(one: Region, design: Design) -> dict[str, Any]:
    """Return the JSON of a region: bounds, and its assessment on held-out points."""
    keys = ("factor", "low", "high", "repeated")
    return {
        "bounds": [{key: row[key] for key in keys} for row in _rows(1, one, design)],
        "density": _interval(one.density),
        "coverage": _interval(one.coverage),
        "lift": _interval(one.lift),
        "held_out_points": one.points,
        "confirmed": one.confirmed,
    }


def _interval(one: Interval) -> dict[str, float]:
    return one._asdict()


def discovery_study(
    strategy: Any = "itil",
    versus: Any = "none",
    *,
    measure: str = "net_value",
    factors: Sequence[str | Factor] | None = None,
    samples: int = SAMPLES,
    replications: int = REPLICATIONS,
    organisation: Any = "grab_at_pizza",
    days: int = DAYS,
    seed: int = 1,
    behaviour: Any = None,
) -> Study:
    """Return the study of a discovery: a Latin hypercube over factors.

    strategy, versus  names, combinations, files or objects; `versus` is the baseline of the study
    measure           name
    factors           names, or Factors with bounds; None: 12 default factors
    samples           points, 40 or more for a discovery
    replications      paired replications at each point
    organisation      a name, a folder or an Organisation
    days              working days after the strategies' start
    seed              random seed of design and runs
    behaviour         an itborg.Behaviour, or the name of one; None: none

    Raises InputError for unknown names and values out of range.
    """
    wanted = FACTORS if factors is None else factors
    return plan_study(
        [versus, strategy],
        design=Design("latin_hypercube", with_groups(wanted), samples, seed=seed),
        name="discover",
        organisations=[organisation],
        measures=[measure],
        replications=Replications(replications),
        days=days,
        seed=seed,
        behaviour=behaviour,
    )


def discover(
    study: Study | None = None,
    *,
    strategy: str | None = None,
    versus: str | None = None,
    measure: str | None = None,
    case: str = "loses",
    margin: float = 0.0,
    run_source: RunSource | None = None,
    **settings: Any,
) -> Discovery:
    """Return the regions in which a strategy loses to another (or wins).

    study             at least 40 points and two strategies; None: that of `discovery_study`
    strategy, versus  of the study; default: its last strategy against its first
    measure           of the study; default: its first. Where lower is better, losing means a higher value
    case              "loses" or "wins"
    margin            smallest difference that counts, 0 or more, in the unit of the measure
    run_source        how runs are computed and kept; None: in memory
    settings          further arguments of `discovery_study`

    Files are written only by a `run_source` with a folder. Raises InputError for unknown names and studies with too few
    points or strategies.
    """
    measure = known_names([measure])[0] if measure is not None else None
    which: dict[str, Any] = {"strategy": strategy, "versus": versus, "measure": measure}
    study = study or discovery_study(**{key: one for key, one in which.items() if one is not None}, **settings)
    if case not in CASES:
        raise unknown("case", case, CASES)
    if len(study.names) < 2:
        raise InputError("discover compares strategies: the study needs two or more")
    if len(study.points) < MIN_POINTS or not study.design.factors:
        raise InputError(f"discover needs {MIN_POINTS} points or more; this study has {len(study.points)}")
    return discovery_of((run_source or RunSource())(study), strategy, versus, measure, case, margin)


def discovery_of(
    results: Results,
    strategy: str | None = None,
    versus: str | None = None,
    measure: str | None = None,
    case: str = "loses",
    margin: float = 0.0,
) -> Discovery:
    """Return the discovery of finished runs; arguments as in `discover`.

    results  of a study; points at which every replication failed are left out

    The search uses the random seed of the study. Raises InputError for names that are not in the study.
    """
    study = results.study
    strategy, versus, measure = strategy or study.names[-1], versus or study.baseline, measure or study.measures[0]
    values = results.array(measure, strategy, versus)
    lower_is_better = better_of(measure) == "lower"
    worse = -values if lower_is_better == (case == "loses") else values
    points = study.design.matrix()
    known = ~np.isnan(worse).all(axis=1)
    found = regions(points[known], worse[known], below=-margin, seed=study.seed)
    return Discovery(
        strategy, versus, measure, case, margin, next(iter(study.organisations)), study.days,
        study.design, points[known], np.nanmean(values[known], axis=1), found,
    )  # fmt: skip
