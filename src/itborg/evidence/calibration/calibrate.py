"""Calibration: a posterior of parameters given targets, checked by new runs and by targets that were held out.

A screening chooses the parameters of the core on which the targets depend, unless others are named. In each wave points
are run and an emulator is fitted to all runs so far; points that it finds implausible are ruled
out. The posterior is sampled from the emulators. Then some of its points are run with a new seed and compared with all
targets.

The posterior describes parameters that this model needs to meet the targets. It is no measurement of an organisation:
the width of bands and the tolerance for errors of the model are assumptions (`aims`).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ...analysis.analysis_result import AnalysisResult, rows_of
from ...analysis.statistics import Floats
from ...analysis.study.design import Design
from ...analysis.study.evaluate import RunSource, study_settings
from ...analysis.study.factors import Factor, default_value, with_groups
from ...analysis.study.results import Results
from ...analysis.study.study import Replications, Study, plan_study
from ..validation.targets import Target
from .active_parameters import REPLICATIONS as SCREENING_REPLICATIONS
from .active_parameters import active_parameters
from .aims import aims_of, realisation_sd, scaled
from .emulator import Emulator
from .matching import CANDIDATES, Wave, candidates, next_points, posterior, still_plausible
from .posterior_tables import parameter_table, target_table
from .targets_file import bundled, split

if TYPE_CHECKING:
    from pandas import DataFrame

POINTS, WAVES, REPLICATIONS, DAYS = 80, 3, 3, 240
#: Points of the posterior that are run to check it, and replications of each. All points, and the default parameters,
#: share these replications: there are so many that the median hardly depends on them.
CHECK_POINTS, CHECK_REPLICATIONS = 25, 20


@dataclass(frozen=True, eq=False)
class Calibration(AnalysisResult):
    """The result of a calibration.

    organisation  its name
    days          working days of a run
    parameters    one row a parameter: range, default, posterior, what was learned (posterior_tables.parameter_table)
    targets       one row a target: band, model at the defaults and after the fit (posterior_tables.target_table)
    posterior     one row a point of the posterior, one column a parameter
    waves         of history matching
    runs          all simulated runs
    """

    organisation: str
    days: int
    parameters: DataFrame = field(repr=False)
    targets: DataFrame = field(repr=False)
    posterior: DataFrame = field(repr=False)
    waves: tuple[Wave, ...]
    runs: int
    command = "calibrate"

    @override
    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON (docs/json.md): settings, waves, and the tables of parameters and targets."""
        return {
            "organisation": self.organisation,
            "days": self.days,
            "runs": self.runs,
            "waves": [{"number": one.number, "points": one.runs, "plausible": one.plausible} for one in self.waves],
            "parameters": rows_of(self.parameters),
            "targets": rows_of(self.targets),
        }

    @override
    def tables(self) -> Mapping[str, DataFrame]:
        """Return the tables "targets", "parameters" and "posterior"."""
        return {"targets": self.targets, "parameters": self.parameters, "posterior": self.posterior}


