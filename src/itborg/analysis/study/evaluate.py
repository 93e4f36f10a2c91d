"""Evaluate the model at many points, and run the studies of an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...common.errors import InputError, install
from ..comparison.plan import Progress
from .design import Design
from .executors import Workers
from .factors import Factor
from .results import Results
from .runner import in_memory, neighbours, run_study
from .study import DAYS, REPLICATIONS, Replications, Study, plan_study
from .study_store import collect
from .tasks import Model

if TYPE_CHECKING:
    from pandas import DataFrame


def evaluate(
    points: Sequence[Mapping[str, float]] | DataFrame | Design,
    *,
    strategies: Sequence[Any] = ("none",),
    replications: int = REPLICATIONS,
    measures: Sequence[str] | None = ("net_value",),
    organisation: Any = "grab_at_pizza",
    days: int = DAYS,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    behaviour: Any = None,
    threads: int | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Results:
    """Return the runs of all strategies at all points, with common random numbers. Writes no files.

    points        values by factor, the same factors in each; a frame with one column for each; or a Design
    strategies    names, combinations, files or objects; the first is the baseline
    replications  at each point
    measures      names; None: all
    organisation  a name, a folder or an Organisation; "generated" for a synthetic one
    days          working days after the strategies' start
    seed          random seed; points share it
    settings      factors fixed at another value than their default
    without       mechanisms to knock out
    behaviour     an itborg.Behaviour, or the name of one; None: none
    threads       None: all cores
    progress      called with (finished runs, runs planned so far)
    model         function (values, strategy, seed) -> measures that replaces the model; `measures` must be given

    Raises InputError for unknown names and values out of range.
    """
    study = plan_study(
        strategies,
        design=points if isinstance(points, Design) else table(_records(points)),
        organisations=[organisation],
        measures=None if model else measures,
        settings=settings,
        without=without,
        behaviour=behaviour,
        replications=Replications(replications),
        days=days,
        seed=seed,
    )
    if model:
        study = replace(study, measures=tuple(measures or ()))
    return in_memory(study, threads=threads, progress=progress, model=model)


def _records(points: Sequence[Mapping[str, float]] | DataFrame) -> Sequence[Mapping[str, float]]:
    """Return points as values by factor."""
    records: Any = getattr(points, "to_dict", None)
    return points if records is None else records("records")  # type: ignore[return-value]


def table(points: Sequence[Mapping[str, float]]) -> Design:
    """Return points as a design of kind "table"; no point gives the design without factors.

    points  values by factor; all have the factors of the first one (KeyError otherwise)
    """
    names = list(points[0]) if points else []
    columns = [[float(point[name]) for point in points] for name in names]
    factors = tuple(Factor(name, min(c), max(c)) for name, c in zip(names, columns, strict=True))
    return Design("table", factors, rows=tuple(zip(*columns, strict=True))) if names else Design()


@dataclass(frozen=True)
class RunSource:
    """The way in which an analysis gets its runs.

    folder    one subfolder for each study, in which finished runs are kept; None: in memory
    workers   executor of tasks; None: one thread for each core
    threads   for studies in memory; None: all cores
    progress  called with (finished runs, planned runs) of the current study
    model     function that replaces the model, for tests against known truth
    """

    folder: Path | None = None
    workers: Workers | None = None
    threads: int | None = None
    progress: Progress | None = None
    model: Model | None = None

    def __call__(self, study: Study, name: str = "runs") -> Results:
        """Return the results of a study.

        study  the study
        name   of its subfolder; finished runs in it and in results beside the folder are not repeated
        """
        if self.folder is None:
            return in_memory(study, threads=self.threads, progress=self.progress, model=self.model)
        folder = self.folder / name
        known = [] if self.model else neighbours(self.folder)
        run_study(study, folder, workers=self.workers, progress=self.progress, model=self.model, known=known)
        return collect(study, folder)[1]


def study_settings(study: Study) -> dict[str, Any]:
    """Return the settings of a study for another analysis: first organisation, days, seed, replications.

    The keys are those of `discovery_study` and similar functions.
    """
    name, organisation = next(iter(study.organisations.items()))
    return {
        "organisation": name if organisation is None else organisation,
        "days": study.days,
        "seed": study.seed,
        "replications": study.replications.maximum,
        **({"behaviour": study.behaviour} if study.behaviour else {}),
    }


def optional_module(module: str, what: str) -> Any:
    """Return a module of the extra `studies`; InputError with the install command if it is missing.

    module  dotted name
    what    the analysis that needs it
    """
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise InputError(f"{what} needs {library}, which is not installed: {install('studies')}") from error
