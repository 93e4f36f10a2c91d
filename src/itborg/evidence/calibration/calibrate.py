"""From targets to parameters: a posterior, not one number; judged by runs with fresh luck and by held-out figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, override

import numpy as np

from ...analysis.analysis_result import AnalysisResult, rows_of
from ...analysis.statistics import Floats
from ...analysis.study.design import Design
from ...analysis.study.evaluate import RunSource, asked_of
from ...analysis.study.factors import Factor, as_factor, usual
from ...analysis.study.results import Results
from ...analysis.study.study import Replications, Study, plan_study
from ..validation.targets import Target
from .emulator import Emulator, aimed_at, doubt_of_lives, scaled
from .matching import CANDIDATES, Aims, Wave, candidates, next_points, posterior, still_plausible
from .posterior_tables import checks, learned
from .targets_file import bundled, split

if TYPE_CHECKING:
    from pandas import DataFrame

#: What is fitted when nobody names anything: how incidents enter, travel and are solved.
FREE = (
    "desk_trained", "direct_entry", "first_sight", "queue_pull", "return_pull", "attempt_information", "patience",
    "appointment", "effort_scale", "grind",
)  # fmt: skip
#: A parameter that joins them if the target named is there.
WITH = {"demand.incidents_per_person_day": "hazard", "priority.top_label_share": "honesty"}
POINTS, WAVES, REPLICATIONS, DAYS = 80, 3, 3, 240
#: Points of the posterior that are run to check it, and replicates of each. All share their luck, and share it with the
#: model as it is: so many that the median does not hang on it.
CHECKED, LUCK = 25, 20


@dataclass(frozen=True, eq=False)
class Calibration(AnalysisResult):
    """What fits.

    parameters  one row a parameter: before, after, how much was learned
    targets     one row a target: band, the model as it is, after the fit, verdict
    posterior   one row a point of the posterior
    waves       how much was ruled out, look by look
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
        return {"targets": self.targets, "parameters": self.parameters, "posterior": self.posterior}


@dataclass(frozen=True)
class Specification:
    """What is asked.

    free      parameters that may move: names, or Factors with bounds; None: the usual ones
    points    of each wave
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

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What may move, with bounds."""
        joining = [name for target, name in WITH.items() if any(target == one.id for one in self.targets)]
        wanted = [*FREE, *joining] if self.free is None else self.free
        return tuple(map(as_factor, wanted))

    @property
    def usual(self) -> Floats:
        """The values as they are, as a table of one point."""
        return np.array([[usual(one.name) for one in self.factors]])


def calibrate(
    study: Study | None = None,
    *,
    targets: Sequence[Target] | None = None,
    living: RunSource | None = None,
    **asked: Any,
) -> Calibration:
    """Answer which parameters let the model meet its targets, and how well it then meets those held out.

    study    if given, its factors may move, in its first organisation, for its days
    targets  of targets_file.bundled by default, or of targets_file.read_targets

    The other names are those of Question.
    """
    question = Specification(targets or bundled(), **{**(_of_study(study) if study else {}), **asked})
    run = _Runs(question, living or RunSource())
    fitted, _ = split(question.targets)
    aims, lives = Aims(*aimed_at(fitted)), _doubt_of_lives(question, run, fitted)
    low, high = (np.array([getattr(one, side) for one in question.factors]) for side in ("low", "high"))
    chance = np.random.default_rng(question.seed)
    first = Design("latin_hypercube", question.factors, question.points, seed=question.seed).matrix()
    looked, means, errors, waves = np.empty((0, len(low))), *(np.empty((0, len(fitted))) for _ in range(2)), []
    unit, left = (first - low) / (high - low), candidates(len(low), question.seed + 1)
    emulators: list[Emulator] = []
    for number in range(1, question.waves + 1):
        found = run(low + unit * (high - low), f"wave-{number}", question.seed, question.replications)
        outcomes = scaled(found[: len(fitted)], fitted)
        looked, means = np.concatenate([looked, unit]), np.concatenate([means, _mean(outcomes)])
        errors = np.concatenate([errors, _error(outcomes)])
        emulators.append(Emulator(looked, means, _steady(errors), question.seed, lives))
        left = still_plausible(left, emulators[-1], aims)
        waves.append(Wave(number, len(unit), len(left) / CANDIDATES))
        unit = next_points(left, looked, emulators, aims, question.points, chance)
    particles = low + posterior(left, emulators, aims, chance) * (high - low)
    return _checked(question, run, particles, tuple(waves), _mean(run.found["wave-1"]))


class _Runs:
    """Runs points, and remembers how many and what came out."""

    def __init__(self, question: Specification, live: RunSource) -> None:
        """Take the question."""
        fitted, held = split(question.targets)
        self.targets = [*fitted, *held]
        self._question, self._live = question, live
        self.count, self.organisation = 0, ""
        self.found: dict[str, Floats] = {}

    def __call__(self, points: Floats, name: str, seed: int, replications: int) -> Floats:
        """Return (targets, points, replicates), fitted targets first."""
        question = self._question
        rows = tuple(map(tuple, points.tolist()))
        study = plan_study(
            [question.strategy],
            design=Design("table", question.factors, rows=rows),
            name="calibrate",
            organisations=[question.organisation],
            measures=[one.id for one in self.targets],
            replications=Replications(replications),
            days=question.days,
            seed=seed,
        )
        results: Results = self._live(study, name)
        self.count += len(results.runs)
        self.organisation = next(iter(study.organisations))
        self.found[name] = np.array([results.array(one.id, study.baseline) for one in self.targets])
        return self.found[name]


def _checked(
    question: Specification, run: _Runs, particles: Floats, waves: tuple[Wave, ...], before: Floats
) -> Calibration:
    """Run points of the posterior, and the model as it is, with fresh luck; compare them with every target."""
    import pandas as pd

    names = [one.name for one in question.factors]
    seed = question.seed + 1
    after = run(particles[:: max(1, len(particles) // CHECKED)][:CHECKED], "check", seed, LUCK)
    now = run(question.usual, "as-it-is", seed, LUCK)
    return Calibration(
        run.organisation,
        question.days,
        learned(question.factors, particles),
        checks(run.targets, now[:, 0], after.reshape(len(run.targets), -1), before),
        pd.DataFrame(particles, columns=names),
        waves,
        run.count,
    )


def _doubt_of_lives(question: Specification, run: _Runs, fitted: Sequence[Target]) -> Floats:
    """Return how far one life lies from the mean, by lives of the model as it is; none are run if no target asks."""
    if all(one.error is None for one in fitted):
        return np.zeros(len(fitted))
    found = run(question.usual, "lives", question.seed + 2, LUCK)[: len(fitted), 0]
    return doubt_of_lives(fitted, scaled(found, fitted), question.replications)


def _mean(outcomes: Floats) -> Floats:
    """Return (points, targets) of (targets, points, replicates)."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(outcomes, axis=2).T)


def _error(outcomes: Floats) -> Floats:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray((np.nanstd(outcomes, axis=2, ddof=1) / np.sqrt(outcomes.shape[2])).T)


def _steady(errors: Floats) -> Floats:
    """Return standard errors with those of few replicates drawn towards what is usual."""
    usual = np.nanmedian(errors, axis=0)
    return np.sqrt((np.where(np.isfinite(errors), errors, usual) ** 2 + usual**2) / 2)


def _of_study(study: Study) -> dict[str, Any]:
    return {**asked_of(study), **({"free": study.design.factors} if study.design.factors else {})}