@dataclass(frozen=True)
class Specification:
    """The settings of a calibration.

    targets       fitted and held-out ones
    free          parameters that may change: names, or Factors with bounds; None: those of the core on which the
                  fitted targets depend most, chosen by a screening (active_parameters)
    strategy      under which the organisation is run
    organisation  a name, a folder or an Organisation
    points        points of each wave
    waves         of history matching, 1 or more
    replications  of each point, 2 or more
    days          working days of a run; best those that the data cover
    seed          random seed; checks use seed + 1, runs at the defaults seed + 2
    behaviour     an itborg.Behaviour, or the name of one; None: none
    """

    targets: Sequence[Target]
    free: Sequence[str | Factor] | None = None
    strategy: str = "none"
    organisation: Any = "grab_at_pizza"
    points: int = POINTS
    waves: int = WAVES
    replications: int = REPLICATIONS
    days: int = DAYS
    seed: int = 1
    behaviour: Any = None

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The parameters that may change, with bounds; before the screening the core."""
        return with_groups(["core"] if self.free is None else self.free)

    @property
    def defaults(self) -> Floats:
        """The default values of the factors as one point, (1, parameters)."""
        return np.array([[default_value(one.name) for one in self.factors]])


def calibrate(
    study: Study | None = None,
    *,
    targets: Sequence[Target] | None = None,
    run_source: RunSource | None = None,
    **settings: Any,
) -> Calibration:
    """Fit parameters to targets by history matching, and check the fit on all targets by new runs.

    study       if given, its factors are fitted, in its first organisation, for its days
    targets     None: targets_file.bundled(); targets_file.read_targets reads a file
    run_source  how runs are made; by default in memory, on all cores
    settings    as in Specification; they take precedence over the study

    With a run source that has a folder, an interrupted calibration repeats no finished run. Raises InputError for names
    that are not known, values out of range, if no target is fitted, and without scikit-learn.
    """
    from_study = _study_settings(study) if study else {}
    what = Specification(targets or bundled(), **{**from_study, **settings})
    runner = _Runner(what, run_source or RunSource())
    if what.free is None:
        what = replace(what, free=active_parameters(what.factors, runner.screening, what.seed))
        runner = _Runner(what, runner.run_source, runner.count)
    fitted, _ = split(what.targets)
    aims, extra_sd = aims_of(fitted), _realisation_sd(what, runner, fitted)
    low, high = (np.array([getattr(one, side) for one in what.factors]) for side in ("low", "high"))
    rng = np.random.default_rng(what.seed)
    first = Design("latin_hypercube", what.factors, what.points, seed=what.seed).matrix()
    unit, left = (first - low) / (high - low), candidates(len(low), what.seed + 1)
    run, means, errors = np.empty((0, len(low))), np.empty((0, len(fitted))), np.empty((0, len(fitted)))
    emulators: list[Emulator] = []
    waves: list[Wave] = []
    for number in range(1, what.waves + 1):
        values = runner(low + unit * (high - low), f"wave-{number}", what.seed, what.replications)
        statistics = scaled(values[: len(fitted)], fitted)
        run, means = np.concatenate([run, unit]), np.concatenate([means, _mean(statistics)])
        errors = np.concatenate([errors, _error(statistics)])
        emulators.append(Emulator(run, means, _shrunk(errors), what.seed, extra_sd))
        left = still_plausible(left, emulators[-1], aims)
        waves.append(Wave(number, len(unit), len(left) / CANDIDATES))
        unit = next_points(left, run, emulators, aims, what.points, rng)
    particles = low + posterior(left, emulators, aims, rng) * (high - low)
    return _checked(what, runner, particles, tuple(waves), _mean(runner.values["wave-1"]))


class _Runner:
    """Runs points, counts the runs and keeps the values."""

    def __init__(self, what: Specification, run_source: RunSource, count: int = 0) -> None:
        fitted, held_out = split(what.targets)
        self.targets = [*fitted, *held_out]
        self._what, self.run_source = what, run_source
        self.count, self.organisation = count, ""
        self.values: dict[str, Floats] = {}

    def __call__(self, points: Floats, name: str, seed: int, replications: int) -> Floats:
        """Return the values of all targets, fitted ones first, (targets, points, replications).

        points  (points, parameters) in the parameters' own units
        name    under which the values are kept
        """
        what = self._what
        study = plan_study(
            [what.strategy],
            design=Design("table", what.factors, rows=tuple(map(tuple, points.tolist()))),
            name="calibrate",
            organisations=[what.organisation],
            measures=[one.id for one in self.targets],
            replications=Replications(replications),
            days=what.days,
            seed=seed,
            behaviour=what.behaviour,
        )
        results: Results = self.run_source(study, name)
        self.count += len(results.runs)
        self.organisation = next(iter(study.organisations))
        self.values[name] = np.array([results.array(one.id, study.baseline) for one in self.targets])
        return self.values[name]

    def screening(self, points: Floats) -> Floats:
        """Return the means of the fitted targets at the points of a screening, (points, targets)."""
        fitted, _ = split(self._what.targets)
        values = self(points, "screening", self._what.seed, SCREENING_REPLICATIONS)
        return _mean(scaled(values[: len(fitted)], fitted))


def _checked(
    what: Specification, runner: _Runner, particles: Floats, waves: tuple[Wave, ...], prior: Floats
) -> Calibration:
    """Run points of the posterior and the default parameters with a new seed, and compare them with every target.

    particles  (points, parameters) of the posterior, in the parameters' own units; 25 of them are run
    waves      as reported
    prior      (points, targets) means at the points of the first wave, which cover the range of the parameters
    """
    import pandas as pd

    seed = what.seed + 1
    points = particles[:: max(1, len(particles) // CHECK_POINTS)][:CHECK_POINTS]
    fitted = runner(points, "posterior", seed, CHECK_REPLICATIONS)
    default = runner(what.defaults, "default", seed, CHECK_REPLICATIONS)
    return Calibration(
        runner.organisation,
        what.days,
        parameter_table(what.factors, particles),
        target_table(runner.targets, default[:, 0], fitted.reshape(len(runner.targets), -1), prior),
        pd.DataFrame(particles, columns=[one.name for one in what.factors]),
        waves,
        runner.count,
    )


def _realisation_sd(what: Specification, runner: _Runner, fitted: Sequence[Target]) -> Floats:
    """Return what `aims.realisation_sd` returns, from runs at the defaults; none are made if no target needs them.

    fitted  targets that are fitted; the result is (targets,), 0 where a target is not a single realisation
    """
    if all(one.error is None for one in fitted):
        return np.zeros(len(fitted))
    values = runner(what.defaults, "replications", what.seed + 2, CHECK_REPLICATIONS)[: len(fitted), 0]
    return realisation_sd(fitted, scaled(values, fitted), what.replications)


def _mean(values: Floats) -> Floats:
    """Return the means over replications, (points, targets), of (targets, points, replications)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(values, axis=2).T)


def _error(values: Floats) -> Floats:
    """Return the standard errors of these means, (points, targets); NaN below two replications."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray((np.nanstd(values, axis=2, ddof=1) / np.sqrt(values.shape[2])).T)


def _shrunk(errors: Floats) -> Floats:
    """Return standard errors shrunk towards their median over points: those of few replications are uncertain.

    errors  (points, targets); one that is not known becomes the median

    The variance is the mean of the own and the median variance, which is our choice.
    """
    median = np.nanmedian(errors, axis=0)
    return np.sqrt((np.where(np.isfinite(errors), errors, median) ** 2 + median**2) / 2)


def _study_settings(study: Study) -> dict[str, Any]:
    """Return the fields of a specification that a study sets."""
    return {**study_settings(study), **({"free": study.design.factors} if study.design.factors else {})}
